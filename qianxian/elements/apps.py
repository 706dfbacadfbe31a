"""The room's place in Django."""

from django.apps import AppConfig


class ElementsConfig(AppConfig):
    """Data elements and what is asked of villages."""

    name = "qianxian.elements"
    label = "elements"
    default_auto_field = "django.db.models.BigAutoField"
