"""Django application of the room ``notices``."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "qianxian.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
