"""待办 after a sheet's approval: every open step stands on somebody's desk with its last day; the tie is told before the committee decides."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.assessments import commands, queries
from qianxian.assessments.models import AssessmentSheet
from qianxian.assessments.rules.steps import STEP_OF, step_due
from qianxian.assessments.views import registers, sheets
from qianxian.rulebook.queries import county_settings
from tests.assessments.stage import OPENED, PANEL, SERVED, as_person, published, stage
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import day, with_role
from tests.engagements.test_views import body, page

SCORES = (95, 92, 85, 70, 55)


def waiting(actor, on: dt.date) -> list[tuple[str, dt.date | None]]:
    """(why, last day) of the actor's 待办, read with his own eyes."""
    with_role(actor)
    found = [(task.why, task.due_on) for task in queries.tasks_for(actor, on)]
    with_role(SERVICE)
    return found


@pytest.mark.parametrize(
    ("step", "before", "due"),
    [
        ("score", ["2019-11-28"], "2019-12-13"),
        ("score", ["2019-11-28", None, "2019-12-02"], "2019-12-17"),  # sent back: from the later day
        ("score", [None], None),
        ("", ["2019-11-28"], None),
    ],
)
def test_a_step_is_due_its_days_after_the_step_before(step, before, due):
    days = {"score": 15}
    found = step_due(step, [dt.date.fromisoformat(one) if one else None for one in before], days)
    assert found == (dt.date.fromisoformat(due) if due else None)
    assert step_due("score", [day(11, 28)], None) is None


@pytest.mark.django_db
def test_every_step_has_its_days_in_the_countys_settings():
    days = county_settings().on(day(1, 1))["assessment.step_days"]
    assert set(days) == {"open", *STEP_OF.values()}
    assert set(STEP_OF) == set(AssessmentSheet.State.values) - {"fixed"}


@pytest.mark.django_db
class TestDesks:
    def test_a_public_scheme_without_sheets_waits_for_the_officer(self):
        stage()
        scheme = published("centre")
        assert waiting(TOWN_OFFICER, OPENED) == [("方案已公布，要建立考核表", day(11, 4))] * 2
        commands.open_sheets(scheme=scheme, by=TOWN_OFFICER, on=OPENED)
        assert waiting(TOWN_OFFICER, OPENED) == [("方案已公布，要建立考核表", day(11, 4))]

    def test_the_assesseds_own_steps_come_to_the_officer_the_day_after_their_last(self):
        s = stage()
        sheet = s.sheets()[0]
        me = as_person(sheet.person, code=sheet.division_code)
        assert waiting(me, OPENED) == [("请写本年述职", day(12, 1))]
        commands.tell_score(sheet=s.scored(sheet), by=TOWN_OFFICER, on=day(11, 21))
        assert waiting(me, day(11, 21)) == [("得分已告知，请看过后签字或陈述", day(12, 6))]
        assert ("本人没有按期签字，请收签字件或注明拒签", day(12, 6)) not in waiting(TOWN_OFFICER, day(12, 6))
        assert ("本人没有按期签字，请收签字件或注明拒签", day(12, 6)) in waiting(TOWN_OFFICER, day(12, 7))

    @pytest.mark.parametrize(("on", "told"), [(day(11, 30), 0), (day(12, 1), 0), (day(12, 2), 5)])
    def test_the_day_before_the_day_and_the_day_after_the_last_to_report(self, on, told):
        stage().sheets()
        assert waiting(TOWN_OFFICER, on) == [("本人没有按期述职，请收书面述职", day(12, 1))] * told

    def test_the_committee_is_called_to_grade_once_all_are_approved(self):
        s = stage()
        for sheet, score in list(zip(s.sheets(), SCORES, strict=True))[:-1]:
            s.approved(sheet, score)
        assert waiting(TOWN_COMMITTEE, day(11, 28)) == []
        s.approved(s.sheets()[-1], SCORES[-1])
        assert waiting(TOWN_COMMITTEE, day(11, 28)) == [("考核表已全部审核，要评定等次", day(12, 13))]
        assert waiting(TOWN_OFFICER, day(11, 28)) == []

    def test_from_service_to_the_grade_that_stands(self):
        s = stage()
        low = s.graded(list(SCORES))[3]
        assert waiting(TOWN_OFFICER, SERVED) == [("等次要书面送达", day(12, 12))] * 5
        for sheet in s.sheets():
            commands.serve_grade(sheet=sheet, served_on=SERVED, by=TOWN_OFFICER, on=SERVED)
        low.refresh_from_db()
        until, me = low.appeal_until, as_person(low.person, code=low.division_code)
        assert waiting(me, SERVED) == [("等次已送达，不同意的可以提出异议", until)]
        for who in (TOWN_OFFICER, TOWN_COMMITTEE):
            assert waiting(who, until) == []
        assert waiting(me, until + dt.timedelta(days=1)) == []
        assert waiting(TOWN_COMMITTEE, until + dt.timedelta(days=1)) == [("要确定等次", until + dt.timedelta(days=10))] * 5
        commands.appeal_grade(sheet=low, grounds="三件不是我经办", by=me, on=day(12, 5))
        assert waiting(PANEL, day(12, 5)) == [("异议由没有参加的人答复", day(1, 4, 2020))]
        assert waiting(TOWN_COMMITTEE, day(12, 5)) == []  # who graded is not asked to answer
        low.refresh_from_db()
        commands.answer_appeal(
            appeal=low.appeal, result="changed", grade_after="competent", panel="邓少峰", reasons="属其他窗口", document="斗镇复〔2019〕1号", by=PANEL, on=day(12, 9)
        )
        assert waiting(TOWN_COMMITTEE, day(12, 9)) == [("要确定等次", day(12, 19))]
        assert ("异议由没有参加的人答复", day(1, 4, 2020)) not in waiting(PANEL, day(12, 9))

    def test_the_assessed_reads_his_own_sheet_at_every_step(self):
        s = stage()
        low = s.graded(list(SCORES))[3]
        me = as_person(low.person, code=low.division_code)

        def own(on):
            with_role(me)
            found = body(page(registers.mine, me, on=on)) + body(page(sheets.sheet, me, on=on, uuid=low.uuid))
            with_role(SERVICE)
            return found

        assert "基本称职" not in own(SERVED)  # decided, not told yet
        commands.serve_grade(sheet=low, served_on=SERVED, by=TOWN_OFFICER, on=SERVED)
        assert "异议期内，基本称职，期限 2019-12-17" in own(SERVED)
        commands.appeal_grade(sheet=low, grounds="三件不是我经办", by=me, on=day(12, 5))
        assert "异议复核中，基本称职，期限 2020-01-04" in own(day(12, 5))
        low.refresh_from_db()
        commands.answer_appeal(
            appeal=low.appeal, result="changed", grade_after="competent", panel="邓少峰", reasons="属其他窗口", document="斗镇复〔2019〕1号", by=PANEL, on=day(12, 9)
        )
        assert "待确定等次，称职" in own(day(12, 9)) and "基本称职改为称职" in own(day(12, 9))
        commands.fix_grade(sheet=low, by=TOWN_COMMITTEE, on=day(12, 9))
        assert "等次已确定，称职" in own(day(12, 9))


@pytest.mark.django_db
class TestTie:
    def grade_page(self, s, **more):
        with_role(TOWN_COMMITTEE)
        answer = page(registers.scheme_act, TOWN_COMMITTEE, on=day(12, 2), uuid=s.scheme.uuid, step="grade", **more)
        with_role(SERVICE)
        return answer

    def test_who_ties_is_told_before_the_decision_and_the_decision_stands_after_it(self):
        s = stage()
        for sheet, score in zip(s.sheets(), (93, 93, 85, 70, 55), strict=True):
            s.approved(sheet, score)
        seen = body(self.grade_page(s))
        one, two = (sheet.person.name for sheet in s.sheets()[:2])
        assert "2 份争 1 个名额" in seen and f"{one}、{two}（93.00 分）" in seen and "优秀超出名额 1 个" in seen
        meeting = {"body": "斗门镇党委", "meeting": "第40次会议", "override_reason": "两人事实相同"}
        assert "同时有理由和文号" in body(self.grade_page(s, data=meeting))
        assert self.grade_page(s, data=meeting | {"override_document": "斗镇委〔2019〕71号"}).status_code == 302
        with_role(TOWN_COMMITTEE)
        after = body(page(registers.scheme, TOWN_COMMITTEE, on=day(12, 2), uuid=s.scheme.uuid))
        with_role(SERVICE)
        assert "两人事实相同（斗镇委〔2019〕71号）" in after and "优秀 2" in after and "斗门镇党委第40次会议" in after

    def test_where_nobody_ties_nobody_is_asked_about_a_tie(self):
        s = stage()
        for sheet, score in zip(s.sheets(), SCORES, strict=True):
            s.approved(sheet, score)
        seen = body(self.grade_page(s))
        assert "override_reason" not in seen and "末位同分" not in seen and "到了优秀线、名额已满" in seen
