"""Django application of the room ``people``."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "qianxian.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
