"""The papers of 选聘 whose signed originals are kept: letter, notice and the record of its review, joint vetting form,
approval form, papers of a case, filing form."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.engagements import permissions, queries
from qianxian.engagements.queries import vetting
from qianxian.foundation.verdict import ALLOWED
from qianxian.papers.kinds import PaperKind, register_kind


def _letter_seen(by, thing):
    return ALLOWED if permissions.is_himself(by, thing.person) else permissions.can_view_review(by, thing.decision.review)


def _notice_seen(by, thing):
    return ALLOWED if permissions.is_himself(by, thing.decision.person) else permissions.can_view_review(by, thing.decision.review)


def register() -> None:
    """Tell the room of papers: who sees, who keeps, where the thing stands."""
    register_kind(PaperKind(
        "letter", _("聘任书"), lambda by, uuid: queries.engagements(by).select_related("decision__review").filter(uuid=uuid, acting=False).first(), _letter_seen,
        lambda by, thing: permissions.can_issue(by, thing.decision.review), lambda thing: thing.letter_number,
        lambda thing: reverse("engagements:review", args=[thing.decision.review.uuid]),
    ))  # fmt: skip
    register_kind(PaperKind(
        "notice", _("告知书"), lambda by, uuid: queries.notices(by).filter(uuid=uuid).first(), _notice_seen,
        lambda by, thing: permissions.can_issue(by, thing.decision.review), lambda thing: thing.number,
        lambda thing: reverse("engagements:review", args=[thing.decision.review.uuid]),
    ))  # fmt: skip
    register_kind(PaperKind(
        "decision_minutes", _("复核记录"), lambda by, uuid: queries.notices(by).filter(uuid=uuid).first(), _notice_seen,
        lambda by, thing: permissions.can_issue(by, thing.decision.review), lambda thing: thing.decision.review.number,
        lambda thing: reverse("engagements:review", args=[thing.decision.review.uuid]),
    ))  # fmt: skip
    register_kind(PaperKind(
        "vetting", _("联审表"), lambda by, uuid: vetting.round_by_uuid(uuid, by), lambda by, thing: permissions.can_view_vetting(by),
        permissions.can_send_round, lambda thing: thing.number, lambda thing: reverse("engagements:round", args=[thing.uuid]),
    ))  # fmt: skip
    register_kind(PaperKind(
        "approval", _("聘任审批表"), lambda by, uuid: queries.review_by_uuid(uuid, by), permissions.can_view_review, permissions.can_issue,
        lambda thing: thing.number, lambda thing: reverse("engagements:review", args=[thing.uuid]),
    ))  # fmt: skip
    for code, title in (("case_hearing", _("听取陈述记录")), ("case_notice", _("处理告知书")), ("case_minutes", _("复核记录"))):
        register_kind(PaperKind(
            code, title, lambda by, uuid: queries.case_by_uuid(uuid, by), permissions.can_view_case, permissions.can_serve_case,
            lambda thing: thing.number, lambda thing: reverse("engagements:case", args=[thing.uuid]),
        ))  # fmt: skip
    register_kind(PaperKind(
        "filing", _("村党组织书记备案表"), lambda by, uuid: queries.filings_in_reach(by).filter(uuid=uuid).first(),
        lambda by, thing: permissions.can_view_cases(by), permissions.can_file_secretary, lambda thing: thing.number,
        lambda thing: reverse("engagements:filing", args=[thing.uuid]),
    ))  # fmt: skip
