"""Django application of the room ``organisations``."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "qianxian.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang this room's tabs on the person's page and its panel on the place's."""
        from qianxian.organisations import pages, person_tabs  # models are loaded only now

        person_tabs.register()
        pages.register_place_panels()
