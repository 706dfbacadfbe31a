"""Yuan: exact in, exact apart, right in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.money import (
    MoneyRefused,
    amount_in_words,
    cut,
    format_yuan,
    from_cents,
    half_up,
    parse_yuan,
    split_shares,
    to_cents,
)

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("12,300.50", "12300.50"),
        ("12300.5", "12300.50"),
        (12300, "12300.00"),
        (12300.5, "12300.50"),
        (Decimal("78570.0000"), "78570.00"),
        (" 1 ", "1.00"),
        ("-3.10", "-3.10"),
        ("0", "0.00"),
        (Decimal("1E+3"), "1000.00"),
    ],
)
def test_reading(raw, amount):
    assert parse_yuan(raw) == Decimal(amount)
    assert parse_yuan(raw).as_tuple().exponent == -2


@pytest.mark.parametrize(
    "raw",
    [
        "1.005",
        1.005,
        0.1 + 0.2,
        "12,30.50",
        "1e3",
        "１２",
        "",
        "元",
        None,
        True,
        [],
        Decimal("NaN"),
        Decimal("Infinity"),
        float("nan"),
        1e30,
        "9999999999999",
        Decimal("0.001"),
    ],
)
def test_refused_rather_than_rounded(raw):
    with pytest.raises(MoneyRefused):
        parse_yuan(raw)


@given(AMOUNTS, st.lists(st.integers(0, 100), min_size=1, max_size=5).filter(lambda parts: sum(parts) > 0))
def test_shares_make_the_amount_exactly(amount, weights):
    total = sum(weights)
    shares = [Decimal(weight) / 10000 for weight in (weight * 10000 // total for weight in weights)]
    shares[-1] += 1 - sum(shares)
    parts = split_shares(amount, shares)
    assert sum(parts) == amount
    assert all(part >= 0 and part == cut(part) for part in parts)


def test_the_last_payer_bears_the_remainder():
    assert split_shares(Decimal("100.01"), [Decimal("0.5"), Decimal("0.5")]) == [Decimal("50.00"), Decimal("50.01")]
    for wrong in ([], [Decimal("0.5")], [Decimal("1.5"), Decimal("-0.5")]):
        with pytest.raises(ValueError, match="shares"):
            split_shares(Decimal("1.00"), wrong)


@given(st.integers(-(10**12), 10**12))
def test_cents_and_back(cents):
    assert to_cents(from_cents(cents)) == cents


def test_rounding():
    assert (half_up(Decimal("0.005")), cut(Decimal("0.009"))) == (Decimal("0.01"), Decimal("0.00"))
    with pytest.raises(MoneyRefused):
        to_cents(Decimal("0.001"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("200000.00", "贰拾万元整"),
        ("18856.80", "壹万捌仟捌佰伍拾陆元捌角整"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10.05", "壹拾元零伍分"),
        ("10005.05", "壹万零伍元零伍分"),
        ("100000000.01", "壹亿元零壹分"),
        ("6547.50", "陆仟伍佰肆拾柒元伍角整"),
        ("1010.10", "壹仟零壹拾元壹角整"),
        ("-12.30", "负壹拾贰元叁角整"),
    ],
)
def test_words(amount, words):
    got = amount_in_words(amount)
    # 贰拾 and 壹拾 at the head are both written in the trade; golden cases fix what the papers show.
    assert got == words
    assert amount_in_words(Decimal(amount)) == words


def test_shown():
    assert format_yuan(Decimal("12300.5")) == "12,300.50"
