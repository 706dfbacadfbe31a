"""What a contract's page shows: what it comes to, what it rests on, its amendments, its related parties, and what may be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.contracts import judging, payments, permissions, queries
from qianxian.contracts.models import Contract
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan

State = Contract.State


def contract_page(request: HttpRequest, row: Contract) -> dict[str, Any]:
    """Everything the page draws."""
    last, total, paid = queries.last_day_of(row), queries.total_of(row), payments.paid_under(row)
    names = names_of_logins({row.drafted_by, row.recorded_by, row.ended_by} - {""})
    parties = [(party, permissions.can_answer_party(request.actor, party).allowed and not party.answer) for party in row.parties.order_by("id")]
    return {
        "contract": row, "acts": acts_of(request.actor, row), "amendments": list(row.amendments.select_related("certificate").order_by("position")), "parties": parties,
        "late": row.state == State.SIGNED and last < request.today, "last": last, "missing": missing(row, request),
        "facts": [
            {"label": _("状态"), "value": row.get_state_display(), "now": row.state in (State.DRAFT, State.SIGNED)},
            {"label": _("金额（元）"), "value": format_yuan(total)}, {"label": _("对方"), "value": row.counterparty}, {"label": _("到期日"), "value": last},
            *([{"label": _("已付（元）"), "value": format_yuan(paid)}] if row.pays and row.state != State.DRAFT else []),
        ],
        "kv": _kv(row, names),
    }  # fmt: skip


def _kv(row: Contract, names: dict[str, str]) -> list[dict[str, Any]]:
    rent = _("%(every)s %(sum)s 元") % {"every": row.get_rent_every_display(), "sum": format_yuan(row.rent)} if row.rent is not None else ""
    told = [
        (_("类别"), row.get_kind_display()), (_("签约单位"), row.get_unit_display()), (_("统一社会信用代码"), row.credit_code), (_("对方身份证号码"), row.identity_masked),
        (_("对方负责人"), row.representative), (_("签订时金额（元）"), format_yuan(row.amount)), (_("租金"), rent),
        (_("期限"), _("%(a)s 至 %(b)s") % {"a": row.period.lower, "b": row.last_day}), (_("依据"), row.get_basis_display()), (_("依据的文件或会议记录"), row.basis_document),
        (_("询问利害关系的日期"), row.asked_on), (_("签订日期"), row.signed_on), (_("代表本村（社区）签字的人"), row.signatory),
        (_("草拟"), names.get(row.drafted_by, row.drafted_by)), (_("登记签订"), names.get(row.recorded_by, row.recorded_by)),
        (_("了结日期"), row.ended_on), (_("结果或原因"), row.end_reason),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in told if value]


def missing(row: Contract, request: HttpRequest) -> list[str]:
    """What still stands against signing today, in words; empty once it is signed."""
    if row.state != State.DRAFT or row.basis == Contract.Basis.EXISTING:
        return []
    return [v.message for v in judging.signing_faults(row, request.today, request.actor, request.today)]


def acts_of(by: Actor, row: Contract) -> list[tuple[str, str]]:
    """(address, words) of what the actor may do now, the likeliest first."""
    here = lambda act: reverse("contracts:act", args=[row.uuid, act])  # noqa: E731 - one line, one address
    keeps = permissions.can_keep_contract(by, row.division_code).allowed
    found: list[tuple[str, str]] = []
    if row.state == State.DRAFT:
        existing = row.basis == Contract.Basis.EXISTING
        if not existing and permissions.can_sign_contract(by, row).allowed:
            found.append((here("sign"), _("登记签订")))
        if existing and permissions.can_take_over_contract(by, row).allowed:
            found.append((here("take"), _("核对无误")))
        if keeps:
            found += [(reverse("contracts:change", args=[row.uuid]), _("修改草案")), (here("declare"), _("登记关联方")), (here("withdraw"), _("撤回草案"))]
    elif row.state == State.SIGNED and keeps:
        found += [(here("amend"), _("登记补充协议")), (here("end"), _("办结")), (here("terminate"), _("解除合同"))]
    return found
