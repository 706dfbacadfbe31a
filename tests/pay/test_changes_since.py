"""What happens after the year's run: its own cause, somebody's 待办 with a last day, cents by hand, any order of corrections."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.pay import commands, queries
from qianxian.pay.models import DifferenceLine, PayCorrection
from qianxian.pay.pages.corrections import reasons
from qianxian.pay.rules import Moved, moved_since
from qianxian.people import commands as people
from tests.cast import COUNTY_OFFICER, FINANCE, SERVICE
from tests.engagements.stage import day, person
from tests.pay.stage import APPROVER, MONTH, ON, approved, correct, prepared
from tests.rulebook.fixing import fix_setting

YEAR = (day(4, 1), day(12, 31))


def leaves(who, last: dt.date) -> None:
    """The person's engagement ended with the day, as the register holds it."""
    bind(SERVICE)
    Engagement.objects.filter(person=who).update(period=DateRange(day(4, 1), last + dt.timedelta(days=1)), end_reason="resigned", end_document="辞职报告")
    bind(COUNTY_OFFICER)


def codes(caught) -> set[str]:
    return {violation.code for violation in caught.value.violations}


def waiting(on: dt.date = ON) -> list[tuple[str, str, dt.date | None]]:
    return [(task.title, task.why, task.due_on) for task in queries.tasks_for(COUNTY_OFFICER, on)]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (YEAR, []),
        ((day(4, 1), day(12, 30)), [(day(12, 31), YEAR, (day(4, 1), day(12, 30)))]),
        ((day(4, 2), day(12, 31)), [(day(4, 1), YEAR, (day(4, 2), day(12, 31)))]),
        (None, [(day(4, 1), YEAR, None)]),
    ],
)
def test_what_moved_since_the_roster(now, found):
    locked = {"e": ("member", *YEAR)}
    held = {"e": ("member", *now)} if now else {}
    assert [(one.changed_on, one.was, one.now) for one in moved_since(locked, held)] == found


def test_a_post_taken_up_since_and_another_title():
    assert moved_since({}, {"e": ("member", day(12, 20), day(12, 31))}) == [Moved("member", None, (day(12, 20), day(12, 31)))]
    assert moved_since({"e": ("member", *YEAR)}, {"e": ("director", *YEAR)}) == [Moved("director", YEAR, YEAR)]


class TestALeaver:
    def test_is_on_the_preparers_desk_and_corrected_under_his_own_cause(self, engaged):
        run = approved()
        assert waiting() == []
        before = queries.posted_sums(COUNTY_OFFICER, run)[engaged.member.pk]
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "post_changed", engaged.member)
        assert codes(caught) == {"no_fact"} and "没有变动" in str(caught.value)
        leaves(engaged.member, day(9, 20))
        assert waiting() == [(f"{engaged.member.name}：2019 年差额更正", "批次以后到任、离任、换岗，应发和已发有差额，要编制更正", day(1, 15, 2020))]
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "wrong_day", engaged.member)
        assert codes(caught) == {"no_fact"} and "批次以后到任、离任、换岗" in str(caught.value)
        made = prepared(run, "post_changed", engaged.member)
        assert waiting() == []  # it waits for finance now
        commands.check_correction(correction=made, by=FINANCE, on=ON)
        done = commands.approve_correction(correction=made, by=APPROVER, on=ON)
        assert waiting() == []
        after = queries.posted_sums(COUNTY_OFFICER, run)[engaged.member.pk]
        paid = 5 * MONTH + Decimal("3710.25")  # April–August, 20/30 of September
        assert after["city"] + after["district"] == paid == Decimal("31537.15")
        assert after["town"] == Decimal("7568.91")  # 30 % of it rounded down: 9,461.14; competent: 0.80 of that, 7,568.912
        assert done.city_total + done.district_total == paid - (before["city"] + before["district"])
        said = reasons(done.lines.filter(part="city").get().explanation)
        assert "批次以后离任：委员，最后一天 2019-09-20（批次按到 2019-12-31 编制）" in said

    def test_who_joined_since_is_paid_from_his_first_day(self, engaged):
        run = approved()
        bind(SERVICE)
        new = person("谭少英")
        engaged.engaged(new)
        Engagement.objects.filter(person=new).update(period=DateRange(day(12, 17), day(4, 1, 2020)))
        bind(COUNTY_OFFICER)
        done = correct(run, "post_changed", new)
        assert done.city_total + done.district_total == Decimal("2692.90")  # December takes the rest of the year, 5,565.32: × 15 ÷ 31
        assert "批次以后到任：委员，2019-12-17 至 2019-12-31" in reasons(done.lines.first().explanation)

    def test_any_order_of_a_leaver_a_leave_a_death_and_an_index_comes_to_the_same_cents(self, engaged):
        causes = ("post_changed", "unpaid_leave", "late_index")
        found = []
        run = approved()
        leaves(engaged.member, day(9, 20))
        commands.record_fact(person=engaged.member, kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
        fix_setting(key="pay.income_index", value="26200", valid_from=dt.date(2018, 1, 1), published_on=ON, source_document="统计公报", by=COUNTY_OFFICER)
        for order in permutations(causes):
            with transaction.atomic():
                for cause in order:
                    try:
                        correct(run, cause, None if cause == "late_index" else engaged.member)
                    except RuleViolated as caught:
                        assert {v.code for v in caught.violations} == {"no_difference"}
                found.append(queries.posted_sums(COUNTY_OFFICER, run)[engaged.member.pk])
                transaction.set_rollback(True)
        assert all(one == found[0] for one in found)


class TestTheDesk:
    def test_a_death_and_a_recorded_fact_stand_there_until_posted(self, engaged):
        run = approved()
        people.record_death(person=engaged.member, died_on=day(9, 20), document="死亡证明", by=COUNTY_OFFICER, on=ON)
        commands.record_fact(person=engaged.extra[0], kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
        assert [why for _title, why, _due in waiting()] == [
            "不带薪请假，应发和已发有差额，要编制更正" if one == engaged.extra[0] else "去世，应发和已发有差额，要编制更正"
            for one in sorted([engaged.member, engaged.extra[0]], key=lambda p: (p.pinyin, p.pk))
        ]
        correct(run, "death", engaged.member)
        correct(run, "unpaid_leave", engaged.extra[0])
        assert waiting() == [] and DifferenceLine.objects.exists()

    def test_a_published_index_and_late_grades_stand_there_for_everybody(self, engaged):
        fix_setting(key="pay.income_index", value="26200", valid_from=dt.date(2018, 1, 1), published_on=day(12, 17), source_document="统计公报", by=COUNTY_OFFICER)
        run = approved()
        assert waiting(day(12, 16)) == []
        assert waiting(day(12, 17)) == [("2019 年全体差额更正，2 人", "收入基数公布，要编制更正", day(1, 16, 2020))]
        correct(run, "late_index", on=day(12, 17))
        assert waiting(day(12, 17)) == []
        YearlyGrade.objects.create(division_code=engaged.extra[0].division_code, person=engaged.extra[0], year=2019, grade="excellent", decided_on=day(12, 18))
        assert waiting(day(12, 18)) == [("2019 年全体差额更正，1 人", "考核等次后定，要编制更正", day(1, 17, 2020))]
        correct(run, "late_grade", on=day(12, 18))
        assert waiting(day(12, 18)) == [] and PayCorrection.objects.count() == 2

    def test_a_run_never_pays_beyond_a_death_though_the_engagement_runs_on(self, engaged):
        people.record_death(person=engaged.member, died_on=day(9, 20), document="死亡证明", by=COUNTY_OFFICER, on=ON)
        run = approved()
        sums = queries.posted_sums(COUNTY_OFFICER, run)[engaged.member.pk]
        assert sums["city"] + sums["district"] == 5 * MONTH + Decimal("3710.25") and waiting() == []
        leaves(engaged.member, day(9, 20))  # put right in the register afterwards: nothing to correct
        assert waiting() == []
        assert engaged.member.pk not in {span.engagement.person_id for span in queries.roster(COUNTY_OFFICER, 2020, day(12, 31, 2020))}

    def test_nobody_else_is_called(self, engaged):
        approved()
        leaves(engaged.member, day(9, 20))
        assert queries.tasks_for(FINANCE, ON) == queries.tasks_for(APPROVER, ON) == []
