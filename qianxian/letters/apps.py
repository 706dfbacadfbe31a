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

        outcomes.offers("letters", acts=on_cases.acts, links=on_cases.links, shown=on_cases.shown, told=on_cases.told, faults=on_cases.faults)
