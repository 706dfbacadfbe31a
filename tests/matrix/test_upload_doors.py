"""Every page that takes a file is sent the same hostile files, by the role that may: each is answered in words, none is taken in, none breaks the page.

What each door does with a good file its own room's tests hold; here it is held that no door was forgotten.
"""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from tests.foundation.sheet_samples import people, rezipped, workbook
from tests.matrix.addresses import ADDRESSES
from tests.matrix.asking import address_of
from tests.matrix.people import AT_HOME
from tests.matrix.test_forms import forms_of, sent
from tests.papers.samples import with_part

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _wide() -> bytes:
    """A picture of a few kilobytes that would fill gigabytes of memory."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def corpus() -> dict[str, tuple[str, bytes]]:
    """By what is wrong with it: the name it comes under and its bytes."""
    book = workbook(people(3))
    return {
        "nothing": ("a.xlsx", b""), "words under an Excel name": ("a.xlsx", b"\xe4\xb8\x8d\xe6\x98\xaf\xe8\xa1\xa8"), "a page": ("a.pdf", b"<html><script>alert(1)</script></html>"),
        "a program": ("a.jpg", b"MZ" + bytes(4000)), "half a picture": ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(30)), "a wide picture": ("a.png", _wide()),
        "a drawing with a script": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "macros": ("a.xlsm", rezipped(book, add={"xl/vbaProject.bin": OLE + bytes(600)})),
        "links outward": ("a.xlsx", rezipped(book, add={"xl/externalLinks/externalLink1.xml": b"<x/>"})), "a bomb": ("a.xlsx", rezipped(book, add={"xl/media/a.bin": bytes(120 << 20)})),
        "an old book of noise": ("a.xls", OLE + bytes(range(256)) * 40), "a letter with macros": ("a.docx", with_part("word/vbaProject.bin", OLE + bytes(600))),
        "a zip that climbs": ("../../etc/passwd", _zipped(**{"..__..__etc__passwd": b"x"})), "a PDF that ends early": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>"),
        "a PDF with a script": ("a.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
    }  # fmt: skip


#: The pages with a door, and what else their forms want so that the file is looked at. A page that learns to take a file is added here.
DOORS: dict[str, dict[str, str]] = {
    "elements:fill_table": {}, "funds:reconcile": {"opening": "0"}, "imports:upload": {}, "letters:verify": {}, "letters:verify_code": {}, "papers:kept": {}, "papers:template": {},
    "projects:add_photo": {},
}  # fmt: skip
#: A paper that is not ours is no fault of who asks about it: the page says so, until he asked too often.
REFUSED = {"letters:verify": (200, 422, 429), "letters:verify_code": (200, 422, 429)}


def doors(world) -> dict[str, tuple]:
    """Every page that shows a field for a file: who looks and where it stands. Unknown pages are looked at by the first role that may, known ones by all until one sees the door."""
    found: dict[str, tuple] = {}
    for key, line in ADDRESSES.items():
        name, roles = key.partition("#")[0], [role for role in AT_HOME if role in line.may]
        if line.post or name in found or name == "design":
            continue
        for role in roles if name in DOORS else roles[:1]:
            answer = world.browsers[role].get(address_of(world, key), follow=True)
            if "html" in answer.headers.get("Content-Type", "") and 'type="file"' in answer.content.decode():
                found[name] = (world.browsers[role], answer.request["PATH_INFO"], answer.content.decode())
                break
    return found


def filled(page: str, more: dict[str, str]) -> tuple[str, dict, str]:
    """(action, fields, name of the file's field) of the form with the door."""
    whole = next(one for one in re.findall(r"<form.*?</form>", page, re.S) if 'type="file"' in one)
    name = re.search(r'<input[^>]*type="file"[^>]*>', whole)[0]
    form = forms_of(whole)[0]
    body = {key: value or [more.get(key, "文")] for key, value in sent([(k, v) for k, v in form["fields"] if v or k in more]).items()}
    return form["action"], body | {k: [v] for k, v in more.items()}, re.search(r' name="([^"]+)"', name)[1]


def test_every_door_answers_every_hostile_file_in_words(world):
    found, files, wrong = doors(world), corpus(), []
    assert set(found) == set(DOORS), "a page takes a file and is not known here, or takes none any more"
    for key, (browser, path, page) in found.items():
        action, body, field = filled(page, DOORS[key])
        for name, (filename, content) in files.items():
            with transaction.atomic():
                answer = browser.post(urljoin(path, action) if action else path, body | {field: SimpleUploadedFile(filename, content)})
                transaction.set_rollback(True)
            text = answer.content.decode() if answer.status_code in (200, 422, 429) else ""
            if answer.status_code not in REFUSED.get(key, (422,)) or "<h1" not in text or "Traceback" in text:
                wrong.append(f"{key}: {name}: {answer.status_code}")
    assert not wrong

