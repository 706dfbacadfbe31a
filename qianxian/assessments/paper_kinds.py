"""The papers of 年度考核 whose signed originals are kept: the assessment sheet and the minutes of its review."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.assessments import permissions, queries
from qianxian.papers.kinds import PaperKind, register_kind


def register() -> None:
    """Tell the room of papers: who sees, who keeps, where the thing stands."""
    for code, title in (("assessment_sheet", _("年度考核表")), ("assessment_minutes", _("异议复核记录"))):
        register_kind(PaperKind(
            code, title, lambda by, uuid: queries.sheet_by_uuid(uuid, by), permissions.can_view_sheet, permissions.can_tell,
            lambda thing: f"{thing.year} {thing.division_code}", lambda thing: reverse("assessments:sheet", args=[thing.uuid]),
        ))  # fmt: skip
