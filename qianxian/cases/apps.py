"""The room's place in Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases of residents."""

    name = "qianxian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What applicants bring is kept with the papers of the house."""
        from qianxian.cases import paper_kinds  # models are not ready when this file is read

        paper_kinds.register()
