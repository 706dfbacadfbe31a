"""Rule ID: real traps of identity numbers. The numbers are computed here and belong to nobody."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from qianxian.people.rules import check_identity
from tests.rulebook.asking import ask, outputs

DAY = "2019-03-31"


def number(region: str, born: str, order: str = "002") -> str:
    body = f"{region}{born}{order}"
    return body + ric.calc_check_digit(body + "0")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("11010519491231002X", None),
        ("110105 19491231 002x", None),
        ("110105194912310021", "check_digit"),
        ("11010519491231002", "length"),
        ("110105491231002", "old_15"),
        ("11010519491331002X", "birth_date"),
        ("1101051949123100２X", "full_width"),
        ("1101051949123100AX", "form"),
        ("", "length"),
        (number("440403", "18991231"), "birth_date"),
        (number("440403", "19000101"), None),
        (number("440403", "20190331"), None),
        (number("440403", "20190401"), "birth_date"),
        (number("440403", "20190229"), "birth_date"),
    ],
)
def test_reasons(raw, reason):
    found = outputs("ID", DAY, {"number": raw})
    assert (found["valid"], found["reason"]) == (reason is None, reason)


@pytest.mark.parametrize("region", ["810000", "830000", "440403", "440421"])
def test_real_people_whom_the_library_refuses(region):
    # 440403 was made in 2001: somebody born in 1960 may hold it all the same.
    found = ask("ID", DAY, {"number": number(region, "19600101")})
    assert found.outputs["valid"] is True
    assert list(found.violations) == []


def test_an_unknown_region_only_warns():
    found = ask("ID", DAY, {"number": number("990000", "19600101")})
    assert found.outputs["valid"] is True
    assert [(item.code, item.level) for item in found.violations] == [("region_unknown", "warning")]


def test_birth_date_and_sex():
    found = outputs("ID", DAY, {"number": number("440403", "19620310", "123")})
    assert (found["birth_date"], found["sex"]) == (dt.date(1962, 3, 10), "male")
    assert outputs("ID", DAY, {"number": number("440403", "19620310", "122")})["sex"] == "female"


@given(
    born=st.dates(dt.date(1900, 1, 1), dt.date(2019, 3, 31)), order=st.integers(0, 999), place=st.integers(0, 16), digit=st.integers(0, 9)
)
def test_one_wrong_digit_is_always_named(born, order, place, digit):
    right = number("440403", f"{born:%Y%m%d}", f"{order:03d}")
    assert check_identity(right, dt.date(2019, 3, 31)).valid
    wrong = right[:place] + str(digit) + right[place + 1 :]
    if wrong != right:
        assert not check_identity(wrong, dt.date(2019, 3, 31)).valid
