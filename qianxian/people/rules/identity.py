"""Resident identity numbers (rule ID, GB 11643-1999): form, check digit, a birth date that can be; an unknown region only warns.

Example: ``check_identity("44040319620310123X", today)`` gives birth date and sex. python-stdnum refuses some real people (81/83 prefixes,
births before a county code existed) and accepts births in the future, so only its check digit and region table are used.
Numbers are never logged here.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum import numdb
from stdnum.cn import ric

from qianxian.foundation.errors import in_english
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation, warning

# [0-9] and not \d, which matches full-width digits as well.
_FORM = re.compile(r"[0-9]{17}[0-9X]\Z")
_OLD = re.compile(r"[0-9]{15}\Z")
_EARLIEST_BIRTH = dt.date(1900, 1, 1)
_RESIDENCE_PERMITS = {"81": "香港", "82": "澳门", "83": "台湾"}
_MESSAGES = {
    "length": ("填写 18 位身份证号码，最后一位可以是 X。", "Enter the 18-character identity number; the last may be X."),
    "old_15": ("这是 15 位旧号码，请填写新证上的 18 位号码。", "This is the old 15-digit number; enter the 18-character one."),
    "full_width": ("请用半角数字填写身份证号码。", "Use half-width digits."),
    "form": ("填写 18 位身份证号码：前 17 位是数字，最后一位是数字或 X。", "17 digits, then a digit or X."),
    "birth_date": ("号码第 7 至 14 位不是可能的出生日期，请对照证件核对。", "Characters 7 to 14 are not a possible birth date."),
    "check_digit": ("末位校验码不符，请对照证件逐位核对。", "The check digit does not fit; compare with the card."),
}


@dataclass(frozen=True)
class IdentityCheck:
    """``reason`` is None when valid, else length, old_15, full_width, form, birth_date or check_digit.

    ``number`` is the number without spaces and with an upper-case X. ``region_known`` False is a warning, never a refusal.
    """

    valid: bool
    reason: str | None
    number: str
    birth_date: dt.date | None = None
    sex: str | None = None
    region: str | None = None
    region_known: bool = True

    @property
    def message(self) -> str:
        """What to do, in the reader's language; empty when valid."""
        return _MESSAGES[self.reason][1 if in_english() else 0] if self.reason else ""


def check_identity(raw: str, on: dt.date) -> IdentityCheck:
    """The number as of a day: nobody is born after it. Some ten microseconds each, for imports of whole registers."""
    number = raw.strip().replace(" ", "").replace("\u3000", "")
    if any("\uff01" <= character <= "\uff5e" for character in number):
        return IdentityCheck(False, "full_width", number)
    number = number.upper()
    if len(number) != 18:
        return IdentityCheck(False, "old_15" if _OLD.match(number) else "length", number)
    if not _FORM.match(number):
        return IdentityCheck(False, "form", number)
    born = _birth_date(number[6:14])
    if born is None or not _EARLIEST_BIRTH <= born <= on:
        return IdentityCheck(False, "birth_date", number)
    if ric.calc_check_digit(number) != number[-1]:
        return IdentityCheck(False, "check_digit", number)
    region = _region(number[:6])
    return IdentityCheck(True, None, number, born, "male" if int(number[16]) % 2 else "female", region, region is not None)


def _birth_date(text: str) -> dt.date | None:
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def _region(code: str) -> str | None:
    """The province's name and, where the table has it, the county's; None for a region nobody knows."""
    if code[:2] in _RESIDENCE_PERMITS:
        return _RESIDENCE_PERMITS[code[:2]]
    found: dict[str, str] = {}
    for _, properties in numdb.get("cn/loc").info(code):
        found.update(properties)
    if "province" not in found or "county" not in found:
        return None
    county = found["county"].split(",")[-1]
    return found["province"] + re.sub(r"^\[[^\]]*\]", "", county)


@rule(
    "ID",
    title="身份证号码校验",
    title_en="Check of a resident identity number",
    versions=[InForce(dt.date(1999, 7, 1), "GB 11643-1999《公民身份号码》", "第4章", confidence="sure")],
    inputs=[Input("number", "string", "身份证号码", "Resident identity number")],
    outputs=[
        Output("valid", "bool", "是否有效", "Whether it is valid"),
        Output("reason", "string", "不符之处", "What does not fit"),
        Output("birth_date", "date", "出生日期", "Birth date"),
        Output("sex", "string", "性别", "Sex"),
        Output("region", "string", "首次申领地", "Region"),
    ],
)
def identity_number(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``valid``, a ``reason`` code when not, birth date and sex (male, female) when it is. An unknown region is a warning."""
    check = check_identity(facts.number, on)
    outputs = {"valid": check.valid, "reason": check.reason, "birth_date": check.birth_date, "sex": check.sex, "region": check.region}
    found = [violation(check.reason, *_MESSAGES[check.reason], field="number")] if check.reason else []
    if check.valid and not check.region_known:
        found.append(
            warning(
                "region_unknown",
                "前 6 位行政区划代码不在名录中，可能是早年代码；请对照证件核对，无误即可保存。",
                "The region code is not in the table; it may be an old one. Compare with the card.",
                field="number",
            )
        )
    return Finding(outputs, found)
