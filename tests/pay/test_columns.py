"""Many people at once: every cent as the rule's, and as an oracle written otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.pay_tax import LENGTHS, against_the_rule, integer_terms, oracle, people
from qianxian.pay.rules.columns import CHUNK, Columns, year_of_many

TERMS = integer_terms()


@pytest.mark.parametrize("n", [1, 600])
def test_a_sample_of_every_kind_is_the_rules_to_the_cent(n):
    one = people(n)
    made = year_of_many(one, TERMS)
    assert against_the_rule(one, made.tax, made.net, made.city, n) == n


def test_chunks_meet_and_sums_add_up():
    one = people(2 * CHUNK + 7)
    made = year_of_many(one, TERMS)
    taxes, nets = oracle(one, TERMS)
    assert np.array_equal(made.tax, taxes) and np.array_equal(made.net, nets) and made.tax.min() >= 0 and made.net.min() >= 0
    assert np.array_equal(made.city + made.district + made.town - made.insurance - made.tax.sum(0), made.net)


ROWS = st.tuples(
    st.integers(100, 400_000_000), st.integers(0, 11), st.integers(1, 31), st.sampled_from([100, 80, 50, 0, -1]), st.integers(0, 50_000).map(lambda n: n * 100)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_any_columns_make_the_oracles_cents(rows):
    """Yearly bases up to four million yuan reach every bracket and the wide integers."""
    base, month, days, grade, declared = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    one = Columns(base, month, np.minimum(days, LENGTHS[month]), LENGTHS[month], grade, declared)
    made = year_of_many(one, TERMS)
    taxes, nets = oracle(one, TERMS)
    assert np.array_equal(made.tax, taxes) and np.array_equal(made.net, nets)
    assert against_the_rule(one, made.tax, made.net, made.city, 2) == min(2, len(rows))


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_narrow_integers_hold_up_to_the_base_where_the_wide_ones_begin(more):
    """A product of the highest base with days or percents would pass 2³¹ one factor later: the narrow width may not reach it."""
    widest = next(base for base in range(2**31 // 62, 0, -1) if year_of_many(rows_of(base), TERMS).net.dtype == np.int32)
    one = rows_of(widest + more)
    made = year_of_many(one, TERMS)
    assert made.net.dtype == (np.int64 if more > 0 else np.int32)
    taxes, nets = oracle(one, TERMS)
    assert np.array_equal(made.tax, taxes) and np.array_equal(made.net, nets)
    assert against_the_rule(one, made.tax, made.net, made.city, 4) == 4


def rows_of(base: int) -> Columns:
    """Every first month, each from its first and its last day, of somebody with this base and the best grade."""
    month = np.repeat(np.arange(12), 2)
    days = np.where(np.arange(24) % 2, LENGTHS[month], 1)
    return Columns(np.full(24, base), month, days, LENGTHS[month], np.full(24, 100), np.zeros(24, np.int64))
