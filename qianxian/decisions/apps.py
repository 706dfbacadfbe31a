"""The room's place in Django."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions."""

    name = "qianxian.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Matters may hang on threads."""
        from qianxian.decisions import on_threads  # models are not ready when this file is read

        on_threads.register()
