"""The papers of pay whose signed originals are kept: the sheets of a run, signed by preparer, checker and approver."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.papers.kinds import PaperKind, register_kind
from qianxian.pay import permissions, queries


def register() -> None:
    """Tell the room of papers: who sees, who keeps, where the thing stands."""
    register_kind(PaperKind(
        "pay_sheets", _("工资表"), lambda by, uuid: queries.runs(by).filter(uuid=uuid).first(), lambda by, thing: permissions.can_view_pay(by),
        lambda by, thing: permissions.can_prepare(by, thing.division_code), lambda thing: thing.number, lambda thing: reverse("pay:run", args=[thing.uuid]),
    ))  # fmt: skip
