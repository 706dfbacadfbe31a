"""Django application of the room ``letters``."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "qianxian.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
