"""Vouchers by payer: balanced to the cent, each once, and the same keys however often they are asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.reach import bind
from qianxian.pay import commands, queries
from qianxian.pay.rules import EMPLOYER, PARTS, vouchers, withheld_by_payer
from qianxian.pay.rules.vouchers import ACCOUNTS, Source
from tests.cast import COUNTY_OFFICER
from tests.engagements.stage import day, village
from tests.pay.stage import ON, approved, correct, prepared

MONEY = st.integers(-500_000, 5_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
PEOPLE = st.lists(st.fixed_dictionaries(dict.fromkeys(PARTS, MONEY)), max_size=8)
ORDERS = st.permutations(["city", "district", "town"])


def signed(made, account: str) -> Decimal:
    return sum((line.debit - line.credit for v in made for line in v.lines if line.account == account), Decimal(0))


@given(PEOPLE, ORDERS)
def test_every_voucher_balances_and_the_parts_come_through(people, order):
    made = vouchers(Source("GZ"), people, order)
    totals = {part: sum((p[part] for p in people), Decimal(0)) for part in PARTS}
    assert all(v.balanced for v in made) and len({v.key for v in made}) == len(made) <= 3
    assert signed(made, "base_pay") == totals["city"] + totals["district"] and signed(made, "bonus") == totals["town"]
    assert signed(made, "insurance_withheld") == -totals["insurance"] and signed(made, "tax_withheld") == -totals["tax"]
    assert -signed(made, "payable_to_persons") == totals["city"] + totals["district"] + totals["town"] - totals["insurance"] - totals["tax"]
    borne = sum((totals[part] for part in EMPLOYER.values()), Decimal(0))
    assert signed(made, "employer_insurance") == borne == -signed(made, "employer_insurance_payable")
    for voucher in made:  # each payer bears its own part, never another's
        assert signed([voucher], "employer_insurance") == totals[EMPLOYER[voucher.payer]]
    assert {line.account for v in made for line in v.lines} <= set(ACCOUNTS) and all(line.hint.title for v in made for line in v.lines)
    assert all(min(line.debit, line.credit) == 0 <= max(line.debit, line.credit) for v in made for line in v.lines)


def test_deductions_are_taken_in_the_countys_order():
    sums = {"city": Decimal(50), "district": Decimal(40), "town": Decimal(10), "insurance": Decimal(45), "tax": Decimal(8)}
    taken = withheld_by_payer(sums, ["district", "city", "town"])
    assert taken["district"] == {"insurance": 40, "tax": 0} and taken["city"] == {"insurance": 5, "tax": 8} and taken["town"] == {"insurance": 0, "tax": 0}


def test_a_payer_without_money_gets_none():
    made = vouchers(Source("GZ"), [{"city": Decimal(1), "district": Decimal(0), "town": Decimal(0)}])
    assert [v.key for v in made] == ["GZ/city"] and vouchers(Source("GZ"), []) == []


@pytest.fixture
def engaged(db):
    v = village()
    v.engaged(v.member)
    YearlyGrade.objects.create(division_code=v.member.division_code, person=v.member, year=2019, grade="competent", decided_on=day(12, 10))
    bind(COUNTY_OFFICER)
    return v


def test_runs_and_corrections_each_once(engaged):
    run = approved()
    first = queries.vouchers_of_year(COUNTY_OFFICER, 2019)
    assert [v.key for v in first] == [f"{run.number}/{payer}" for payer in ("city", "district", "town")] and all(v.balanced for v in first)
    assert signed(first, "base_pay") == run.base_total and signed(first, "tax_withheld") == -run.tax_total
    commands.record_fact(person=engaged.member, kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
    waiting = prepared(run, "unpaid_leave", engaged.member)
    assert queries.vouchers_of(COUNTY_OFFICER, waiting) == [] and queries.vouchers_of_year(COUNTY_OFFICER, 2019) == first
    done = correct(run, "unpaid_leave", engaged.member)
    again = queries.vouchers_of_year(COUNTY_OFFICER, 2019)
    assert again[:3] == first and {v.source for v in again[3:]} == {done.number} and len({v.key for v in again}) == len(again)
    assert queries.vouchers_due(COUNTY_OFFICER, 2019, []) == again
    assert queries.vouchers_due(COUNTY_OFFICER, 2019, [v.key for v in first]) == again[3:]
    assert queries.vouchers_due(COUNTY_OFFICER, 2019, {v.key for v in again}) == []
    assert {(v.on, v.division_code) for v in again} == {(ON, "440403000000")} and {v.document for v in again[3:]} == {done.document}
    posted = queries.posted_sums(COUNTY_OFFICER, run)[engaged.member.pk]
    assert signed(again, "employer_insurance") == sum(posted[part] for part in EMPLOYER.values()) > 0
    assert signed(again, "base_pay") == posted["city"] + posted["district"] and signed(again, "insurance_withheld") == -posted["insurance"]


def test_every_account_says_what_it_is():
    assert {hint.nature for hint in ACCOUNTS.values()} == {"expense", "liability"}
    assert all(bool(hint.owed_to) is (hint.nature == "liability") and hint.title for hint in ACCOUNTS.values())
