"""Django application of the room ``pay``."""

from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "qianxian.pay"
    label = "pay"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The signed pay sheets are kept with the papers of the house."""
        from qianxian.pay import paper_kinds  # models are not ready when this file is read

        paper_kinds.register()
