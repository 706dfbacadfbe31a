"""Django application of the room ``collective``."""

from django.apps import AppConfig


class CollectiveConfig(AppConfig):
    name = "qianxian.collective"
    label = "collective"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the collective onto the disclosure sheets, ask of a lease-out what is let, tell threads, and keep its signed papers with those of the house."""
        from qianxian.collective import on_certificates, on_sheets, on_signing, on_threads, paper_kinds  # models are not ready when this file is read

        on_certificates.register()
        on_sheets.register()
        on_signing.register()
        on_threads.register()
        paper_kinds.register()
