"""What 多, 近, 约, 超过 and 不超过 mean, at their edges."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from qianxian.plans.queries import figures
from qianxian.plans.rules import agrees, round_step

HERE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("value", "article", "qualifier", "expected"),
    [
        (127, 127, "exact", True),
        (128, 127, "exact", False),
        ("1999–2003", "1999–2003", "exact", True),
        ("1999–2002", "1999–2003", "exact", False),
        (1200, 1200, "approx+", False),
        (1201, 1200, "approx+", True),
        (1299, 1200, "approx+", True),
        (1300, 1200, "approx+", False),
        (700, 700, "approx+", False),
        (799, 700, "approx+", True),
        (800, 700, "approx+", False),
        (19_699, 19_600, "approx+", True),
        (19_700, 19_600, "approx+", False),
        (59, 50, "approx+", True),
        (60, 50, "approx+", False),
        (Decimal("39.6"), 40, "approx−", True),
        (40, 40, "approx−", False),
        (38, 40, "approx−", True),
        (Decimal("37.9"), 40, "approx−", False),
        (114, 120, "approx", True),
        (126, 120, "approx", True),
        (Decimal("126.1"), 120, "approx", False),
        (10_000, 10_000, "lower", False),
        (10_001, 10_000, "lower", True),
        (30, 30, "upper", True),
        (Decimal("30.01"), 30, "upper", False),
        (3, 3, "lower, approx", True),
        (Decimal("2.85"), 3, "lower, approx", True),
        (Decimal("2.84"), 3, "lower, approx", False),
        (1, "1–2", "range", True),
        (3, "1–2", "range", False),
    ],
)
def test_agrees(value, article, qualifier, expected):
    assert agrees(value, article, qualifier) is expected


@pytest.mark.parametrize(("value", "step"), [(1200, 100), (700, 100), (19_600, 100), (50, 10), (2_000_000, 1_000_000), (439, 1)])
def test_round_step(value, step):
    assert round_step(Decimal(value)) == step


def test_an_unknown_qualifier_is_refused():
    with pytest.raises(KeyError):
        agrees(1, 1, "perhaps")


def test_every_figure_of_the_article_is_kept_with_its_sentence():
    assert [f.id for f in figures()] == [f"F{n:02d}" for n in range(1, 48)]
    assert all(f.sentence and f.title and f.title_en and f.room for f in figures())


def test_the_copy_agrees_with_the_shared_file_where_it_is_at_hand():
    shared = HERE.parent / "shared" / "data" / "article_figures.json"
    if not shared.exists():
        pytest.skip("the shared figures lie outside the project")
    theirs = {f["id"]: (f["value"], f["qualifier"]) for f in json.loads(shared.read_text("utf-8"))["figures"]}
    assert {f.id: (f.value, f.qualifier) for f in figures()} == theirs
