"""Unified social credit codes (USCC, GB 32100-2015), those of village collectives beginning with N included.

Example: ``check_credit_code("N2440403…")`` looks at form and check digit; python-stdnum's own validator refuses every N code,
so only its check digit is used.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from stdnum.cn import uscc

from qianxian.foundation.errors import in_english
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

# [0-9] and not \d, which matches full-width digits as well.
_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}\Z")
_COLLECTIVES = {"N1": "group", "N2": "village", "N3": "town"}
_MESSAGES = {
    "length": ("统一社会信用代码共 18 位，请补全或删去多余的字符。", "A unified social credit code has 18 characters."),
    "full_width": ("请用半角数字和字母填写统一社会信用代码。", "Use half-width digits and letters."),
    "form": (
        "请核对代码：第3至8位是数字，全部字符中没有 I、O、S、V、Z。",
        "Check the code: characters 3 to 8 are digits, and I, O, S, V, Z never occur.",
    ),
    "check_digit": ("末位校验码不符，请对照证书逐位核对。", "The check digit does not fit; compare with the certificate."),
}


@dataclass(frozen=True)
class CreditCodeCheck:
    """``reason`` is None when valid, else length, full_width, form or check_digit. ``collective`` for N codes: group, village, town."""

    valid: bool
    reason: str | None
    number: str
    region: str | None = None
    collective: str | None = None

    @property
    def message(self) -> str:
        """What to do, in the reader's language; empty when valid."""
        return _MESSAGES[self.reason][1 if in_english() else 0] if self.reason else ""


def check_credit_code(raw: str) -> CreditCodeCheck:
    """Form and check digit of a code; spaces and hyphens are dropped, letters put in upper case."""
    number = raw.strip().replace(" ", "").replace("-", "")
    if any("\uff01" <= character <= "\uff5e" for character in number):
        return CreditCodeCheck(False, "full_width", number)
    number = number.upper()
    if len(number) != 18:
        return CreditCodeCheck(False, "length", number)
    if not _FORM.match(number):
        return CreditCodeCheck(False, "form", number)
    if uscc.calc_check_digit(number) != number[-1]:
        return CreditCodeCheck(False, "check_digit", number)
    return CreditCodeCheck(True, None, number, number[2:8], _COLLECTIVES.get(number[:2]))


@rule(
    "USCC",
    title="统一社会信用代码校验",
    title_en="Check of a unified social credit code",
    versions=[InForce(dt.date(2015, 10, 1), "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》", "第4章", confidence="sure")],
    inputs=[Input("number", "string", "统一社会信用代码", "Unified social credit code")],
    outputs=[
        Output("valid", "bool", "是否有效", "Whether it is valid"),
        Output("reason", "string", "不符之处", "What does not fit"),
        Output("region", "string", "登记机关所在行政区划", "Region of registration"),
        Output("collective", "string", "农村集体经济组织层级", "Level of a rural collective"),
    ],
)
def credit_code(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``valid``, and a ``reason`` code when not."""
    check = check_credit_code(facts.number)
    outputs = {"valid": check.valid, "reason": check.reason, "region": check.region, "collective": check.collective}
    found = [violation(check.reason, *_MESSAGES[check.reason], field="number")] if check.reason else []
    return Finding(outputs, found)
