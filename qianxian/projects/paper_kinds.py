"""The signed record of acceptance: its scan is kept with the papers of the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.papers.kinds import PaperKind, register_kind
from qianxian.projects import permissions, queries


def register() -> None:
    """Tell the room of papers who sees and who keeps the original."""
    register_kind(PaperKind(
        "acceptance", _("验收记录"), lambda by, uuid: queries.project_by_uuid(uuid, by), lambda by, thing: permissions.can_view_projects(by),
        lambda by, thing: permissions.can_keep_project(by, thing.division_code), lambda thing: thing.number, queries.address_of,
    ))  # fmt: skip
