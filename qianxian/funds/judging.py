"""The rules of this room asked with rows."""

from __future__ import annotations

from qianxian.foundation.errors import Violation
from qianxian.funds.models import Account
from qianxian.funds.rules import faults_of_lines
from qianxian.funds.rules.ledger import SAID
from qianxian.organisations.judging import ask, judged

__all__ = ["ask", "faults_of_voucher", "judged"]


def faults_of_voucher(lines, preparer: str, checker: str = "") -> list[Violation]:
    """What R-F07 says against lines and hands, in words; unknown accounts too."""
    codes = faults_of_lines([(line.debit, line.credit) for line in lines])
    if checker and checker == preparer:
        codes.append("same_person")
    told = [Violation(code, SAID[code][0], "R-F07", SAID[code][2]) for code in codes]
    known = set(Account.objects.filter(code__in=[line.account for line in lines]).values_list("code", flat=True))
    return told + [Violation("unknown_account", f"科目表里没有 {code}；请从科目表中选。", "R-F08", "lines") for code in sorted({x.account for x in lines} - known)]
