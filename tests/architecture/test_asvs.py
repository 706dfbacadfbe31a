"""docs/asvs.md is true where it can be looked at, and the headers it names are on a page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/asvs.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in TEXT.splitlines() if re.match(r"\| \d", line)]
# How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; they are its first ones.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2,
    "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2,
    "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


def test_no_requirement_of_level_1_and_2_is_left_out():
    wanted = {f"{section}.{n}" for section, many in SECTIONS.items() for n in range(1, many + 1)}
    assert len(wanted) == 253
    not_here = re.findall(r"\b\d+\.\d+\.\d+\b", TEXT[TEXT.index("## Not here") :])
    told = [row[0] for row in ROWS] + not_here
    assert len(told) == len(set(told))
    assert set(told) == wanted


def test_every_row_has_a_test_or_says_why_not():
    wrong = [row[0] for row in ROWS if len(row) != 5 or row[1] not in ("1", "2") or not re.match(r"`[a-z_]+/test_|(partly|not met): .{5}", row[4])]
    assert not wrong


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([a-z_]+/test_[a-z_]+\.py(?:::test_[a-z_0-9]+)?)`", TEXT))))
def test_every_test_named_exists(named):
    path, _colons, name = named.partition("::")
    functions = {node.name for node in ast.walk(ast.parse((ROOT / "tests" / path).read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}
    assert name in functions if name else functions


def test_every_file_named_exists():
    named = set(re.findall(r"(?:qianxian|docs)/[\w/]+\.(?:py|md)|ARCHITECTURE\.md", TEXT))
    assert len(named) > 8
    assert not [path for path in named if not (ROOT / path).exists()]


def test_headers_of_a_page(db):
    headers = Client().get("/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "object-src 'none'" in policy and "base-uri 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
