"""Django application of the page shell."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qianxian.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Offer what a place's page shows of other rooms, once all rooms are loaded."""
        from qianxian.portal import places  # noqa: F401
