"""The article's figures come out of rows of the loaded example, and of nothing else."""

import datetime as dt

import pytest
from django.db import connection

from qianxian.accounts import queries as accounts
from qianxian.centres.models import ServiceCentre
from qianxian.engagements import queries as engagements
from qianxian.foundation.reach import bind
from qianxian.plans import figures as computed
from qianxian.plans.queries import story

ASKED = {"F01", "F02", "F03", "F04", "F05", "F06", "F07", "F12", "F13", "F15", "F16", "F17", "F18", "F27", "F28", "F43", "F47"}
MORE = {"F19", "F20", "F21", "F22", "F23", "F24", "F25", "F26", "F29", "F30", "F31", "F32", "F33", "F34", "F35", "F36", "F37", "F40", "F41", "F42"}
DAY = dt.date(2019, 12, 16)


@pytest.fixture
def officer(doumen):
    actor = accounts.actor_of_login("liangyw", on=DAY)
    bind(actor)
    return actor


def test_what_is_built_agrees_and_the_rest_says_so(officer):
    lines = {line.figure.id: line for line in story(officer)}
    assert {i for i, line in lines.items() if line.agrees} == ASKED | MORE
    assert {line.state for i, line in lines.items() if i not in ASKED | MORE} == {"not_built"}
    assert all(line.to_json()["value"] is None and line.to_json()["agrees"] is None for line in lines.values() if line.state == "not_built")


def test_the_values(officer):
    values = {line.figure.id: line.to_json()["value"] for line in story(officer)}
    assert (values["F01"], values["F03"], values["F04"], values["F05"]) == (127, 721, 17, 13)
    assert (values["F12"], values["F13"], values["F17"], values["F27"], values["F28"]) == (1260, 19_648, 46_000, 5560, 10_320)
    assert (values["F43"], values["F47"], values["F40"], values["F41"]) == (39.6, 96, "1999–2003", "2019-01")
    assert values["F15"] <= 30
    assert values["F18"] == 20_500_000
    assert (values["F32"], values["F33"], values["F34"]) == (612.5, 439, 139)


def test_a_figure_moves_with_its_rows(officer):
    centre = ServiceCentre.objects.filter(division_code__startswith="440403107").first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE centres_servicecentre SET opened_on = '2018-12-31' WHERE id = %s", [centre.pk])
    lines = {line.figure.id: line for line in story(officer)}
    assert lines["F01"].value == 126
    assert lines["F01"].state == "differs"


def test_nothing_is_guessed_beyond_the_reach(doumen):
    town = accounts.actor_of_login("zhaobk", on=DAY)
    bind(town)
    lines = {line.figure.id: line for line in story(town)}
    assert lines["F01"].state == "out_of_reach" and lines["F01"].value is None
    assert lines["F27"].state == "out_of_reach"
    assert lines["F47"].value == 96


def test_as_of_an_earlier_day_nobody_is_engaged(officer):
    lines = {line.figure.id: line for line in story(officer, dt.date(2019, 1, 31))}
    assert (lines["F03"].value, lines["F01"].value) == (0, 0)
    assert computed.COMPUTED["F12"].compute(officer, dt.date(2019, 1, 31)) == 1260


@pytest.mark.parametrize(("figure", "first", "before", "then"), [
    ("F26", dt.date(2019, 2, 20), None, 0),  # the money came
    ("F26", dt.date(2019, 6, 10), 0, 200_000),  # it was paid out
    ("F30", dt.date(2018, 8, 20), 0, 2_060_000),  # the market's budget was made
    ("F35", dt.date(2018, 8, 6), 0, 4),  # the works were thought of
])  # fmt: skip
def test_money_and_works_are_those_of_the_day(officer, figure, first, before, then):
    value = {day: next(line.value for line in story(officer, day) if line.figure.id == figure) for day in (first - dt.timedelta(days=1), first)}
    assert list(value.values()) == [before, then]


def test_deferrals_are_somebodys_work_on_the_example_day(officer):
    due = engagements.deferred_due(DAY, officer, within_days=4)
    assert due.count() == 13
