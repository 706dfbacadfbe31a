"""What should have been paid: the edge cases of handbook 5.4, and that corrections commute to the cent per payer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.pay.rules import (
    PARTS,
    Held,
    PayTerms,
    Stop,
    differences,
    entitled,
    filled,
    net_of,
    paid_spans,
    two_villages,
    withholding_terms,
)
from qianxian.rulebook.shipped import shipped_settings
from tests.profiles import times

COEFF = {"excellent": Decimal("1.00"), "competent": Decimal("0.80"), "basic": Decimal("0.50"), "not_competent": Decimal(0)}
TERMS = PayTerms(index=Decimal(26190), grade_coeff=COEFF)
WITHHOLDING, _ROWS = withholding_terms(2019, shipped_settings())
VILLAGE, OTHER = "440403103200", "440403103201"
ONE = Decimal(1)
NEW_YEAR, YEAR_END = dt.date(2019, 1, 1), dt.date(2019, 12, 31)


def day(month: int, date: int) -> dt.date:
    return dt.date(2019, month, date)


def held(first=NEW_YEAR, last=YEAR_END, post="member", place=VILLAGE, coeff=ONE) -> Held:
    return Held(first, last, post, place, coeff)


def base(spans) -> Decimal:
    return entitled(2019, spans, TERMS, None, WITHHOLDING).pay.base_paid


def stop(first, last, share="0", kind="unpaid_leave") -> Stop:
    return Stop(first, last, Decimal(share), kind)


def test_p10_and_p11_back_pay_from_the_first_day():
    from_november = entitled(2019, paid_spans([held(day(11, 1))]), TERMS, None, WITHHOLDING)
    assert from_november.pay.base_paid == Decimal("13095.00")
    restored = entitled(2019, paid_spans([held(day(7, 10)), *filled(held(day(5, 1), day(12, 31)), [held(day(7, 10))])]), TERMS, None, WITHHOLDING)
    whole = entitled(2019, paid_spans([held(day(5, 1))]), TERMS, None, WITHHOLDING)
    assert restored.sums == whole.sums
    before = entitled(2019, paid_spans([held(day(7, 10))]), TERMS, None, WITHHOLDING)
    found = differences(restored.sums, before.sums)
    # May and June whole, nine of July's 31 days
    assert found["city"] + found["district"] == 2 * Decimal("6547.50") + Decimal("1900.89")


def test_death_pays_to_the_end_of_that_day_and_the_bonus_by_the_days_worked():
    spans = paid_spans([held()], died_on=day(9, 20))
    due = entitled(2019, spans, TERMS, "competent", WITHHOLDING)
    assert due.pay.base_paid == Decimal("56745.00")  # P6
    assert due.pay.bonus == Decimal("13618.80")  # 30 % of it, times 0.80
    assert [base(paid_spans([held()], died_on=d)) for d in (day(9, 19), day(9, 20), day(9, 21))] == [
        Decimal("56526.75"), Decimal("56745.00"), Decimal("56963.25")]  # fmt: skip
    assert paid_spans([held(day(5, 1))], died_on=day(4, 30)) == []


def test_leave_and_suspension_take_their_days_only():
    whole = base(paid_spans([held()]))
    assert whole - base(paid_spans([held()], [stop(day(6, 1), day(6, 30))])) == Decimal("6547.50")
    assert whole - base(paid_spans([held()], [stop(day(6, 30), day(6, 30))])) == Decimal("218.25")
    half = base(paid_spans([held()], [stop(day(6, 1), day(6, 30), "0.5", "suspension")]))
    assert whole - half == Decimal("3273.75")


def test_where_stops_overlap_the_lowest_share_stands():
    stops = [stop(day(6, 1), day(6, 30), "0.5", "suspension"), stop(day(6, 11), day(6, 20))]
    spans = paid_spans([held(day(6, 1), day(6, 30))], stops)
    assert [(s.first, s.last, s.post_coeff) for s in spans] == [
        (day(6, 1), day(6, 10), Decimal("0.5")), (day(6, 21), day(6, 30), Decimal("0.5"))]  # fmt: skip


def test_a_restored_post_never_pays_a_day_twice():
    pieces = filled(held(day(3, 1), day(10, 31)), [held(day(5, 1), day(5, 31)), held(day(8, 1), day(12, 31))])
    assert [(p.first, p.last) for p in pieces] == [(day(3, 1), day(4, 30)), (day(6, 1), day(7, 31))]
    assert filled(held(day(5, 2), day(5, 3)), [held(day(5, 1), day(5, 31))]) == []


@pytest.mark.parametrize(("until", "told"), [(day(5, 30), []), (day(5, 31), []), (day(6, 1), [(day(6, 1), VILLAGE, OTHER)])])
def test_two_villages_at_once_are_forbidden(until, told):
    assert two_villages([held(last=until), held(day(6, 1), place=OTHER)]) == told


def test_a_post_changed_within_a_village_is_no_second_village():
    assert two_villages([held(last=day(6, 15)), held(day(6, 15), post="director")]) == []


@dataclass(frozen=True)
class Known:
    """What the county knows at a time."""

    posts: tuple = (held(day(4, 1)),)
    stops: tuple = ()
    died_on: dt.date | None = None
    index: Decimal = Decimal("23496.4")
    grade: str | None = None

    def due(self) -> dict[str, Decimal]:
        terms = PayTerms(index=self.index, grade_coeff=COEFF)
        posts = [self.posts[0], *(piece for more in self.posts[1:] for piece in filled(more, [self.posts[0]]))]
        return entitled(2019, paid_spans(posts, self.stops, self.died_on), terms, self.grade, WITHHOLDING).sums


def with_fact(known: Known, fact: tuple) -> Known:
    kind, value = fact
    if kind == "posts":
        return Known((*known.posts, value), known.stops, known.died_on, known.index, known.grade)
    if kind == "wrong_day":
        return Known((value, *known.posts[1:]), known.stops, known.died_on, known.index, known.grade)
    if kind == "stops":
        return Known(known.posts, (*known.stops, value), known.died_on, known.index, known.grade)
    return Known(**(known.__dict__ | {kind: value}))


DAYS = st.dates(day(1, 1), day(12, 31))
SPANS = st.tuples(DAYS, DAYS).map(sorted)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "index": st.just(Decimal(26190)),
        "posts": st.dates(day(1, 1), day(3, 31)).map(lambda first: held(first, day(3, 31))),
        "wrong_day": st.dates(day(3, 25), day(4, 10)).map(lambda first: held(first)),
        "died_on": st.dates(day(6, 1), day(12, 31)),
        "leave": SPANS.map(lambda ends: stop(*ends)),
        "suspension": st.tuples(SPANS, st.decimals(0, Decimal("0.99"), places=2)).map(lambda x: Stop(*x[0], x[1], "suspension")),
        "grade": st.sampled_from([*COEFF]),
    },
)


@settings(max_examples=times(60, soak=10_000), deadline=None)
@given(FACTS, st.randoms(use_true_random=False))
def test_corrections_commute_to_the_cent_per_payer(facts, chance):
    """Any order of corrections gives the same sums, and a second time there is nothing left to post."""
    steps = [("stops" if name in ("leave", "suspension") else name, value) for name, value in facts.items()]
    orders = list(permutations(steps))
    chance.shuffle(orders)
    totals = []
    for order in orders[:4]:
        known = Known()
        posted = dict(known.due())
        for fact in order:
            known = with_fact(known, fact)
            for part, amount in differences(known.due(), posted).items():
                posted[part] += amount
            assert differences(known.due(), posted) == {}, "nothing is posted twice"
            assert net_of(posted) >= 0 and all(posted[part] >= 0 for part in PARTS)
        totals.append((posted, known.due()))
    assert all(posted == totals[0][0] == due for posted, due in totals)


@settings(max_examples=times(60, soak=10_000), deadline=None)
@given(st.lists(st.tuples(SPANS, st.decimals(0, Decimal("0.99"), places=2)), max_size=5), st.sampled_from([None, *COEFF]))
def test_shares_and_deductions_add_up_whatever_the_stops(stops, grade):
    spans = paid_spans([held()], [Stop(*ends, share, "suspension") for ends, share in stops])
    due = entitled(2019, spans, TERMS, grade, WITHHOLDING)
    assert due.pay.city + due.pay.district == due.pay.base_paid and due.net == due.pay.gross - due.withheld.insurance - due.withheld.tax >= 0
    assert due.withheld.tax == sum(m.tax for m in due.withheld.months) and due.withheld.insurance == sum(m.insurance for m in due.withheld.months)
    covered = {s.first + dt.timedelta(n) for s in spans for n in range((s.last - s.first).days + 1)}
    assert len(covered) == sum((s.last - s.first).days + 1 for s in spans)
