"""The room's place in Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases of residents."""

    name = "qianxian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
