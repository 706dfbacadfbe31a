"""What the statement of the year's income tax shows: sums, and each person's line in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qianxian.pay.queries import PersonSettled
from qianxian.portal.marks import money_mark

NOTHING = Decimal("0.00")


def word(one: PersonSettled) -> str:
    """Whether the months made the tax on the whole, or what is still to pay or to be given back."""
    if not one.taxed:
        return _("批次没有代扣个税，不能核对")
    if one.settled.equal:
        return _("一致")
    return _("应补 %(yuan)s") % {"yuan": f"{one.settled.due:,.2f}"} if one.settled.due > 0 else _("应退 %(yuan)s") % {"yuan": f"{-one.settled.due:,.2f}"}


def rows_of(found: Iterable[PersonSettled], places: dict[str, str]) -> list[dict[str, Any]]:
    """The table's rows."""
    return [
        {
            "name": one.person.name, "place": places.get(one.division_code, one.division_code), "income": one.settled.income,
            "insurance": one.settled.insurance, "deductions": one.settled.basic + one.settled.additional, "taxable": one.settled.taxable,
            "tax": one.settled.tax, "withheld": one.settled.withheld, "word": word(one),
        }
        for one in found
    ]  # fmt: skip


def facts_of(found: list[PersonSettled]) -> list[dict[str, Any]]:
    """The sums at the head of the page."""
    def total(name: str) -> Decimal:
        return sum((getattr(one.settled, name) for one in found), NOTHING)

    compared = [one for one in found if one.taxed]
    apart = [one for one in compared if not one.settled.equal]
    return [
        {"label": _("人数"), "value": len(found), "note": _("本年有工资条的")},
        {"label": _("累计收入"), "value": money_mark(total("income")), "note": _("含差额更正，元")},
        {"label": _("已预扣税额"), "value": money_mark(total("withheld")), "note": _("元")},
        {"label": _("全年应纳税额"), "value": money_mark(total("tax")), "note": _("按全年合计算，元")},
        {"label": _("与全年一致"), "value": len(compared) - len(apart), "note": _("人")},
        {"label": _("留给汇算清缴"), "value": len(apart), "note": _("人，次年 3 至 6 月由本人办理")},
    ]


def own_rows(one: PersonSettled) -> list[dict[str, Any]]:
    """The statement as a person reads it on his slip."""
    done = one.settled
    rows = [
        (_("累计收入"), money_mark(done.income)),
        (_("社会保险个人部分"), money_mark(done.insurance)),
        (_("减除费用"), money_mark(done.basic)),
        (_("专项附加扣除"), money_mark(done.additional)),
        (_("全年应纳税所得额"), money_mark(done.taxable)),
        (_("全年应纳税额"), money_mark(done.tax)),
        (_("已预扣税额"), money_mark(done.withheld)),
        (_("核对"), word(one)),
    ]
    return [{"label": label, "value": value} for label, value in rows]
