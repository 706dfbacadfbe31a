"""Sheets and workbooks made for the tests of the Excel engine; the people in them are invented."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import xlsxwriter

from qianxian.foundation.sheets import Column, Sheet, checks
from qianxian.foundation.sheets.numbers import CHECK, WEIGHTS, born_on, is_male

LAW = "党章第一条"
ROSTER = Sheet(
    "roster_for_tests",
    "党员",
    "Members",
    columns=(
        Column("name", "姓名", "Name", "name", required=True, max_length=25),
        Column("identity_number", "身份证号码", "Identity number", "identity_number", required=True, secret=True, width=22),
        Column("sex", "性别", "Sex", "enum", choices={"male": ("男", "Male"), "female": ("女", "Female")}),
        Column("born_on", "出生日期", "Born on", "date"),
        Column("joined_on", "入党日期", "Joined on", "date", required=True, law=LAW),
        Column("full_on", "转正日期", "Full member on", "date"),
        Column("organisation", "党组织编码", "Organisation", "code", required=True, max_length=20),
        Column("phone", "手机", "Phone", "phone", secret=True),
        Column("households", "户数", "Households", "integer"),
        Column("allowance", "补贴", "Allowance", "money"),
        Column("retired", "退休", "Retired", "bool"),
        Column("account", "银行账号", "Account", "bank_account", secret=True),
        Column("credit_code", "信用代码", "Credit code", "uscc"),
        Column("remark", "备注", "Remark", "text", max_length=200),
    ),
    key_columns=("identity_number",),
    row_checks=(
        checks.age_at_least("joined_on", "identity_number", 18, LAW),
        checks.in_order("joined_on", "full_on", "入党日期", "转正日期"),
        checks.agrees_with_identity("identity_number", born="born_on", sex="sex"),
    ),
    notes=("一名党员写一行。",),
)
HEADINGS = [c.heading_zh for c in ROSTER.columns]
KEYS = [c.key for c in ROSTER.columns]


def identity(born: str = "19680220", sequence: str = "001", place: str = "440403") -> str:
    """A right identity number of nobody."""
    digits = place + born + sequence
    return digits + CHECK[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def person(**changes: Any) -> list[Any]:
    """One right row, with changes by column key."""
    number = str(changes.get("identity_number", identity()))
    row = {
        "name": "梁水生",
        "identity_number": number,
        "sex": ("男" if is_male(number) else "女") if is_male(number) is not None else "",
        "born_on": (born_on(number) or "") and born_on(number).isoformat(),  # type: ignore[union-attr]
        "joined_on": "1990-07-01",
        "full_on": "1991-07-01",
        "organisation": "440403001",
        "phone": "13800000000",
        "households": 4,
        "allowance": 1200.5,
        "retired": "否",
        "account": "6228480000000000000",
        "credit_code": "",
        "remark": "",
    } | changes
    return [row[key] for key in KEYS]


def people(count: int) -> list[list[Any]]:
    """Right rows with different identity numbers."""
    return [person(identity_number=identity(sequence=f"{i + 100:03d}"), name=f"梁水{chr(0x4E00 + i)}") for i in range(count)]


def workbook(rows: list[list[Any]], headings: list[str] | None = None, name: str = "党员", above: int = 0) -> bytes:
    """An .xlsx with the headings (after ``above`` title rows) and the rows; text that begins with = becomes a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_urls": False, "nan_inf_to_errors": True}) as book:
        page = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for i in range(above):
            page.write_string(i, 0, "斗门区党员名册")
        for r, row in enumerate([HEADINGS if headings is None else headings, *rows], above):
            for c, value in enumerate(row):
                if hasattr(value, "year"):
                    page.write_datetime(r, c, value, day)
                else:
                    page.write(r, c, value)
    return out.getvalue()


def rezipped(data: bytes, change: dict[str, bytes | None] | None = None, add: dict[str, bytes] | None = None) -> bytes:
    """The workbook with parts replaced, left out (None) or added."""
    change, out = change or {}, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = change.get(part, old.read(part))
            if content is not None:
                new.writestr(part, content)
        for part, content in (add or {}).items():
            new.writestr(part, content)
    return out.getvalue()


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name)
