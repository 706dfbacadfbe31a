"""Django application of the room ``accounts``."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "qianxian.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
