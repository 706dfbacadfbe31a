"""The room's place in Django."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions."""

    name = "qianxian.decisions"
    label = "decisions"
