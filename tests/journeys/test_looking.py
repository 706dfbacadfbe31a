"""The walker tested on itself: a page made of shapes found clean is not asked again, and whatever is new about it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qianxian import portal
from tests.journeys import walker as walking
from tests.journeys.walker import Walker

PAGE = """<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width, initial-scale=1">
<title>村名册</title><style>.pale {color: #ccc}</style></head><body data-account="chenmei"><main data-draft="tell-1"><h1>名册</h1>
<ul><li><a href="/1">陈甲</a></li><li><a href="/2">李乙</a></li><li><a href="/3">黄丙</a></li></ul><label for="name">姓名</label><input id="name" name="name"><p>说明</p></main></body></html>"""


@pytest.fixture
def looking(browser, tmp_path, monkeypatch):
    """Somebody who has looked at the page once and found nothing."""
    monkeypatch.setattr(walking, "CLEAN", set())
    one = Walker(browser, "http://127.0.0.1", tmp_path)
    one.page.set_content(PAGE)
    assert one._axe() == []
    yield one
    one.close()


def test_other_words_in_the_same_shapes_are_not_asked_again(looking, monkeypatch):
    monkeypatch.setattr(walking, "AXE", "throw Error('asked again')")
    looking.page.set_content(PAGE.replace("陈甲", "别的人").replace("/2", "/22").replace("村名册", "镇名册"))
    assert looking._axe() == []


def test_another_persons_page_in_the_same_shapes_is_not_asked_again(looking, monkeypatch):
    monkeypatch.setattr(walking, "AXE", "throw Error('asked again')")
    looking.page.set_content(PAGE.replace("chenmei", "liyi").replace("tell-1", "tell-2"))
    assert looking._axe() == []


def test_what_counts_as_a_datum_is_asked_by_no_style_sheet():
    data = set(re.findall(r"'([a-z-]+)'", walking.LOOKS.partition("DATA = new Set([")[2].partition("]")[0])) - {"d", "points"}
    sheets = [path.read_text("utf-8") for path in Path(portal.__file__).parent.rglob("*.css") if "vendor" not in path.parts]
    asked = {name for sheet in sheets for name in re.findall(r"\[([a-z-]+)[~|^$*]?=", sheet)}
    assert {"data-account", "data-draft"} <= data and asked & data == {"href"}  # how it begins is part of the shape


def test_a_telephone_number_has_another_shape_than_a_page(looking, monkeypatch):
    monkeypatch.setattr(walking, "AXE", "throw Error('asked again')")
    looking.page.set_content(PAGE.replace("/2", "tel:12345"))
    with pytest.raises(Exception, match="asked again"):
        looking._axe()


@pytest.mark.parametrize(("clean", "fault", "rule"), [
    ("李乙</a>", "</a>", "link-name"), ('for="name"', 'for="other"', "label"), ("<p>", '<p class="pale">', "color-contrast"), ("村名册", "", "document-title"),
    ("</p>", '</p><img src="data:,">', "image-alt"), ("<p>", '<p id="name">', "duplicate-id"), ('lang="zh-CN"', "", "html-has-lang"), ("姓名</label>", "</label>", "label"),
    ("<p>", '<p role="button" aria-pressed="perhaps">', "aria-valid-attr-value"), (".pale", "main a, .pale", "color-contrast"),
    ("initial-scale=1", "user-scalable=no", "meta-viewport"), ("<title>", '<meta http-equiv="refresh" content="5; url=/2"><title>', "meta-refresh"),
])  # fmt: skip
def test_a_fault_on_a_known_page_is_found(looking, clean, fault, rule):
    assert PAGE.count(clean) >= 1
    looking.page.set_content(PAGE.replace(clean, fault, 1))
    assert rule in " ".join(looking._axe())
