"""Django application of the page shell."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qianxian.portal"
    label = "portal"
    verbose_name = "门户"
