"""TAX: the handbook's examples, every bracket's edge, a bonus either way, and the properties of twelve months."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts
from qianxian.pay.rules import InsuranceTerms, borne_by, employer_of, insurance_of, read_brackets, separate_bonus_tax, tax_on, withheld_by_month
from qianxian.rulebook.shipped import county_book, dated_setting, shipped_settings
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-12-31"
VIEW = shipped_settings().on(dt.date(2019, 12, 31))
BRACKETS, MONTHLY = read_brackets(VIEW["tax.brackets"]), read_brackets(VIEW["tax.bonus_brackets"])
NOTHING = Decimal("0.00")


def yuan(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [
        ("36000", "1080.00"), ("40000", "1480.00"), ("144000", "11880.00"), ("200000", "23080.00"),  # the handbook's four
        ("0", "0.00"), ("-5000", "0.00"), ("0.16", "0.00"), ("0.17", "0.01"),
        ("35999.99", "1080.00"), ("36000.01", "1080.00"), ("36000.05", "1080.01"),
        ("143999.99", "11880.00"), ("144000.01", "11880.00"), ("144000.03", "11880.01"),
        ("300000", "43080.00"), ("300000.02", "43080.01"), ("420000", "73080.00"), ("420000.02", "73080.01"),
        ("660000", "145080.00"), ("660000.02", "145080.01"), ("960000", "250080.00"), ("960000.02", "250080.01"), ("1000000", "268080.00"),
    ],
)  # fmt: skip
def test_the_tax_on_a_cumulative_income(taxable, tax):
    found = ask("TAX", DAY, {"taxable_cumulative": taxable}).to_json()
    assert found["outputs"]["tax"] == found["outputs"]["withhold"] == tax and found["violations"] == []
    assert found["outputs"]["year_tax"] is None and found["outputs"]["first_two"] is None


def test_the_bracket_is_named_and_its_edge_belongs_to_it():
    assert (outputs("TAX", DAY, {"taxable_cumulative": "36000"})["rate"], outputs("TAX", DAY, {"taxable_cumulative": "36000.01"})["rate"]) == (
        yuan("0.03"), yuan("0.10"))  # fmt: skip
    assert outputs("TAX", DAY, {"taxable_cumulative": "40000"})["quick"] == 2520


@pytest.mark.parametrize("edge", [b.upto for b in BRACKETS[:-1]])
def test_brackets_meet_at_their_edges(edge):
    """The quick deductions make the tax continuous: a cent more of income never costs more than a cent of tax."""
    assert NOTHING <= tax_on(edge + yuan("0.01"), BRACKETS) - tax_on(edge, BRACKETS) <= yuan("0.01")


def test_twice_tax2_of_the_handbook():
    found = ask("TAX", DAY, {"monthly": 6547.50, "si": 650, "months": 12}).to_json()["outputs"]
    assert (found["year_tax"], found["first_two"]) == ("323.10", ["26.93", "26.92"])
    assert [line["withheld"] for line in found["month_lines"]][:4] == ["26.93", "26.92", "26.93", "26.92"]
    assert found["month_lines"][-1]["taxable"] == "10770.00"
    assert found["net"] == "70446.90"  # 12 × (6,547.50 − 650) − 323.10


def test_the_bonus_merged_and_apart_of_the_handbook():
    facts = {"monthly": "6547.50", "si": 650, "bonus": "18856.80"}
    merged, apart = outputs("TAX", DAY, facts), outputs("TAX", DAY, facts | {"bonus_method": "separate"})
    assert merged["year_tax"] == yuan("888.80") and merged["bonus_tax"] is None
    assert apart["bonus_tax"] == yuan("565.70") and apart["year_tax"] == yuan("888.80")
    assert merged["lower_method"] == "merged" and merged["net"] == apart["net"] == 12 * yuan("5897.50") + yuan("18856.80") - yuan("888.80")


def test_a_high_bonus_is_cheaper_apart():
    facts = {"monthly": 20000, "si": 3000, "bonus": 36000}
    assert outputs("TAX", DAY, facts)["lower_method"] == "separate"
    # 36,000 / 12 = 3,000 stays in the first bracket; a cent more taxes the whole at 10 % less 210
    assert separate_bonus_tax(yuan("36000"), MONTHLY) == yuan("1080.00")
    assert separate_bonus_tax(yuan("36000.01"), MONTHLY) == yuan("3390.00")
    assert separate_bonus_tax(NOTHING, MONTHLY) == NOTHING


@pytest.mark.parametrize(("on", "told"), [("2027-12-30", []), ("2027-12-31", []), ("2028-01-01", ["separate_not_allowed"])])
def test_the_separate_method_ends_with_2027(on, told):
    facts = {"monthly": "6547.50", "bonus": 18000, "bonus_method": "separate"}
    assert codes("TAX", on, facts) == told
    assert (outputs("TAX", on, facts)["bonus_tax"] is None) is bool(told)


def test_the_high_case_of_the_handbook():
    found = outputs("TAX", DAY, {"monthly": 20000, "si": 3000, "months": 5})
    assert [line["withheld"] for line in found["month_lines"]] == [yuan(t) for t in ("360.00", "360.00", "360.00", "1200.00", "1200.00")]
    assert found["year_tax"] == yuan("3480.00")


def test_what_was_withheld_comes_off_and_never_turns_negative():
    assert outputs("TAX", DAY, {"taxable_cumulative": 40000, "already_withheld": 1080})["withhold"] == yuan("400.00")
    assert outputs("TAX", DAY, {"taxable_cumulative": 40000, "already_withheld": "1480.01"})["withhold"] == NOTHING


def test_a_fall_withholds_nothing_and_is_carried():
    months = withheld_by_month([yuan("10000")] * 4, [yuan("5000"), yuan("9000"), yuan("12000"), yuan("5000")], BRACKETS)
    assert [m.taxable for m in months] == [5000, 6000, 4000, 9000]
    assert [m.withheld for m in months] == [150, 30, 0, 90]  # 120 is due after month 3, 180 was taken: month 4 takes 270 − 180


def test_additional_deductions_follow_their_dates():
    facts = {"monthly": 20000, "si": 3000, "months": 1, "additional_items": [{"kind": "child"}, {"kind": "elderly", "share": "0.5"}]}
    assert outputs("TAX", "2022-12-31", facts)["month_lines"][0]["taxable"] == yuan("10000.00")  # 12,000 − 1,000 − 1,000
    assert outputs("TAX", "2023-01-01", facts)["month_lines"][0]["taxable"] == yuan("8500.00")  # 12,000 − 2,000 − 1,500
    infant = {"monthly": 6000, "months": 1, "additional_items": [{"kind": "infant"}]}
    assert outputs("TAX", "2021-12-31", infant)["month_lines"][0]["taxable"] == yuan("1000.00")
    assert outputs("TAX", "2022-01-01", infant)["month_lines"][0]["taxable"] == NOTHING


def test_a_net_is_never_negative():
    found = ask("TAX", DAY, {"monthly": 600, "si": 600, "housing_fund": "0.01", "months": 1})
    assert [v.code for v in found.violations] == ["negative_net"] and found.outputs["net"] == NOTHING
    assert codes("TAX", DAY, {"monthly": 600, "si": 600, "months": 1}) == []


def test_before_2019_the_rule_was_not_in_force():
    assert codes("TAX", "2018-12-31", {"taxable_cumulative": 1}) == ["not_in_force"]
    assert codes("TAX", "2019-01-01", {"taxable_cumulative": 1}) == []


@pytest.mark.parametrize("facts", [{}, {"si": 650}, {"monthly": 100, "tax_free": 101}])
def test_impossible_facts(facts):
    with pytest.raises(ImpossibleFacts):
        ask("TAX", DAY, facts)


def test_a_countys_own_brackets_stand_in():
    rows = [{"upto": "", "rate": "0.10", "quick": "0"}]
    book = county_book([dated_setting("tax.brackets", rows, dt.date(2019, 1, 1), None, "示例")])
    assert ask("TAX", DAY, {"taxable_cumulative": 1000}, book).outputs["tax"] == 100


MONEY = st.integers(0, 9_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
MONTHS = st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=12)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=12, max_size=12))
def test_twelve_months_make_the_tax_on_the_whole_while_taxable_income_never_falls(months):
    rising = [(deduction + growth, deduction) for growth, deduction in months]
    found = withheld_by_month([income for income, _ in rising], [deduction for _, deduction in rising], BRACKETS)
    whole = sum((growth for growth, _ in months), NOTHING)
    assert sum(m.withheld for m in found) == tax_on(whole, BRACKETS) and found[-1].taxable == whole


@given(MONTHS)
def test_withheld_is_never_negative_and_never_less_than_due(months):
    found = withheld_by_month([income for income, _ in months], [deduction for _, deduction in months], BRACKETS)
    assert all(m.withheld >= 0 and m.taxable >= 0 for m in found)
    taken = NOTHING
    for month in found:
        taken += month.withheld
        assert taken >= month.due
    assert taken == max(m.due for m in found)


@given(MONEY, MONEY, MONEY, MONEY, st.integers(1, 12), st.sampled_from(["merged", "separate"]))
def test_net_is_never_negative(monthly, si, additional, bonus, months, method):
    facts = {"monthly": monthly, "si": si, "additional": additional, "bonus": bonus, "months": months, "bonus_method": method}
    found = outputs("TAX", DAY, facts)
    assert found["net"] >= 0 and all(line["net"] >= 0 for line in found["month_lines"])
    assert found["year_tax"] == sum(line["withheld"] for line in found["month_lines"]) + (found["bonus_tax"] or 0)


@given(MONEY, st.integers(1, 100_000))
def test_more_income_never_bears_less_tax_nor_more_than_itself(taxable, more):
    extra = Decimal(more).scaleb(-2)
    assert NOTHING <= tax_on(taxable + extra, BRACKETS) - tax_on(taxable, BRACKETS) <= extra


TERMS = InsuranceTerms({"pension": yuan("0.08"), "medical": yuan("0.02"), "unemployment": yuan("0.002")}, yuan("3100"), yuan("20268"))


@pytest.mark.parametrize(
    ("wage", "pension", "total"),
    [("3099.99", "248.00", "316.20"), ("3100", "248.00", "316.20"), ("3100.10", "248.01", "316.21"), ("20268", "1621.44", "2067.34"),
     ("20268.01", "1621.44", "2067.34"), ("6547.50", "523.80", "667.85"), ("0", "0.00", "0.00"), ("200", "200.00", "200.00")],
)  # fmt: skip
def test_insurance_between_floor_and_ceiling(wage, pension, total):
    found = insurance_of(yuan(wage), TERMS)
    assert (found["pension"], sum(found.values())) == (yuan(pension), yuan(total))


@given(MONEY)
def test_insurance_never_passes_the_wage(wage):
    found = insurance_of(wage, TERMS)
    assert all(amount >= 0 for amount in found.values()) and sum(found.values()) <= wage


EMPLOYERS = InsuranceTerms(
    TERMS.rates, TERMS.floor, TERMS.ceiling, {"pension": yuan("0.13"), "medical": yuan("0.06"), "injury": yuan("0.002")},
    {"city": yuan("0.3"), "town": yuan("0.2"), "district": yuan("0.5")},
)  # fmt: skip


@pytest.mark.parametrize(
    ("wage", "pension", "total"),
    [("3099.99", "403.00", "595.20"), ("3100", "403.00", "595.20"), ("3100.10", "403.01", "595.22"), ("20268", "2634.84", "3891.46"),
     ("20268.01", "2634.84", "3891.46"), ("6547.50", "851.18", "1257.13"), ("0", "0.00", "0.00"), ("200", "403.00", "595.20")],
)  # fmt: skip
def test_the_employers_part_between_floor_and_ceiling(wage, pension, total):
    """It is not cut to the wage: a small month costs the employer the floor all the same."""
    found = employer_of(yuan(wage), EMPLOYERS)
    assert (found["pension"], sum(found.values())) == (yuan(pension), yuan(total))


@given(MONEY, st.integers(0, 100), st.integers(0, 100))
def test_the_payers_parts_make_the_employers_part_exactly(amount, city, town):
    shares = {"city": Decimal(min(city, 100)) / 100, "town": Decimal(min(town, 100 - min(city, 100))) / 100}
    shares["district"] = 1 - sum(shares.values())
    found = borne_by(amount, shares)
    assert sum(found.values()) == amount and all(part >= 0 for part in found.values())
    assert all(not found[payer] for payer, share in shares.items() if not share and payer != "district")
