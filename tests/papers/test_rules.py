"""What an uploaded template or scan may hold: each hostile file is refused with its own reason, each plain one is taken."""

from __future__ import annotations

import io

import pypdf
import pytest
from PIL import Image

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.papers import word
from qianxian.papers.queries import TITLES
from qianxian.papers.rules import scans
from qianxian.papers.rules.templates import LARGEST, expressions_allowed, looked_into
from qianxian.papers.trials import samples, trial
from tests.papers.samples import acting_pdf, edited, photo, scanned, swapped, with_part

RELS = "word/_rels/document.xml.rels"
OUTSIDE = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://198.51.100.1/a.png" TargetMode="External"/>'
ATTACHED = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="a.dotm"/>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\cmd</w:instrText></w:r>'
HOSTILE = {
    "macros": lambda: with_part("word/vbaProject.bin", b"x"),
    "macros by type": lambda: swapped("[Content_Types].xml", b"wordprocessingml.document.main+xml", b"macroEnabled.main+xml"),
    "macros embedded": lambda: with_part("word/embeddings/a.xlsx", b"x"),
    "macros attached": lambda: swapped(RELS, b"</Relationships>", ATTACHED + b"</Relationships>"),
    "external": lambda: swapped(RELS, b"</Relationships>", OUTSIDE + b"</Relationships>"),
    "external by field": lambda: swapped("word/document.xml", b"</w:p>", FIELD.encode() + b"</w:p>"),
    "bomb": lambda: with_part("word/media/a.xml", b" " * 20_000_000),
    "bomb of parts": lambda: with_part("word/media/b.xml", b"\0" * 31_000_000),
    "forged": lambda: with_part("../../etc/a.xml", b"<a/>"),
    "entities": lambda: with_part("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "not_word": lambda: b"%PDF-1.7",
    "not_word broken": lambda: edited()[:3000],
    "too_large": lambda: b"PK" + b"x" * LARGEST,
    "command": lambda: edited("{{ person_name.__class__.__mro__ }}"),
    "command call": lambda: edited("{{ range(10) }}"),
    "command import": lambda: edited("{% import 'os' as o %}"),
    "command filter": lambda: edited("{{ person_name|attr('x') }}"),
    "command growth": lambda: edited("{{ 'a' * 1000000000 }}"),
    "not_read": lambda: edited("{{ person_name "),
    "too_deep": lambda: edited("{% for a in duties %}{% for b in duties %}{% for c in duties %}{% for d in duties %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused(name):
    with pytest.raises(FileRefused) as refused:
        trial("engagement_letter", HOSTILE[name](), "聘任书.docx")
    assert refused.value.code == name.split()[0]
    assert refused.value.message.endswith("。")


def test_only_docx_by_name():
    with pytest.raises(FileRefused, match="docx"):
        looked_into(edited(), "a.docm")


def test_every_shipped_template_passes_and_fills():
    assert set(word.names()) == set(TITLES) == set(samples())
    for name in word.names():
        tried = trial(name, word.shipped(name), f"{name}.docx")
        assert tried.unknown == () and tried.sample[:2] == b"PK", name


def test_every_unknown_field_is_named_also_in_a_branch_not_taken():
    tried = trial("engagement_letter", edited("{{ no_such }}{% if verify_url %}{% else %}{{ hidden }}{% endif %}{{ duties.part }}"), "a.docx")
    assert tried.unknown == ("hidden", "no_such", "part") and tried.sample == b""


@pytest.mark.parametrize("source", ["{{ a }}", "{% for a in b[:-1] %}{{ a.c }}{% endfor %}", "{% if a and not b == 'c' %}{{ d|batch(2, e) }}{% endif %}"])
def test_fields_conditions_and_repetitions_are_allowed(source):
    assert expressions_allowed(source) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_drawn_anew_upright_and_without_what_the_camera_wrote(kind):
    raw = photo(kind)
    assert b"SecretPhone" in raw
    kept = scans.cleaned(raw)
    picture = Image.open(io.BytesIO(kept.content))
    assert (kept.format, kept.pages, picture.size) == (kind.lower(), 1, (30, 60))
    assert not picture.getexif() and b"SecretPhone" not in kept.content


def test_what_hides_behind_a_picture_is_gone():
    assert b"<script>" not in scans.cleaned(photo() + b"<script>alert(1)</script>").content


def test_a_plain_pdf_is_kept_as_it_is():
    raw = scanned(3)
    assert scans.cleaned(raw) == scans.CleanScan("pdf", 3, raw)


@pytest.mark.parametrize(("content", "code"), [
    (lambda: acting_pdf("script"), "scripts"), (lambda: acting_pdf("attachment"), "scripts"), (lambda: acting_pdf("link"), "scripts"),
    (lambda: acting_pdf("locked"), "locked"), (lambda: scanned(61), "too_many_pages"), (lambda: b"%PDF-1.7 broken", "not_read"),
    (lambda: b"\xff\xd8\xff broken", "not_read"), (lambda: b"GIF89a", "not_a_scan"), (lambda: b"<svg/>", "not_a_scan"), (lambda: b"", "not_a_scan"),
    (lambda: b"%PDF-" + b"x" * scans.LARGEST, "too_large"), (lambda: photo("PNG", size=(10_000, 6_001)), "too_large"),
])  # fmt: skip
def test_what_is_no_harmless_scan_is_refused(content, code):
    with pytest.raises(FileRefused) as refused:
        scans.cleaned(content())
    assert refused.value.code == code and refused.value.message.endswith("。")


def test_sixty_pages_are_kept():
    assert scans.cleaned(scanned(scans.MOST_PAGES)).pages == len(pypdf.PdfReader(io.BytesIO(scanned(scans.MOST_PAGES))).pages)
