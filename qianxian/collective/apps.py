"""Django application of the room ``collective``."""

from django.apps import AppConfig


class CollectiveConfig(AppConfig):
    name = "qianxian.collective"
    label = "collective"
    default_auto_field = "django.db.models.BigAutoField"
