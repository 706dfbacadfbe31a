"""MU: mu and square metres, there and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.divisions.rules import mu_of, square_metres
from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, outputs

DAY = "2019-12-31"


@pytest.mark.parametrize(
    ("mu", "m2"), [("439", "292666.67"), ("600", "400000.00"), ("139", "92666.67"), ("1", "666.67"), ("3", "2000.00"), ("0", "0.00"), ("0.01", "6.67")]
)
def test_mu_as_square_metres(mu, m2):
    assert ask("MU", DAY, {"mu": mu}).to_json()["outputs"]["m2"] == m2
    assert outputs("MU", DAY, {"m2": m2})["mu"] == Decimal(mu).quantize(Decimal("0.01"))


def test_both_must_agree_and_one_is_needed():
    assert outputs("MU", DAY, {"mu": 439, "m2": "292666.67"})["mu"] == 439
    for facts in ({}, {"mu": 439, "m2": "292666.66"}):
        with pytest.raises(ImpossibleFacts):
            ask("MU", DAY, facts)


@given(st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-2)))
def test_there_and_back(mu):
    assert mu_of(square_metres(mu)) == mu
