"""Truth tables of the pure rules: related parties, and how far a contract may grow."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.contracts.rules.amending import Change, added_without_decision, most_without_decision, needs_decision, total
from qianxian.contracts.rules.parties import RELATION_OF_KIN, Kin, Officer, found_among
from qianxian.elections.rules.texts import RELATIONS
from qianxian.foundation.rulebook import evaluate

ON = dt.date(2019, 7, 1)
D = Decimal


@pytest.mark.parametrize(("facts", "told", "may"), [
    ({"relation": "none"}, [], True), ({}, [], True), ({"relation": "spouse"}, ["related_not_recused"], False), ({"relation": "spouse", "recused": True}, [], True),
    ({"relation": "self", "act": "loan", "recused": True}, ["loan_to_director"], False), ({"relation": "in_law", "act": "guarantee"}, ["guarantee"], False),
    ({"relation": "none", "act": "loan"}, [], True), ({"act": "commission"}, ["commission"], False), ({"act": "lease", "relation": "business"}, ["related_not_recused"], False),
    ({"act": "sale", "price": "99.99", "floor": "100"}, ["low_price"], False), ({"act": "sale", "price": "100", "floor": "100"}, [], True),
])  # fmt: skip
def test_related_parties(facts, told, may):
    for day in (ON, dt.date(2025, 4, 30), dt.date(2025, 5, 1)):
        answer = evaluate("R-C06", day, facts)
        assert [v.code for v in answer.violations] == told
        assert answer.outputs["allowed"] is may


@pytest.mark.parametrize(("original", "before", "change", "needed"), [
    ("1000000", [], "99999.99", False), ("1000000", [], "100000", False), ("1000000", [], "100000.01", True),
    ("1000000", ["60000"], "40000", False), ("1000000", ["60000"], "40000.01", True),
    ("1000000", [], "-500000", False), ("1000000", ["-500000"], "100000.01", True), ("333.33", [], "33.33", False), ("333.33", [], "33.34", True), ("0", [], "0.01", True),
])  # fmt: skip
def test_below_at_and_above_a_tenth(original, before, change, needed):
    assert needs_decision(D(original), [Change(D(x), certified=False) for x in before], D(change), D(10)) is needed


def test_what_was_decided_again_does_not_count():
    assert not needs_decision(D(1000), [Change(D(900), certified=True)], D(100), D(10))
    assert total(D(1000), [Change(D(900), certified=True), Change(D(-50), certified=False)]) == D(1850)


@given(st.decimals("0.01", "1000000", places=2), st.lists(st.decimals("-1000", "1000", places=2), max_size=6), st.decimals("0", "100", places=2))
def test_never_more_than_the_share_without_a_decision(original, wanted, percent):
    """Whatever is asked for in whatever order, what is let through without a decision stays within the share."""
    kept: list[Change] = []
    for amount in wanted:
        if not needs_decision(original, kept, amount, percent):
            kept.append(Change(amount, certified=False))
    assert added_without_decision(kept) <= most_without_decision(original, percent)


MEMBER, OTHER = Officer("邝志明", "k1", "委员"), Officer("黄金水", "", "监委成员")


@pytest.mark.parametrize(("counterparty", "identity", "representative", "sources"), [
    ("邝志明", "", "", ["name"]), ("邝志明", "k1", "", ["number"]), ("邝志明", "k2", "", []), ("某人", "k1", "", ["number"]),
    ("斗门建筑公司", "", "邝志明", ["representative"]), ("黄金水", "k9", "", ["name"]), ("斗门建筑公司", "", "", []),
])  # fmt: skip
def test_who_is_found(counterparty, identity, representative, sources):
    """A number that differs clears a name; an officer whose number is unknown stays found."""
    found = found_among([MEMBER, OTHER, MEMBER], counterparty=counterparty, identity=identity, representative=representative)
    assert [f.source for f in found] == sources


WIFE = Kin("赵丽容", "k5", "spouse")


@pytest.mark.parametrize(("counterparty", "identity", "representative", "found"), [
    ("赵丽容", "", "", ("kin_name", "spouse")), ("赵丽容", "k5", "", ("kin_number", "spouse")), ("赵丽容", "k6", "", None), ("斗门建筑公司", "", "赵丽容", ("kin_name", "spouse")),
    ("邝志明", "", "赵丽容", ("name", "self")), ("邝志明", "k5", "", ("kin_number", "spouse")), ("赵丽容", "k1", "", ("number", "self")), ("斗门建筑公司", "", "", None),
])  # fmt: skip
def test_declared_kin_are_found(counterparty, identity, representative, found):
    """A relative by number counts before an officer's own name; a number that differs clears the relative's name too."""
    officer = Officer(MEMBER.name, MEMBER.identity, MEMBER.office, (WIFE,))
    told = found_among([officer], counterparty=counterparty, identity=identity, representative=representative)
    assert [(f.source, f.relation) for f in told] == ([found] if found else [])


def test_every_relation_declared_in_an_election_has_its_word_where_an_interest_is_judged():
    assert set(RELATION_OF_KIN) == {code for code, _words in RELATIONS} - {"none"}
