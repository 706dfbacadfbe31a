"""The room's place in Django."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Elections."""

    name = "qianxian.elections"
    label = "elections"

    def ready(self) -> None:
        """Tell the room of papers whose signed originals are kept."""
        from qianxian.elections import paper_kinds  # models are not ready when this file is read

        paper_kinds.register()
