"""Django application of the room ``funds``."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "qianxian.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
