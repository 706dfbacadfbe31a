"""Edited templates, hostile files, photos and PDFs as somebody may upload them."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdf
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from qianxian.foundation.papers import word


def edited(text: str = "本区统一样式", name: str = "engagement_letter") -> bytes:
    """The shipped template with one more sentence, as Word saves it."""
    paper = docx.Document(io.BytesIO(word.shipped(name)))
    paper.add_paragraph(text)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def with_part(name: str, raw: bytes, content: bytes | None = None, replace: bool = False) -> bytes:
    """The edited template with one more part in its archive, or one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or edited())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not (replace and entry.filename == name):
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, raw)
    return out.getvalue()


def swapped(part: str, old: bytes, new: bytes) -> bytes:
    """The edited template with bytes of one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(edited())) as archive:
        raw = archive.read(part)
    assert old in raw
    return with_part(part, raw.replace(old, new, 1), replace=True)


def photo(kind: str = "JPEG", colour: str = "white", size: tuple[int, int] = (60, 30)) -> bytes:
    """A photo as a phone takes it: lying on its side, with position, device and time beside it."""
    picture = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = 6, "SecretPhone", "2019:12:16 08:00:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (22.0, 12.0, 33.21), "E", (113.0, 17.0, 44.12)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def scanned(pages: int = 1) -> bytes:
    """A plain PDF."""
    out, writer = io.BytesIO(), pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def acting_pdf(what: str) -> bytes:
    """A PDF that does something by itself, carries a file, or is locked."""
    out, writer = io.BytesIO(), pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    if what == "script":
        script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)
    elif what == "attachment":
        writer.add_attachment("a.exe", b"MZ")
    elif what == "locked":
        writer.encrypt("geheim")
    elif what == "link":
        action = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://example.cn")})
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.write(out)
    return out.getvalue()
