"""Photos and scans of what was brought: who keeps and who sees them, and files made to harm: each refused in a sentence or cleaned, nothing half written."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from qianxian.foundation.errors import FileRefused, NotPermitted
from qianxian.foundation.reach import bind
from qianxian.papers import commands as papers
from qianxian.papers import queries
from qianxian.papers.kinds import kind_of
from qianxian.papers.models import KeptPaper, PaperScan
from tests.cases.stage import MEMBER, SECRETARY, TOWN, WINDOW, accepted
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE
from tests.engagements.stage import open_county
from tests.papers.samples import acting_pdf, edited, photo, scanned, with_part

pytestmark = pytest.mark.django_db
KIND = kind_of("case_materials")


@pytest.fixture
def case():
    open_county()
    bind(SERVICE)
    return accepted()


def keep(case, content: bytes, by=WINDOW) -> PaperScan:
    return papers.keep_scan(kind=KIND, thing=case, content=content, by=by)


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def said_to_be(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    part = lambda name, raw: struct.pack(">I", len(raw)) + name + raw + struct.pack(">I", zlib.crc32(name + raw))  # noqa: E731
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")


HOSTILE = {
    "empty": (lambda: b"", "not_a_scan"), "svg with a script": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not_a_scan"),
    "gif": (lambda: b"GIF89a", "not_a_scan"), "heic": (lambda: b"\0\0\0\x18ftypheic", "not_a_scan"), "html": (lambda: b"<!doctype html><script>", "not_a_scan"),
    "zip": (lambda: packed(a=b"x"), "not_a_scan"), "docx": (edited, "not_a_scan"), "docx with macros": (lambda: with_part("word/vbaProject.bin", b"x"), "not_a_scan"),
    "a page named .jpg": (lambda: b"<html>photo.jpg", "not_a_scan"), "a bomb of pixels": (lambda: said_to_be(60_000, 60_000), "too_large"),
    "one long line": (lambda: said_to_be(2_000_000_000, 1), "too_large"),
    "cut off": (lambda: photo()[: len(photo()) // 2], "not_read"), "noise": (lambda: b"\xff\xd8\xff" + bytes(500), "not_read"),
    "pdf and zip in one": (lambda: scanned() + packed(a=b"x"), "two_files"), "pdf and page in one": (lambda: scanned() + b"<script>alert(1)</script>", "two_files"),
    "pdf that acts": (lambda: acting_pdf("script"), "scripts"), "pdf with a file": (lambda: acting_pdf("attachment"), "scripts"), "locked pdf": (lambda: acting_pdf("locked"), "locked"),
    "a book": (lambda: scanned(61), "too_many_pages"), "over ten megabytes": (lambda: photo() + bytes(10 * 1024 * 1024), "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_refused_is_refused_in_a_sentence_and_leaves_nothing(case, name):
    made, code = HOSTILE[name]
    before = KeptPaper.objects.count(), PaperScan.objects.count()
    with pytest.raises(FileRefused) as told:
        keep(case, made())
    assert told.value.code == code and told.value.message.endswith("。") and "上传" in told.value.message
    assert PaperScan.objects.count() == before[1]


@pytest.mark.parametrize("tail", [b"", b"<script>alert(1)</script>", packed(a=b"x")])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew_without_place_device_time_or_what_hides_behind_it(case, kind, tail):
    content = queries.scan_bytes(keep(case, photo(kind, size=(64, 32)) + tail))
    kept = Image.open(io.BytesIO(content))
    assert not kept.getexif() and "exif" not in kept.info and b"SecretPhone" not in content and b"script" not in content and b"PK" not in content[-100:]
    assert kept.size == (32, 64)  # upright


def test_who_has_the_case_in_hand_keeps_them_and_who_looks_at_it_sees_them(case):
    scan = keep(case, photo(), by=MEMBER)
    assert bytes(scan.sealed).find(b"JFIF") == -1  # sealed to its row
    for by in (TOWN, SECRETARY, OTHER_TOWN_OFFICER, COUNTY_OFFICER):
        with pytest.raises(NotPermitted):
            keep(case, photo(colour="red"), by=by)
    seen = {by.login: KIND.may_see(by, case).allowed for by in (WINDOW, MEMBER, SECRETARY, TOWN, OTHER_TOWN_OFFICER, COUNTY_OFFICER)}
    assert seen == {WINDOW.login: True, MEMBER.login: True, SECRETARY.login: True, TOWN.login: True, OTHER_TOWN_OFFICER.login: False, COUNTY_OFFICER.login: False}
