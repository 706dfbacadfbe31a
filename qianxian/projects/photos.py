"""A photo as it is kept: drawn anew from its pixels (no EXIF, no place, no device), at most 1600 pixels wide or high, a JPEG of at most 1.5 MB."""

from __future__ import annotations

import io

from PIL import Image

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.errors import say as _
from qianxian.papers.rules import scans

WIDEST, LARGEST = 1600, 1_500_000


def small_and_plain(content: bytes) -> bytes:
    """The picture's bytes; FileRefused for what is no JPEG or PNG, or too large to be read."""
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise FileRefused("not_a_photo", _("只收 JPEG、PNG 照片。"))
    picture = Image.open(io.BytesIO(scans.cleaned(content).content)).convert("RGB")
    picture.thumbnail((WIDEST, WIDEST))
    for quality in (85, 70, 50):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise FileRefused("too_large", _("照片太大。降低分辨率再上传。"))
