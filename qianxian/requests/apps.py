"""The room's place in Django."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests of residents."""

    name = "qianxian.requests"
    label = "requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Requests hang on threads, and the one door of 查进度 opens their receipts too."""
        from qianxian.cases import books  # models are not ready when this file is read
        from qianxian.requests import on_threads, pages
        from qianxian.requests.numbers import BOOK

        on_threads.register()
        books.opens(BOOK, pages.progress_by_receipt)
