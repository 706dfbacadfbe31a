"""Django application of the room ``funds``."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "qianxian.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show payments on the threads of the matters that decided them and on their certificate's page, and what was paid on the page of its contract."""
        from qianxian.contracts.payments import supply  # models are not ready when this file is read
        from qianxian.funds import on_certificates, on_threads
        from qianxian.funds.queries.payments import paid_under_contract

        on_certificates.register()
        on_threads.register()
        supply(lambda contract: paid_under_contract(contract, only_paid=True))
