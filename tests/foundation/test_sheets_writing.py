"""What leaves the house, reopened by another program: no formulas, codes as text, masks, BOM."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets import parse, write_errors, write_export, write_export_csv, write_template
from qianxian.foundation.sheets.inert import DANGEROUS, inert, sheet_name
from tests.foundation.sheet_samples import HEADINGS, KEYS, ROSTER, identity, people, person, workbook
from tests.profiles import times

NOW = dt.datetime(2019, 12, 16, 9, 30)
ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", " =1", "\n=1", '=HYPERLINK("http://a","b")']


def reopened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def no_formulas(data: bytes) -> None:
    for page in reopened(data):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (page.title, cell.coordinate, cell.value)
                assert not (isinstance(cell.value, str) and cell.value[:1] in DANGEROUS), cell.value


def exported(rows: list[Any], **more: Any) -> bytes:
    out = io.BytesIO()
    settings_ = {"title": "党员名册", "filters": "白蕉镇", "printed_by": "李*", "on": NOW} | more
    assert write_export(ROSTER.columns, rows, out, **settings_) == len(rows)
    return out.getvalue()


def values() -> list[Any]:
    row: list[Any] = person(born_on=dt.date(1968, 2, 20), joined_on=dt.date(1890, 1, 1), allowance=Decimal("-1200.50"))
    row[KEYS.index("sex")], row[KEYS.index("retired")] = "male", True
    return row


def test_export_reopened() -> None:
    data = exported([values()])
    page = reopened(data).active
    cell = {h: page.cell(3, i + 1) for i, h in enumerate(HEADINGS)}
    assert [c.value for c in page[2]] == HEADINGS and page["A1"].value == "党员名册"
    assert cell["身份证号码"].value == "440403********" + identity()[-4:] and cell["身份证号码"].number_format == "@"
    assert cell["手机"].value == "138****0000" and cell["银行账号"].value == "****0000"
    assert cell["党组织编码"].value == "440403001" and cell["党组织编码"].data_type == "s"
    assert cell["性别"].value == "男" and cell["退休"].value == "是"
    assert cell["出生日期"].value == dt.datetime(1968, 2, 20) and cell["入党日期"].value == "1890-01-01"
    assert cell["补贴"].value == -1200.5 and cell["补贴"].number_format == "#,##0.00" and cell["补贴"].alignment.horizontal == "right"
    assert page.freeze_panes == "B3" and page.auto_filter.ref == "A2:N3"
    assert page["A5"].value == "制表人：李*　制表时间：2019-12-16 09:30　范围：白蕉镇"
    no_formulas(data)
    assert reopened(exported([values()], reveal=True)).active["B3"].value == identity()


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_text_everywhere(attack: str) -> None:
    row = [attack if c.kind in ("text", "name", "code") else None for c in ROSTER.columns]
    no_formulas(exported([row], title=attack, filters=attack, printed_by=attack, reveal=True))
    out = io.BytesIO()
    write_export_csv(ROSTER.columns, [row], out, title=attack, filters=attack, printed_by=attack, on=NOW)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    for line in csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")):
        assert not any(field and (field[0] in DANGEROUS or field.strip()[:1] in DANGEROUS) for field in line)


@settings(max_examples=times(40, soak=1000), deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_is_written_and_read_back(texts: list[str]) -> None:
    rows = [[t if c.kind == "text" else None for c in ROSTER.columns] for t in texts]
    no_formulas(exported(rows))
    assert all(inert(t) == inert(inert(t)) or inert(t)[0] == "'" for t in texts)


def test_csv_numbers_stay_numbers_and_the_file_stays_open() -> None:
    out = io.BytesIO()
    assert write_export_csv(ROSTER.columns, [values()], out, title="名册", filters="", printed_by="李*", on=NOW.date()) == 1
    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert rows[0] == HEADINGS and rows[1][KEYS.index("allowance")] == "-1200.50" and rows[1][KEYS.index("born_on")] == "1968-02-20"
    assert "范围：全部" in rows[-1][0] and not out.closed


def test_rare_and_long_names_survive() -> None:
    names = ["䶮𫖯", "阿卜杜热西提·麦合木提·吐尔逊江·艾合买提江·玉素甫江", "𠮷" * 200]
    data = exported([[n if k == "name" else None for k in KEYS] for n in names])
    assert [reopened(data).active.cell(3 + i, 1).value for i in range(3)] == names
    assert len(inert("长" * 40_000)) == 32_000 and sheet_name("a/b[c]:d*e?" + "长" * 40).count("/") == 0


def test_template_is_the_contract_of_headings() -> None:
    out = io.BytesIO()
    write_template(ROSTER, out, lists={"organisation": [f"ZZ{i:06d}" for i in range(1200)]})
    book = reopened(out.getvalue())
    assert book.sheetnames == ["党员", "填表说明", "填写示例", "选项"] and book["选项"].sheet_state == "hidden"
    page = book["党员"]
    assert [c.value for c in page[1]] == HEADINGS and page.max_row == 1, "the example stands elsewhere"
    assert page.freeze_panes == "B2" and page.column_dimensions["B"].width > 20
    rules = {str(r.sqref): r for r in page.data_validations.dataValidation}
    assert rules["C2:C20001"].formula1 == '"男,女"' and rules["K2:K20001"].formula1 == '"是,否"'
    assert rules["G2:G20001"].formula1.endswith("$A$1:$A$1200") and rules["G2:G20001"].errorStyle == "warning"
    notes = [[c.value for c in r] for r in book["填表说明"].iter_rows()]
    joined = next(r for r in notes if r[0] == "入党日期")
    assert joined[1:3] == ["Joined on", "必填"] and "党章第一条" in joined
    assert [r[0] for r in notes if r[0] == "一名党员写一行。"] == ["一名党员写一行。"]
    no_formulas(out.getvalue())
    with pytest.raises(FileRefused) as refused:
        parse(ROSTER, out.getvalue())
    assert refused.value.code == "no_rows"


def test_template_filled_in_by_another_program_is_read_without_errors() -> None:
    out = io.BytesIO()
    write_template(ROSTER, out)
    book = reopened(out.getvalue())
    for row in people(3):
        book["党员"].append(row)
    filled = io.BytesIO()
    book.save(filled)
    file = parse(ROSTER, filled.getvalue())
    assert file.errors == [] and len(file) == 3


def test_marked_workbook_keeps_places_and_turns_formulas_to_text() -> None:
    rows = [person(name="=1+1"), person(identity_number="x"), *people(2)[1:]]
    file = parse(ROSTER, workbook(rows, above=2))
    out = io.BytesIO()
    assert write_errors(file, out) == 2
    no_formulas(out.getvalue())
    book = reopened(out.getvalue())
    page = book["党员"]
    assert page["A4"].value == "'=1+1" and page["A4"].fill.fgColor.rgb == "FFFFF1C2"
    assert page["B5"].value == "x" and page["B6"].value == rows[2][1], "the person's own file is not masked"
    assert page["O3"].value == "错误说明" and page["O6"].value is None
    assert book["错误清单"].max_row == len(file.errors) + 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_line_under_an_export_is_no_row_when_it_comes_back(language):
    """Whoever changes an export and sends it in again need not strike our own line out first."""
    with translation.override(language):
        parsed = parse(ROSTER, exported([values(), values()]))
    assert len(parsed) == 2 and not [e for e in parsed.errors if e.row > 4]
