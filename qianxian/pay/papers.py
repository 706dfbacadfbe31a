"""The papers of pay: the slip that explains every yuan to one person, the sheet that one payer pays by.

    pay_slip(PaySlip(slip_no="GZ2019-0001", lines=(PayLine(item="基本报酬", payer="市级", amount=Decimal("39285.00"), …),), …))

Totals are computed here from the lines, so a printed paper always adds up. Wording is Chinese by office.
Sources: domain handbook 5 (formulae), 6 (工资表、工资条: lines by payer, deductions, net, year to date), 7 (separation).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from qianxian.foundation.errors import violated
from qianxian.foundation.money import amount_in_words
from qianxian.foundation.papers.engine import Format, chinese_date, render, yuan

NOTHING = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class PayLine:
    """One sum and why it is what it is: how it was computed, by which rule and clause, from which input of which date."""

    item: str
    payer: str
    amount: Decimal
    how: str
    basis: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Deduction:
    """A lawful deduction; ``amount`` is positive and lowers the net."""

    item: str
    amount: Decimal
    basis: str


@dataclass(frozen=True, kw_only=True)
class PaySlip:
    """工资条 of one person for one period. Year-to-date figures include this slip; None leaves them out.

    ``beside`` says what the employer bears that is no part of the pay.
    """

    slip_no: str
    period: str
    person_name: str
    village: str
    centre: str
    post_title: str
    account_masked: str
    lines: tuple[PayLine, ...]
    issued_by: str
    issued_on: dt.date
    deductions: tuple[Deduction, ...] = ()
    gross_to_date: Decimal | None = None
    net_to_date: Decimal | None = None
    question_contact: str = ""
    beside: str = ""
    verify_url: str = ""

    @property
    def gross(self) -> Decimal:
        return sum((line.amount for line in self.lines), NOTHING)

    @property
    def deducted(self) -> Decimal:
        return sum((line.amount for line in self.deductions), NOTHING)

    @property
    def net(self) -> Decimal:
        return self.gross - self.deducted

    @property
    def by_payer(self) -> dict[str, Decimal]:
        """Sums per payer in the order of the lines."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            sums[line.payer] = sums.get(line.payer, NOTHING) + line.amount
        return sums


@dataclass(frozen=True, kw_only=True)
class PaySheetRow:
    """One person on one payer's sheet; ``amounts`` in the order of the sheet's ``items``."""

    person_name: str
    village: str
    post_title: str
    days: str
    amounts: tuple[Decimal, ...]
    account_masked: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PaySheet:
    """工资表 of one payer. Preparer, checker and approver are three people; empty names leave a line to sign on."""

    sheet_no: str
    period: str
    payer: str
    scope: str
    items: tuple[str, ...]
    rows: tuple[PaySheetRow, ...]
    issued_on: dt.date
    title: str = "工资表"
    prepared_by: str = ""
    checked_by: str = ""
    approved_by: str = ""
    printed_by: str = ""

    @property
    def totals(self) -> tuple[Decimal, ...]:
        return tuple(sum((row.amounts[i] for row in self.rows), NOTHING) for i in range(len(self.items)))

    @property
    def total(self) -> Decimal:
        return sum(self.totals, NOTHING)


def pay_slip(slip: PaySlip, format: Format = "pdf") -> bytes:
    """The slip as PDF or Word; RuleViolated (``negative_net``) when deductions pass the pay (handbook 5.5)."""
    if slip.net < 0:
        raise violated("negative_net", "扣款大于应发金额，请先核减扣款再出具工资条。", "村（社区）干部报酬办法", "deductions")
    facts = {
        "slip_no": slip.slip_no,
        "period": slip.period,
        "person_name": slip.person_name,
        "place": slip.centre if slip.centre.startswith(slip.village) else f"{slip.village}{slip.centre}",
        "post_title": slip.post_title,
        "account_masked": slip.account_masked,
        "lines": [
            {"item": x.item, "payer": x.payer, "amount": x.amount, "how": x.how, "basis": x.basis, "source": x.source} for x in slip.lines
        ],
        "deductions": [{"item": x.item, "amount": x.amount, "basis": x.basis} for x in slip.deductions],
        "gross": slip.gross,
        "deducted": slip.deducted,
        "net": slip.net,
        "net_in_words": amount_in_words(slip.net),
        "by_payer": "；".join(f"{payer} {yuan(amount)} 元" for payer, amount in slip.by_payer.items()),
        "to_date": "；".join(said for said in (_to_date(slip), slip.beside) if said),
        "question_contact": slip.question_contact,
        "issued_by": slip.issued_by,
        "issued_on": slip.issued_on,
        "verify_url": slip.verify_url,
    }
    return render("pay_slip", facts, format, title="工资条", dated=slip.issued_on)


def pay_sheet(sheet: PaySheet, format: Format = "pdf") -> bytes:
    """The payer's sheet as PDF or Word on A4 landscape; header repeated, rows unbroken, total in figures and capitals.

    RuleViolated: ``same_hand`` when two of preparer, checker and approver are one person (handbook 7, separation ①),
    ``row_width`` when a row has not one amount per item.
    """
    hands = [name for name in (sheet.prepared_by, sheet.checked_by, sheet.approved_by) if name]
    if len(set(hands)) < len(hands):
        raise violated("same_hand", "制表、复核、审批须由不同人员承担，请更换经办人。", "职责分离")
    if any(len(row.amounts) != len(sheet.items) for row in sheet.rows):
        raise violated("row_width", "有人员的金额项数与表头不一致，请重新生成工资表。", "工资表")
    facts = {
        "sheet_no": sheet.sheet_no,
        "period": sheet.period,
        "payer": sheet.payer,
        "scope": sheet.scope,
        "items": list(sheet.items),
        "rows": [
            {
                "no": str(n), "person_name": row.person_name, "village": row.village, "post_title": row.post_title,
                "days": row.days, "amounts": [yuan(a) for a in row.amounts], "sum": sum(row.amounts, NOTHING),
                "account_masked": row.account_masked, "note": row.note, "said": _said(sheet.items, row.amounts),
            }
            for n, row in enumerate(sheet.rows, 1)
        ],
        "people": len(sheet.rows),
        "totals": [yuan(a) for a in sheet.totals],
        "total": sheet.total,
        "total_in_words": amount_in_words(sheet.total),
        "totals_said": _said(sheet.items, sheet.totals),
        "prepared_by": sheet.prepared_by,
        "checked_by": sheet.checked_by,
        "approved_by": sheet.approved_by,
        "issued_on": sheet.issued_on,
        "printed_by": sheet.printed_by,
    }  # fmt: skip
    return render("pay_sheet", facts | {"title": "工资表"}, format, title=sheet.title, dated=sheet.issued_on)


def _said(items: tuple[str, ...], amounts: tuple[Decimal, ...]) -> str:
    """``基本报酬 39,285.00；社会保险 −650.00``: the items in words where a table has one column for them."""
    return "；".join(f"{item} {yuan(amount)}" for item, amount in zip(items, amounts, strict=True))


def _to_date(slip: PaySlip) -> str:
    """``本年累计应发 … 元，累计实发 … 元``; empty when the run knows neither."""
    said = [
        f"累计{name} {yuan(amount)} 元" for name, amount in (("应发", slip.gross_to_date), ("实发", slip.net_to_date)) if amount is not None
    ]
    return f"截至{chinese_date(slip.issued_on)}本年" + "，".join(said) if said else ""
