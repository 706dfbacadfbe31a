"""Django application of the room ``pipeline``."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "qianxian.pipeline"
    label = "pipeline"
    default_auto_field = "django.db.models.BigAutoField"
