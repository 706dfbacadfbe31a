"""Vouchers (R-F07) and statements (R-F09) as pure arithmetic: balanced, complete, gap-free, and assets equal to liabilities and equity.

Example: debit 100.00 against credit 99.99 is ``unbalanced``; numbers 1, 2, 4 give the gap 3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

LAW = "《中华人民共和国会计法》、财会〔2023〕14号"
ZERO = Decimal("0.00")
LINE = (
    Input("account", "string", "科目", "Account", required=False, default=""),
    Input("debit", "money", "借方", "Debit", unit="元", required=False, default=ZERO), Input("credit", "money", "贷方", "Credit", unit="元", required=False, default=ZERO),
)  # fmt: skip


def gaps(numbers: Iterable[int]) -> list[int]:
    """The numbers missing between 1 and the greatest one."""
    held = set(numbers)
    return [n for n in range(1, max(held, default=0)) if n not in held]


def faults_of_lines(lines: Sequence[tuple[Decimal, Decimal]]) -> list[str]:
    """Codes of what is wrong with (debit, credit) lines: one_line, bad_line, unbalanced, zero."""
    found = []
    if len(lines) < 2:
        found.append("one_line")
    if any(debit < 0 or credit < 0 or (debit > 0) == (credit > 0) for debit, credit in lines):
        found.append("bad_line")
    debits, credits = sum((d for d, _c in lines), ZERO), sum((c for _d, c in lines), ZERO)
    if debits != credits:
        found.append("unbalanced")
    elif debits == 0:
        found.append("zero")
    return found


SAID = {
    "one_line": ("凭证至少要有两行分录。", "A voucher has at least two lines.", "lines"),
    "bad_line": ("每行只填借方或贷方，金额大于零。", "Each line has a debit or a credit, above zero.", "lines"),
    "unbalanced": ("借方合计和贷方合计不相等；请核对金额。", "Debits and credits differ; check the amounts.", "lines"),
    "zero": ("凭证金额不能为零。", "A voucher of nothing cannot be posted.", "lines"),
    "same_person": ("制单人不能自己审核；请由另一位同志审核。", "Who prepared it may not check it.", "checker"),
    "posted": ("已入账的凭证不能改、不能删；请做一张冲销凭证。", "A posted voucher is not changed or deleted; reverse it.", "act"),
    "closed": ("这个月已经结账；请记入未结账的月份。", "The month is closed; use an open month.", "month_closed"),
    "gap": ("凭证号不连续。", "The numbers have gaps.", "numbers"),
}  # fmt: skip


@rule(
    "R-F07", title="记账凭证", title_en="Vouchers",
    versions=[InForce(dt.date(2000, 7, 1), LAW, "会计凭证", confidence="sure", note="2024年前按财会〔2004〕12号，要求相同。")],
    inputs=[
        Input("lines", "list", "分录", "Lines", required=False, default=(), fields=LINE),
        Input("preparer", "string", "制单人", "Prepared by", required=False, default=""), Input("checker", "string", "审核人", "Checked by", required=False, default=""),
        Input("act", "enum", "办什么", "Act", required=False, default="post", choices=[("post", "入账"), ("edit", "修改"), ("delete", "删除"), ("reverse", "冲销"), ("number", "核对号码")]),
        Input("posted", "bool", "已入账", "Posted already", required=False, default=False), Input("month_closed", "bool", "当月已结账", "Month closed", required=False, default=False),
        Input("numbers", "list", "当月凭证号", "Numbers of the month", required=False, default=(), of="int"),
    ],
    outputs=[Output("debit", "money", "借方合计", "Debits", "元"), Output("credit", "money", "贷方合计", "Credits", "元"), Output("allowed", "bool", "可以办", "Whether it may be done"),
             Output("gaps", "list", "缺号", "Missing numbers"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def voucher(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Balanced, at least two lines, above zero; preparer and checker apart; posted ones only reversed; numbers without gaps."""
    pairs = [(line.debit, line.credit) for line in facts.lines]
    codes = faults_of_lines(pairs) if facts.act == "post" and (pairs or not facts.numbers) else []
    if facts.preparer.strip() and facts.preparer.strip() == facts.checker.strip():
        codes.append("same_person")
    if facts.posted and facts.act in ("edit", "delete"):
        codes.append("posted")
    if facts.month_closed and facts.act in ("post", "edit", "delete", "reverse"):
        codes.append("closed")
    missing = gaps(facts.numbers)
    if missing:
        codes.append("gap")
    told = [violation(code, SAID[code][0], SAID[code][1], field=SAID[code][2]) for code in codes]
    return Finding({"debit": sum((d for d, _c in pairs), ZERO), "credit": sum((c for _d, c in pairs), ZERO), "allowed": not codes, "gaps": missing,
                    "error": codes[0] if codes else None}, told)  # fmt: skip


@rule(
    "R-F09", title="会计报表", title_en="Statements",
    versions=[InForce(dt.date(2005, 1, 1), "《村集体经济组织会计制度》（财会〔2004〕12号）、财会〔2023〕14号", "资产负债表、收益及收益分配表", confidence="sure")],
    inputs=[
        Input("assets", "money", "资产合计", "Assets", unit="元"), Input("liabilities", "money", "负债合计", "Liabilities", unit="元"),
        Input("equity", "money", "所有者权益合计", "Equity", unit="元"),
        Input("trial_difference", "money", "科目余额表借贷差", "Difference of the trial balance", unit="元", required=False, default=ZERO),
    ],
    outputs=[Output("difference", "money", "差额", "Difference", "元"), Output("may_close", "bool", "可以年结", "Whether the year may be closed"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def statements(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Assets equal liabilities and equity to the cent; else the year cannot be closed."""
    difference, told = facts.assets - facts.liabilities - facts.equity, []
    if difference or facts.trial_difference:
        told.append(violation("not_balanced", f"资产和负债、权益相差 {abs(difference or facts.trial_difference):.2f} 元，不能年结；请查明差额。",
                              "Assets differ from liabilities and equity; find the difference before closing the year.", field="assets"))
    return Finding({"difference": difference, "may_close": not told, "error": "not_balanced" if told else None}, told)
