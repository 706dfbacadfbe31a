"""Counts on a date, work that waits, and how many queries a list costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianxian.engagements import commands, queries
from qianxian.engagements.models import Engagement
from qianxian.foundation.reach import bind
from qianxian.people.models import Person
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import CONCLUDER, DAY, SECRETARY, SENDER, Village, day, person, replier, ruled, village, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def v() -> Village:
    return village()


def whys(actor, on) -> list[str]:
    bind(actor)
    found = [task.why for task in queries.tasks_for(actor, on)]
    with_role(SERVICE)
    return found


def test_outcomes_by_the_latest_decision_on_the_day(v):
    review = v.decided(v.member, outcome="deferred")
    v.decided(person(), outcome="not_engaged")
    commands.decide_review(review=review, ruling=ruled("not_engaged", statement_heard_on=day(9, 1)), by=TOWN_COMMITTEE, on=day(9, 1))
    count = lambda on: queries.outcomes_on(on, COUNTY_OFFICER)  # noqa: E731
    assert count(day(2, 28)) == {"engaged": 0, "not_engaged": 0, "deferred": 0}
    assert count(day(8, 31)) == {"engaged": 0, "not_engaged": 1, "deferred": 1}
    assert count(day(9, 1)) == {"engaged": 0, "not_engaged": 2, "deferred": 0}
    assert sum(queries.outcomes_on(day(9, 1), OTHER_TOWN_OFFICER).values()) == 0
    assert sum(queries.outcomes_on(day(9, 1), COUNTY_OFFICER, "440403107").values()) == 0


@pytest.mark.parametrize(("on", "n"), [(day(8, 31), 0), (day(9, 1), 1), (day(9, 2), 1), (day(9, 1, 2025), 1)])
def test_a_deferral_is_due_on_its_day_and_ever_after(v, on, n):
    v.decided(v.member, outcome="deferred")
    assert len(queries.deferred_due(on, TOWN_COMMITTEE)) == n


def test_the_work_walks_from_desk_to_desk(v):
    review = v.nominated(v.member)
    assert whys(SECRETARY, DAY) == ["要提出聘任建议"]
    commands.propose(review=review, proposal="engaged", document="支委会", opinion="", by=SECRETARY, on=DAY)
    assert whys(SECRETARY, DAY) == [] and whys(TOWN_COMMITTEE, DAY) == ["要作出决定"]
    v.vetted(v.member)
    commands.decide_review(review=review, ruling=ruled(), by=TOWN_COMMITTEE, on=DAY)
    assert whys(TOWN_COMMITTEE, DAY) == [] and "已同意聘任，要公示" in whys(TOWN_OFFICER, DAY)
    commands.publicise(review=review, by=TOWN_OFFICER, on=DAY)
    assert "公示期满后登记结果" in whys(TOWN_OFFICER, DAY)
    commands.settle_publicity(review=review, feedback="没有收到反映", by=TOWN_OFFICER, on=day(3, 9))
    assert "公示已结束，要印发聘任书" in whys(TOWN_OFFICER, day(3, 9))
    commands.issue_letter(review=review, by=TOWN_OFFICER, on=day(3, 9))
    assert not [w for w in whys(TOWN_OFFICER, day(3, 9)) if "主任" not in w]


def test_negative_outcomes_owe_a_notice_and_an_answer(v):
    review = v.decided(v.member, outcome="not_engaged")
    assert "要出具告知书" in whys(TOWN_OFFICER, DAY)
    notice = commands.issue_notice(decision=review.decisions.get(), contact="梁雅文 1", by=TOWN_OFFICER, on=DAY)
    assert "告知书要送达本人" in whys(TOWN_OFFICER, DAY)
    commands.serve_notice(notice=notice, served_on=DAY, by=TOWN_OFFICER, on=DAY)
    commands.request_review(decision=review.decisions.get(), grounds="不服", by=TOWN_OFFICER, on=DAY)
    from tests.engagements.stage import SECOND_COMMITTEE

    assert whys(SECOND_COMMITTEE, DAY) == ["由没有参加原决定的人答复"] and whys(TOWN_COMMITTEE, DAY) == []


def test_vetting_waits_with_the_department_and_the_officer(v):
    round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
    assert "名单建好了，还没有发出" in whys(SENDER, DAY)
    commands.send_round(round=round, by=SENDER, on=DAY)
    assert whys(replier("court"), DAY) == ["还有 1 人没有答复"] and whys(replier("tax"), DAY) == []
    assert "没有答复不等于同意，请催办" not in whys(SENDER, day(3, 16)) and "没有答复不等于同意，请催办" in whys(SENDER, day(3, 17))
    v.answer(round, DAY)
    assert whys(replier("court"), day(3, 17)) == [] and whys(SENDER, day(3, 17)) == [] and whys(CONCLUDER, day(3, 17)) == ["部门已全部答复"]


def test_vacancies_say_since_when_and_by_when(v):
    assert [x.centre for x in queries.vacancies(DAY, TOWN_OFFICER)] == [v.centre]
    v.engaged(v.secretary, "director")
    assert queries.vacancies(day(4, 1), TOWN_OFFICER) == []
    commands.end_secretary(
        mandate=v.secretary_mandate, last_day=day(6, 30), reason="replaced", document="斗委〔2019〕20号", by=TOWN_OFFICER, on=day(6, 30)
    )
    assert queries.vacancies(day(6, 30), TOWN_OFFICER) == []
    vacancy = queries.vacancies(day(7, 1), TOWN_OFFICER)[0]
    assert (vacancy.since, vacancy.acting_due) == (day(7, 1), day(7, 5))
    assert [t.due_on for t in queries.tasks_for(TOWN_OFFICER, day(7, 1)) if "空缺" in t.title] == [day(7, 5)]


def test_lists_cost_the_same_for_one_row_and_for_five(v):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            for row in queries.cadres_on(day(9, 1), COUNTY_OFFICER):
                queries.offices_text(row.person.offices)
            queries.outcomes_on(day(9, 1), COUNTY_OFFICER)
            queries.vacancies(day(9, 1), COUNTY_OFFICER)
            for actor in (TOWN_COMMITTEE, TOWN_OFFICER):
                queries.tasks_for(actor, day(9, 1))
        return len(caught)

    v.decided(v.member, outcome="deferred")
    one = cost()
    for _ in range(4):
        v.decided(person(), outcome="not_engaged")
    assert cost() <= one + 1


def test_history_line_tells_what_happened_without_adverse_grounds(v):
    v.engaged(v.member)
    titles = [e.title for e in queries.history_of_person(v.member, day(4, 2))]
    assert titles[0] == "大赤坎村党群服务中心委员"
    assert any("联审" in t for t in titles)


def test_an_engagement_that_outlives_its_person_waits_for_the_committee(v):
    v.engaged(v.member)
    with_role(SERVICE)
    Person.objects.filter(pk=v.member.pk).update(died_on=day(9, 20))
    with_role(TOWN_COMMITTEE)
    found = [(task.why, task.due_on) for task in queries.tasks_for(TOWN_COMMITTEE, day(9, 25)) if v.member.name in task.title]
    assert found == [("已去世，聘任要按去世当日结束", day(9, 20))]
    commands.end_engagement(engagement=Engagement.objects.get(person=v.member), last_day=day(9, 20), reason="death", document="死亡证明", by=TOWN_COMMITTEE, on=day(9, 25))
    assert not [task for task in queries.tasks_for(TOWN_COMMITTEE, day(9, 25)) if v.member.name in task.title]
