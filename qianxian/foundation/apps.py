"""Django application of the foundation: the audit leaves and their history."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "qianxian.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
