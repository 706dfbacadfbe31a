"""Whether an uploaded scan may be kept, by its bytes alone, and the clean bytes that are kept instead of it.

Pictures are drawn anew: what a camera writes beside them (position, device, time, thumbnail) is gone, and so is anything hidden behind the
picture. A PDF stays as it is, because it may carry a signature; one that could do something by itself is refused.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import pypdf
from PIL import Image, ImageOps
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.errors import say as _

LARGEST, MOST_PAGES, MOST_PIXELS, MOST_OBJECTS = 10 * 1024 * 1024, 60, 60_000_000, 20_000
# Where an archive ends: a file that is a PDF to one program and a ZIP to another has this mark in its last 64 kB.
ZIP, FROM_THE_END = b"PK\x05\x06", 65_600
# Names of a PDF that act when it is opened or clicked, or carry other files.
ACTING = {
    "/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm", "/ImportData",
    "/GoToR", "/GoToE", "/Movie", "/Sound", "/Rendition", "/3D", "/URI", "/FileAttachment",
}  # fmt: skip


@dataclass(frozen=True)
class CleanScan:
    """What is kept: ``format`` pdf, jpeg or png, its pages, its bytes."""

    format: str
    pages: int
    content: bytes


def cleaned(content: bytes) -> CleanScan:
    """The scan as it may be kept; FileRefused says what to do instead. What the file calls itself is not asked."""
    if len(content) > LARGEST:
        raise FileRefused("too_large", _("扫描件超过 10 MB。降低分辨率（200 dpi 足够）或者分开上传。"))
    if content.startswith(b"%PDF-"):
        pages = _pages_of(content)
        if ZIP in content[-FROM_THE_END:] or not content.rstrip(b"\r\n\t \x00").endswith(b"%%EOF"):
            raise FileRefused("two_files", _("这个 PDF 后面还藏着别的内容。重新扫描纸面再上传。"))
        return CleanScan("pdf", pages, content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _drawn_anew(content)
    raise FileRefused("not_a_scan", _("只收 PDF、JPEG、PNG 的扫描件或照片。换一种格式再上传。"))


def _drawn_anew(content: bytes) -> CleanScan:
    broken = FileRefused("not_read", _("这张图片读不出来。重新拍照或扫描再上传。"))
    too_large = FileRefused("too_large", _("图片的像素太多。降低分辨率（200 dpi 足够）再上传。"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
            if picture.width * picture.height > MOST_PIXELS:
                raise too_large
            kind = picture.format or ""
            upright = ImageOps.exif_transpose(picture).convert("L" if picture.mode in ("1", "L") else "RGB")
    except FileRefused:
        raise
    except Image.DecompressionBombError as bomb:  # said in its first bytes; nothing was unpacked
        raise too_large from bomb
    except Exception as unread:  # a decoder over foreign bytes may raise anything
        raise broken from unread
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": False}))
    return CleanScan(kind.lower(), 1, out.getvalue())


def _pages_of(content: bytes) -> int:
    unread = FileRefused("not_read", _("这个 PDF 读不出来。重新扫描，或者把纸面拍成照片再上传。"))
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise FileRefused("locked", _("这个 PDF 加了密码。去掉密码再上传。"))
        numbers = [(n, g) for g, rows in reader.xref.items() for n in rows] + [(n, 0) for n in reader.xref_objStm]
        if len(numbers) > MOST_OBJECTS:
            raise FileRefused("too_large", _("这个 PDF 不像扫描件，内容太多。重新扫描再上传。"))
        found = {name for n, g in numbers for name in _names(reader.get_object(IndirectObject(n, g, reader)))} | set(_names(reader.trailer))
        pages = len(reader.pages)
    except FileRefused:
        raise
    except Exception as wrong:  # a parser over foreign bytes may raise anything
        raise unread from wrong
    if acting := sorted(found & ACTING):
        raise FileRefused("scripts", _("这个 PDF 里有脚本、链接或附件（%(what)s）。重新扫描纸面再上传。") % {"what": "、".join(acting)})
    if not 1 <= pages <= MOST_PAGES:
        raise FileRefused("too_many_pages", _("扫描件要在 1 到 60 页之间。分开上传。"))
    return pages


def _names(thing: object) -> list[str]:
    """Keys and name values of one object, without following references: every object is walked in its turn."""
    waiting, names = [thing], []
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            names += [str(key) for key in one]
            waiting += list(one.values())
        elif isinstance(one, ArrayObject):
            waiting += list(one)
        elif isinstance(one, str) and one.startswith("/"):
            names.append(str(one))
    return names
