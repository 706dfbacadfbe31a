"""One source says who is restored and from which day: an ending overturned after the year was paid is paid back to the cent, from its first day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qianxian.engagements import commands as engagements
from qianxian.engagements import queries as engaged_queries
from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.pay import queries
from tests.assessments.stage import PANEL
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import day, village
from tests.pay.stage import MONTH, approved, correct, prepared


@pytest.fixture
def v(db):
    made = village()
    made.engaged(made.member)
    YearlyGrade.objects.create(division_code=made.member.division_code, person=made.member, year=2018, grade="not_competent", decided_on=day(1, 20))
    bind(SERVICE)
    made.held = Engagement.objects.get(person=made.member)
    return made


def ended(v):
    """The engagement ended with 30 September, and the person's request made."""
    case = engagements.propose_consequence(engagement=v.held, kind="end", ground_code="grade_not_competent", ground="2018年度考核不称职",
                                           evidence="斗镇委〔2019〕8号", by=TOWN_OFFICER, on=day(9, 2))  # fmt: skip
    case = engagements.call_hearing(case=case, hearing_on=day(9, 9), place="镇党建办", by=TOWN_OFFICER, on=day(9, 3))
    case = engagements.record_hearing(case=case, heard_on=day(9, 9), heard_by="谭瑞珍", statement="不是我经办。", by=TOWN_OFFICER, on=day(9, 9))
    case = engagements.decide_case(case=case, body="斗门镇党委", meeting="第41次会议", reasons="整改未见效", last_day=day(9, 30), by=TOWN_COMMITTEE, on=day(9, 16))
    case = engagements.serve_case(case=case, served_on=day(9, 17), contact="党建办", by=TOWN_OFFICER, on=day(9, 17))
    return engagements.ask_case_review(case=case, grounds="不是我经办", by=TOWN_OFFICER, on=day(9, 20))


def overturned(case, on):
    return engagements.answer_case_review(case=case, result="overturned", panel="邓少峰", reasons="属其他窗口", document="斗镇复〔2019〕3号", by=PANEL, on=on)


def test_an_overturned_ending_is_paid_back_from_its_first_day(v):
    whole = engaged_queries.engagements(SERVICE).get(pk=v.held.pk).period
    case = ended(v)
    bind(COUNTY_OFFICER)
    run = approved()
    short = queries.posted_sums(COUNTY_OFFICER, run)[v.member.pk]
    assert short["city"] + short["district"] == 6 * MONTH  # April to September
    with pytest.raises(RuleViolated) as caught:
        prepared(run, "overturned_review", v.member)
    assert {one.code for one in caught.value.violations} == {"no_fact"}
    bind(SERVICE)
    overturned(case, day(12, 17))
    (restored,) = engaged_queries.restorations(SERVICE, day(12, 17))
    assert (restored.kind, restored.first_day, restored.engagement.period, restored.document) == ("ended", day(10, 1), whole, "斗镇复〔2019〕3号")
    bind(COUNTY_OFFICER)
    assert queries.restored_unpaid(COUNTY_OFFICER, run) == [v.member]
    done = correct(run, "overturned_review", v.member)
    after = queries.posted_sums(COUNTY_OFFICER, run)[v.member.pk]
    assert after["city"] + after["district"] - short["city"] - short["district"] == 3 * MONTH - Decimal("0.06")  # December takes the remainder of the year
    assert done.lines.filter(part="city").get().explanation["restored"] == [{"from": "2019-10-01", "decided_on": "2019-12-17", "by": "斗镇复〔2019〕3号"}]
    assert queries.restored_unpaid(COUNTY_OFFICER, run) == []


@pytest.mark.parametrize(("answered", "owed"), [(day(12, 15), False), (day(12, 16), False), (day(12, 17), True)])
def test_given_back_before_the_roster_was_locked_nothing_is_owed(v, answered, owed):
    case = ended(v)
    if answered <= day(12, 16):
        overturned(case, answered)
    bind(COUNTY_OFFICER)
    run = approved()
    if answered > day(12, 16):
        bind(SERVICE)
        overturned(case, answered)
        bind(COUNTY_OFFICER)
    assert run.locked_on == day(12, 16)
    assert bool(queries.restored_unpaid(COUNTY_OFFICER, run)) is owed


def test_pay_reads_the_first_day_where_pages_read_it(v):
    """What known_facts gives back is what engagements.queries.restorations says, object for object."""
    overturned(ended(v), day(10, 10))
    bind(COUNTY_OFFICER)
    facts = queries.known_facts(COUNTY_OFFICER, 2019, day(12, 31), {"member": Decimal(1), "director": Decimal(1)})
    assert facts[v.member.pk].restored == engaged_queries.restorations(COUNTY_OFFICER)
