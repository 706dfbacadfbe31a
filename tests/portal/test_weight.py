"""What a page weighs on the wire: HTML packed, the stylesheets one file where they are gathered."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from qianxian.portal import stylesheets


@pytest.mark.django_db
def test_pages_travel_packed_and_other_answers_as_they_are(client):
    page = client.get("/guide/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in page.headers["Vary"]
    assert "办事指南" in gzip.decompress(page.content).decode()
    assert "Content-Encoding" not in client.get("/guide/").headers
    assert "Content-Encoding" not in client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"}).headers


def test_gathered_the_sheets_are_one_in_their_order_and_paper_comes_last(tmp_path):
    gathered = stylesheets.OneSheet(location=tmp_path, base_url="/static/")
    parts = [*stylesheets.SCREEN, stylesheets.PAPER]
    for name in parts:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(Path(finders.find(name)).read_bytes())
    for _again in range(2):  # gathered over what was gathered before
        done = dict.fromkeys(name for name, _hashed, _changed in gathered.post_process({name: (gathered, name) for name in parts}))
        assert stylesheets.JOINED in done
    joined = (tmp_path / stylesheets.JOINED).read_text()
    begins = [joined.index((tmp_path / name).read_text()) for name in parts]
    assert begins == sorted(begins) and "@media print {\n" in joined[: begins[-1]][-20:]
    assert (tmp_path / f"{stylesheets.JOINED}.gz").stat().st_size <= 35_000, "CSS ≤ 35 kB packed"


def test_a_page_names_the_one_sheet_where_they_are_gathered_and_each_where_not(tmp_path, monkeypatch):
    assert stylesheets.links().count("<link") == len(stylesheets.SCREEN) + 1
    gathered = stylesheets.OneSheet(location=tmp_path, base_url="/static/")
    gathered.hashed_files = {stylesheets.JOINED: "portal/css/qianxian.abc.css"}
    monkeypatch.setattr(stylesheets, "staticfiles_storage", gathered)
    monkeypatch.setattr(stylesheets, "static", gathered.url)
    assert stylesheets.links() == '<link rel="stylesheet" href="/static/portal/css/qianxian.abc.css">'
