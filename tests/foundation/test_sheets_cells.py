"""Truth tables of every kind of cell, and of the checks across cells. No files, no database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc
from stdnum.cn.ric import calc_check_digit

from qianxian.foundation.sheets import Column, Sheet, checks, register_sheet, sheet_for
from qianxian.foundation.sheets.cells import normalise
from qianxian.foundation.sheets.numbers import (
    born_on,
    identity_problem,
    is_male,
    uscc_problem,
    wrong_identity_numbers,
)
from qianxian.people.rules.identity import check_identity
from tests.foundation.sheet_samples import ROSTER, identity
from tests.profiles import times

ON = dt.date(2019, 12, 16)
SEX = {"male": ("男", "Male"), "female": ("女", "Female")}


def one(kind: str, cell: Any, **more: Any) -> tuple[Any, str]:
    """(value, code of the fault or "") of a single cell."""
    faults: list[str] = []
    choices = {"choices": SEX} if kind == "enum" else {}
    column = Column("k", "表头", "Heading", kind, **choices, **more)
    values = normalise(column, [cell], lambda i, code, message: faults.append(code), on=ON)
    return values[0], "".join(faults)


@pytest.mark.parametrize(
    ("kind", "cell", "value", "code"),
    [
        ("text", "  灯笼村\u3000", "灯笼村", ""),
        ("text", "灯\u200b笼\ufeff村", "灯笼村", ""),
        ("text", "第一行\n第二行", "第一行\n第二行", ""),
        ("text", "a\u00a0b", "a b", ""),
        ("text", "a\x00b", "ab", ""),
        ("text", 5.0, "5", ""),
        ("text", 5.25, "5.25", ""),
        ("text", True, "是", ""),
        ("text", "=1+1", "", "formula"),
        ("text", "'=1+1", "", "formula"),
        ("text", "＝1+1", "", "formula"),
        ("name", "王 伟", "王伟", ""),
        ("name", "王\u3000伟", "王伟", ""),
        ("name", "阿不都热合曼•买买提", "阿不都热合曼·买买提", ""),
        ("name", "John Smith", "John Smith", ""),
        ("name", "张三3", "", "name_signs"),
        ("name", "张<b>三", "", "name_signs"),
        ("name", "䶮𫖯", "䶮𫖯", ""),
        ("code", "４４０４０３００１", "440403001", ""),
        ("code", 440403001.0, "440403001", ""),
        ("code", "ｚｚ-１", "zz-1", ""),
        ("code", 440403199001011234.0, "", "digits_lost"),
        ("code", " \t44\n", "44", ""),
        ("date", "2019-06-01", dt.date(2019, 6, 1), ""),
        ("date", "2019/6/1", dt.date(2019, 6, 1), ""),
        ("date", "2019.6.1", dt.date(2019, 6, 1), ""),
        ("date", "20190601", dt.date(2019, 6, 1), ""),
        ("date", 20190601.0, dt.date(2019, 6, 1), ""),
        ("date", "2019年6月1日", dt.date(2019, 6, 1), ""),
        ("date", "２０１９年６月１日", dt.date(2019, 6, 1), ""),
        ("date", "2019-06-01 08:30:00", dt.date(2019, 6, 1), ""),
        ("date", 43617.0, dt.date(2019, 6, 1), ""),
        ("date", 43617.75, dt.date(2019, 6, 1), ""),
        ("date", "43617", dt.date(2019, 6, 1), ""),
        ("date", "2020-02-29", dt.date(2020, 2, 29), ""),
        ("date", "2019-02-29", None, "date_missing"),
        ("date", "1968-02-30", None, "date_missing"),
        ("date", "2019-13-01", None, "date_missing"),
        ("date", "0219-06-01", None, "date_range"),
        ("date", "2019-6", None, "date_format"),
        ("date", "2019", None, "date_format"),
        ("date", 2019.0, None, "date_format"),
        ("date", 0.5, None, "date_format"),
        ("date", float("nan"), None, "not_a_number"),
        ("date", float("inf"), None, "not_a_number"),
        ("date", True, None, "date_format"),
        ("date", "明天", None, "date_format"),
        ("date", "  ", None, ""),
        ("enum", "男", "male", ""),
        ("enum", " 男 ", "male", ""),
        ("enum", "MALE", "male", ""),
        ("enum", "female", "female", ""),
        ("enum", "公", "", "choice"),
        ("enum", "", "", ""),
        ("integer", 3.0, 3, ""),
        ("integer", "３", 3, ""),
        ("integer", "1,200", 1200, ""),
        ("integer", "-4", -4, ""),
        ("integer", 3.5, None, "not_whole"),
        ("integer", "三", None, "not_a_number"),
        ("integer", "1e5", None, "not_a_number"),
        ("integer", float("nan"), None, "not_a_number"),
        ("integer", 0.0, 0, ""),
        ("money", 1200.5, Decimal("1200.50"), ""),
        ("money", 0.1 + 0.2, Decimal("0.30"), ""),
        ("money", "￥12,300.50元", Decimal("12300.50"), ""),
        ("money", "12.345", None, "money_places"),
        ("money", 12.345, None, "money_places"),
        ("money", "", None, ""),
        ("money", "九百", None, "not_a_number"),
        ("bool", "是", True, ""),
        ("bool", "N", False, ""),
        ("bool", True, True, ""),
        ("bool", 1.0, True, ""),
        ("bool", 0.0, False, ""),
        ("bool", "也许", None, "bool"),
        ("phone", "138 0000 0000", "13800000000", ""),
        ("phone", 13800000000.0, "13800000000", ""),
        ("phone", "0756-5550123", "0756-5550123", ""),
        ("phone", "1380000000", "", "phone"),
        ("phone", "12345", "", "phone"),
        ("bank_account", "6228 4800 0000 0000 000", "6228480000000000000", ""),
        ("bank_account", "62284800A", "", "bank_account"),
        ("bank_account", 6228480000000000000.0, "", "digits_lost"),
        ("identity_number", identity().lower(), identity(), ""),
        ("identity_number", 440403196802200011.0, "", "digits_lost"),
        ("identity_number", "440403680220001", "", "identity_15"),
        ("identity_number", "4404031968022000", "", "identity_length"),
        ("identity_number", "44040319680230001X", "", "identity_date"),
        ("identity_number", "440403A968022000IX", "", "identity_characters"),
        ("identity_number", "=A1", "", "formula"),
        ("uscc", "91350100m000100y43", "91350100M000100Y43", ""),
        ("uscc", "91350100M000100Y44", "", "uscc_check"),
        ("uscc", "91350100M000100Y4O", "", "uscc_characters"),
        ("uscc", "9135", "", "uscc_length"),
    ],
)
def test_one_cell(kind: str, cell: Any, value: Any, code: str) -> None:
    assert one(kind, cell) == (value, code)
    assert type(one(kind, cell)[0]) is type(value)


def test_length_and_own_checks() -> None:
    assert one("text", "五个字的话", max_length=4) == ("", "too_long")
    assert one("code", "44", min_length=3) == ("", "too_short")
    no_village = (lambda value: ("village", "写村名") if "村" not in value else None,)
    assert one("text", "灯笼", checks=no_village) == ("灯笼", "village")
    assert one("text", "灯笼村", checks=no_village) == ("灯笼村", "")


def test_identity_messages_name_the_digit_and_the_date() -> None:
    right = identity()
    wrong = right[:17] + ("0" if right[17] != "0" else "1")
    code, message = identity_problem(wrong) or ("", "")
    assert code == "identity_check" and f"是 {right[17]}" in message and wrong not in message
    assert "1968-02-30，这天不存在" in (identity_problem("44040319680230001X") or ("", ""))[1]
    assert (identity_problem(identity("20200101"), ON) or ("",))[0] == "identity_future"
    assert identity_problem(identity("20191216"), ON) is None, "born on the day itself"
    assert (identity_problem(identity("20191217"), ON) or ("",))[0] == "identity_future"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 999))
def test_identity_agrees_with_stdnum_and_the_quick_column_check(born: dt.date, sequence: int) -> None:
    number = identity(born.strftime("%Y%m%d"), f"{sequence:03d}")
    assert calc_check_digit(number) == number[17]
    assert identity_problem(number) is None and wrong_identity_numbers([number, ""]) == []
    assert born_on(number) == born and is_male(number) is (sequence % 2 == 1)


@given(st.text("0123456789X１ａ -", max_size=20) | st.from_regex(r"440403(19|20)\d{9}[0-9X]", fullmatch=True))
def test_quick_and_precise_identity_checks_agree(number: str) -> None:
    assert bool(wrong_identity_numbers([number], ON)) == bool(number and identity_problem(number, ON))


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXYIO", min_size=17, max_size=18))
def test_credit_code_agrees_with_stdnum(number: str) -> None:
    if len(number) == 18 and number[:8].isdigit():
        assert (uscc_problem(number) is None) == stdnum_uscc.is_valid(number)


@settings(max_examples=times(300, soak=10_000))
@given(
    st.from_regex(r"440403(18|19|20)[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]", fullmatch=True)
    | st.dates(dt.date(1890, 1, 1), dt.date(2025, 1, 1)).map(lambda d: identity(d.strftime("%Y%m%d")))
    | st.from_regex(r"[0-9Xx]{14,19}", fullmatch=True)
)
def test_rule_id_of_the_rulebook_agrees(number: str) -> None:
    assert (identity_problem(number.upper(), ON) is None) == check_identity(number, ON).valid


AGES = [
    ("2008-02-20", ""),  # the 18th birthday
    ("2008-02-19", "too_young"),
    ("2008-02-21", ""),
]


@pytest.mark.parametrize(("joined", "code"), AGES)
def test_eighteen_at_joining(joined: str, code: str) -> None:
    check = checks.age_at_least("joined_on", "identity_number", 18, "党章第一条")
    faults = list(check({"joined_on": [dt.date.fromisoformat(joined)], "identity_number": [identity("19900220")]}))
    assert [f[2] for f in faults] == ([code] if code else [])
    if faults:
        assert faults[0][:2] == (0, "joined_on") and "党章第一条" in faults[0][3] and "17 岁" in faults[0][3]


def test_order_agreement_and_presence() -> None:
    day = dt.date(2019, 6, 1)
    order = checks.in_order("a", "b", "开始", "结束")
    assert [f[2] for f in order({"a": [day, day, day], "b": [day, day - dt.timedelta(1), None]})] == ["date_order"]
    strict = checks.in_order("a", "b", "开始", "结束", same_day=False)
    assert [f[0] for f in strict({"a": [day], "b": [day]})] == [0]
    agrees = checks.agrees_with_identity("n", born="b", sex="s")
    rows = {"n": [identity()] * 3 + [""], "b": [day, dt.date(1968, 2, 20), None, day], "s": ["male", "female", "", "male"]}
    assert sorted(f[:3] for f in agrees(rows)) == [(0, "b", "birth_differs"), (1, "s", "sex_differs")]
    needs = checks.needs_with("why", "state", frozenset({"left"}), "写明原因")
    assert [f[0] for f in needs({"why": ["", "", "搬走"], "state": ["left", "in", "left"]})] == [0]
    late = checks.not_after(("a",), day)
    assert [f[0] for f in late({"a": [day, day + dt.timedelta(1), None]})] == [1]


def test_duplicates_name_both_rows() -> None:
    columns = {c.key: ["x", "y", "x", ""] for c in ROSTER.columns}
    faults = list(checks.duplicates(ROSTER, columns, [2, 3, 7, 9], {}))
    assert [(f[0], f[2]) for f in faults] == [(0, "duplicate"), (2, "duplicate")]
    assert "第 7 行" in faults[0][3] and "第 2 行" in faults[1][3]


def test_specs_refuse_what_cannot_work() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        Column("k", "表", "H", "colour")
    with pytest.raises(ValueError, match="choices"):
        Column("k", "表", "H", "enum")
    with pytest.raises(ValueError, match="key columns"):
        Sheet("r", "表", "Sheet", (Column("k", "表", "H"),), ("other",))
    assert sheet_for(register_sheet(ROSTER).register) is ROSTER
    with pytest.raises(ValueError, match="already registered"):
        register_sheet(Sheet(ROSTER.register, "别的", "Other", ROSTER.columns))
