"""Truth tables: the mode an amount asks for (below, at, above each bar), splitting, changes, whose hands accept."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.contracts.rules.amending import Change
from qianxian.foundation.rulebook import evaluate
from qianxian.projects import moves
from qianxian.projects.models import Project
from qianxian.projects.rules.changes import stands_still
from qianxian.projects.rules.hands import unfit
from qianxian.projects.rules.modes import RANK, strict_enough

ON = dt.date(2019, 7, 20)
BARS = [
    ("works", "99999.99", "exempt"), ("works", "100000", "small_local"), ("works", "999999.99", "small_local"), ("works", "1000000", "invited"),
    ("works", "3999999.99", "invited"), ("works", "4000000", "open"), ("goods", "49999.99", "exempt"), ("goods", "50000", "small_local"), ("goods", "499999.99", "small_local"),
    ("goods", "500000", "invited"), ("goods", "1999999.99", "invited"), ("goods", "2000000", "open"), ("services", "49999.99", "exempt"), ("services", "50000", "small_local"),
    ("services", "299999.99", "small_local"), ("services", "300000", "invited"), ("services", "999999.99", "invited"), ("services", "1000000", "open"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "amount", "least"), BARS)
def test_the_mode_an_amount_asks_for(kind, amount, least):
    for chosen in RANK:
        answer = evaluate("R-D06", ON, {"kind": kind, "amount": amount, "chosen": chosen})
        assert answer.outputs["least_mode"] == least
        assert (not answer.errors) is strict_enough(chosen, least), (chosen, least)


@pytest.mark.parametrize(("other", "decided", "codes"), [
    ("39999.99", False, []), ("40000", False, ["split_local"]), ("40000.01", False, ["split_local"]), ("40000", True, []),
    ("3939999.99", False, ["split_local"]), ("3940000", False, ["split"]), ("3940000", True, ["split"]),
])  # fmt: skip
def test_lots_that_pass_a_bar_together(other, decided, codes):
    """60,000 and another lot of the same kind: below, at and above the county's bar; the law's bar no body can talk away."""
    lot = {"kind": "works", "site": "roads", "amount": other, "signed_on": "2019-03-01"}
    facts = {"kind": "works", "amount": "60000", "site": "roads", "signed_on": "2019-07-20", "lots": [lot], "chosen": "exempt", "split_decided": decided}
    assert [v.code for v in evaluate("R-D06", ON, facts).violations] == codes


@pytest.mark.parametrize(("day", "codes"), [("2018-07-19", []), ("2018-07-20", ["split_local"]), ("2020-07-20", ["split_local"]), ("2020-07-21", [])])
def test_the_day_before_and_after_the_year(day, codes):
    lot = {"kind": "works", "site": "roads", "amount": "60000", "signed_on": day}
    facts = {"kind": "works", "amount": "60000", "site": "roads", "signed_on": "2019-07-20", "lots": [lot], "chosen": "exempt"}
    assert [v.code for v in evaluate("R-D06", ON, facts).violations] == codes


def test_the_example_of_the_handbook():
    """3.9 million: the county's rule; 10 million: the law's tender; 2.1 and 2.2 million of one pipe are 4.3 million, and open tender cures it."""
    assert evaluate("R-D06", ON, {"kind": "works", "amount": "3900000"}).outputs["least_mode"] == "invited"
    assert evaluate("R-D06", ON, {"kind": "works", "amount": "10000000"}).outputs["least_mode"] == "open"
    lots = [{"kind": "works", "site": "水管", "amount": "2200000", "signed_on": "2019-05-01"}]
    facts = {"kind": "works", "amount": "2100000", "site": "水管", "signed_on": "2019-07-20", "lots": lots}
    assert [v.code for v in evaluate("R-D06", ON, facts | {"chosen": "invited"}).violations] == ["split"]
    assert evaluate("R-D06", ON, facts | {"chosen": "open"}).violations == []


@given(st.decimals("0", "9000000", places=2), st.lists(st.decimals("0", "9000000", places=2), max_size=4))
def test_cutting_never_loosens_the_mode(amount, others):
    """Whatever the lots, together they never ask for less than one of them alone."""
    lots = [{"kind": "works", "site": "a", "amount": str(x), "signed_on": "2019-07-01"} for x in others]
    facts = {"kind": "works", "amount": str(amount), "site": "a", "signed_on": "2019-07-20"}
    alone, together = (evaluate("R-D06", ON, facts | more).outputs["least_mode"] for more in ({}, {"lots": lots}))
    assert RANK[together] >= RANK[alone]


@pytest.mark.parametrize(("orders", "still"), [
    ([], False), (["99999.99"], False), (["100000"], False), (["100000.01"], True), (["60000", "40000"], False), (["60000", "40000.01"], True), (["-500000", "100000.01"], True),
])  # fmt: skip
def test_changes_below_at_and_above_a_tenth(orders, still):
    assert stands_still(Decimal(1000000), [Change(Decimal(x), certified=False) for x in orders], Decimal(10)) is still
    assert not stands_still(Decimal(1000000), [Change(Decimal(x), certified=True) for x in orders], Decimal(10))


@pytest.mark.parametrize(("login", "name", "why"), [("a", "甲", ""), ("a", "施工", "builder"), ("p", "甲", "payer"), ("k", "甲", "keeper")])
def test_whose_hands_accept(login, name, why):
    assert unfit(login, name, builder=("斗门建筑公司", "施 工"), paying={"p"}, keepers=("k",)) == why


def test_every_state_is_reached_and_left():
    reached, waiting = set(), ["idea"]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += moves.ALLOWED_MOVES[state]
    assert reached == set(Project.State.values)
