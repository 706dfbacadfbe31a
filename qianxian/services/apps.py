"""The room's place in Django."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """The service catalogue."""

    name = "qianxian.services"
    label = "services"
    default_auto_field = "django.db.models.BigAutoField"
