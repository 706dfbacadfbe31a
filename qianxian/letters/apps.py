"""Django application of the room ``letters``."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "qianxian.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A case that asks for a letter shows it on its own pages."""
        from qianxian.cases import outcomes  # models are not ready when this file is read
        from qianxian.letters import on_cases

        outcomes.offers("letters", on_cases.OFFERED)
