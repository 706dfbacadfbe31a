"""The register of contracts signed before the system began: one row each, drafted by the file, confirmed one by one by the town.

A row becomes a draft on 「系统启用前已签订」 that keeps the day and the name of its signing as the file tells them; the town looks at the original and
takes it over (``take_over_contract``). What was taken over is never changed by a file. Undoing a batch withdraws its drafts: numbers have no gaps.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_noop

from qianxian.contracts import judging
from qianxian.contracts.models import Contract
from qianxian.contracts.numbers import next_number
from qianxian.divisions.sheets import VILLAGE, Places
from qianxian.foundation import audit, clock
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.masks import mask_identity
from qianxian.foundation.periods import add_days
from qianxian.foundation.sealing import keyed_hash, seal
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order
from qianxian.foundation.sheets.register import Plan, changed_later, offer_register, past_of, resting_on, restore
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.organisations.rules.credit_codes import check_credit_code
from qianxian.rulebook.queries import county_settings

_KINDS = {
    "works": ("工程施工", "Works"), "purchase": ("采购货物", "Purchase of goods"), "service": ("购买服务", "Purchase of services"), "lease_out": ("出租", "Lease out"),
    "lease_in": ("承租", "Lease in"), "land": ("土地承包、流转", "Land contracting and transfer"), "other": ("其他", "Other"),
}  # fmt: skip
_UNITS = {"centre": ("党群服务中心", "Service centre"), "village": ("村（居）民委员会", "Villagers' committee"), "collective": ("集体经济组织", "Collective")}
_PARTIES = {"organisation": ("单位", "Unit"), "person": ("个人", "Person")}
_EVERY = {"month": ("每月", "Monthly"), "quarter": ("每季", "Quarterly"), "half_year": ("每半年", "Half-yearly"), "year": ("每年", "Yearly")}

SHEET = register_sheet(
    Sheet(
        "contracts", "已有合同", "Contracts signed before",
        columns=(
            VILLAGE,
            Column("subject", "合同标的", "Subject", required=True, width=30, max_length=200, example="鱼塘 30 亩出租"),
            Column("kind", "种类", "Kind", "enum", required=True, choices=_KINDS, width=16, example="出租"),
            Column("unit", "本方单位", "Unit", "enum", required=True, choices=_UNITS, width=18, example="集体经济组织"),
            Column("counterparty", "对方", "Other side", required=True, width=24, max_length=120, example="斗门区某养殖专业合作社"),
            Column("party_kind", "对方是", "Is a", "enum", required=True, choices=_PARTIES, width=10, example="单位"),
            Column("credit_code", "统一社会信用代码", "Credit code", "code", width=22, max_length=18, hint="对方是单位的填"),
            Column("identity_number", "身份证号码", "Identity number", "identity_number", width=22, secret=True, hint="对方是个人的填；加密保存，列表里只显示首尾"),
            Column("representative", "对方代表", "Represented by", "name", width=12, max_length=60),
            Column("amount", "合同金额（元）", "Amount (yuan)", "money", required=True, width=16, hint="租金合同填全部租期的租金", example="540000.00"),
            Column("rent", "每期租金（元）", "Rent (yuan)", "money", width=14, hint="和「多久收一次」一起填", example="45000.00"),
            Column("rent_every", "多久收一次", "Rent every", "enum", choices=_EVERY, width=12, example="每年"),
            Column("first_day", "起", "From", "date", required=True, width=13, example="2016-01-01"),
            Column("last_day", "止", "Until", "date", required=True, width=13, hint="最后一天", example="2027-12-31"),
            Column("told_signed_on", "签订日期", "Signed on", "date", required=True, width=13, example="2015-12-20"),
            Column("told_signatory", "本方签字人", "Signed by", "name", required=True, width=12, max_length=60, example="赵德昌"),
            Column("basis_document", "原合同编号或依据", "Number or basis", required=True, width=30, max_length=200, example="大赤坎合同〔2015〕12 号"),
        ),
        key_columns=("division", "subject", "counterparty", "first_day"),
        row_checks=(in_order("first_day", "last_day", "起", "止"),),
        notes=(
            gettext_noop("一行一份系统启用以前签订的合同；启用以后的合同要有决策凭证，在合同页草拟。"),
            gettext_noop("导入后是草案，由镇（街道）另一位同志对照原件逐份核对，核对后才算履行中。"),
            gettext_noop("核对过的合同不会被表格改动；有变化的登记补充协议。"),
        ),
    )
)  # fmt: skip
SAID = ("kind", "unit", "amount", "rent", "rent_every", "told_signed_on", "told_signatory", "basis_document")
OF_THE_PARTY = ("party_kind", "credit_code", "representative", "identity_index")
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {"period": ("起止日期", {})}


class ExistingContracts:
    """Contracts signed before, as the imports room drives them."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by place, subject, other side and first day."""
        staged, places, from_year = Staged("contracts", parsed, (Contract,)), Places(on), county_settings().on(on)["contracts.certificates_from_year"]
        held = {_key(c.division_code, c.subject, c.counterparty, c.period.lower): c for c in Contract.objects.visible_to(by).filter(basis="existing").exclude(state="withdrawn")}
        for i in range(len(parsed)):
            place = places.village(parsed, i, by)
            cells = {name: parsed.columns[name][i] for name in parsed.columns}
            if place is None or any(e.row == parsed.row_numbers[i] for e in parsed.errors):
                continue
            row, existing = _said(cells, place.code), held.get(_key(place.code, cells["subject"], cells["counterparty"], cells["first_day"]))
            for column, code, words in (*_faults(row, cells, on, from_year), *_held_faults(row, existing)):
                parsed.fault(i, column, code, words)
            if not any(e.row == parsed.row_numbers[i] for e in parsed.errors):
                values = {name: getattr(row, name) for name in (*SAID, "period")}
                if existing is None:
                    values |= {name: getattr(row, name) for name in ("uuid", "division_code", "subject", "counterparty", "identity_sealed", "identity_masked", *OF_THE_PARTY)}
                    values |= {"basis": "existing", "drafted_on": on, "drafted_by": by.login}
                staged.row(i, f"{place.name} · {row.subject} · {row.counterparty}", [staged.put(Contract, existing, values)], WORDS)
        return staged.done()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """New drafts with their numbers, and what was still a draft set right."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        for row in plan.payload.new[Contract]:
            row.number = next_number(row.division_code, on.year)
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """The batch's drafts withdrawn, its changes put back; RuleViolated once one was taken over or something rests on it."""
        past = past_of(leaf)
        rows = past[Contract._meta.label_lower]
        made = [p.object_id for p in rows if p.before is None]
        faults = changed_later(past) + resting_on(Contract, made, {})
        if faults:
            raise RuleViolated(faults)
        restore(Contract, [p for p in rows if p.before is not None])
        for row in Contract.objects.select_for_update().filter(uuid__in=made):
            row.state, row.ended_on, row.ended_by, row.end_reason, row.version = Contract.State.WITHDRAWN, clock.today(), by.login, "整批撤销导入", row.version + 1
            row.save()
            audit.record(by=by, action="contracts.withdraw_contract", thing=row, before={"state": "draft"}, after={"state": row.state}, reason=row.end_reason)
        return len(rows)


def _key(code: str, subject: str, counterparty: str, first: dt.date) -> tuple[str, str, str, dt.date]:
    return code, subject, counterparty, first


def _said(cells: dict[str, Any], code: str) -> Contract:
    """The row as a draft that is not saved; a person's number sealed under the draft's own uuid."""
    key, number = uuid.uuid4(), cells["identity_number"] or ""
    plain = {name: cells[name] for name in ("subject", "counterparty", "party_kind", "kind", "unit", "amount", "rent", "told_signed_on", "told_signatory", "basis_document")}
    row = Contract(uuid=key, division_code=code, basis="existing", rent_every=cells["rent_every"] or "", representative=cells["representative"] or "", **plain)
    row.credit_code, row.period = (cells["credit_code"] or "").upper(), DateRange(cells["first_day"], add_days(cells["last_day"], 1))
    if number:
        row.identity_sealed, row.identity_index = seal(number, row=f"contracts.contract.identity:{key}"), keyed_hash(number, kind="identity")
        row.identity_masked = mask_identity(number)
    return row


def _faults(row: Contract, cells: dict[str, Any], on: dt.date, from_year: int) -> list[tuple[str, str, str]]:
    """(column, code, words) of everything the row cannot say."""
    faults: list[Violation] = judging.draft_faults(row, cells["first_day"], cells["last_day"])
    found = [(v.field or "subject", v.code, v.message) for v in faults]
    if row.told_signed_on > on:
        found.append(("told_signed_on", "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": row.told_signed_on}))
    if row.told_signed_on.year >= from_year:
        found.append(("told_signed_on", "existing_contract_is_old", _("%(year)s 年起签订的合同要有决策凭证，不能按已有合同导入") % {"year": from_year}))
    if row.told_signatory in (row.counterparty, row.representative):
        found.append(("told_signatory", "signatory", _("双方不能由同一人签字")))
    if row.party_kind == "person" and row.credit_code:
        found.append(("credit_code", "credit_code", _("对方是个人，不填统一社会信用代码")))
    elif row.credit_code and not (checked := check_credit_code(row.credit_code)).valid:
        found.append(("credit_code", "credit_code", checked.message))
    if row.party_kind == "organisation" and row.identity_index:
        found.append(("identity_number", "identity_number", _("对方是单位，不填身份证号码")))
    return found


def _held_faults(row: Contract, held: Contract | None) -> list[tuple[str, str, str]]:
    """What a file may not change of a contract that is already there."""
    if held is None:
        return []
    if any(getattr(row, name) not in ("", getattr(held, name)) for name in OF_THE_PARTY):
        return [("counterparty", "contract_stays", _("合同 %(no)s 的对方登记后不能改。撤回草案以后再导入") % {"no": held.number})]
    differs = any(getattr(row, name) not in (None, "", getattr(held, name)) for name in (*SAID, "period"))
    if held.state != Contract.State.DRAFT and differs:
        return [("subject", "taken_over", _("合同 %(no)s 已经核对，不能用表格改。有变化的登记补充协议") % {"no": held.number})]
    return []


offer_register(ExistingContracts())
