"""Django application of the room ``pay``."""

from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "qianxian.pay"
    label = "pay"
    default_auto_field = "django.db.models.BigAutoField"
