"""Facts that other rooms hold, read into a sheet: days in post, meetings that voted, cases that ended or are late. Nothing of them is typed again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.assessments import commands
from qianxian.assessments.commands import IndicatorLine
from qianxian.cases import commands as cases
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from tests.assessments.stage import TOWN_OFFICER, stage
from tests.cases.stage import WINDOW, accepted, item
from tests.cast import SERVICE
from tests.decisions.stage import called, matter, voted
from tests.engagements.stage import day

pytestmark = pytest.mark.django_db

READ_FROM = (IndicatorLine("民主议事", "依法开会表决", Decimal(50), source="meetings"), IndicatorLine("服务群众", "按期办结", Decimal(50), source="cases"))


@pytest.fixture
def scheme(monkeypatch):
    """A town whose scheme reads its indicators from the meetings and the cases; the first sheet is its director's."""
    monkeypatch.setattr("tests.assessments.stage.published.__defaults__", ("person", 2019, READ_FROM))
    return stage()


def drawn(s, on: dt.date, number: int = 0) -> list[str]:
    """What a reading on a day adds to a sheet, in the order of its indicators."""
    bind(SERVICE)
    return [row.fact for row in commands.draw_facts(sheet=s.sheets()[number], by=TOWN_OFFICER, on=on)]


def test_a_meeting_that_voted_is_read_with_its_count_and_never_twice(scheme):
    voted(called(matter(on=day(6, 1)), day(6, 4)))
    assert drawn(scheme, day(11, 5)) == ["村党组织委员会表决「阵地建设经费使用」，应到 1，到会 1，通过"]
    assert drawn(scheme, day(11, 6)) == []
    row = scheme.sheets()[0].facts.get()
    assert (row.source, row.happened_on, row.points) == ("meetings", day(6, 4), 0) and row.evidence
    # the other village's director has no part in it
    assert drawn(scheme, day(11, 6), -1) == []


def test_a_meeting_that_did_not_pass_is_told_as_such(scheme):
    voted(called(matter(on=day(6, 1)), day(6, 4)), votes_for=0, against=1)
    assert drawn(scheme, day(11, 5)) == ["村党组织委员会表决「阵地建设经费使用」，应到 1，到会 1，未通过"]


def test_what_happened_before_the_person_came_is_not_his(scheme):
    voted(called(matter(on=day(1, 10)), day(1, 14)))
    assert drawn(scheme, day(11, 5)) == []


@pytest.mark.parametrize(("finished", "late"), [(day(3, 8), False), (day(3, 11), False), (day(3, 12), True)])
def test_cases_are_counted_by_quarter_and_each_late_one_named_by_its_number(scheme, finished, late):
    what = item()
    row = accepted(what)
    assert row.due_on == day(3, 11)
    cases.finish_case(case=row, words="已参保", by=WINDOW, on=finished)
    read = drawn(scheme, day(11, 5))
    assert read[0] == f"第 1 季度办结 1 件，其中超过期限 {int(late)} 件"
    assert len(read) == 1 + late
    assert "欧阳大妹" not in "".join(read)
    if late:
        assert read[1] == f"{row.number} 城乡居民养老保险参保登记：期限 2019-03-11，2019-03-12 办结，办结时在村（社区）"


@pytest.mark.parametrize(("on", "known"), [(day(3, 30), 0), (day(3, 31), 0), (day(4, 1), 1)])
def test_a_quarter_is_read_once_it_is_over(scheme, on, known):
    scheme.sheets()
    row = accepted(item())
    cases.finish_case(case=row, words="已参保", by=WINDOW, on=day(3, 8))
    assert len(drawn(scheme, on)) == known


@pytest.mark.parametrize(("on", "told"), [(day(3, 10), 0), (day(3, 11), 0), (day(3, 12), 1)])
def test_an_open_case_is_late_the_day_after_its_last(scheme, on, told):
    scheme.sheets()
    row = accepted(item())
    read = drawn(scheme, on)
    assert len(read) == told
    if told:
        assert read == [f"{row.number} 城乡居民养老保险参保登记：期限 2019-03-11，到 2019-03-12 还没有办结，现在在村（社区）"]


def test_an_indicator_read_from_a_book_takes_nothing_by_hand(scheme):
    sheet = scheme.sheets()[0]
    for mark in sheet.marks.all():
        with pytest.raises(RuleViolated) as broken:
            commands.record_fact(mark=mark, fact="另记一件", happened_on=day(6, 1), evidence="清单", by=TOWN_OFFICER, on=day(11, 5))
        assert [v.code for v in broken.value.violations] == ["source"]


