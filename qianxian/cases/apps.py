"""The room's place in Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases of residents."""

    name = "qianxian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The door of 查进度 opens the book of cases; what applicants bring is kept with the papers of the house."""
        from qianxian.cases import books, pages, paper_kinds  # models are not ready when this file is read
        from qianxian.cases.numbers import BOOK

        books.opens(BOOK, pages.progress_by_receipt)
        paper_kinds.register()
