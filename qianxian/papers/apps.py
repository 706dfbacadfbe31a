"""Django application of the room ``papers``."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "qianxian.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Word papers look at the county's adopted templates first; the foundation may not import this room."""
        from qianxian.foundation.papers import word  # models are not ready when this file is read
        from qianxian.papers.queries import adopted_content

        word.supply(adopted_content)
