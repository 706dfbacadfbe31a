"""Django application of the room ``centres``."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "qianxian.centres"
    label = "centres"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the centre on the place's page."""
        from qianxian.centres import pages  # models are loaded only now

        pages.register_place_panels()
