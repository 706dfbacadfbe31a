"""Django application of the room ``engagements``."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "qianxian.engagements"
    label = "engagements"
    default_auto_field = "django.db.models.BigAutoField"
