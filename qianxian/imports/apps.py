"""Django application of the room ``imports``."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "qianxian.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
