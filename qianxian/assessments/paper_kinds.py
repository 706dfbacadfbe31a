"""The papers of 年度考核 whose signed originals are kept: the assessment sheet, with its minutes of review."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.assessments import permissions, queries
from qianxian.papers.kinds import PaperKind, register_kind


def register() -> None:
    """Tell the room of papers: who sees, who keeps, where the thing stands."""
    register_kind(PaperKind(
        "assessment_sheet", _("年度考核表"), lambda by, uuid: queries.sheet_by_uuid(uuid, by), permissions.can_view_sheet, permissions.can_tell,
        lambda thing: f"{thing.year} {thing.division_code}", lambda thing: reverse("assessments:sheet", args=[thing.uuid]),
    ))  # fmt: skip
