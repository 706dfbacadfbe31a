"""Photos and scans of what an applicant brought: kept with the papers of the house, cleaned and sealed, never required."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.cases import permissions, queries
from qianxian.papers.kinds import PaperKind, register_kind


def register() -> None:
    """Tell the room of papers who sees and who keeps them: whoever looks at the case, and whoever has it in hand."""
    register_kind(PaperKind(
        "case_materials", _("办件材料"), lambda by, uuid: queries.case_by_uuid(uuid, by), permissions.can_view_case, permissions.can_handle_case,
        lambda thing: thing.number, queries.address_of, asks=_("材料的照片或扫描件"),
    ))  # fmt: skip
