"""The QR code of a phone's second factor, as a picture in the page."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def qr_picture(text: str) -> SafeString:
    """An <img> with the code inside, so that no address holds the secret; dark on white in every view."""
    picture = segno.make(text, error="m").svg_data_uri(scale=5, dark="#000", light="#fff")
    return format_html('<img src="{}" width="245" height="245" alt="{}">', picture, _("二维码：用手机上的验证码程序扫"))
