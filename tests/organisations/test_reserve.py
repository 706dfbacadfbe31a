"""R-T03: two in reserve for each secretary post."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.rulebook.shipped import county_book, dated_setting
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-12-16"


@pytest.mark.parametrize(
    ("facts", "missing"),
    [({"reserve": 2}, 0), ({"reserve": 1}, 1), ({"reserve": 0}, 2), ({"reserve": 3}, 0), ({"posts": 127, "reserve": 253}, 1), ({"posts": 127, "reserve": 254}, 0)],
)
def test_two_for_each_post(facts, missing):
    found = outputs("R-T03", DAY, facts)
    assert (found["ok"], found["missing"], found["warning"]) == (missing == 0, missing, missing > 0)
    assert codes("R-T03", DAY, facts) == (["reserve_short"] if missing else [])


def test_it_warns_and_does_not_block():
    found = ask("R-T03", DAY, {"reserve": 1})
    assert found.errors == [] and [w.code for w in found.warnings] == ["reserve_short"]


def test_a_county_may_ask_for_more():
    book = county_book([dated_setting("cadres.reserve_per_secretary", 3, dt.date(2019, 1, 1), None, "斗组〔2019〕8号")])
    assert ask("R-T03", DAY, {"reserve": 2}, book).outputs["missing"] == 1
