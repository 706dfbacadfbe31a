"""The year's tax on the whole beside what the months withheld: equal while taxable income never fell, else told to the cent, page, Excel and API."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.pay import commands, queries
from qianxian.pay.rules import settled_year, tax_on, withheld_by_month
from qianxian.pay.views import runs, settlement
from tests.cast import COUNTY_OFFICER, FINANCE, TOWN_OFFICER, acting
from tests.engagements.stage import day, village
from tests.engagements.test_views import body, page
from tests.pay.stage import ON, approved, correct
from tests.pay.test_tax import BRACKETS, MONEY, NOTHING
from tests.rulebook.fixing import fix_setting

D = Decimal


@pytest.mark.parametrize(
    ("income", "taxable", "tax"),
    [("64550.00", "0.00", "0.00"), ("65550.16", "0.16", "0.00"), ("65550.17", "0.17", "0.01"), ("101550.00", "36000.00", "1080.00"), ("101550.05", "36000.05", "1080.01")],
)
def test_the_whole_year_at_its_edges(income, taxable, tax):
    """Insurance 4,550 and twelve times 5,000 come off; 1,000 were declared."""
    found = settled_year(D(income), D("4550"), D("60000"), D("1000"), D("0.01"), BRACKETS)
    assert (found.taxable, found.tax, found.due, found.equal) == (D(taxable), D(tax), D(tax) - D("0.01"), D(tax) == D("0.01"))


def test_a_bonus_taxed_apart_stays_apart():
    found = settled_year(D("89427.30"), D("7800"), D("60000"), NOTHING, D("888.80"), BRACKETS, apart=D("18856.80"), tax_apart=D("565.70"))
    assert (found.taxable, found.tax, found.equal) == (D("2770.50"), D("648.82"), False)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=12))
def test_equal_while_taxable_income_never_falls(months):
    rising = [(deduction + growth, deduction) for growth, deduction in months]
    taken = sum((m.withheld for m in withheld_by_month([i for i, _ in rising], [d for _, d in rising], BRACKETS)), NOTHING)
    income, off = (sum((pair[place] for pair in rising), NOTHING) for place in (0, 1))
    assert settled_year(income, NOTHING, off, NOTHING, taken, BRACKETS).equal


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=12))
def test_the_months_never_take_less_than_the_whole(months):
    taken = sum((m.withheld for m in withheld_by_month([i for i, _ in months], [d for _, d in months], BRACKETS)), NOTHING)
    income, off = (sum((pair[place] for pair in months), NOTHING) for place in (0, 1))
    found = settled_year(income, NOTHING, off, NOTHING, taken, BRACKETS)
    assert found.due <= 0 and found.tax == tax_on(max(NOTHING, income - off), BRACKETS)


@pytest.fixture
def paid(db):
    v = village()
    v.engaged(v.member)
    YearlyGrade.objects.create(division_code=v.member.division_code, person=v.member, year=2019, grade="competent", decided_on=day(12, 10))
    bind(COUNTY_OFFICER)
    v.run = approved()
    return v


def only():
    (found,) = queries.settlements(COUNTY_OFFICER, 2019)
    return found


def test_a_year_as_withheld_equals_the_whole(paid):
    found = only()
    slip = paid.run.slips.get()
    assert (found.settled.income, found.settled.withheld, found.settled.insurance) == (slip.gross, slip.tax, slip.insurance)
    assert found.settled.basic == 9 * 5000  # April to December in service
    assert found.settled.equal and found.settled.tax > 0


def test_what_was_posted_since_counts(paid):
    before = only().settled
    commands.record_fact(person=paid.member, kind="additional_deduction", first_day=day(4, 1), amount=D(1000), document="扣除信息表", by=COUNTY_OFFICER, on=ON)
    waiting = only().settled  # declared and not yet corrected: more was withheld than is due
    assert (waiting.additional, waiting.due, waiting.equal) == (9000, D("-270.00"), False)
    correct(paid.run, "deduction", paid.member)
    after = only().settled
    assert after.equal and before.withheld - after.withheld == D("270.00")


def test_a_fall_in_taxable_income_is_left_to_the_settlement(db):
    """Deductions declared for the last months alone: the months withhold nothing more, and what was taken before is too much for the whole."""
    paid = village()
    paid.engaged(paid.member)
    fix_setting(key="pay.multiple", value="6", valid_from=dt.date(2019, 6, 1), source_document="斗组〔2019〕7号", by=COUNTY_OFFICER)
    bind(COUNTY_OFFICER)
    paid.run = approved()
    assert only().settled.equal
    commands.record_fact(person=paid.member, kind="additional_deduction", first_day=day(10, 1), amount=D(30000), document="扣除信息表", by=COUNTY_OFFICER, on=ON)
    correct(paid.run, "deduction", paid.member)
    done = only().settled
    assert done.taxable == 0 == done.tax and done.withheld > 0 and done.due == -done.withheld
    seen = body(page(settlement.settlement, FINANCE, on=ON))
    assert f"应退 {done.withheld:,.2f}" in seen and "留给汇算清缴" in seen
    assert "邝惠兰" in body(page(settlement.settlement, FINANCE, on=ON, query={"apart": "on"}))


def test_page_and_excel_for_those_who_handle_pay_alone(paid):
    seen = body(page(settlement.settlement, FINANCE, on=ON))
    slip = paid.run.slips.get()
    assert "一致" in seen and f"{slip.gross:,.2f}" in seen and f"{slip.tax:,.2f}" in seen
    assert "没有可以对账的人" in body(page(settlement.settlement, FINANCE, on=ON, query={"apart": "on"}))
    assert "没有可以对账的人" in body(page(settlement.settlement, FINANCE, on=ON, query={"year": "2020"}))
    book = openpyxl.load_workbook(io.BytesIO(page(settlement.settlement_file, FINANCE, on=ON).content)).worksheets[0]
    row = next(row for row in book.iter_rows(values_only=True) if row[0] == "邝惠兰")
    assert D(str(row[3])) == slip.gross and D(str(row[9])) == slip.tax and D(str(row[10])) == 0 and row[11] == "一致"
    assert AuditLeaf.objects.filter(action="pay.export_settlement").count() == 1
    for view in (settlement.settlement, settlement.settlement_file):
        with pytest.raises(PermissionDenied):
            page(view, TOWN_OFFICER, on=ON)


def test_one_reads_ones_own_on_the_slip(paid):
    slip = paid.run.slips.get()
    me = acting("kuanghl", "邝惠兰", "centre_member", paid.member.division_code, person_uuid=str(paid.member.uuid))
    seen = body(page(runs.slip, me, on=ON, uuid=slip.uuid))
    assert "个税年度对账" in seen and "一致" in seen and "单位缴纳的社会保险" in seen and f"{slip.employer_district:,.2f}" in seen


def test_without_withholding_nothing_is_compared(db):
    v = village()
    v.engaged(v.member)
    fix_setting(key="tax.withholding", value=False, valid_from=dt.date(2019, 6, 1), source_document="斗财〔2019〕1号", by=COUNTY_OFFICER)
    bind(COUNTY_OFFICER)
    approved()
    assert not only().taxed and "不能核对" in body(page(settlement.settlement, FINANCE, on=ON))
