"""From a file to checked columns: headings, blank rows, formulas, merged cells, error places, and properties."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets import Parsed, parse, write_errors
from qianxian.foundation.sheets.parsing import letters
from tests.foundation.sheet_samples import HEADINGS, KEYS, ROSTER, identity, part, people, person, rezipped, workbook
from tests.profiles import times

ON = dt.date(2019, 12, 16)


def parsed(rows: list[list[Any]], **more: Any) -> Parsed:
    return parse(ROSTER, workbook(rows, **more), on=ON)


def codes(file: Parsed) -> list[tuple[int, str, str]]:
    return [(e.row, e.key, e.code) for e in file.errors]


def test_right_rows_come_back_in_their_kinds() -> None:
    file = parsed(people(3))
    assert codes(file) == [] and file.row_numbers == [2, 3, 4] and file.absent == frozenset()
    first = dict(zip(KEYS, next(file.rows()), strict=True))
    assert first["sex"] == "female" and first["born_on"] == dt.date(1968, 2, 20)
    assert str(first["allowance"]) == "1200.50" and first["households"] == 4 and first["retired"] is False
    assert first["credit_code"] == "" and first["remark"] == ""


def test_title_row_above_free_order_and_english_headings() -> None:
    order = list(reversed(range(len(KEYS))))
    rows = [[row[i] for i in order] for row in people(2)]
    file = parsed(rows, headings=[ROSTER.columns[i].heading_en.upper() for i in order], above=2)
    assert codes(file) == [] and file.row_numbers == [4, 5]
    assert file.columns["name"] == [r[0] for r in people(2)]


@pytest.mark.parametrize("rows", [1, 40])
def test_cells_that_excel_holds_as_days(rows: int) -> None:
    """One of a kind or many alike: a day in a column of dates is that day, in a column of text its ISO text, outside 1850 to 2199 an error; it goes back as typed."""
    day, far = dt.date(1990, 2, 28), dt.date(2200, 1, 1)
    given = [person(remark=day, joined_on=far), *(person(remark=day, joined_on=day) for _row in range(rows))]
    file = parsed(given)
    assert [e.code for e in file.errors if e.key == "joined_on"] == ["date_range"]
    assert set(file.columns["remark"]) == {"1990-02-28"} and file.columns["joined_on"] == [None, *[day] * rows]
    back = io.BytesIO()
    write_errors(file, back)
    page = openpyxl.load_workbook(back).worksheets[0]
    assert page.cell(2, KEYS.index("joined_on") + 1).value == "2200-01-01" and page.cell(2, KEYS.index("remark") + 1).value == "1990-02-28"


def test_row_numbers_and_letters_are_excels() -> None:
    rows = [person(), [""] * len(KEYS), ["\u200b", *[""] * (len(KEYS) - 1)], person(identity_number=identity()[:17])]
    file = parsed(rows)
    assert file.row_numbers == [2, 5]
    assert [(e.row, e.column, e.code) for e in file.errors] == [(5, "B 身份证号码", "identity_length")]
    assert file.errors[0].as_json().keys() == {"sheet", "row", "column", "code", "message"}
    assert [letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_headings_missing_unknown_twice_blank() -> None:
    headings = [*HEADINGS[1:], "性别", "民族", ""]
    file = parsed([[*person()[1:], "男", "汉族", "多的"]], headings=headings)
    assert {(e.column.split(" ")[0], e.code) for e in file.errors} == {
        ("姓名", "heading_missing"),
        ("N", "heading_twice"),
        ("O", "heading_unknown"),
        ("P", "heading_blank"),
    }
    assert all(e.row == 1 for e in file.errors)
    shorter = parsed([person()[:-1]], headings=HEADINGS[:-1])
    assert codes(shorter) == [] and shorter.absent == {"remark"} and shorter.columns["remark"] == [""]
    with pytest.raises(FileRefused) as refused:
        parsed([["a", "b"]], headings=["甲", "乙"])
    assert refused.value.code == "no_heading"
    with pytest.raises(FileRefused) as refused:
        parsed([])
    assert refused.value.code == "no_rows"


def test_row_numbers_of_the_error_column_and_serial_column_are_read_over() -> None:
    file = parsed([["1", *person(), "旧的说明"]], headings=["序号", *HEADINGS, "错误说明"])
    assert codes(file) == []


def test_formula_cells_are_found_though_only_their_values_are_read() -> None:
    file = parsed([person(remark="=1+1", organisation="=A1"), *people(2)[1:]])
    assert codes(file) == [(2, "organisation", "formula"), (2, "remark", "formula")]
    assert "粘贴为数值" in file.errors[0].message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<f>1+1</f>", b"<f t='shared' si='0'/>"),
        (b"<f>1+1</f>", b'<f t="array" ref="A1">1+1</f>'),
        (b"<f>1+1</f>", b"<f\t>1+1</f>"),
        (b"<f>1+1</f>", b"<f\n  ca='1'>1+1</f>"),
    ],
)
def test_formulas_in_other_spellings(old: bytes, new: bytes) -> None:
    data = workbook([person(remark="=1+1")])
    xml = part(data)
    assert old in xml
    changed = rezipped(data, {"xl/worksheets/sheet1.xml": xml.replace(old, new)})
    try:
        assert ("remark", "formula") in {c[1:] for c in codes(parse(ROSTER, changed))}
    except FileRefused as refused:
        assert refused.code in ("formulas", "unreadable")


def test_formulas_with_a_namespace_prefix() -> None:
    data = workbook([person(remark="=1+1")])
    xml = part(data).decode()
    head, body = xml.split("<sheetData>")
    prefixed = re.sub(r"<(/?)(\w+)(?=[\s/>])", r"<\1x:\2", head[head.index("<worksheet") :] + "<sheetData>" + body)
    prefixed = prefixed.replace("xmlns=", "xmlns:x=", 1)
    changed = rezipped(data, {"xl/worksheets/sheet1.xml": ('<?xml version="1.0" encoding="UTF-8"?>' + prefixed).encode()})
    with contextlib.suppress(FileRefused):  # refused is right too; read in silence would be wrong
        assert ("remark", "formula") in {c[1:] for c in codes(parse(ROSTER, changed))}


def test_formula_text_that_is_no_formula_does_not_alarm() -> None:
    file = parsed([person(remark="写作 <f>1</f> 或 :f 的样子")])
    assert codes(file) == []


def test_error_values_and_merged_cells() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "党员"
    page.append(HEADINGS)
    for row in people(3):
        page.append(row)
    page["N2"].value = "#N/A"
    page["N2"].data_type = "e"
    page.merge_cells("G3:G4")
    out = io.BytesIO()
    book.save(out)
    file = parse(ROSTER, out.getvalue())
    assert codes(file) == [(2, "remark", "excel_error"), (3, "organisation", "merged"), (4, "organisation", "required")]


def test_secret_values_never_stand_in_messages() -> None:
    number = identity()
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    file = parsed([person(identity_number=wrong, phone="1380000000", account="62284800000x"), person(), person()])
    text = "".join(e.message for e in file.errors)
    assert len(file.errors) == 5
    assert all(secret not in text for secret in (wrong, number, number[6:14], "1380000000", "62284800000"))


def test_rooms_add_their_own_faults_and_the_list_stays_in_order() -> None:
    file = parsed([*people(2), person(name="")])
    file.fault(0, "organisation", "unknown_organisation", "没有这个党组织")
    assert [(e.row, e.column) for e in file.sorted_errors()] == [(2, "G 党组织编码"), (4, "A 姓名")]
    assert file.wrong_rows() >= {2, 4}


def test_the_named_sheet_is_read_else_the_first_visible() -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["不是这张"])
    page = book.create_sheet("党员")
    page.append(HEADINGS)
    page.append(person())
    out = io.BytesIO()
    book.save(out)
    assert len(parse(ROSTER, out.getvalue())) == 1
    page.title = "随便"
    book["说明"].sheet_state = "hidden"
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    file = parse(ROSTER, out.getvalue())
    assert len(file) == 1 and file.raw.sheet == "随便"


CORRUPTIONS = st.sampled_from(
    [
        ("name", ""),
        ("name", "长" * 26),
        ("identity_number", "440403196802300018"),
        ("identity_number", "44040319680220001"),
        ("identity_number", ""),
        ("identity_number", 440403196802200011),
        ("sex", "公"),
        ("born_on", "1968-02-30"),
        ("born_on", "1970-01-01"),
        ("joined_on", "2019年13月1日"),
        ("joined_on", ""),
        ("joined_on", "1975-01-01"),
        ("full_on", "1980-01-01"),
        ("organisation", "=A1"),
        ("organisation", ""),
        ("phone", "123"),
        ("households", "两户"),
        ("households", 1.5),
        ("allowance", "1.234"),
        ("retired", "大概"),
        ("account", "abc"),
        ("credit_code", "91350100M000100Y44"),
        ("remark", "=1+1"),
        ("remark", "字" * 201),
    ]
)


@settings(max_examples=times(25, soak=1000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 8), st.data())
def test_any_corrupted_row_is_named(count: int, data: st.DataObject) -> None:
    rows = people(count)
    hurt = data.draw(st.dictionaries(st.integers(0, count - 1), CORRUPTIONS, min_size=1))
    for index, (key, value) in hurt.items():
        rows[index][KEYS.index(key)] = value
    file = parsed(rows)
    named = {(e.row, e.key) for e in file.errors}
    for index, (key, _value) in hurt.items():
        assert any(row == index + 2 for row, _key in named), (key, rows[index])
    untouched = {i + 2 for i in range(count) if i not in hurt}
    assert not untouched & file.wrong_rows()


@settings(max_examples=times(15, soak=1000), deadline=None)
@given(st.lists(st.lists(st.one_of(st.text(max_size=12), st.floats(width=32), st.booleans()), max_size=14), max_size=6))
@example([["", "", "", "0\x08"]])
@example([["", "", "", "43617\x08"]])
def test_any_cells_at_all_give_errors_or_rows_never_a_crash(rows: list[list[Any]]) -> None:
    rows = [[c.lstrip("=") if isinstance(c, str) else c for c in row] for row in rows]
    try:
        file = parse(ROSTER, workbook(rows))
    except FileRefused:
        return
    assert all(len(column) == len(file) for column in file.columns.values())
    write_errors(file, io.BytesIO())


def test_marked_workbook_mended_and_read_again_is_the_same_file() -> None:
    rows = people(4)
    rows[2][KEYS.index("sex")] = "公"
    file = parsed(rows)
    out = io.BytesIO()
    assert write_errors(file, out) == 1
    book = openpyxl.load_workbook(out)
    page = book["党员"]
    assert page["O1"].value == "错误说明" and "写成「公」" in page["O4"].value and page["O3"].value is None
    assert [c.value for c in page[3]][:2] == rows[1][:2]
    assert codes(parse(ROSTER, out.getvalue(), on=ON)) == codes(file), "uploaded again as it is, it says the same"
    page["C4"].value = "女"
    mended = io.BytesIO()
    book.save(mended)
    again = parse(ROSTER, mended.getvalue(), on=ON)
    assert codes(again) == [] and list(again.rows()) == list(parsed(people(4)).rows())
