"""Django application of the room ``demo``."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "qianxian.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
