"""PAY: P1–P11 of the handbook, edge cases of the calendar, and the properties no county may see broken."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts, SettingMissing, SettingsBook
from qianxian.pay.rules import (
    PaySpan,
    PayTerms,
    annual_pay,
    bonus_excess,
    difference_lines,
    income_index_for,
    pool_cap,
    pool_excess,
    run_pay,
    terms_for,
    year_base,
)
from qianxian.rulebook.shipped import shipped_settings
from tests.profiles import times
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-12-31"
P1 = {"index": 26190, "mult": 3}
COEFF = {"excellent": Decimal("1.00"), "competent": Decimal("0.80"), "basic": Decimal("0.50"), "not_competent": Decimal(0)}
TERMS = PayTerms(index=Decimal(26190), grade_coeff=COEFF)


def yuan(text: str) -> Decimal:
    return Decimal(text)


def test_p1_base_month_cap():
    found = ask("PAY", DAY, P1).to_json()["outputs"]
    assert {key: found[key] for key in ("base", "month", "cap", "base_paid", "bonus", "gross", "max_gross")} == {
        "base": "78570.00",
        "month": "6547.50",
        "cap": "23571.00",
        "base_paid": "78570.00",
        "bonus": None,
        "gross": "78570.00",
        "max_gross": "102141.00",
    }
    assert found["payers"] == {"city": "39285.00", "district": "39285.00", "town": "0.00"}


def test_p2_against_the_old_average():
    found = outputs("PAY", DAY, P1)
    assert round(found["base"] / 46000, 3) == yuan("1.708")
    assert round(found["max_gross"] / 46000, 3) == yuan("2.220")


def test_p3_p4_competent_and_split():
    found = outputs("PAY", DAY, P1 | {"grade": "competent"})
    assert (found["bonus"], found["gross"]) == (yuan("18856.80"), yuan("97426.80"))
    assert found["payers"] == {"city": yuan("39285.00"), "district": yuan("39285.00"), "town": yuan("18856.80")}


def test_p5_joins_in_april():
    found = outputs("PAY", DAY, P1 | {"start": "2019-04-15", "end": "2019-12-31"})
    assert found["months"][0] == {"month": "2019-04", "days": 16, "days_in_month": 30, "amount": yuan("3492.00")}
    assert (found["base_paid"], found["cap"]) == (yuan("55872.00"), yuan("16761.60"))


def test_p6_leaves_in_september():
    found = outputs("PAY", DAY, P1 | {"end": "2019-09-20"})
    assert found["months"][-1]["amount"] == yuan("4365.00")
    assert found["base_paid"] == yuan("56745.00")


def test_p7_pool():
    assert year_base(TERMS, yuan("0.85")).year == yuan("66784.50")
    bases = [yuan("78570.00")] * 2 + [yuan("66784.50")] * 3
    assert pool_cap(bases, yuan("0.30")) == yuan("107248.05")
    assert pool_excess(bases, [yuan("107248.06")], yuan("0.30")) == yuan("0.01")
    assert pool_excess(bases, [yuan("107248.05")], yuan("0.30")) == 0
    assert codes("PAY", DAY, P1 | {"pool_base": "357493.50", "pool_bonus": "107248.06"}) == ["pool_cap_passed"]
    assert codes("PAY", DAY, P1 | {"pool_base": "357493.50", "pool_bonus": "107248.05"}) == []
    with pytest.raises(ImpossibleFacts):
        ask("PAY", DAY, P1 | {"pool_bonus": 1})


RICH = COEFF | {"excellent": Decimal("1.10")}


@pytest.mark.parametrize(("flag", "bonus"), [(True, "23571.00"), (False, "25928.10")])
def test_the_cap_binds_each_person_by_flag(flag, bonus):
    """A coefficient over 1 stops at 30 % of the own base where the flag stands (the default), else it may go up to the pool's."""
    whole = [PaySpan(dt.date(2019, 1, 1), dt.date(2019, 12, 31))]
    paid = annual_pay(2019, whole, PayTerms(index=Decimal(26190), grade_coeff=RICH, per_person_cap=flag), "excellent")
    assert (paid.cap, paid.bonus, paid.gross) == (yuan("23571.00"), yuan(bonus), yuan("78570.00") + yuan(bonus))


def test_by_default_the_cap_binds_each_person():
    assert PayTerms(index=Decimal(26190)).per_person_cap is True
    assert terms_for(2019, dt.date(2019, 12, 31), shipped_settings())[0].per_person_cap is True


@pytest.mark.parametrize(
    ("own", "flag", "told"),
    [("23571.00", None, []), ("23571.01", None, ["person_cap_passed"]), ("23571.01", True, ["person_cap_passed"]), ("23571.01", False, [])],
)
def test_a_persons_bonus_is_checked_by_flag(own, flag, told):
    assert codes("PAY", DAY, P1 | {"own_bonus": own, "per_person_cap": flag}) == told


def test_the_pool_is_checked_whatever_the_flag_says():
    pool = {"pool_base": "357493.50", "pool_bonus": "107248.06", "per_person_cap": False}
    assert codes("PAY", DAY, P1 | pool) == ["pool_cap_passed"]
    assert codes("PAY", DAY, P1 | pool | {"own_bonus": "23571.01", "per_person_cap": True}) == ["person_cap_passed", "pool_cap_passed"]


def test_p8_not_competent():
    found = outputs("PAY", DAY, P1 | {"grade": "not_competent"})
    assert (found["bonus"], found["gross"], found["engagement_flagged"]) == (yuan("0.00"), yuan("78570.00"), True)


@pytest.mark.parametrize(
    ("mult", "reason", "told"),
    [
        ("2.864", None, ["below_multiple"]),
        ("2.864", "  ", ["below_multiple"]),
        ("2.864", "区财政困难，已报区委同意", []),
        ("3", None, []),
        (3, None, []),
        ("2.999999", None, ["below_multiple"]),
        ("3.01", None, []),
    ],
)
def test_p9_multiple_below_three(mult, reason, told):
    facts = P1 | {"mult": mult, "override_reason": reason}
    assert codes("PAY", DAY, facts) == told
    assert outputs("PAY", DAY, facts)["overridden"] is (Decimal(mult) < 3 and not told)


def test_p10_a_deferred_person_is_paid_from_the_decision():
    late = annual_pay(2019, [PaySpan(dt.date(2019, 11, 1), dt.date(2019, 12, 31))], TERMS)
    assert late.base_paid == yuan("13095.00")


def test_p11_back_pay_as_difference_lines():
    from_july = annual_pay(2019, [PaySpan(dt.date(2019, 7, 10), dt.date(2019, 12, 31))], TERMS)
    from_may = annual_pay(2019, [PaySpan(dt.date(2019, 5, 1), dt.date(2019, 12, 31))], TERMS)
    lines = difference_lines(from_july, from_may)
    assert [month for month, _ in lines] == ["2019-05", "2019-06", "2019-07"]
    assert sum(amount for _, amount in lines) == from_may.base_paid - from_july.base_paid
    assert difference_lines(None, from_may)[0] == ("2019-05", yuan("6547.50"))


def test_index_of_the_year_before_once_published():
    book = shipped_settings()
    assert (income_index_for(2019, dt.date(2019, 3, 31), book).value, income_index_for(2019, dt.date(2019, 3, 31), book).provisional) == (
        26190,
        False,
    )
    early = income_index_for(2019, dt.date(2019, 3, 30), book)
    assert (early.value, early.provisional) == (yuan("23496.4"), True)
    with pytest.raises(SettingMissing):
        income_index_for(2030, dt.date(2030, 1, 1), book)
    terms, rows, provisional = terms_for(2019, dt.date(2019, 12, 16), book)
    assert (terms.index, terms.multiple, provisional) == (26190, 3, False)
    assert {row.key for row in rows} >= {"pay.income_index", "pay.multiple", "pay.bonus_cap_rate", "pay.city_share", "pay.grade_coeff"}


def test_a_missing_setting_is_said_and_never_guessed():
    found = ask("PAY", DAY, P1, SettingsBook([]))
    assert found.outputs is None
    assert [item.code for item in found.violations] == ["setting_missing"]


@pytest.mark.parametrize(
    ("start", "end", "amount"),
    [("2020-02-29", "2020-02-29", "225.78"), ("2020-02-01", "2020-02-29", "6547.50"), ("2020-12-31", "2020-12-31", "211.21")],
)
def test_single_days(start, end, amount):
    assert outputs("PAY", "2020-06-30", P1 | {"start": start, "end": end})["base_paid"] == yuan(amount)


@pytest.mark.parametrize(
    "facts",
    [
        {"start": "2019-09-01", "end": "2019-08-31"},
        {"start": "2018-12-31"},
        {"end": "2020-01-01"},
        {"index": "0.01", "mult": "0.01"},
    ],
)
def test_impossible_facts(facts):
    with pytest.raises(ImpossibleFacts):
        ask("PAY", DAY, P1 | facts)


def test_two_posts_in_a_month_never_share_a_day():
    first, second = (
        PaySpan(dt.date(2019, 1, 1), dt.date(2019, 6, 14), yuan("0.85"), "member"),
        PaySpan(dt.date(2019, 6, 15), dt.date(2019, 12, 31), yuan("1"), "director"),
    )
    paid = annual_pay(2019, [second, first], TERMS, "excellent")
    june = [line for line in paid.lines if line.month == "2019-06"]
    assert [(line.post, line.days) for line in june] == [("member", 14), ("director", 16)]
    assert paid.base_paid == sum(line.amount for line in paid.lines)
    with pytest.raises(ImpossibleFacts):
        annual_pay(2019, [first, PaySpan(dt.date(2019, 6, 14), dt.date(2019, 12, 31))], TERMS)


def test_december_takes_the_remainder():
    base = year_base(PayTerms(index=yuan("23496.4")))
    assert (base.year, base.month, base.december) == (yuan("70489.20"), yuan("5874.10"), yuan("5874.10"))
    odd = year_base(PayTerms(index=yuan("26190.01")))
    assert odd.month * 11 + odd.december == odd.year == yuan("78570.03")


def test_odd_cents_of_payers_go_to_the_district():
    found = outputs("PAY", DAY, {"index": "26190.01", "mult": 3})
    assert (found["payers"]["city"], found["payers"]["district"]) == (yuan("39285.01"), yuan("39285.02"))


def test_a_countys_share_stands_in_for_the_published_default():
    from qianxian.rulebook.shipped import county_book, dated_setting

    book = county_book([dated_setting("pay.city_share", "0.6", dt.date(2019, 1, 1), None, "斗财〔2019〕5号")])
    assert ask("PAY", DAY, P1, book).outputs["payers"]["city"] == yuan("47142.00")
    assert ask("PAY", DAY, P1 | {"city_share": "0.5"}, book).outputs["payers"]["city"] == yuan("39285.00")


def test_721_people_in_well_under_a_second():
    people = [(n, [PaySpan(dt.date(2019, 1 + n % 12, 1 + n % 28), dt.date(2019, 12, 31))], "competent") for n in range(721)]
    started = time.process_time()
    paid = run_pay(2019, people, TERMS)
    assert len(paid) == 721
    assert time.process_time() - started < 0.5


DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31))
MONEY = st.decimals(min_value=100, max_value=200_000, places=2)
SHARE = st.decimals(min_value=0, max_value=1, places=4)
RATE = st.decimals(min_value=0, max_value=1, places=2)


@st.composite
def terms(draw: st.DrawFn) -> PayTerms:
    return PayTerms(draw(MONEY), draw(st.decimals(min_value=1, max_value=9, places=3)), draw(RATE), draw(SHARE), COEFF)


@given(terms(), DAYS, DAYS, st.sampled_from([None, *COEFF]), st.decimals(min_value=Decimal("0.5"), max_value=2, places=2))
def test_sums_are_exact_and_the_cap_is_never_passed(policy, one, other, grade, post_coeff):
    paid = annual_pay(2019, [PaySpan(min(one, other), max(one, other), post_coeff)], policy, grade)
    assert sum(line.amount for line in paid.lines) == paid.base_paid
    assert paid.city + paid.district == paid.base_paid
    assert paid.city + paid.district + paid.town == paid.gross
    assert paid.cap <= policy.bonus_cap_rate * paid.base_paid < paid.cap + Decimal("0.01")
    assert (paid.bonus is None) is (grade is None)
    assert 0 <= paid.town <= paid.cap
    assert min(paid.city, paid.district, *(line.amount for line in paid.lines)) >= 0
    assert bonus_excess(paid.base_paid, paid.town, policy.bonus_cap_rate) == 0
    assert all(
        amount == amount.quantize(Decimal("0.01")) for amount in (paid.base_paid, paid.cap, paid.gross, paid.city, paid.district, paid.town)
    )


@given(terms(), DAYS, DAYS, DAYS)
def test_joining_later_and_leaving_earlier_never_pays_more(policy, a, b, c):
    first, middle, last = sorted((a, b, c))
    whole = annual_pay(2019, [PaySpan(first, last)], policy).base_paid
    assert annual_pay(2019, [PaySpan(middle, last)], policy).base_paid <= whole
    assert annual_pay(2019, [PaySpan(first, middle)], policy).base_paid <= whole


@given(terms(), DAYS)
def test_a_year_cut_in_two_pays_the_year(policy, cut_on):
    whole = annual_pay(2019, [PaySpan(dt.date(2019, 1, 1), dt.date(2019, 12, 31))], policy)
    assert whole.base_paid == year_base(policy).year
    if cut_on < dt.date(2019, 12, 31):
        halves = [PaySpan(dt.date(2019, 1, 1), cut_on), PaySpan(cut_on + dt.timedelta(days=1), dt.date(2019, 12, 31))]
        assert annual_pay(2019, halves, policy).base_paid == whole.base_paid


@settings(max_examples=times(50, soak=10_000))
@given(st.lists(st.tuples(DAYS, st.sampled_from(sorted(COEFF))), min_size=1, max_size=12), terms())
def test_caps_of_persons_never_pass_the_pool(people, policy):
    paid = run_pay(2019, [(n, [PaySpan(start, dt.date(2019, 12, 31))], grade) for n, (start, grade) in enumerate(people)], policy)
    slips = list(paid.values())
    assert pool_excess([slip.base_paid for slip in slips], [slip.town for slip in slips], policy.bonus_cap_rate) == 0
