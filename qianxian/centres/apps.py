"""Django application of the room ``centres``."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "qianxian.centres"
    label = "centres"
    default_auto_field = "django.db.models.BigAutoField"
