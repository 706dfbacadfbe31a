"""The room's place in Django."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Elections."""

    name = "qianxian.elections"
    label = "elections"
