"""Turns the cells of one column, as typed, into values of the column's kind, and says which cells are wrong.

``normalise(column, raw, note, …)`` returns one value per cell; ``note(index, code, message)`` is called per wrong cell,
whose value is then empty. Each kind remembers what it has already parsed: 19,600 cells hold few different dates.
Here no cell knows of its neighbours: rows and duplicates are for ``checks.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from qianxian.foundation.sheets.numbers import identity_problem, uscc_problem, wrong_identity_numbers
from qianxian.foundation.sheets.spec import CODE_LIKE, Column
from qianxian.foundation.sheets.wording import say as _
from qianxian.foundation.sheets.wording import shown

Note = Callable[[int, str, str], None]

# Zero-width, bidirectional and other format characters, and control characters but the newline.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x2212: 0x2D, 0x2013: 0x2D, 0x2014: 0x2D}
_NOT_IN_A_NAME = re.compile(r"[\d_<>{}\[\]|\\/@#$%^&*=+~!?]")
_HAN_GAP = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\s+(?=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_DOTS = str.maketrans("•‧∙・･．●", "·······")
# Days that no calendar lacks, in the one spelling that needs no second look.
_ISO_DAY = re.compile("(?:18[5-9]|19[0-9]|2[01][0-9])[0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")
_DATE = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILES = re.compile(r"(?:(?:1[3-9][0-9]{9})?\n)*+")
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|[2-8]\d{6,7}|400-?\d{3}-?\d{4}")
_TRUE = frozenset(["是", "y", "yes", "true", "1", "√", "✓", "对", "有"])
_FALSE = frozenset(["否", "n", "no", "false", "0", "×", "✗", "不", "无"])
FIRST_DAY, LAST_DAY = date(1850, 1, 1), date(2199, 12, 31)
MOST_DAYS = 109_574  # 2199-12-31 as an Excel serial number
EXACT = 10**15  # from here on Excel has already lost digits


class Wrong(str):
    """A message in the place of a value; its code beside it."""

    code = ""


def wrong(code: str, message: str) -> Wrong:
    """That message as a cell's value."""
    cell = Wrong(message)
    cell.code = code
    return cell


class Memo(dict[Any, Any]):
    """Cell as typed → value or Wrong, parsed once for each different cell."""

    def __init__(self, parse: Callable[[Any], Any]):
        self.parse = parse

    def __missing__(self, cell: Any) -> Any:
        value = self[cell] = self.parse(cell)
        return value


def written(value: Any) -> str:
    """A typed cell as the person sees it: 5.0 → 5, True → 是."""
    if value.__class__ is str:
        return value
    if value.__class__ is bool:
        return "是" if value else "否"
    if value.__class__ is float and value == value and abs(value) < 1e17 and value == int(value):
        return str(int(value))
    return repr(value) if value.__class__ is float else str(value)


def trimmed(raw: list[Any]) -> list[str]:
    """The cells as text without blanks at the ends, invisible characters and odd blanks; line breaks inside stay."""
    if set(map(type, raw)) - {str}:
        raw = [v if v.__class__ is str else written(v) for v in raw]
    texts = list(map(str.strip, raw))
    if not "".join(texts).isprintable():  # one pass in C over the column; True for nearly every file
        texts = [t if t.isprintable() else _clean(t) for t in texts]
    return texts


def _clean(text: str) -> str:
    return _INVISIBLE.sub("", _BLANKS.sub(" ", text.replace("\t", " ").replace("\r\n", "\n"))).strip()


def half_width(texts: list[str]) -> list[str]:
    """Full-width digits, letters and signs made half-width."""
    if "".join(texts).isascii():
        return texts
    return [t if t.isascii() else t.translate(_FULL_WIDTH).strip() for t in texts]


def normalise(column: Column, raw: list[Any], note: Note, *, on: date | None = None, date1904: bool = False) -> list[Any]:
    """One value per cell: text kinds give str (blank ""), date, integer, money and bool give None when blank."""
    kind = column.kind
    if kind in ("text", "name"):
        values: list[Any] = trimmed(raw)
        if kind == "name" and not all(map(str.isalpha, values)):
            values = [v if v.isalpha() else _name(" ".join(_HAN_GAP.sub("", v).translate(_DOTS).split())) for v in values]
        values = _no_formulas(values)
    elif kind in CODE_LIKE:
        values = _codes(column, raw, on)
    else:
        values = _parsed(column, raw, date1904)
    if Wrong in set(map(type, values)):
        empty = None if kind in ("date", "integer", "money", "bool") else ""
        for i, value in enumerate(values):
            if value.__class__ is Wrong:
                note(i, value.code, str(value))
                values[i] = empty
    _lengths(column, values, note)
    _own_checks(column, values, note)
    return values


def _name(text: str) -> str:
    """The name, or what is wrong with it: a number or a sign in it is a slip of the keyboard or of the column."""
    if not _NOT_IN_A_NAME.search(text) or text[0] in "='":  # what looks like a formula is named as one
        return text
    return wrong("name_signs", _("姓名写成「%(text)s」，里面有数字或符号。照证件填写") % {"text": shown(text)})


def _no_formulas(texts: list[Any]) -> list[Any]:
    joined = "\n".join(texts)
    if "=" in joined or "＝" in joined:
        return [formula_like() if t.startswith(("=", "＝", "'=", "'＝")) else t for t in texts]
    return texts


def formula_like() -> Wrong:
    """What a cell says that begins with = as text."""
    return wrong("formula", _('这一格是公式。复制后用「粘贴为数值」'))


def _codes(column: Column, raw: list[Any], on: date | None) -> list[Any]:
    kind, lost = column.kind, []
    if set(map(type, raw)) - {str}:
        lost = [i for i, v in enumerate(raw) if v.__class__ in (int, float) and not abs(v) < EXACT]
    texts: list[Any] = half_width(trimmed(raw))
    joined = "".join(texts)
    if " " in joined or "\n" in joined:
        texts = ["".join(t.split()) if kind != "code" else " ".join(t.split()) for t in texts]
    if kind in ("identity_number", "uscc"):
        texts = list(map(str.upper, texts))
    faults: dict[int, tuple[str, str]] = {}
    if kind == "identity_number":
        faults = {i: p for i in wrong_identity_numbers(texts, on) if (p := identity_problem(texts[i], on))}
    elif kind == "phone" and _MOBILES.fullmatch("\n".join(texts) + "\n"):  # a whole column in a fifth of the time; nearly every file
        pass
    elif kind in _CODE_PROBLEMS:
        problem = _CODE_PROBLEMS[kind]
        faults = {i: p for i, t in enumerate(texts) if t and (p := problem(t))}
    else:
        texts = _no_formulas(texts)
    for i in lost:
        message = _("这个号码被当作数字保存，末几位已经丢失。把这一列设为文本，重新填写")
        faults[i] = ("digits_lost", message)
    for i, (code, message) in faults.items():
        texts[i] = formula_like() if texts[i].startswith("=") else wrong(code, message)
    return texts


def _phone_problem(text: str) -> tuple[str, str] | None:
    if len(text) == 11 and text[0] == "1" and text[1] >= "3" and text.isascii() and text.isdigit():
        return None
    bare = text[3:] if text.startswith("+86") else text
    if _MOBILE.fullmatch(bare.replace("-", "")) or _LANDLINE.fullmatch(bare):
        return None
    return "phone", _("电话号码有 %(n)d 个字符，位数不对。填写 11 位手机号，或区号加固定电话，如 0756-5550123") % {"n": len(text)}


def _account_problem(text: str) -> tuple[str, str] | None:
    bare = text.replace("-", "")
    if bare.isdigit() and bare.isascii() and 8 <= len(bare) <= 32:
        return None
    return "bank_account", _("银行账号有 %(n)d 个字符。只填数字，8 到 32 位") % {"n": len(text)}


_CODE_PROBLEMS = {"phone": _phone_problem, "uscc": uscc_problem, "bank_account": _account_problem}


def _parsed(column: Column, raw: list[Any], date1904: bool) -> list[Any]:
    if bool in set(map(type, raw)):  # True and 1.0 are one key of a dictionary
        raw = [written(v) if v.__class__ is bool else v for v in raw]
    makers: dict[str, Callable[[Any], Any]] = {
        "date": lambda v: parse_date(v, date1904),
        "integer": parse_integer,
        "money": parse_money,
        "bool": parse_bool,
    }
    memo = Memo(makers[column.kind] if column.kind != "enum" else _choice_parser(column))
    if column.kind == "date":  # what nearly every cell is; the others are told precisely by parse_date
        different = set(raw)
        memo |= {v: date.fromisoformat(v) for v in different if v.__class__ is str and _ISO_DAY.fullmatch(v)}
        memo |= {v: v for v in different if v.__class__ is date and FIRST_DAY <= v <= LAST_DAY}
    return [memo[v] for v in raw]


def _plain(value: Any) -> str:
    return half_width(trimmed([value]))[0]


def parse_date(value: Any, date1904: bool = False) -> date | Wrong | None:
    """The day meant: ISO, 2019/6/1, 2019.6.1, 20190601, 2019年6月1日, or Excel's serial number; None for blank."""
    text = _plain(value)
    if not text:
        return None
    if text.startswith("="):
        return formula_like()
    if value.__class__ in (int, float) or (len(text) <= 6 and text.isascii() and text.isdigit()):
        return _date_of_number(value, text, date1904)
    if len(text) == 8 and text.isdigit() and text.isascii():
        parts: tuple[str | Any, ...] = (text[:4], text[4:6], text[6:])
    elif match := _DATE.fullmatch(text):
        parts = match.groups()
    else:
        return wrong("date_format", _("「%(text)s」读不出日期。写成 2019-06-01") % {"text": shown(text)})
    year, month, day = map(int, parts)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | Wrong:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return wrong("date_range", _("年份写成 %(year)04d。核对年份，写成 2019-06-01 的样子") % {"year": year})
    try:
        return date(year, month, day)
    except ValueError:
        written_as = f"{year:04d}-{month:02d}-{day:02d}"
        return wrong("date_missing", _("日期写成 %(date)s，这天不存在。核对月和日") % {"date": written_as})


def _date_of_number(value: Any, text: str, date1904: bool) -> date | Wrong:
    # The cleaned text, not the cell: a cell of text may hold control characters that no number reads.
    number = float(text if isinstance(value, str) else value)
    if number != number or abs(number) == float("inf"):
        return wrong("not_a_number", _("这一格不是数。重新填写"))
    if 18500101 <= number <= 21991231 and number == int(number):
        digits = str(int(number))
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if (1850 <= number <= 2199 and number == int(number)) or not 61 <= number <= MOST_DAYS:
        return wrong("date_format", _("「%(text)s」读不出日期。写成 2019-06-01") % {"text": shown(text)})
    return (date(1904, 1, 1) if date1904 else date(1899, 12, 30)) + timedelta(days=int(number))


def _number(value: Any) -> Decimal | Wrong | None:
    if value.__class__ in (int, float):
        return Decimal(repr(value)) if value == value and abs(value) < EXACT else wrong("not_a_number", _("这一格不是数。重新填写"))
    text = _plain(value)
    if not text:
        return None
    if text.startswith("="):
        return formula_like()
    bare = text.strip("¥￥元").replace(",", "").strip()
    try:
        if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d{1,12})?|\.\d{1,12})", bare):
            raise InvalidOperation
        return Decimal(bare)
    except InvalidOperation:
        return wrong("not_a_number", _("「%(text)s」不是数。只填数字") % {"text": shown(text)})


def parse_integer(value: Any) -> int | Wrong | None:
    """A whole number; None for blank."""
    number = _number(value)
    if not isinstance(number, Decimal):
        return number
    if number != number.to_integral_value():
        return wrong("not_whole", _("%(text)s 不是整数。填写整数") % {"text": shown(written(value))})
    return int(number)


def parse_money(value: Any) -> Decimal | Wrong | None:
    """Yuan with two places; a float's binary dust is no third place. None for blank."""
    number = _number(value)
    if not isinstance(number, Decimal):
        return number
    cents = number.quantize(Decimal("0.01"))
    if abs(cents - number) > (Decimal("1e-6") if value.__class__ is float else 0):
        return wrong("money_places", _("金额 %(text)s 多于两位小数。写到分") % {"text": shown(written(value))})
    return cents


def parse_bool(value: Any) -> bool | Wrong | None:
    """是 or 否 in its usual spellings; None for blank."""
    text = _plain(value if value.__class__ is str else written(value)).lower()
    if not text:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    return formula_like() if text.startswith("=") else wrong("bool", _("写成「%(text)s」。填写 是 或 否") % {"text": shown(text)})


def _choice_parser(column: Column) -> Callable[[Any], str]:
    known = {}
    for code, names in column.choices.items():
        for name in (code, *names):
            known[half_width([str(name)])[0].replace(" ", "").lower()] = code

    def parse(value: Any) -> str:
        text = _plain(value)
        code = known.get(text.replace(" ", "").lower()) if text else ""
        if code is not None:
            return code
        if text.startswith("="):
            return formula_like()
        names = "、".join(zh for zh, _en in list(column.choices.values())[:12])
        more = "…" if len(column.choices) > 12 else ""
        return wrong("choice", _("写成「%(text)s」。从这些里选：%(names)s") % {"text": shown(text), "names": names + more})

    return parse


def _lengths(column: Column, values: list[Any], note: Note) -> None:
    most, least = column.max_length, column.min_length
    if most and values and values[0].__class__ is str and max(map(len, values)) > most:
        for i, value in enumerate(values):
            if len(value) > most:
                note(i, "too_long", _("有 %(n)d 个字，最多 %(most)d 个。写短一些") % {"n": len(value), "most": most})
                values[i] = ""
    if least and values and values[0].__class__ is str:
        for i, value in enumerate(values):
            if value and len(value) < least:
                note(i, "too_short", _("有 %(n)d 个字，至少 %(least)d 个。核对后补全") % {"n": len(value), "least": least})
                values[i] = ""


def _own_checks(column: Column, values: list[Any], note: Note) -> None:
    for check in column.checks:
        memo = Memo(check)
        for i, value in enumerate(values):
            if value not in (None, "") and (problem := memo[value]):
                note(i, *problem)
