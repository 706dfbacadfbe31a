"""A printed page leads back to the live one: its own address, day and conditions included, as a small code that only paper shows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from qianxian.portal import marks

CSS = Path(marks.__file__).parent / "static" / "portal" / "css" / "print.css"


def test_the_code_is_the_address_and_small():
    one, other = marks.qr_mark("https://qx.example/members/?on=2019-12-16"), marks.qr_mark("https://qx.example/members/?on=2019-12-17")
    assert one.startswith('<svg aria-hidden="true"') and one.count("<path") == 1 and one != other
    assert len(one) < 3000 and "http" not in one.replace("http://www.w3.org", ""), "drawn, not written"


def test_an_address_too_long_to_scan_has_none():
    assert marks.qr_mark("https://qx.example/?" + "q" * marks.LONGEST_CODE) == ""


@pytest.mark.django_db
def test_every_page_carries_its_own_code_on_paper_only(client):
    asked = urlencode({"on": "2019-12-16"})
    page = client.get(f"/design/?{asked}").content.decode()
    assert str(marks.qr_mark(f"http://testserver/design/?{asked}")) in page
    assert ".qx-print-only { display: none; }" in CSS.with_name("frame.css").read_text("utf-8")
    assert page.index("portal/css/frame") < page.index("portal/css/print") and 'media="print"' in page  # of two rules alike the later one holds
    css = CSS.read_text("utf-8")
    assert css.index("@media print") < css.index(".qx-print-only { display: block;") < css.index(".qx-printed")
