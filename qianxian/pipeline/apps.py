"""Django application of the room ``pipeline``."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "qianxian.pipeline"
    label = "pipeline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A person's page shows what he has shown; rooms below may not import this one."""
        from qianxian.pipeline import person_tabs  # models are not ready when this file is read

        person_tabs.register()
