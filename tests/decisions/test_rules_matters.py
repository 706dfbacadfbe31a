"""R-D01–R-D03, R-D05, R-D06, R-V13, R-V17, R-V20: the handbook's examples, the day before, the day, the day after."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.decisions.models import Body
from qianxian.decisions.rules.kinds import KINDS
from qianxian.decisions.rules.matters import Answers, bodies_asked
from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-06-30"
WHOLE = {"s1": "06-01", "s2": "06-03", "s3": "06-08", "s4": "06-15", "a_from": "06-16", "a_to": "06-23", "b_on": "06-30"}


def test_d01_the_handbooks_examples():
    assert outputs("R-D01", DAY, {"s1": "06-01", "s2": "06-03", "s3": "06-15", "s4": "06-08"})["error"] == "order"
    found = outputs("R-D01", DAY, WHOLE)
    assert (found["error"], found["complete"], found["publication_ends"]) == (None, True, dt.date(2019, 6, 23))


def test_d01_full_dates_and_short_ones_are_the_same():
    assert outputs("R-D01", DAY, {k: f"2019-{v}" for k, v in WHOLE.items()}) == outputs("R-D01", DAY, WHOLE)
    with pytest.raises(ImpossibleFacts):
        ask("R-D01", DAY, {"s1": "2019/06/01"})
    with pytest.raises(ImpossibleFacts):
        ask("R-D01", DAY, {"s1": "02-30"})


@pytest.mark.parametrize(
    ("signed", "told", "error"),
    [
        ("06-14", ["contract"], "contract"), ("06-15", ["contract_early"], None), ("06-18", ["contract_early"], None), ("06-23", ["contract_early"], None),
        ("06-24", [], None),
    ],
)  # fmt: skip
def test_d01_a_contract_waits_for_the_decision_and_its_publication(signed, told, error):
    found = ask("R-D01", DAY, {**WHOLE, "contract_on": signed})
    assert [item.code for item in found.violations] == told
    assert found.outputs["error"] == error
    assert found.outputs["contract_from"] == dt.date(2019, 6, 24)


@pytest.mark.parametrize(("notice", "error"), [("06-04", None), ("06-05", None), ("06-06", "notice")])
def test_d01_three_days_of_notice_before_the_review(notice, error):
    assert outputs("R-D01", DAY, {**WHOLE, "notice": notice})["error"] == error


@pytest.mark.parametrize(("last", "error"), [("06-22", "publication"), ("06-23", None), ("06-24", None)])
def test_d01_seven_days_of_publication(last, error):
    assert outputs("R-D01", DAY, {**WHOLE, "a_to": last})["error"] == error


@pytest.mark.parametrize("missing", ["s2", "s3", "s4", "a_from"])
def test_d01_no_step_is_skipped(missing):
    found = ask("R-D01", DAY, {k: v for k, v in WHOLE.items() if k not in (missing, *(("a_to",) if missing == "a_from" else ()))})
    assert found.outputs["error"] == "skipped"
    assert [item.field for item in found.errors] == [missing]


def test_d01_equal_days_are_told_and_allowed_and_what_comes_next_is_said():
    found = ask("R-D01", DAY, {"s1": "06-01", "s2": "06-01"})
    assert ([item.code for item in found.warnings], found.errors) == (["same_day"], [])
    assert found.outputs["next_step"] == "s3"


@given(days=st.lists(st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31)), min_size=4, max_size=4))
def test_d01_any_days_are_in_order_exactly_when_no_step_precedes_the_one_before(days):
    found = outputs("R-D01", DAY, {f"s{n}": day.isoformat() for n, day in enumerate(days, 1)})
    assert (found["error"] == "order") is (days != sorted(days))


@pytest.mark.parametrize(
    ("facts", "major"),
    [
        ({"kind": "loan", "amount": "1"}, True),
        ({"kind": "loan"}, True),
        ({"kind": "fund_use", "amount": "800"}, False),
        ({"kind": "fund_use", "amount": "5000"}, False),
        ({"kind": "fund_use", "amount": "5000.01"}, True),
        ({"kind": "other"}, False),
        ({"kind": "village_rules"}, True),
    ],
)
def test_d02_what_is_major(facts, major):
    assert outputs("R-D02", DAY, facts)["major"] is major


def test_d02_an_emergency_names_the_days_to_ratify():
    assert outputs("R-D02", DAY, {"kind": "project", "amount": "1", "emergency": True})["ratify_days"] == 30
    assert outputs("R-D02", DAY, {"kind": "project", "amount": "1"})["ratify_days"] is None


def test_d03_the_venue_fund_waits_for_a_party_resolution():
    found = ask("R-D03", DAY, {"kind": "fund_use", "amount": "200000"})
    assert (found.outputs["four_major"], found.outputs["blocked"]) == ("large_sum", True)
    held = {"kind": "fund_use", "amount": "200000", "party_resolution": "赤党〔2019〕3号", "resolved_on": "2019-06-10"}
    assert outputs("R-D03", DAY, held | {"executed_on": "2019-06-10"})["blocked"] is False
    assert outputs("R-D03", DAY, held | {"executed_on": "2019-06-09"})["blocked"] is True


@pytest.mark.parametrize(("amount", "two", "reps"), [("5000", False, False), ("5000.01", True, False), ("20000", True, False), ("20000.01", True, True)])
def test_d03_the_steps_of_the_amount(amount, two, reps):
    found = outputs("R-D03", DAY, {"kind": "fund_use", "amount": amount})
    assert (found["two_committees"], found["representatives"]) == (two, reps)


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({"kind": "collective_property"}, True),
        ({"kind": "collective_property", "decided_by": "reps"}, False),
        ({"kind": "collective_property", "decided_by": "reps", "authorised": True}, True),
        ({"kind": "⑧", "decided_by": "committee"}, False),
        ({"kind": "fund_use", "decided_by": "committee"}, True),
    ],
)
def test_v13_the_assemblys_own(facts, counts):
    assert outputs("R-V13", DAY, facts)["counts"] is counts


def _asked(kind: str, on: str, amount: str | None = None, **more) -> list[str]:
    given_amount = {} if amount is None else {"amount": amount}
    d02, d03 = outputs("R-D02", on, {"kind": kind, **given_amount}), outputs("R-D03", on, {"kind": kind, **given_amount})
    v13 = outputs("R-V13", on, {"kind": kind})
    answers = Answers(
        d02["major"], d02["listed"], d02["reason"], d03["four_major"], d03["reason"], d03["party_first"], d03["two_committees"], d03["representatives"], v13["item"],
        on >= "2025-05-01",
    )  # fmt: skip
    return [one.body for one in bodies_asked(kind, answers, **({"authorised": False} | more))]


@pytest.mark.parametrize(
    ("kind", "amount", "on", "more", "bodies"),
    [
        ("fund_use", "800", DAY, {}, ["branch_committee"]),
        ("fund_use", "5000", DAY, {}, ["branch_committee"]),
        ("fund_use", "5000.01", DAY, {}, ["branch_committee", "two_committees"]),
        ("fund_use", "20000", DAY, {}, ["branch_committee", "two_committees"]),
        ("fund_use", "20000.01", DAY, {}, ["branch_committee", "two_committees", "members_meeting", "reps_meeting"]),
        ("fund_use", "200000", DAY, {}, ["branch_committee", "two_committees", "members_meeting", "reps_meeting"]),
        ("collective_property", None, DAY, {}, ["branch_committee", "two_committees", "members_meeting", "assembly"]),
        ("collective_property", None, DAY, {"authorised": True}, ["branch_committee", "two_committees", "members_meeting", "reps_meeting"]),
        ("collective_property", None, "2025-05-01", {}, ["branch_committee", "two_committees", "members_meeting", "assembly", "collective_reps"]),
        ("expropriation_money", None, "2025-05-01", {}, ["branch_committee", "two_committees", "members_meeting", "assembly", "collective_assembly"]),
        ("land_adjustment", None, DAY, {"authorised": True}, ["branch_committee", "two_committees", "members_meeting", "reps_meeting"]),
        ("fund_use", "200000", DAY, {"decided_in": "group_meeting"}, ["branch_committee", "two_committees", "members_meeting", "group_meeting"]),
    ],
)
def test_whom_a_matter_must_pass(kind, amount, on, more, bodies):
    assert _asked(kind, on, amount, **more) == bodies


def test_every_kind_is_asked_in_the_order_of_the_bodies():
    order = list(Body.values)
    for kind in KINDS:
        asked = _asked(kind.code, "2025-06-01", "1000000")
        assert asked == sorted(asked, key=order.index)
        assert asked[0] == "branch_committee"
        assert len(asked) >= 4


def test_land_is_not_decided_by_a_group():
    with pytest.raises(ImpossibleFacts):
        _asked("land_outsiders", DAY, decided_in="group_meeting")


@pytest.mark.parametrize(
    ("kind", "amount", "on", "must"),
    [
        ("works", "3999999.99", "2019-01-01", False), ("works", "4000000", "2019-01-01", True), ("goods", "1999999.99", "2019-01-01", False),
        ("goods", "2000000", "2019-01-01", True), ("services", "999999.99", "2019-01-01", False), ("services", "1000000", "2019-01-01", True),
        ("works", "3900000", "2018-05-31", True), ("works", "3900000", "2018-06-01", False),
    ],
)  # fmt: skip
def test_d06_the_bars_of_the_day(kind, amount, on, must):
    assert outputs("R-D06", on, {"kind": kind, "amount": amount})["tender"] is must


@pytest.mark.parametrize(
    ("lot", "split", "total"),
    [
        ({"amount": "2200000", "site": "水管", "signed_on": "2020-01-10"}, True, "4300000.00"),
        ({"amount": "2200000", "site": "水管", "signed_on": "2020-01-11"}, False, "2100000.00"),
        ({"amount": "2200000", "site": "水管", "signed_on": "2018-01-10"}, True, "4300000.00"),
        ({"amount": "2200000", "site": "水管", "signed_on": "2018-01-09"}, False, "2100000.00"),
        ({"amount": "2200000", "site": "村道", "signed_on": "2019-02-01"}, False, "2100000.00"),
        ({"amount": "2200000", "site": "水管", "kind": "goods", "signed_on": "2019-02-01"}, False, "2100000.00"),
        ({"amount": "1899999.99", "site": "水管", "signed_on": "2019-02-01"}, False, "3999999.99"),
        ({"amount": "1900000", "site": "水管", "signed_on": "2019-02-01"}, True, "4000000.00"),
    ],
)
def test_d06_lots_of_one_site_within_a_year_are_one(lot, split, total):
    on = "2019-01-10"
    found = outputs("R-D06", on, {"kind": "works", "amount": "2100000", "site": "水管", "signed_on": on, "lots": [lot]})
    assert (found["split"], str(found["total"])) == (split, total)


def test_d06_no_year_holds_both_the_lot_before_and_the_lot_after():
    """Ten months before and ten after: each is within a year of this lot, and no year holds all three."""
    lots = [{"amount": "1500000", "site": "a", "signed_on": "2018-03-10"}, {"amount": "1500000", "site": "a", "signed_on": "2019-11-10"}]
    found = outputs("R-D06", "2019-01-10", {"kind": "works", "amount": "1500000", "site": "a", "signed_on": "2019-01-10", "lots": lots})
    assert (str(found["total"]), found["split"]) == ("3000000.00", False)


def test_d05_a_case_moves_along_its_flow():
    flow = ["apply", "verify", "publish", "report"]
    assert outputs("R-D05", DAY, {"flow": flow, "done": ["apply", "report"]})["skipped"] == ["verify", "publish"]
    assert codes("R-D05", DAY, {"flow": flow, "done": ["apply", "verify", "report", "publish"]}) == ["backward"]
    assert outputs("R-D05", DAY, {"flow": flow, "done": ["apply"]}) == {"ok": True, "skipped": [], "next_step": "verify", "finished": False}
    assert outputs("R-D05", DAY, {"flow": flow, "done": flow})["finished"] is True
    with pytest.raises(ImpossibleFacts):
        ask("R-D05", DAY, {"flow": flow, "done": ["pay"]})


@pytest.mark.parametrize(
    ("posted", "asked_on", "ok", "overdue"),
    [
        ("2019-07-12", "2019-07-20", True, False), ("2019-07-15", "2019-07-20", True, False), ("2019-07-16", "2019-07-20", False, False),
        (None, "2019-07-15", None, False), (None, "2019-07-16", False, True),
    ],
)  # fmt: skip
def test_v17_the_second_quarters_sheet(posted, asked_on, ok, overdue):
    found = outputs("R-V17", asked_on, {"period_end": "2019-06-30"} | ({"posted_on": posted} if posted else {}))
    assert (found["ok"], found["overdue"], found["due_on"]) == (ok, overdue, dt.date(2019, 7, 15))


def test_v20_a_clause_that_takes_money_goes_to_the_town():
    assert outputs("R-V20", DAY, {"text": "late fee 500 yuan for missing a meeting"})["review"] is True
    assert outputs("R-V20", DAY, {"text": "不参加会议的罚款500元"})["words"] == ["罚款"]
    assert outputs("R-V20", DAY, {"text": "邻里互助，爱护公物"})["review"] is False
    assert codes("R-V20", DAY, {"text": "文明实践", "points": "other"}) == ["points"]
