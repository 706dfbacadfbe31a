"""More than two hundred hostile files: each is refused in words or read with errors; nothing crashes, nothing runs away."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets import Parsed, parse, precheck, reading
from tests.foundation.sheet_samples import HEADINGS, ROSTER, part, people, person, rezipped, workbook
from tests.profiles import NAME, figure, times

GOOD = workbook(people(20))
SHEET1 = "xl/worksheets/sheet1.xml"
XML = part(GOOD).decode()
STRINGS = part(GOOD, "xl/sharedStrings.xml").decode()
# Always the same accidents, but for a soak: it draws its own and says which.
SEED = time.time_ns() if NAME == "soak" else 20191216
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_sheet(xml: str | bytes) -> bytes:
    return rezipped(GOOD, {SHEET1: xml if isinstance(xml, bytes) else xml.encode()})


def rows_xml(body: str, dimension: str = "A1:N2") -> bytes:
    head = XML[: XML.index("<dimension")] + f'<dimension ref="{dimension}"/>'
    return with_sheet(head + f"<sheetData>{body}</sheetData></worksheet>")


def lying_sizes(data: bytes) -> bytes:
    """The zip's directory says every part is ten bytes long."""
    out, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", out, at + 24, 10)
        at += 4
    return bytes(out)


def header_row() -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{h}</t></is></c>' for h in HEADINGS)
    return f'<row r="1">{cells}</row>'


def hand_made() -> Iterator[tuple[str, bytes, set[str]]]:
    """(name, file, codes it may be refused with; "" allows reading it)."""
    yield "nothing", b"", {"empty"}
    yield "text", "姓名,性别\n张三,男\n".encode(), {"csv"}
    yield "html", b"<html><table><tr><td>1</td></tr></table></html>", {"not_workbook"}
    yield "pdf", b"%PDF-1.7\n" + bytes(2000), {"not_workbook"}
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(500), {"not_workbook"}
    yield "too big", bytes(21 << 20), {"too_big"}
    yield "plain zip", rezipped(GOOD, dict.fromkeys(zipfile.ZipFile(io.BytesIO(GOOD)).namelist()), {"a.txt": b"a"}), {"not_workbook"}
    yield "no directory", GOOD[: GOOD.rfind(b"PK\x05\x06")], {"unreadable"}
    yield "macros", rezipped(GOOD, add={"xl/vbaProject.bin": OLE + bytes(600)}), {"macros"}
    yield "macro sheet", rezipped(GOOD, add={"xl/macrosheets/sheet1.xml": b"<x/>"}), {"macros"}
    yield "activex", rezipped(GOOD, add={"xl/activeX/activeX1.bin": b"x"}), {"macros"}
    yield "external link", rezipped(GOOD, add={"xl/externalLinks/externalLink1.xml": b"<x/>"}), {"links"}
    yield "connections", rezipped(GOOD, add={"xl/connections.xml": b"<x/>"}), {"links"}
    yield "binary book", rezipped(GOOD, add={"xl/workbook.bin": b"x"}), {"xlsb"}
    yield "many parts", rezipped(GOOD, add={f"x/{i}.txt": b"" for i in range(2100)}), {"entries"}
    yield "dtd", with_sheet('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + XML[XML.index("<worksheet") :]), {"dtd"}
    yield "late dtd", with_sheet("<!--" + "x" * (3 << 20) + "--><!DOCTYPE x []>" + XML[XML.index("<worksheet") :]), {"dtd"}
    lol = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    yield "entities in strings", rezipped(GOOD, {"xl/sharedStrings.xml": (lol + STRINGS).encode()}), {"dtd"}
    yield "dtd in workbook", rezipped(GOOD, {"xl/workbook.xml": lol.encode() + part(GOOD, "xl/workbook.xml")}), {"dtd"}
    yield "utf-16 to hide a dtd", with_sheet(XML.replace("UTF-8", "UTF-16").encode("utf-16")), {"encoding"}
    yield "other encoding", with_sheet(XML.replace("UTF-8", "GB18030").encode("gb18030")), {"encoding"}
    yield "bomb by zeros", rezipped(GOOD, add={"xl/media/a.bin": bytes(200 << 20)}), {"bomb"}
    yield "bomb by spaces", with_sheet(XML.replace("<sheetData>", "<sheetData>" + " " * (60 << 20))), {"bomb"}
    yield "lying sizes", lying_sizes(with_sheet(XML.replace("<sheetData>", "<sheetData>" + " " * (60 << 20)))), {"unreadable"}
    yield "part missing", rezipped(GOOD, {SHEET1: None}), {"unreadable"}
    yield "no workbook", rezipped(GOOD, {"xl/workbook.xml": None}), {"not_workbook"}
    yield "empty sheet part", with_sheet(b""), {"unreadable", "no_heading"}
    yield "not xml", with_sheet(b"\x00\x01\x02"), {"encoding", "unreadable"}
    yield "unclosed", with_sheet(XML[: len(XML) // 2]), {"unreadable", ""}
    yield (
        "deep nesting",
        with_sheet(XML.replace("<sheetData>", "<sheetData>" + "<a>" * 200_000)),
        {"unreadable", "no_heading", "no_rows", ""},
    )
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "one cell at the end", rows_xml(header_row() + far, "A1:XFD1048576"), {"too_heavy", "too_wide", "too_long", "unreadable"}
    yield "huge dimension only", rows_xml(header_row(), "A1:XFD1048576"), {"no_rows", "too_heavy", "unreadable", "too_wide"}
    yield "negative dimension", rows_xml(header_row(), "A0:A-5"), {"no_rows", "unreadable"}
    yield "mad dimension", rows_xml(header_row(), "ZZZZZZZZ99999999999999:A1"), {"no_rows", "unreadable"}
    yield (
        "mad reference",
        rows_xml('<row r="1"><c r="ZZZZZZZZ99999999999999"><v>1</v></c></row>'),
        {"unreadable", "too_wide", "too_heavy", "no_heading"},
    )
    yield "row zero", rows_xml('<row r="0"><c r="A0"><v>1</v></c></row>'), {"unreadable", "no_heading"}
    yield "negative row", rows_xml('<row r="-3"><c r="A-3"><v>1</v></c></row>'), {"unreadable", "no_heading"}
    yield "string beyond the table", rows_xml(header_row() + '<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>'), {"unreadable", ""}
    yield "negative string", rows_xml(header_row() + '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>'), {"unreadable", "no_rows", ""}
    yield "style beyond the table", rows_xml(header_row() + '<row r="2"><c r="A2" s="99999"><v>1</v></c></row>'), {"unreadable", ""}
    for number in ("NaN", "inf", "-inf", "1e999", "-1e999", "1e-999", "0x10", "", "--1", "1_000", "９"):
        cell = f'<row r="2"><c r="I2"><v>{number}</v></c><c r="J2"><v>{number}</v></c><c r="D2"><v>{number}</v></c></row>'
        yield f"number {number}", rows_xml(header_row() + cell), {"", "unreadable", "no_rows"}
    for kind in ("d", "b", "e", "str", "n", "s", "inlineStr", "zzz"):
        for value in ("", "2019-13-45T99:99:99", "x" * 50_000):
            cell = f'<row r="2"><c r="A2" t="{kind}"><v>{value}</v></c></row>'
            yield f"cell {kind} {len(value)}", rows_xml(header_row() + cell), {"", "unreadable", "no_rows"}
    yield "10,000 columns", workbook([["x"] * 10_000], headings=[f"列{i}" for i in range(10_000)]), {"too_wide"}
    yield "201 columns", workbook([["x"] * 201], headings=[*HEADINGS, *[f"列{i}" for i in range(187)]]), {"too_wide"}
    strings = "".join(f"<si><t>{'长' * 30_000}</t></si>" for _ in range(300))
    yield (
        "long shared strings",
        rezipped(GOOD, {"xl/sharedStrings.xml": (STRINGS.split("<si>")[0] + strings + "</sst>").encode()}),
        {"no_heading"},
    )
    count = STRINGS.replace("<sst ", '<sst count="4000000000" uniqueCount="4000000000" ', 1).replace('" count="', '" x="', 1)
    yield "mad string count", rezipped(GOOD, {"xl/sharedStrings.xml": count.encode()}), {"", "unreadable", "too_heavy"}
    yield "formula cells", workbook([["=1+1"] * 14] * 50), {""}
    yield "formula without a place", with_sheet(rows_with_formula()), {"formulas", "unreadable"}
    yield (
        "surrogates and controls",
        rows_xml(header_row() + '<row r="2"><c r="A2" t="inlineStr"><is><t>a_x0000_b&#1;&#xD800;</t></is></c></row>'),
        {"", "unreadable"},
    )
    yield "rels to nowhere", rezipped(GOOD, {"xl/_rels/workbook.xml.rels": b'<Relationships xmlns="r"/>'}), {"unreadable", "no_sheet"}
    up = part(GOOD, "xl/_rels/workbook.xml.rels").replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd")
    yield "rels upwards", rezipped(GOOD, {"xl/_rels/workbook.xml.rels": up}), {"unreadable"}
    yield (
        "no sheets",
        rezipped(GOOD, {"xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'}),
        {"no_sheet", "unreadable"},
    )
    yield "ole only", OLE + bytes(2000), {"unreadable"}
    yield "ole short", OLE, {"unreadable"}
    yield "ole noise", OLE + random.Random(1).randbytes(9000), {"unreadable", "too_heavy", "macros", "encrypted"}
    loop = bytearray(OLE + bytes(512 * 6 - 8))
    struct.pack_into("<HH", loop, 30, 9, 6)
    struct.pack_into("<7I", loop, 48, 1, 0, 4096, 0, 1, 2, 1)
    struct.pack_into("<I", loop, 76, 0)
    struct.pack_into("<4I", loop, 512, 0, 1, 2, 1)
    yield "ole chain that bites its tail", bytes(loop), {"unreadable", "too_heavy"}


def rows_with_formula() -> str:
    return XML.replace('<row r="3"', '<row r="3"><c><f>1+1</f><v>2</v></c></row><row r="3"', 1)


def mutated() -> Iterator[tuple[str, bytes, set[str]]]:
    """Seeded accidents: cut short, bytes changed in the file, bytes changed inside the parts."""
    dice, lots = random.Random(SEED), times(1, soak=5)
    for i in range(60 * lots):
        yield f"cut {i}", GOOD[: dice.randrange(1, len(GOOD))], set()
    for i in range(70 * lots):
        data = bytearray(GOOD)
        for _ in range(dice.choice((1, 3, 20, 200))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        yield f"noise {i}", bytes(data), set()
    names = zipfile.ZipFile(io.BytesIO(GOOD)).namelist()
    for i in range(70 * lots):
        name = dice.choice([SHEET1, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", *names])
        content = bytearray(part(GOOD, name))
        for _ in range(dice.choice((1, 2, 10))):
            at = dice.randrange(len(content))
            match dice.randrange(3):
                case 0:
                    content[at] = dice.randrange(256)
                case 1:
                    del content[at : at + dice.randrange(1, 40)]
                case _:
                    content[at:at] = dice.choice((b"<", b">", b"&", b'"', b"<f>1</f>", b"</row>", b"<!DOCTYPE x>", b"&#0;", b"]]>"))
        yield f"part {i} {name}", rezipped(GOOD, {name: bytes(content)}), set()
    for i in range(10 * lots):
        yield f"random {i}", b"PK\x03\x04" + dice.randbytes(dice.randrange(10, 5000)), set()


def outcome(data: bytes) -> tuple[str, Parsed | None]:
    try:
        return "", parse(ROSTER, data)
    except FileRefused as refused:
        assert refused.message and not any(word in refused.message for word in ("非法", "无效", "操作失败", "系统异常"))
        return refused.code, None


@pytest.mark.slow
def test_hostile_files_are_refused_or_read_and_nothing_crashes() -> None:
    corpus = [*hand_made(), *mutated()]
    assert len(corpus) >= 200
    wrong, slowest = [], 0.0
    for name, data, allowed in corpus:
        began = time.monotonic()
        code, file = outcome(data)
        took = time.monotonic() - began
        slowest = max(slowest, took)
        if allowed and code not in allowed:
            wrong.append((name, code))
        if file is not None:
            assert all(len(values) == len(file) for values in file.columns.values()), name
        assert took < 20, name
    assert not wrong
    figure(f"{len(corpus)} files, seed {SEED}: 0 crashes, slowest {slowest:.1f} s, each child within {reading.MEMORY_MB} MB")


def test_a_read_with_a_wrong_sum_is_not_believed() -> None:
    data = bytearray(GOOD)
    at = GOOD.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 16, zlib.crc32(b"something else"))
    assert outcome(bytes(data))[0] in ("unreadable", "")


def test_sources_of_every_sort(tmp_path) -> None:
    path = tmp_path / "名册.bin"
    path.write_bytes(GOOD)
    assert precheck(path) == precheck(str(path)) == precheck(GOOD) == precheck(io.BytesIO(GOOD)) == "xlsx"
    assert len(parse(ROSTER, path)) == len(parse(ROSTER, io.BytesIO(GOOD))) == 20
    with pytest.raises(FileRefused) as refused:
        parse(ROSTER, tmp_path / "none.xlsx")
    assert refused.value.code == "missing"


def test_a_child_that_takes_too_long_is_a_refused_file(monkeypatch) -> None:
    monkeypatch.setattr("qianxian.foundation.sheets.reading.WALL_SECONDS", 0.001)
    assert outcome(workbook([person()] * 200))[0] == "too_heavy"


def test_the_child_is_held_to_its_limits() -> None:
    """trust.md: 256 MB and 20 s each. The limit is on address space, so resident memory can only be less."""
    assert reading.MEMORY_MB <= 256 and reading.CPU_SECONDS <= 20
    show = "import resource as r; print(r.getrlimit(r.RLIMIT_AS)[0] >> 20, r.getrlimit(r.RLIMIT_CPU)[0], r.getrlimit(r.RLIMIT_FSIZE)[0])"
    source = (Path(reading._CHILD) / "__main__.py").read_text().rsplit("\nmain()", 1)[0]
    source += f"\nlimit({reading.MEMORY_MB}, {reading.CPU_SECONDS})\n{show}"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, cwd=reading._CHILD, check=True)
    assert done.stdout.split() == ["256", "20", "0"]


def test_a_child_without_memory_is_a_refused_file(monkeypatch) -> None:
    monkeypatch.setattr("qianxian.foundation.sheets.reading.MEMORY_MB", 40)
    assert outcome(workbook(people(200) * 50))[0] in ("too_heavy", "unreadable")


def test_the_child_opens_no_network_and_keeps_no_secrets(monkeypatch) -> None:
    monkeypatch.setenv("QIANXIAN_SECRET", "s")
    assert set(reading._ENVIRONMENT) <= {"LD_LIBRARY_PATH", "MALLOC_ARENA_MAX"}
