"""When a village's finances are published (R-F10): each quarter, each month where busy, at once for large sums; supervision signs first.

Example: the sheet of the second quarter falls due on 07-15; without the supervision committee's signature it is not published.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.foundation.periods import add_days, month_end
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation, warning


def due_on(year: int, month: int, days: int, *, monthly: bool) -> dt.date:
    """The last day to publish what happened in the month: so many days after the month or the quarter it lies in."""
    last = month if monthly else (month - 1) // 3 * 3 + 3
    return add_days(month_end(year, last), days)


@rule(
    "R-F10", title="财务公开", title_en="Disclosure of finances",
    versions=[
        InForce(dt.date(2011, 11, 21), "《农村集体经济组织财务公开规定》（2011年）、村民委员会组织法第三十条", "按季公开，较多的按月，重大事项随时",
                valid_to=dt.date(2025, 4, 30), confidence="likely"),
        InForce(dt.date(2025, 5, 1), "《中华人民共和国农村集体经济组织法》、2011年财务公开规定", "第四十五条", confidence="likely"),
    ],
    inputs=[
        Input("year", "int", "年", "Year", minimum=1990, maximum=2198), Input("month", "int", "月", "Month", minimum=1, maximum=12),
        Input("entries", "int", "当月凭证数", "Vouchers of the month", unit="张", required=False, default=0, minimum=0),
        Input("monthly_from", "int", "达到多少张按月公开", "Vouchers from which monthly", unit="张", required=False, default=30, minimum=0, setting="funds.monthly_disclosure_from"),
        Input("days", "int", "期满后多少天内公开", "Days after the period", unit="天", required=False, default=15, minimum=0, maximum=90, setting="funds.disclosure_days"),
        Input("largest", "money", "当月最大一笔支出", "Largest payment of the month", unit="元", required=False, default=Decimal(0), minimum=Decimal(0)),
        Input("major_from", "money", "多少元以上随时公开", "At once from", unit="元", required=False, default=Decimal(20000), setting="funds.major_disclosure_from"),
        Input("signed", "bool", "监督委员会已签字", "Supervision has signed", required=False), Input("published_on", "date", "公开日期", "Day published", required=False),
    ],
    outputs=[Output("monthly", "bool", "按月公开", "Monthly"), Output("at_once", "bool", "随时公开", "At once"), Output("due", "date", "最迟公开日期", "Due"),
             Output("overdue", "bool", "逾期", "Overdue"), Output("may_publish", "bool", "可以公开", "May be published"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def disclosure(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Due day, whether monthly or at once, whether late on the day asked about; unsigned sheets are not published."""
    monthly, at_once = facts.entries > facts.monthly_from, facts.largest > facts.major_from
    due, told = due_on(facts.year, facts.month, facts.days, monthly=monthly), []
    late = (facts.published_on or on) > due
    if facts.signed is False:
        told.append(violation("unsigned", "公开前要由村务监督委员会审核签字。", "The supervision committee signs before publication.", field="signed"))
    if late:
        told.append(warning("overdue", f"应在 {due} 前公开，已经逾期。", f"Was due on {due}.", field="published_on"))
    return Finding({"monthly": monthly, "at_once": at_once, "due": due, "overdue": late, "may_publish": facts.signed,  # nothing is said of a signature: no answer
                    "error": "unsigned" if facts.signed is False else None}, told)  # fmt: skip
