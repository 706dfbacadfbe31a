"""Django application of the room ``divisions``."""

from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    name = "qianxian.divisions"
    label = "divisions"
    default_auto_field = "django.db.models.BigAutoField"
