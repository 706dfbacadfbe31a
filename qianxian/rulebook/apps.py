"""Django application of the room ``rulebook``."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "qianxian.rulebook"
    label = "rulebook"
    default_auto_field = "django.db.models.BigAutoField"
