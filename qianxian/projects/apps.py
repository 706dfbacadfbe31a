"""The room's place in Django."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects."""

    name = "qianxian.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Projects hang on threads, keep their signed records, and tell the gate of payments what stands against paying."""
        from qianxian.funds.queries.gates import asks_too  # models are not ready when this file is read
        from qianxian.projects import gate, on_certificates, on_threads, paper_kinds

        on_certificates.register()
        on_threads.register()
        paper_kinds.register()
        asks_too(gate.conditions)
