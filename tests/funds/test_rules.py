"""R-F01–R-F10: the handbook's examples, the day before, the day and the day after, and money as a law over random amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused
from qianxian.funds.rules import faults_of_lines, gaps, same_hands
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-12-16"
MONEY = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("facts", "error", "route"),
    [
        ({"account": "centre"}, None, "via_centre"),
        ({"account": "collective", "amount": 50000}, "not_via_centre", None),
        ({"account": "collective", "exception_basis": "粤农〔2019〕3号"}, None, "exception"),
        ({"account": "collective", "exception_basis": "   "}, "not_via_centre", None),
        ({"account": "household", "exception_basis": "补贴到户办法"}, None, "exception"),
        ({"account": "natural_person", "exception_basis": "任何文件"}, "personal_account", None),
        ({"account": "collective", "source": "collective"}, None, "own_account"),
        ({"account": "centre", "source": "collective"}, "collective_into_centre", None),
    ],
)
def test_f01_route(facts, error, route):
    found = outputs("R-F01", DAY, facts)
    assert (found["error"], found["route"], found["allowed"]) == (error, route, error is None)


def test_f01_begins_with_the_policy():
    assert codes("R-F01", "2018-10-27", {"account": "centre"}) == ["not_in_force"]
    assert outputs("R-F01", "2018-10-28", {"account": "centre"})["allowed"]


def test_f02_the_handbooks_vector():
    assert outputs("R-F02", DAY, {"received": 200000, "spent": [120000, 80000], "request": 0.01})["error"] == "over_balance"
    left = outputs("R-F02", DAY, {"received": 200000, "spent": [120000, 80000]})
    assert (left["left"], left["error"], left["spent_total"]) == (Decimal("0.00"), None, Decimal("200000.00"))
    assert outputs("R-F02", DAY, {"received": 200000, "spent": [120000], "committed": [80000], "request": "0.01"})["error"] == "over_balance"
    assert outputs("R-F02", DAY, {"received": 200000, "spent": ["119999.99"], "committed": [80000], "request": "0.01"})["allowed"]


def test_f02_purpose():
    assert outputs("R-F02", DAY, {"received": 9, "request": 1, "purpose": "venue", "use": "pay"})["error"] == "wrong_purpose"
    assert outputs("R-F02", DAY, {"received": 9, "request": 1, "purpose": "venue", "use": "venue"})["allowed"]
    assert outputs("R-F02", DAY, {"received": 9, "request": 1, "purpose": "general", "use": "venue"})["allowed"]


def test_f02_refuses_what_is_no_money():
    with pytest.raises(ImpossibleFacts):
        ask("R-F02", DAY, {"received": 9, "spent": [-1]})
    for wrong in (["x"], [0.001], 9):
        with pytest.raises(InputsRefused):
            ask("R-F02", DAY, {"received": 9, "spent": wrong})


@given(MONEY, st.lists(MONEY, max_size=8), st.lists(MONEY, max_size=5), MONEY)
def test_f02_never_more_than_was_received(received, spent, committed, request):
    found = outputs("R-F02", DAY, {"received": received, "spent": spent, "committed": committed, "request": request})
    assert found["allowed"] == (sum(spent) + sum(committed) + request <= received)
    assert found["left"] == received - sum(spent) - sum(committed)


def test_f03_change_of_purpose():
    facts = {"from_purpose": "venue", "to_purpose": "culture", "amount": 30000}
    assert outputs("R-F03", DAY, facts)["error"] == "no_consent"
    assert outputs("R-F03", DAY, facts | {"consent_document": "同意函"}) == {"allowed": True, "new_row": True, "error": None}
    assert outputs("R-F03", DAY, facts | {"consent_document": "同意函", "approver": "区委组织部", "consent_by": "镇政府"})["error"] == "other_approver"
    assert outputs("R-F03", DAY, facts | {"consent_document": "同意函", "left": "29999.99"})["error"] == "over_balance"
    assert outputs("R-F03", DAY, facts | {"consent_document": "同意函", "left": "30000.00"})["allowed"]
    assert outputs("R-F03", DAY, facts | {"consent_document": "同意函", "to_purpose": "venue"})["error"] == "same_purpose"


def test_f04_separation():
    apart = {"handler": "甲", "supervision": "乙", "approver": "丙", "bookkeeper": "丁", "cashier": "戊"}
    assert outputs("R-F04", DAY, apart) == {"allowed": True, "next_level": False, "error": None}
    assert outputs("R-F04", DAY, apart | {"approver": "甲"})["error"] == "same_person"
    assert outputs("R-F04", DAY, apart | {"cashier_for": "丁"})["error"] == "same_person"
    own = outputs("R-F04", DAY, apart | {"payee": "丙"})
    assert (own["error"], own["next_level"]) == ("own_expense", True)
    assert outputs("R-F04", DAY, apart | {"payee": "甲"})["allowed"]


@given(st.lists(st.sampled_from("甲乙丙丁戊己"), min_size=5, max_size=5), st.lists(st.sampled_from(["", "甲", "庚"]), min_size=5, max_size=5))
def test_f04_every_doubled_hand_is_found(people, principals):
    parts = {str(n): (a, b) for n, (a, b) in enumerate(zip(people, principals, strict=True))}
    sets = [{x for x in pair if x} for pair in parts.values()]
    doubled = any(sets[a] & sets[b] for a in range(5) for b in range(a))
    assert bool(same_hands(parts)) == doubled


@pytest.mark.parametrize(
    ("facts", "error", "flagged"),
    [
        ({"payer": "REC"}, "collective_pays_cadre", False),
        ({"payer": "city"}, None, False),
        ({"payer": "centre", "through": ["collective"]}, "collective_pays_cadre", False),
        ({"payer": "REC", "kind": "other"}, None, False),
        ({"payer": "REC", "kind": "allowance", "paid_on": "2018-10-27"}, None, True),
        ({"payer": "REC", "kind": "allowance", "paid_on": "2018-10-28"}, "collective_pays_cadre", False),
    ],
)
def test_f05_collective_income(facts, error, flagged):
    found = outputs("R-F05", DAY, facts)
    assert (found["error"], found["flagged"]) == (error, flagged)


@pytest.mark.parametrize("on", ["2019-12-16", "2025-04-30", "2025-05-01"])
def test_f06_no_personal_account(on):
    assert outputs("R-F06", on, {"holder": "natural_person", "money": "collective"})["error"] == "personal_account"
    assert outputs("R-F06", on, {"holder": "collective", "name": "张三"})["error"] == "personal_account"
    assert outputs("R-F06", on, {"holder": "REC", "name": "大赤坎村股份合作经济联合社"})["allowed"]
    assert outputs("R-F06", on, {"holder": "natural_person", "money": "private"})["allowed"]


def test_f06_names_the_law_of_the_day():
    assert "农村集体经济组织法" in ask("R-F06", "2025-05-01", {"holder": "natural_person"}).errors[0].source
    assert "2004" in ask("R-F06", "2025-04-30", {"holder": "natural_person"}).errors[0].source


def test_f07_vouchers():
    lines = [{"account": "102", "debit": "100.00"}, {"account": "501", "credit": "99.99"}]
    assert outputs("R-F07", DAY, {"lines": lines})["error"] == "unbalanced"
    lines[1]["credit"] = "100.00"
    assert outputs("R-F07", DAY, {"lines": lines, "preparer": "甲", "checker": "乙"})["allowed"]
    assert outputs("R-F07", DAY, {"lines": lines, "preparer": "甲", "checker": "甲"})["error"] == "same_person"
    assert outputs("R-F07", DAY, {"lines": lines[:1]})["error"] == "one_line"
    assert codes("R-F07", DAY, {"lines": [{"debit": 0}, {"credit": 0}]}) == ["bad_line", "zero"]
    assert outputs("R-F07", DAY, {"posted": True, "act": "edit"})["error"] == "posted"
    assert outputs("R-F07", DAY, {"posted": True, "act": "reverse"})["allowed"]
    assert outputs("R-F07", DAY, {"lines": lines, "month_closed": True})["error"] == "closed"
    found = outputs("R-F07", DAY, {"numbers": [1, 2, 4]})
    assert (found["gaps"], found["error"]) == ([3], "gap")
    assert outputs("R-F07", DAY, {"numbers": [3, 1, 2]})["gaps"] == []


@given(st.lists(st.tuples(MONEY, MONEY), max_size=6))
def test_f07_only_whole_vouchers_pass(lines):
    passes = not faults_of_lines(lines)
    assert passes == (len(lines) >= 2 and all((d > 0) != (c > 0) for d, c in lines) and sum(d for d, _ in lines) == sum(c for _, c in lines) > 0)


@given(st.sets(st.integers(1, 60)))
def test_f07_gaps_fill_up_to_the_greatest(numbers):
    assert numbers | set(gaps(numbers)) == set(range(1, max(numbers, default=0) + 1))


def test_f08_chart():
    assert outputs("R-F08", "2024-01-01", {})["accounts"] == 42
    found = outputs("R-F08", "2024-01-01", {"code": "152"})
    assert (found["title"], found["element"], found["side"]) == ("累计折旧", "asset", "credit")
    assert outputs("R-F08", "2024-01-01", {"code": "51307"})["element"] == "expense"
    for unknown in ("999", "10", "abc", "１０２", ""):
        assert outputs("R-F08", "2024-01-01", {"code": unknown})["error"] == "unknown_account"
    assert codes("R-F08", "2023-12-31", {"code": "102"}) == ["chart_of_2024_used"] and codes("R-F08", "2024-01-01", {"code": "102"}) == []


def test_f09_statements():
    assert outputs("R-F09", DAY, {"assets": 500000, "liabilities": 120000, "equity": 380000})["may_close"]
    assert outputs("R-F09", DAY, {"assets": "500000.01", "liabilities": 120000, "equity": 380000})["error"] == "not_balanced"
    assert outputs("R-F09", DAY, {"assets": 1, "liabilities": 0, "equity": 1, "trial_difference": "0.01"})["error"] == "not_balanced"


def test_f10_disclosure():
    quarter = {"year": 2019, "month": 6, "entries": 30}
    assert outputs("R-F10", "2019-07-15", quarter)["due"].isoformat() == "2019-07-15" and not outputs("R-F10", "2019-07-15", quarter)["overdue"]
    assert outputs("R-F10", "2019-07-16", quarter)["overdue"]
    assert not outputs("R-F10", "2019-12-01", quarter | {"published_on": "2019-07-12"})["overdue"]
    busy = outputs("R-F10", "2019-05-01", {"year": 2019, "month": 4, "entries": 31})
    assert (busy["monthly"], busy["due"].isoformat()) == (True, "2019-05-15")
    assert outputs("R-F10", "2019-05-01", quarter | {"signed": False})["error"] == "unsigned"
    assert outputs("R-F10", "2019-05-01", quarter | {"largest": "20000"})["at_once"] is False
    assert outputs("R-F10", "2019-05-01", quarter | {"largest": "20000.01"})["at_once"] is True
    assert [outputs("R-F10", "2019-05-01", quarter | signed)["may_publish"] for signed in ({}, {"signed": False}, {"signed": True})] == [None, False, True]
