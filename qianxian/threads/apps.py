"""Django application of the room ``threads``."""

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "qianxian.threads"
    label = "threads"
    default_auto_field = "django.db.models.BigAutoField"
