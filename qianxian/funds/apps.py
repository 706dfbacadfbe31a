"""Django application of the room ``funds``."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "qianxian.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show payments on the threads of the matters that decided them."""
        from qianxian.funds import on_threads  # models are not ready when this file is read

        on_threads.register()
