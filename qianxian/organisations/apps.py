"""Django application of the room ``organisations``."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "qianxian.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
