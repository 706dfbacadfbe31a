"""The papers of pay: a payer's sheet and file with what is withheld, a correction's sheet, and the slip with its year to date."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import docx
import openpyxl
import pypdf
import pytest

from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.money import amount_in_words
from qianxian.foundation.reach import bind
from qianxian.pay import commands, documents
from qianxian.pay.models import PaySlip
from tests.cast import COUNTY_OFFICER
from tests.engagements.stage import day, village
from tests.pay.stage import ON, approved, correct

NOW = dt.datetime(2019, 12, 16, 9, tzinfo=dt.UTC)


@pytest.fixture
def paid(db):
    v = village()
    v.engaged(v.member)
    YearlyGrade.objects.create(division_code=v.member.division_code, person=v.member, year=2019, grade="competent", decided_on=day(12, 10))
    bind(COUNTY_OFFICER)
    run = approved()
    return run, PaySlip.objects.get(run=run), v


def words(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "".join([*(p.text for p in paper.paragraphs), *cells])


def printed(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_payers_sheet_says_share_deductions_and_the_total_in_capitals(paid):
    run, slip, _v = paid
    net = slip.district - slip.insurance - slip.tax  # the sample order takes deductions from the district's share first
    for said in (words(documents.payer_sheet(run, "district", COUNTY_OFFICER, "docx")), printed(documents.payer_sheet(run, "district", COUNTY_OFFICER, "pdf"))):
        assert amount_in_words(net) in said and f"{net:,.2f}" in said and f"{slip.district:,.2f}" in said
        assert f"-{slip.insurance:,.2f}" in said.replace("−", "-") and "代扣个人所得税" in said
    assert amount_in_words(slip.city) in words(documents.payer_sheet(run, "city", COUNTY_OFFICER, "docx"))


def test_files_of_all_payers_pay_out_the_nets(paid):
    run, slip, _v = paid
    paid_out = shares = Decimal(0)
    for payer in ("city", "district", "town"):
        sheet = openpyxl.load_workbook(io.BytesIO(documents.pay_file(run, payer, COUNTY_OFFICER, NOW))).worksheets[0]
        row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == slip.number)
        share, withheld, amount = (Decimal(str(cell)).quantize(Decimal("0.01")) for cell in row[-3:])
        assert share - withheld == amount and share == getattr(slip, payer)
        paid_out, shares = paid_out + amount, shares + share
    assert (paid_out, shares) == (slip.net, slip.gross)


def test_a_corrections_sheet_carries_the_difference(paid):
    run, _slip, v = paid
    commands.record_fact(person=v.member, kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
    made = correct(run, "unpaid_leave", v.member)
    said = words(documents.correction_sheet(made, "city", COUNTY_OFFICER, "docx"))
    assert made.city_total < 0 and f"{made.city_total:,.2f}" in said and amount_in_words(made.city_total) in said and v.member.name in said
    assert "不带薪请假" in printed(documents.correction_sheet(made, "town", COUNTY_OFFICER, "pdf"))


def test_the_slip_says_deductions_net_and_the_year_to_date(paid):
    run, slip, v = paid
    said = words(documents.slip_paper(slip, "docx", ON, COUNTY_OFFICER))
    assert f"{slip.net:,.2f}" in said and amount_in_words(slip.net) in said and "社会保险个人部分" in said and f"累计实发 {slip.net:,.2f}" in said
    commands.record_fact(person=v.member, kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
    correct(run, "unpaid_leave", v.member)
    later = words(documents.slip_paper(slip, "docx", ON, COUNTY_OFFICER))
    assert f"累计实发 {slip.net:,.2f}" not in later and "累计实发" in later
