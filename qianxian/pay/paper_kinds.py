"""The papers of pay whose signed originals are kept: one sheet per payer of a run or a correction, signed by preparer, checker and approver; the slip."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from qianxian.papers.kinds import PaperKind, register_kind
from qianxian.pay import permissions, queries


def register() -> None:
    """Tell the room of papers: who sees, who keeps, where the thing stands. Each payer signs a sheet of its own."""
    for payer, name in queries.PAYERS.items():
        register_kind(PaperKind(
            f"pay_sheet_{payer}", format_lazy("{}：{}", _("工资表"), name), lambda by, uuid: queries.runs(by).filter(uuid=uuid).first(),
            lambda by, thing: permissions.can_view_pay(by), lambda by, thing: permissions.can_prepare(by, thing.division_code),
            lambda thing, payer=payer: f"{thing.number}-{payer}", lambda thing: reverse("pay:run", args=[thing.uuid]),
        ))  # fmt: skip
        register_kind(PaperKind(
            f"pay_correction_{payer}", format_lazy("{}：{}", _("差额工资表"), name), lambda by, uuid: queries.corrections(by).filter(uuid=uuid).first(),
            lambda by, thing: permissions.can_view_pay(by), lambda by, thing: permissions.can_prepare(by, thing.division_code),
            lambda thing, payer=payer: f"{thing.number}-{payer}", lambda thing: reverse("pay:correction", args=[thing.uuid]),
        ))  # fmt: skip
    register_kind(PaperKind(
        "pay_slip", _("工资条"), lambda by, uuid: queries.slips(by).filter(uuid=uuid).first(), permissions.can_see_slip,
        lambda by, thing: permissions.can_prepare(by, thing.division_code), lambda thing: thing.number, lambda thing: reverse("pay:slip", args=[thing.uuid]),
    ))  # fmt: skip
