"""When a post is expected to be open: the day before, the day and the day after a term's end and a birthday."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.pipeline.models import ReserveCandidate
from qianxian.pipeline.rules import ALLOWED_MOVES, WHO_HOLDS_IT, Expected, expected_vacancy, half_year

D = dt.date
BORN = D(1963, 7, 2)


@pytest.mark.parametrize(
    ("term_ends", "on", "expected"),
    [
        (D(2023, 7, 1), D(2019, 12, 16), Expected(D(2023, 7, 1), "term")),
        (D(2023, 7, 2), D(2019, 12, 16), Expected(D(2023, 7, 2), "term")),
        (D(2023, 7, 3), D(2019, 12, 16), Expected(D(2023, 7, 2), "age")),
        (None, D(2019, 12, 16), Expected(D(2023, 7, 2), "age")),
        # already past: the post is expected to be open from the day one looks
        (D(2019, 12, 15), D(2019, 12, 16), Expected(D(2019, 12, 16), "term")),
        (D(2030, 1, 1), D(2023, 7, 3), Expected(D(2023, 7, 3), "age")),
    ],
)
def test_the_earlier_of_term_and_age(term_ends, on, expected):
    assert expected_vacancy(term_ends=term_ends, born=BORN, age_limit=60, on=on) == expected


def test_an_empty_post_is_vacant_now():
    assert expected_vacancy(term_ends=D(2023, 1, 1), born=None, age_limit=60, on=D(2019, 12, 16)) == Expected(D(2019, 12, 16), "vacant")


def test_born_on_the_29th_of_february_reaches_the_age_on_the_months_last_day():
    assert expected_vacancy(term_ends=None, born=D(1964, 2, 29), age_limit=61, on=D(2019, 1, 1)).on == D(2025, 2, 28)


@pytest.mark.parametrize(("day", "half"), [(D(2023, 6, 30), "2023-1"), (D(2023, 7, 1), "2023-2"), (D(2023, 12, 31), "2023-2"), (D(2024, 1, 1), "2024-1")])
def test_half_years(day, half):
    assert half_year(day) == half


def test_every_state_has_its_moves_and_its_holder():
    assert set(ALLOWED_MOVES) == set(WHO_HOLDS_IT) == set(ReserveCandidate.State.values)
