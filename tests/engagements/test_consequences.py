"""A negative outcome is heard before it is decided, told in writing and reviewed by others; secretaries are filed; the law, not the town, ends seats."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.accounts.models import User
from qianxian.engagements import commands, moves, queries
from qianxian.engagements.models import ConsequenceCase, Engagement, GroundRecord, SecretaryFiling, YearlyGrade
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.reach import acting_as, bind
from qianxian.organisations.models import Mandate
from tests.assessments.stage import PANEL, as_person, hold
from tests.cast import COUNTY_OFFICER, FINANCE, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import CONCLUDER, day, person, village

pytestmark = pytest.mark.django_db
RULING = {"body": "斗门镇党委", "meeting": "第41次会议", "reasons": "考核不称职，整改未见效"}
PIECES = ("form", "vetting", "term", "pledge")


def codes(broken) -> list[str]:
    return [v.code for v in broken.value.violations]


def refused(change) -> str:
    try:
        with transaction.atomic():
            change()
    except (IntegrityError, DatabaseError) as error:
        return error.__cause__.diag.constraint_name
    return ""


@pytest.fixture
def v():
    made = village()
    made.held = hold(made.centre, made.member, "member")
    made.director = hold(made.centre, made.secretary, "director")
    bind(SERVICE)
    graded(made.member, 2018, "not_competent")
    return made


def graded(who, year: int, grade: str) -> None:
    YearlyGrade.objects.create(division_code=who.division_code, person=who, year=year, grade=grade, decided_on=day(1, 20, year + 1), source_document="斗镇委")


def proposed(v, **changes) -> ConsequenceCase:
    values = {"kind": "end", "ground_code": "grade_not_competent", "ground": "2018年度考核不称职", "evidence": "斗镇委〔2019〕8号"}
    return commands.propose_consequence(engagement=v.held, by=TOWN_OFFICER, on=day(3, 4), **(values | changes))


def heard(v, **changes) -> ConsequenceCase:
    case = commands.call_hearing(case=proposed(v, **changes), hearing_on=day(3, 8), place="镇党建办", by=TOWN_OFFICER, on=day(3, 5))
    return commands.record_hearing(case=case, heard_on=day(3, 8), heard_by="谭瑞珍、姚学谦", statement="三件超期不是我经办。", by=TOWN_OFFICER, on=day(3, 8))


def served(v, **changes) -> ConsequenceCase:
    case = commands.decide_case(case=heard(v, **changes), last_day=day(3, 31), by=TOWN_COMMITTEE, on=day(3, 12), **RULING)
    return commands.serve_case(case=case, served_on=day(3, 13), contact="党建办 5551234", by=TOWN_OFFICER, on=day(3, 13))


def test_every_state_of_a_case_stands_in_the_maps():
    assert set(moves.CASE_MOVES) == set(ConsequenceCase.State.values) == set(moves.WHO_HOLDS_CASE) == set(moves.CASE_WORDS)


def test_the_whole_road_ends_the_post_and_leaves_the_elected_seat(v):
    seats = list(Mandate.objects.order_by("pk").values())
    case = served(v)
    v.held.refresh_from_db()
    assert (v.held.period.upper, v.held.end_reason, v.held.end_document) == (day(4, 1), "ended_by_review", "斗门镇党委第41次会议")
    assert (case.state, case.review_until, case.notice_number) == ("served", day(3, 28), "斗镇聘告〔2019〕1号")
    assert list(Mandate.objects.order_by("pk").values()) == seats


@pytest.mark.parametrize("reason", ["ended_by_review", "not_renewed"])
def test_no_negative_ending_without_a_hearing_whoever_writes(v, reason):
    with pytest.raises(RuleViolated) as broken:
        commands.end_engagement(engagement=v.held, last_day=day(3, 31), reason=reason, document="斗镇委", by=TOWN_COMMITTEE, on=day(3, 4))
    assert codes(broken) == ["hearing"]
    change = {"end_reason": reason, "period": DateRange(v.held.period.lower, day(4, 1))}
    assert refused(lambda: Engagement.objects.filter(pk=v.held.pk).update(**change)) == "heard_before_a_negative_outcome"
    case = proposed(v)
    values = {"state": "decided", "decided_on": day(3, 5), "decided_by": "wuhl", "body": "x", "meeting": "x", "last_day": day(3, 31)}
    assert refused(lambda: ConsequenceCase.objects.filter(pk=case.pk).update(**values)) == "heard_before_decided"


def test_steps_cannot_be_jumped_and_a_hearing_is_called_in_time(v):
    case = proposed(v)
    for command, values in (
        (commands.record_hearing, {"heard_on": day(3, 5), "heard_by": "x", "statement": "x", "by": TOWN_OFFICER}),
        (commands.decide_case, RULING | {"last_day": day(3, 31), "by": TOWN_COMMITTEE}),
        (commands.serve_case, {"served_on": day(3, 5), "contact": "x", "by": TOWN_OFFICER}),
        (commands.ask_case_review, {"grounds": "x", "by": TOWN_OFFICER}),
    ):
        with pytest.raises(RuleViolated) as broken:
            command(case=case, on=day(3, 5), **values)
        assert codes(broken) == ["state"]
    with pytest.raises(RuleViolated) as broken:
        proposed(v)
    assert codes(broken) == ["open"]


@pytest.mark.parametrize(("hearing", "told"), [(day(3, 7), ["hearing_on"]), (day(3, 8), []), (day(3, 9), [])])
def test_three_days_before_the_hearing(v, hearing, told):
    case = proposed(v)
    try:
        commands.call_hearing(case=case, hearing_on=hearing, place="镇党建办", by=TOWN_OFFICER, on=day(3, 5))
        found = []
    except RuleViolated as broken:
        found = [violation.code for violation in broken.violations]
    assert found == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ground_code": "basic_twice"}, ["grade"]),
        ({"ground_code": "relative_petitioned"}, ["ground_barred"]),
        ({"ground_code": "religion"}, ["ground_barred"]),
        ({"ground_code": "gossip"}, ["ground_unknown"]),
        ({"ground_code": "sentenced"}, ["since_missing"]),
        ({"evidence": " "}, ["evidence"]),
        ({"kind": "dismiss"}, ["kind"]),
    ],
)
def test_a_case_needs_a_ground_of_the_list(v, changes, told):
    with pytest.raises(RuleViolated) as broken:
        proposed(v, **changes)
    assert codes(broken) == told


@pytest.mark.parametrize(("known", "told"), [(day(3, 3), []), (day(3, 4), []), (day(3, 5), ["grade"])])
def test_a_grade_is_a_ground_once_it_is_decided(v, known, told):
    YearlyGrade.objects.update(decided_on=known)
    try:
        proposed(v)
        found = []
    except RuleViolated as broken:
        found = [violation.code for violation in broken.violations]
    assert found == told


def test_basic_two_years_in_a_row_may_be_proposed_and_dropped_after_the_hearing(v):
    YearlyGrade.objects.all().delete()
    graded(v.member, 2017, "basic")
    graded(v.member, 2018, "basic")
    case = heard(v, ground_code="basic_twice", kind="not_renewed")
    row = commands.drop_case(case=case, reasons="陈述成立", by=TOWN_COMMITTEE, on=day(3, 12))
    v.held.refresh_from_db()
    assert (row.state, v.held.end_reason, v.held.period.upper) == ("dropped", "", day(2, 1, 2020))


def test_proposer_decider_panel_and_person_are_different_people(v):
    case = heard(v)
    himself = acting("kuanghl", "邝惠兰", "town_committee", "440403103", person_uuid=str(v.member.uuid))
    proposer = acting("zhaobk", "赵炳坤", "town_committee", "440403103")
    for by in (himself, proposer, TOWN_OFFICER, COUNTY_OFFICER):
        with pytest.raises(NotPermitted):
            commands.decide_case(case=case, last_day=day(3, 31), by=by, on=day(3, 12), **RULING)
    case = commands.decide_case(case=case, last_day=day(3, 31), by=TOWN_COMMITTEE, on=day(3, 12), **RULING)
    assert refused(lambda: ConsequenceCase.objects.filter(pk=case.pk).update(answered_by="wuhl")) == "another_panel_reviews_the_case"
    assert refused(lambda: ConsequenceCase.objects.filter(pk=case.pk).update(reasons="另一个理由")) == "decided_case_stays"


@pytest.mark.parametrize(("on", "accepted"), [(day(3, 27), True), (day(3, 28), True), (day(3, 29), False)])
def test_a_review_is_asked_within_fifteen_days_by_the_person(v, on, accepted):
    case = served(v)
    me = as_person(v.member)
    with acting_as(me):
        if accepted:
            row = commands.ask_case_review(case=case, grounds="三件不是我经办", by=me, on=on)
            assert (row.state, row.review_due_on) == ("asked", on + dt.timedelta(days=30))
        else:
            with pytest.raises(RuleViolated) as broken:
                commands.ask_case_review(case=case, grounds="三件不是我经办", by=me, on=on)
            assert codes(broken) == ["late"]
    bind(SERVICE)


def test_overturned_is_restored_from_the_first_day_and_told_to_pay(v):
    case = commands.ask_case_review(case=served(v), grounds="三件不是我经办", by=TOWN_OFFICER, on=day(3, 20))
    answer = {"result": "overturned", "panel": "邓少峰、谭瑞珍", "reasons": "三件属其他窗口", "document": "斗镇复〔2019〕3号"}
    with pytest.raises(NotPermitted):
        commands.answer_case_review(case=case, by=TOWN_COMMITTEE, on=day(4, 10), **answer)
    commands.answer_case_review(case=case, by=PANEL, on=day(4, 10), **answer)
    v.held.refresh_from_db()
    assert (v.held.period, v.held.end_reason) == (DateRange(day(2, 1), day(2, 1, 2020)), "")
    (found,) = queries.restorations(SERVICE, day(4, 10))
    assert (found.person, found.engagement, found.first_day, found.decided_on, found.document) == (v.member, v.held, day(4, 1), day(4, 10), "斗镇复〔2019〕3号")
    assert queries.restorations(SERVICE, day(4, 11)) == []
    assert commands.propose_consequence and not ConsequenceCase.objects.filter(state="asked").exists()


def test_upheld_stays_ended(v):
    case = commands.ask_case_review(case=served(v), grounds="三件不是我经办", by=TOWN_OFFICER, on=day(3, 20))
    commands.answer_case_review(case=case, result="upheld", panel="邓少峰", reasons="事实清楚", document="斗镇复〔2019〕4号", by=PANEL, on=day(4, 10))
    v.held.refresh_from_db()
    assert v.held.period.upper == day(4, 1) and queries.restorations(SERVICE, day(1, 1)) == []


def filed(v, event: str = "elected", on: dt.date = day(3, 20), **changes) -> SecretaryFiling:  # noqa: B008
    values = {"document": "斗镇委〔2017〕9号", "pieces": PIECES, "late_reason": "补备案"}
    return commands.file_secretary(mandate=v.secretary_mandate, event=event, by=TOWN_OFFICER, on=on, **(values | changes))


def test_a_late_filing_says_why_and_holds_its_pieces(v):
    with pytest.raises(RuleViolated) as broken:
        filed(v, late_reason="", pieces=("form",))
    assert codes(broken) == ["filed_late", "filing_incomplete"]
    with pytest.raises(RuleViolated) as broken:
        filed(v, event="removed")
    assert codes(broken) == ["running"]
    row = filed(v)
    assert (row.event_on, row.objection_until) == (day(3, 9, 2017), day(4, 4))
    with pytest.raises(RuleViolated) as broken:
        filed(v)
    assert codes(broken) == ["filed"]


@pytest.mark.parametrize(("on", "accepted"), [(day(4, 3), True), (day(4, 4), True), (day(4, 5), False)])
def test_the_county_objects_within_its_days_and_the_town_answers(v, on, accepted):
    row = filed(v)
    if not accepted:
        with pytest.raises(RuleViolated) as broken:
            commands.object_to_filing(filing=row, objection="联审未办结", by=COUNTY_OFFICER, on=on)
        assert codes(broken) == ["objection_late"]
        late = {"objected_on": on, "objected_by": "liangyw", "objection": "x"}
        assert refused(lambda: SecretaryFiling.objects.filter(pk=row.pk).update(**late)) == "an_objection_comes_in_its_days"
        return
    commands.object_to_filing(filing=row, objection="联审未办结", by=COUNTY_OFFICER, on=on)
    answered = commands.answer_objection(filing=row, answer="已补办联审", by=TOWN_COMMITTEE, on=on)
    assert answered.answer == "已补办联审"
    with pytest.raises(NotPermitted):
        commands.object_to_filing(filing=row, objection="再提", by=TOWN_OFFICER, on=on)


def test_a_replaced_secretary_is_filed_keeps_the_committee_seat_and_counts(v):
    commands.end_secretary(mandate=v.secretary_mandate, last_day=day(3, 31), reason="replaced", document="斗镇委〔2019〕12号", by=TOWN_OFFICER, on=day(4, 1))
    assert queries.replaced_secretaries(SERVICE, day(4, 1)) == 0  # not before it is filed with the county
    row = filed(v, event="removed", on=day(4, 2), pieces=("form", "decision", "notice"), late_reason="")
    assert row.event_on == day(3, 31)
    assert queries.replaced_secretaries(SERVICE, day(4, 2)) == 1
    assert Mandate.objects.get(person=v.secretary, role="head").period.upper is None
    v.director.refresh_from_db()
    assert (v.director.period.upper, v.director.end_reason) == (day(4, 1), "secretary_changed")


def test_a_convicted_member_leaves_by_the_law_never_by_the_town(v):
    other = person("陆少强")
    seat = Mandate.objects.create(division_code=other.division_code, person=other, committee=v.committee, role="committee_member", period=DateRange(day(4, 16, 2017), None))
    with pytest.raises(NotPermitted):
        commands.record_ground(person=other, code="sentenced", since=day(5, 1, 2016), document="（2016）粤0403刑初9号", by=TOWN_OFFICER, on=day(2, 1))
    record = commands.record_ground(person=other, code="sentenced", since=day(5, 1, 2016), document="（2016）粤0403刑初9号", by=CONCLUDER, on=day(2, 1))
    assert queries.convicted_in_office(SERVICE, day(2, 2)) == (0, 1)
    (ended,) = commands.clear_cadre(record=record, last_day=day(2, 10), by=COUNTY_OFFICER, on=day(2, 11))
    assert (ended.pk, ended.end_reason, ended.end_document, ended.period.upper) == (seat.pk, "auto_end", "（2016）粤0403刑初9号", day(2, 11))
    assert queries.convicted_in_office(SERVICE, day(2, 11)) == (1, 0)
    assert refused(lambda: Mandate.objects.filter(pk=seat.pk).update(end_reason="replaced")) == "no_removal_from_an_elected_seat"
    with acting_as(TOWN_COMMITTEE):
        assert not GroundRecord.objects.exists()
    with acting_as(FINANCE):
        assert not GroundRecord.objects.exists()
    bind(SERVICE)


def test_other_grounds_end_no_seat_and_an_engaged_person_is_heard_first(v):
    record = commands.record_ground(person=v.secretary, code="dishonest_debtor", since=day(1, 5), document="（2019）粤0403执5号", by=CONCLUDER, on=day(2, 1))
    with pytest.raises(RuleViolated) as broken:
        commands.clear_cadre(record=record, last_day=day(2, 10), by=COUNTY_OFFICER, on=day(2, 11))
    assert codes(broken) == ["code", "engaged"]
    with pytest.raises(RuleViolated) as broken:
        commands.record_ground(person=v.secretary, code="religion", since=day(1, 5), document="x", by=CONCLUDER, on=day(2, 1))
    assert codes(broken) == ["ground_barred"]


def test_the_desks_have_cases_filings_and_flagged_engagements(v):
    def titles(actor, on):
        return [(task.kind, task.why) for task in queries.consequences.tasks_for(actor, on)]

    (flagged,) = [task for task in queries.tasks_for(TOWN_OFFICER, day(3, 4)) if task.kind == "处理事项"]
    assert "不称职" in flagged.why and flagged.url.endswith(f"{v.held.uuid}/case/")
    YearlyGrade.objects.all().delete()
    graded(v.member, 2017, "basic")
    graded(v.member, 2018, "basic")
    assert [twice for _row, twice in queries.consequences.flagged_on(TOWN_OFFICER, day(3, 4))] == [True]
    graded(v.secretary, 2018, "basic")
    assert len(queries.consequences.flagged_on(TOWN_OFFICER, day(3, 4))) == 1  # one basic year flags nobody
    heard(v, ground_code="basic_twice")
    assert titles(TOWN_COMMITTEE, day(3, 9)) == [("处理事项", "已听取陈述，要作出决定")]
    assert titles(TOWN_OFFICER, day(3, 9)) == []
    row = filed(v)
    assert titles(COUNTY_OFFICER, row.objection_until) == [("书记备案", "异议期内，请审阅备案")]
    assert titles(COUNTY_OFFICER, row.objection_until + dt.timedelta(1)) == []


def resigned(v, last_day: dt.date) -> None:
    commands.end_engagement(engagement=v.held, last_day=last_day, reason="resign", document="辞职报告", by=TOWN_COMMITTEE, on=day(3, 14))


def test_who_decided_is_not_of_the_panel(v):
    User.objects.create(login=TOWN_COMMITTEE.login, name=TOWN_COMMITTEE.name, usable=DateRange(day(1, 1), None))
    case = commands.ask_case_review(case=served(v), grounds="三件不是我经办", by=TOWN_OFFICER, on=day(3, 20))
    answer = {"result": "upheld", "reasons": "事实清楚", "document": "斗镇复〔2019〕4号", "by": PANEL, "on": day(4, 10)}
    with pytest.raises(RuleViolated) as broken:
        commands.answer_case_review(case=case, panel=f"邓少峰，{TOWN_COMMITTEE.name}", **answer)
    assert [one.code for one in broken.value.violations] == ["panel_took_part"]


def overturned(case) -> ConsequenceCase:
    case = commands.ask_case_review(case=case, grounds="三件不是我经办", by=TOWN_OFFICER, on=day(3, 20))
    return commands.answer_case_review(case=case, result="overturned", panel="邓少峰", reasons="三件属其他窗口", document="斗镇复〔2019〕3号", by=PANEL, on=day(4, 10))


@pytest.mark.parametrize("last", [day(3, 20), day(3, 30), day(3, 31)])
def test_who_resigned_before_the_decided_day_is_not_called_back(v, last):
    case = served(v)
    resigned(v, last)
    overturned(case)
    v.held.refresh_from_db()
    assert (v.held.period.upper, v.held.end_reason, v.held.end_document) == (last + dt.timedelta(1), "resign", "辞职报告")
    assert queries.restorations(SERVICE, day(1, 1)) == []


def test_a_resignation_that_stood_before_is_given_back_with_its_day(v):
    resigned(v, day(6, 30))
    overturned(served(v))
    v.held.refresh_from_db()
    assert (v.held.period.upper, v.held.end_reason, v.held.end_document) == (day(7, 1), "resign", "辞职报告")
    (found,) = queries.restorations(SERVICE, day(1, 1))
    assert found.first_day == day(4, 1)


@pytest.mark.parametrize(("kind", "last", "told"), [("not_renewed", None, ["ended"]), ("end", day(3, 30), []), ("end", day(3, 31), ["ended"])])
def test_who_goes_by_himself_is_not_decided_about_again(v, kind, last, told):
    case = heard(v, kind=kind)
    resigned(v, day(3, 31))
    try:
        commands.decide_case(case=case, last_day=last, by=TOWN_COMMITTEE, on=day(3, 14), **RULING)
        found = []
    except RuleViolated as broken:
        found = [violation.code for violation in broken.violations]
    assert found == told


def test_an_upheld_refusal_to_renew_stands_when_a_later_ending_is_overturned(v):
    first = commands.ask_case_review(case=served(v, kind="not_renewed"), grounds="x", by=TOWN_OFFICER, on=day(3, 20))
    commands.answer_case_review(case=first, result="upheld", panel="邓少峰", reasons="事实清楚", document="斗镇复〔2019〕4号", by=PANEL, on=day(3, 21))
    second = commands.propose_consequence(engagement=v.held, kind="end", ground_code="grade_not_competent", ground="x", evidence="x", by=TOWN_OFFICER, on=day(3, 22))
    second = commands.call_hearing(case=second, hearing_on=day(3, 26), place="x", by=TOWN_OFFICER, on=day(3, 22))
    second = commands.record_hearing(case=second, heard_on=day(3, 26), heard_by="x", statement="x", by=TOWN_OFFICER, on=day(3, 26))
    second = commands.decide_case(case=second, last_day=day(4, 5), by=TOWN_COMMITTEE, on=day(3, 27), **(RULING | {"meeting": "第42次会议"}))
    second = commands.serve_case(case=second, served_on=day(3, 28), contact="x", by=TOWN_OFFICER, on=day(3, 28))
    second = commands.ask_case_review(case=second, grounds="x", by=TOWN_OFFICER, on=day(3, 29))
    commands.answer_case_review(case=second, result="overturned", panel="x", reasons="x", document="斗镇复〔2019〕5号", by=PANEL, on=day(4, 10))
    v.held.refresh_from_db()
    assert (v.held.period.upper, v.held.end_reason, v.held.end_document) == (day(2, 1, 2020), "not_renewed", "斗门镇党委第41次会议")


def test_a_director_given_back_serves_as_long_as_he_was_secretary(v):
    v.held, v.member = v.director, v.secretary
    graded(v.secretary, 2018, "not_competent")
    case = served(v)
    commands.end_secretary(mandate=v.secretary_mandate, last_day=day(4, 5), reason="replaced", document="斗镇委〔2019〕12号", by=TOWN_OFFICER, on=day(4, 5))
    overturned(case)
    v.held.refresh_from_db()
    assert (v.held.period.upper, v.held.end_reason, v.held.end_document) == (day(4, 6), "secretary_changed", "斗镇委〔2019〕12号")
    (found,) = queries.restorations(SERVICE, day(1, 1))
    assert found.first_day == day(4, 1)


def test_the_hearing_has_its_day_on_both_desks_and_the_person_sees_until_when_to_ask(v):
    me = as_person(v.held.person)

    def own(on):
        bind(me)
        found = [(task.why, task.due_on) for task in queries.tasks_for(me, on)]
        bind(SERVICE)
        return found

    case = proposed(v)
    commands.call_hearing(case=case, hearing_on=day(3, 8), place="镇党建办", by=TOWN_OFFICER, on=day(3, 5))
    assert own(day(3, 5)) == [("请按通知到场陈述申辩", day(3, 8))]
    assert [task.due_on for task in queries.consequences.tasks_for(TOWN_OFFICER, day(3, 5)) if task.why == "要记录陈述申辩"] == [day(3, 8)]
    commands.record_hearing(case=case, heard_on=day(3, 8), heard_by="镇纪委二人", statement="请求保留", by=TOWN_OFFICER, on=day(3, 8))
    commands.decide_case(case=case, last_day=day(3, 31), by=TOWN_COMMITTEE, on=day(3, 10), **RULING)
    assert own(day(3, 10)) == []  # decided, not told yet
    commands.serve_case(case=case, served_on=day(3, 11), contact="镇党建办", by=TOWN_OFFICER, on=day(3, 11))
    case.refresh_from_db()
    until = case.review_until
    assert own(until) == [("处理决定已送达，不服的可以申请复核", until)] and own(until + dt.timedelta(1)) == []
