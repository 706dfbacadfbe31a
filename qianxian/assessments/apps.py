"""Django application of the room ``assessments``."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "qianxian.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Facts that rooms below hold are read from them; later rooms register theirs the same way."""
        from qianxian.assessments import paper_kinds, sources  # models are not ready when this file is read

        sources.register_own()
        paper_kinds.register()
