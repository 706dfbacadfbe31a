"""The room's place in Django."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Contracts."""

    name = "qianxian.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Contracts may hang on threads, stand on the page of their certificate, and their signed originals are kept."""
        from qianxian.contracts import on_certificates, on_threads, paper_kinds  # models are not ready when this file is read

        on_certificates.register()
        on_threads.register()
        paper_kinds.register()
