"""Django application of the room ``engagements``."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "qianxian.engagements"
    label = "engagements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the rooms below who holds posts, is vetted, was filed; they may not import this one."""
        from qianxian.centres import holders  # models are not ready when this file is read
        from qianxian.elections import above
        from qianxian.engagements import paper_kinds, person_tabs
        from qianxian.engagements.queries.consequences import election_filed_on
        from qianxian.engagements.queries.posts import holders_of
        from qianxian.engagements.queries.vetting import vetted_on

        holders.supply(holders_of)
        above.supply(vetted_on, election_filed_on)
        person_tabs.register()
        paper_kinds.register()
