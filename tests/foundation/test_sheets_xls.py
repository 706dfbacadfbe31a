"""Old .xls workbooks (and .et saved so), built by hand here because no library of ours writes them."""

from __future__ import annotations

import struct

import pytest

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets import parse, precheck
from tests.foundation.sheet_samples import HEADINGS, ROSTER, person

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def stream(cells: bytes, extra: bytes = b"", kind: int = 0) -> bytes:
    """A workbook stream with one sheet 党员 that holds the cells; ``kind`` 0 is a sheet, 1 a sheet of macros, 6 a module."""
    bof = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    name = "党员".encode("utf-16-le")
    before = record(0x0809, bof) + extra + record(0x0042, struct.pack("<H", 1200))
    at = len(before) + 4 + 8 + len(name) + 4
    globals_ = before + record(0x0085, struct.pack("<IBBBB", at, 0, kind, 2, 1) + name) + record(0x000A)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + cells + record(0x000A)
    return globals_ + sheet


def compound(content: bytes, name: str = "Workbook", more: tuple[str, ...] = ()) -> bytes:
    """A compound file with one stream, padded to ordinary sectors."""
    content = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\x00")
    count = len(content) // 512

    def entry(title: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
        raw = title.encode("utf-16-le") + b"\x00\x00"
        head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    listing = entry("Root Entry", 5, END, 0, child=1) + entry(name, 2, 2, len(content), right=2 if more else FREE)
    for title in more:
        listing += entry(title, 1, 0, 0)
    listing = listing.ljust(512, b"\x00")
    fat = [FAT, END, *range(3, count + 2), END]
    assert len(fat) <= 128
    fat_sector = struct.pack("<128I", *(fat + [FREE] * (128 - len(fat))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return head + fat_sector + listing + content


def row(number: int, values: list[str]) -> bytes:
    return b"".join(label(number, i, str(v)) for i, v in enumerate(values) if v != "")


def roster(more: bytes = b"") -> bytes:
    return stream(row(0, HEADINGS) + row(1, person()) + more)


def refused(data: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        parse(ROSTER, data)
    return caught.value.code


def test_an_old_workbook_is_read() -> None:
    data = compound(roster())
    assert precheck(data) == "xls"
    file = parse(ROSTER, data)
    assert file.errors == [] and file.columns["name"] == ["梁水生"] and file.raw.sheet == "党员"


def test_formulas_and_error_values_of_old_workbooks_are_named() -> None:
    formula = record(0x0006, struct.pack("<HHHdHIH", 1, 13, 0, 2.0, 0, 0, 3) + b"\x1e\x01\x00")
    fault = record(0x0205, struct.pack("<HHHBB", 1, 12, 0, 42, 1))
    file = parse(ROSTER, compound(roster(formula + fault)))
    assert [(e.row, e.key, e.code) for e in file.errors] == [(2, "credit_code", "excel_error"), (2, "remark", "formula")]


@pytest.mark.parametrize("part", ["_VBA_PROJECT_CUR", "_vba_project_cur", "_VBA_PROJECT", "VBA", "Macros", "MACROS"])
def test_a_part_of_macros_is_refused_whatever_its_case(part) -> None:
    assert refused(compound(roster(), more=(part,))) == "macros"


@pytest.mark.parametrize("kind", [1, 6])
def test_sheets_of_macros_are_refused(kind) -> None:
    """Macros of Excel 4 stand in a sheet and need no part of their own; a very hidden one is no other."""
    assert refused(compound(stream(row(0, HEADINGS) + row(1, person()), kind=kind))) == "macros"


def test_a_project_of_macros_is_refused_where_its_part_was_renamed() -> None:
    assert refused(compound(stream(row(0, HEADINGS) + row(1, person()), extra=record(0x00D3)))) == "macros"


def test_macros_passwords_and_encrypted_packages_are_refused() -> None:
    assert refused(compound(roster(), more=("_VBA_PROJECT_CUR",))) == "macros"
    assert refused(compound(bytes(4096), name="EncryptedPackage")) == "encrypted"
    locked = stream(row(0, HEADINGS), extra=record(0x002F, struct.pack("<HHH", 0, 1, 1)))
    assert refused(compound(locked)) == "encrypted"
    assert refused(compound(bytes(4096), name="WordDocument")) == "unreadable"


@pytest.mark.parametrize("cut", [513, 1024, 1500, 2048, 3000])
def test_cut_short(cut: int) -> None:
    assert refused(compound(roster())[:cut]) in ("unreadable", "no_heading", "no_rows", "no_sheet")
