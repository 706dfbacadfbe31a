"""Each command's exits: done, refused, violated, recorded; and that PostgreSQL says the same without the commands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.accounts.models import User
from qianxian.assessments import commands
from qianxian.assessments.models import AssessmentFact, AssessmentIndicator, AssessmentScheme, AssessmentSheet, GradeAppeal
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import acting_as, bind
from tests.assessments.stage import INDICATORS, OPENED, PANEL, SECOND_VILLAGE, TOWN, as_person, published, stage
from tests.cast import COUNTY_OFFICER, FINANCE, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import day

pytestmark = pytest.mark.django_db


def codes(broken) -> list[str]:
    return [v.code for v in broken.value.violations]


def refused_by_database(*statements) -> str:
    """What PostgreSQL says to the change, as the constraint's name; empty when it lets it through."""
    try:
        with transaction.atomic():
            for statement in statements:
                statement()
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (IntegrityError, DatabaseError) as error:
        return error.__cause__.diag.constraint_name
    finally:
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return ""


def draft(**changes):
    values = {"division_code": TOWN, "year": 2019, "subject": "person", "title": "方案", "indicators": INDICATORS, "by": TOWN_OFFICER, "on": day(10, 8)}
    return commands.draft_scheme(**(values | changes))


def test_a_scheme_is_drafted_published_by_another_and_versioned():
    bind(SERVICE)
    first = draft()
    with pytest.raises(NotPermitted):
        commands.publish_scheme(scheme=first, document="斗镇委〔2019〕30号", by=acting("zhaobk", "赵", "town_committee", "440403103"), on=day(10, 9))
    commands.publish_scheme(scheme=first, document="斗镇委〔2019〕30号", by=TOWN_COMMITTEE, on=day(10, 9))
    second = draft()
    assert second.edition == 2
    commands.publish_scheme(scheme=second, document="斗镇委〔2019〕31号", by=TOWN_COMMITTEE, on=day(10, 12))
    first.refresh_from_db()
    assert first.state == "replaced"
    assert AssessmentScheme.objects.get(state="published") == second
    assert set(AuditLeaf.objects.filter(action__startswith="assessments.").values_list("action", flat=True)) == {"assessments.draft_scheme", "assessments.publish_scheme"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"indicators": INDICATORS[:2]}, ["weights_not_100"]),
        ({"indicators": ()}, ["indicators"]),
        ({"title": " "}, ["title"]),
        ({"year": 2017}, ["year"]),
        ({"division_code": "440403103200", "by": TOWN_OFFICER}, ["division"]),
        ({"indicators": (commands.IndicatorLine("学习平台", "每天登录点赞", Decimal(100)),)}, ["barred_measure"]),
        ({"indicators": (commands.IndicatorLine("办件", "按期", Decimal(100), deduction_cap=Decimal(101)),)}, ["cap"]),
        ({"indicators": (commands.IndicatorLine("办件", "按期", Decimal(100), source="gps"),)}, ["source"]),
    ],
)
def test_a_scheme_that_is_not_fair_cannot_be_drafted(changes, told):
    bind(SERVICE)
    with pytest.raises(RuleViolated) as broken:
        draft(**changes)
    assert codes(broken) == told
    assert not AssessmentScheme.objects.exists()


def test_a_published_scheme_never_changes_whoever_writes():
    bind(SERVICE)
    made = published()
    row = AssessmentIndicator.objects.filter(scheme=made).first()
    assert refused_by_database(lambda: AssessmentIndicator.objects.filter(pk=row.pk).update(weight=1)) == "published_scheme_stays"
    assert refused_by_database(lambda: row.delete()) == "published_scheme_stays"
    assert refused_by_database(lambda: AssessmentScheme.objects.filter(pk=made.pk).update(title="另一个")) == "published_scheme_stays"
    assert refused_by_database(lambda: AssessmentScheme.objects.filter(pk=made.pk).update(state="draft")) in ("published_scheme_stays", "a_published_scheme_has_its_document")
    half = draft(year=2020)
    AssessmentIndicator.objects.filter(scheme=half, order=3).update(weight=10)
    publish = {"state": "published", "document": "x", "published_on": day(10, 9), "published_by": "wuhl"}
    assert refused_by_database(lambda: AssessmentScheme.objects.filter(pk=half.pk).update(**publish)) == "weights_sum_to_100"


def test_sheets_open_once_for_everybody_engaged_and_only_by_a_published_scheme():
    s = stage()
    with pytest.raises(RuleViolated) as broken:
        commands.open_sheets(scheme=draft(year=2020), by=TOWN_OFFICER, on=OPENED)
    assert codes(broken) == ["unpublished"]
    made = commands.open_sheets(scheme=s.scheme, by=TOWN_OFFICER, on=OPENED)
    assert {sheet.person_id for sheet in made} == {e.person_id for e in s.engaged}
    assert [mark.weight for mark in made[0].marks.order_by("order")] == [40, 40, 20]
    assert commands.open_sheets(scheme=s.scheme, by=TOWN_OFFICER, on=OPENED) == []
    with pytest.raises(NotPermitted):
        commands.open_sheets(scheme=s.scheme, by=OTHER_TOWN_OFFICER, on=OPENED)


def test_a_centre_is_assessed_too_and_its_director_answers():
    s = stage(subject="centre")
    made = s.sheets()
    assert {sheet.centre_id for sheet in made} == {s.first.centre.pk, s.second.centre.pk}
    first = next(sheet for sheet in made if sheet.centre_id == s.first.centre.pk)
    assert first.person == s.first.secretary
    assert set(first.assessed_people) == {e.person.uuid for e in s.engaged if e.centre_id == s.first.centre.pk} and len(first.assessed_people) == 3
    member = as_person(s.first.member)
    with pytest.raises(NotPermitted):
        commands.report_self(sheet=first, text="我来代写整个中心的述职，写得很长很长很长。", by=member, on=day(11, 5))


def test_the_whole_road_of_a_sheet_to_the_grade_that_pay_reads():
    s = stage()
    served = s.served([95, 92, 85, 70, 55])
    assert [sheet.grade for sheet in served] == ["excellent", "competent", "competent", "basic", "not_competent"]
    assert [sheet.grade_reason for sheet in served] == ["", "quota_full", "", "", ""]
    assert {sheet.appeal_until for sheet in served} == {day(12, 17)}
    assert not YearlyGrade.objects.exists()
    with pytest.raises(RuleViolated) as broken:
        commands.fix_grade(sheet=served[0], by=TOWN_COMMITTEE, on=day(12, 17))
    assert codes(broken) == ["appeal_days"]
    for sheet in served:
        commands.fix_grade(sheet=sheet, by=TOWN_COMMITTEE, on=day(12, 18))
    assert list(YearlyGrade.objects.order_by("pk").values_list("grade", flat=True)) == [sheet.grade for sheet in served]
    row = YearlyGrade.objects.get(person=served[0].person)
    assert (row.year, row.decided_on, row.source_document) == (2019, day(12, 2), "斗门镇党委第40次会议")
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=served[0].pk).update(grade="basic")) == "fixed_sheet_stays"


def test_the_assessed_reports_and_signs_himself_and_sees_no_other_sheet():
    s = stage()
    own, other = s.sheets()[2], s.sheets()[3]
    me = as_person(own.person, code=own.division_code)
    with acting_as(me):
        assert list(AssessmentSheet.objects.all()) == [own]
        assert own.marks.count() == 3 and not other.marks.exists()
        commands.report_self(sheet=own, text="本年窗口办件一千二百件，没有差错；培训参加不够。", by=me, on=day(11, 5))
    bind(SERVICE)
    s.scored(AssessmentSheet.objects.get(pk=own.pk))
    commands.tell_score(sheet=own, by=TOWN_OFFICER, on=day(11, 21))
    with acting_as(me):
        commands.sign_sheet(sheet=own, signature="signed", statement="第二项扣分我不同意，附说明。", by=me, on=day(11, 22))
        with pytest.raises(NotPermitted):
            commands.approve_sheet(sheet=own, opinion="同意", by=me, on=day(11, 22))
    with acting_as(FINANCE):
        assert not AssessmentSheet.objects.exists()
    bind(SERVICE)
    own.refresh_from_db()
    assert (own.state, own.reported_by, own.statement) == ("signed", me.login, "第二项扣分我不同意，附说明。")


def test_scorer_approver_assessed_and_panel_are_different_people():
    s = stage()
    sheet = s.signed(s.sheets()[0])
    scorer_in_committee = acting("zhaobk", "赵炳坤", "town_committee", "440403103")
    himself = acting("somebody", "容志恒", "town_committee", "440403103", person_uuid=str(sheet.person.uuid))
    for by in (scorer_in_committee, himself, TOWN_OFFICER, COUNTY_OFFICER):
        with pytest.raises(NotPermitted):
            commands.approve_sheet(sheet=sheet, opinion="同意", by=by, on=day(11, 28))
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=sheet.pk).update(approved_by="zhaobk")) == "scorer_does_not_approve"
    # the database knows whose login it is
    User.objects.create(login="rongzh", name="容志恒", person_uuid=sheet.person.uuid, usable=DateRange(day(1, 1), None))
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=sheet.pk).update(approved_by="rongzh")) == "nobody_assesses_himself"
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=sheet.pk).update(grade="excellent")) == "graded_after_approval"


def fact(mark, **changes):
    values = {"fact": "3 件超期未办", "happened_on": day(6, 1), "evidence": "超期清单", "points": Decimal(4), "told_on": day(6, 5), "by": TOWN_OFFICER, "on": day(11, 5)}
    return commands.record_fact(mark=mark, **(values | changes))


def test_a_deduction_needs_fact_day_evidence_and_notice_and_stops_at_the_cap():
    s = stage()
    sheet = s.sheets()[0]
    mark = sheet.marks.get(order=2)
    fact(mark)
    fact(mark, points=Decimal(5), fact="2 件差错退件")
    fact(mark, points=Decimal(5), fact="窗口无人值守一天")
    mark.refresh_from_db()
    assert mark.deducted == 10  # the cap, not 14
    scored = s.scored(sheet, 90)
    assert scored.score == Decimal("86.00")  # 36 + 32 + 18
    for changes, code in (
        ({"told_on": None}, "notified_on_missing"),
        ({"evidence": " "}, "evidence_missing"),
        ({"fact": "20 天没有登录"}, "barred_measure"),
        ({"fact": "有村民上访"}, "barred_measure"),
        ({"happened_on": day(6, 1, 2018), "told_on": day(6, 2, 2018)}, "outside_year"),
        ({"happened_on": day(11, 6), "told_on": day(11, 6)}, "fact_in_future"),
        ({"points": Decimal(-1)}, "points"),
    ):
        with pytest.raises(RuleViolated) as broken:
            fact(mark, **changes)
        assert code in codes(broken)
    assert refused_by_database(lambda: AssessmentFact.objects.filter(mark=mark).update(told_on=None)) == "a_deduction_was_told"
    assert refused_by_database(lambda: AssessmentFact.objects.filter(mark=mark).update(evidence="")) == "a_fact_has_its_evidence"


def test_a_withdrawn_fact_gives_its_points_back():
    s = stage()
    sheet = s.sheets()[0]
    mark = sheet.marks.get(order=2)
    made = fact(mark)
    scored = s.scored(sheet, 90)
    assert scored.score == Decimal("88.40")
    commands.withdraw_fact(fact=made, reason="清单有误", by=TOWN_OFFICER, on=day(11, 21))
    scored.refresh_from_db()
    assert scored.score == Decimal("90.00")
    with pytest.raises(RuleViolated):
        commands.withdraw_fact(fact=made, reason="再撤", by=TOWN_OFFICER, on=day(11, 21))


def test_facts_that_a_room_holds_are_read_once_and_never_typed():
    s = stage()
    sheet = s.sheets()[0]
    drawn = commands.draw_facts(sheet=sheet, by=TOWN_OFFICER, on=day(11, 5))
    assert [row.fact for row in drawn] == ["主任，本年聘期 2019-02-01 至 2019-12-31，共 334 天"]
    assert (drawn[0].source, drawn[0].evidence, drawn[0].points) == ("posts", s.engaged[0].letter_number, 0)
    assert commands.draw_facts(sheet=sheet, by=TOWN_OFFICER, on=day(11, 6)) == []
    with pytest.raises(RuleViolated) as broken:
        fact(sheet.marks.get(order=3))
    assert "source" in codes(broken)


def test_every_mark_needs_its_reason_and_a_veto_its_document():
    s = stage()
    sheet = s.reported(s.sheets()[0])
    lines = [commands.MarkLine(order, Decimal(90), "" if order == 2 else "台账") for order in (1, 2, 3)]
    with pytest.raises(RuleViolated) as broken:
        commands.score_sheet(sheet=sheet, marks=lines, by=TOWN_OFFICER, on=day(11, 20), veto_item="crime")
    assert codes(broken) == ["reason", "veto_without_document"]
    with pytest.raises(RuleViolated) as broken:
        commands.score_sheet(sheet=sheet, marks=lines[:2], by=TOWN_OFFICER, on=day(11, 20))
    assert codes(broken) == ["marks"]
    with pytest.raises(RuleViolated) as broken:
        s.scored(sheet, 90, veto_item="petitioned", veto_document="x")
    assert codes(broken) == ["veto_unlisted"]
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=sheet.pk).update(veto_item="crime")) == "a_veto_has_its_document"


def test_a_refused_signature_is_noted_and_costs_nothing():
    s = stage()
    sheet = commands.tell_score(sheet=s.scored(s.sheets()[0], 91), by=TOWN_OFFICER, on=day(11, 21))
    with pytest.raises(RuleViolated) as broken:
        commands.sign_sheet(sheet=sheet, signature="refused", by=TOWN_OFFICER, on=day(11, 22))
    assert codes(broken) == ["note"]
    row = commands.sign_sheet(sheet=sheet, signature="refused", note="11月22日，在场人：谭瑞珍", by=TOWN_OFFICER, on=day(11, 22))
    assert (row.state, row.score) == ("signed", Decimal("91.00"))


def test_told_scores_stay_and_a_returned_sheet_is_told_again():
    s = stage()
    sheet = s.signed(s.sheets()[0])
    mark = sheet.marks.first()
    assert refused_by_database(lambda: type(mark).objects.filter(pk=mark.pk).update(given=100)) == "told_sheet_stays"
    with pytest.raises(RuleViolated):
        fact(sheet.marks.get(order=2))
    row = commands.return_sheet(sheet=sheet, reason="第二项证据不足", by=TOWN_COMMITTEE, on=day(11, 27))
    assert (row.state, row.told_on, row.signature) == ("reported", None, "")
    with pytest.raises(RuleViolated):
        commands.approve_sheet(sheet=row, opinion="同意", by=TOWN_COMMITTEE, on=day(11, 28))


def test_nobody_is_graded_before_everybody_is_approved():
    s = stage()
    s.approved(s.sheets()[0])
    with pytest.raises(RuleViolated) as broken:
        commands.grade_town(scheme=s.scheme, body="斗门镇党委", meeting="第40次会议", by=TOWN_COMMITTEE, on=day(12, 2))
    assert codes(broken) == ["waiting"]


def test_a_tie_at_the_last_place_is_the_committees_recorded_decision():
    s = stage()
    sheets = s.graded([95, 95, 85, 80, 80])
    assert [sheet.grade for sheet in sheets] == ["competent", "competent", "competent", "competent", "competent"]
    assert sheets[0].grade_reason == "tie_at_last_place"


def test_a_recorded_override_lifts_the_tie_and_the_database_counts():
    s = stage()
    sheets = s.graded([95, 95, 85, 80, 80], override_reason="两人实绩相当，材料齐全", override_document="斗镇委〔2019〕41号")
    assert [sheet.grade for sheet in sheets] == ["excellent", "excellent", "competent", "competent", "competent"]
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=sheets[2].pk).update(grade="excellent")) == ""  # the one place of the quota
    both = lambda: AssessmentSheet.objects.filter(pk__in=[sheets[2].pk, sheets[3].pk]).update(grade="excellent")  # noqa: E731
    assert refused_by_database(both) == "within_the_quota"


def test_an_override_without_a_tie_or_without_its_document_is_refused():
    s = stage()
    for sheet in s.sheets():
        s.approved(sheet, 85)
    told = []
    for more in ({"override_reason": "照顾"}, {"override_reason": "照顾", "override_document": "斗镇委〔2019〕41号"}):
        with pytest.raises(RuleViolated) as broken:
            commands.grade_town(scheme=s.scheme, body="斗门镇党委", meeting="第40次会议", by=TOWN_COMMITTEE, on=day(12, 2), **more)
        told += codes(broken)
    assert told == ["override", "no_tie"]


@pytest.mark.parametrize(("on", "accepted"), [(day(12, 16), True), (day(12, 17), True), (day(12, 18), False)])
def test_an_appeal_within_fifteen_days(on, accepted):
    s = stage()
    sheet = s.served([95, 92, 85, 70, 55])[3]
    me = as_person(sheet.person, code=sheet.division_code)
    if accepted:
        made = commands.appeal_grade(sheet=sheet, grounds="第二项扣分的三件不是我经办", by=me, on=on)
        assert (made.due_on, made.grade_before) == (on + dt.timedelta(days=30), "basic")
    else:
        with pytest.raises(RuleViolated) as broken:
            commands.appeal_grade(sheet=sheet, grounds="第二项扣分的三件不是我经办", by=me, on=on)
        assert codes(broken) == ["appeal_late"]


def test_an_appeal_is_answered_by_another_panel_and_the_changed_grade_stands():
    s = stage()
    sheet = s.served([95, 92, 85, 70, 55])[3]
    made = commands.appeal_grade(sheet=sheet, grounds="三件不是我经办", by=TOWN_OFFICER, on=day(12, 10))
    answer = {"result": "changed", "grade_after": "competent", "panel": "邓少峰、谭瑞珍", "reasons": "经核实三件属其他窗口", "document": "斗镇复〔2019〕1号"}
    with pytest.raises(NotPermitted):
        commands.answer_appeal(appeal=made, by=TOWN_COMMITTEE, on=day(12, 12), **answer)
    with pytest.raises(RuleViolated) as broken:
        commands.fix_grade(sheet=sheet, by=TOWN_COMMITTEE, on=day(12, 20))
    assert codes(broken) == ["appeal_open"]
    with pytest.raises(RuleViolated) as broken:
        commands.answer_appeal(appeal=made, by=PANEL, on=day(12, 12), **(answer | {"grade_after": "basic", "panel": ""}))
    assert codes(broken) == ["panel", "grade_after"]
    User.objects.create(login=TOWN_COMMITTEE.login, name=TOWN_COMMITTEE.name, usable=DateRange(day(1, 1), None))
    with pytest.raises(RuleViolated) as broken:
        commands.answer_appeal(appeal=made, by=PANEL, on=day(12, 12), **(answer | {"panel": f"邓少峰、{TOWN_COMMITTEE.name}"}))
    assert codes(broken) == ["panel_took_part"]
    same_person = {"answered_by": "wuhl", "answered_on": day(12, 12), "result": "upheld", "panel": "x", "reasons": "x", "document": "x"}
    assert refused_by_database(lambda: GradeAppeal.objects.filter(pk=made.pk).update(**same_person)) == "another_panel_answers"
    commands.answer_appeal(appeal=made, by=PANEL, on=day(12, 12), **answer)
    with pytest.raises(RuleViolated):
        commands.answer_appeal(appeal=made, by=PANEL, on=day(12, 13), **answer)
    sheet.refresh_from_db()
    commands.fix_grade(sheet=sheet, by=TOWN_COMMITTEE, on=day(12, 13))
    row = YearlyGrade.objects.get(person=sheet.person)
    assert (row.grade, row.decided_on, row.source_document) == ("competent", day(12, 12), "斗镇复〔2019〕1号")


EXCELLENT = {"result": "changed", "grade_after": "excellent", "panel": "邓少峰", "reasons": "参加人数少计一人", "document": "斗镇复〔2019〕2号"}


def test_an_appeal_gets_no_excellent_that_the_quota_does_not_have():
    s = stage()
    sheet = s.served([95, 92, 85, 70, 55])[1]
    made = commands.appeal_grade(sheet=sheet, grounds="名额计算有误", by=TOWN_OFFICER, on=day(12, 10))
    with pytest.raises(RuleViolated) as broken:
        commands.answer_appeal(appeal=made, by=PANEL, on=day(12, 12), **EXCELLENT)
    assert codes(broken) == ["quota_full"]

    def past_the_command():
        GradeAppeal.objects.filter(pk=made.pk).update(answered_by="dengsf", answered_on=day(12, 12), **EXCELLENT)
        AssessmentSheet.objects.filter(pk=sheet.pk).update(grade="excellent", grade_reason="appeal")

    assert refused_by_database(past_the_command) == "within_the_quota"
    assert refused_by_database(lambda: AssessmentSheet.objects.filter(pk=sheet.pk).update(grade="excellent", grade_reason="appeal")) == "within_the_quota"


def test_a_place_that_an_appeal_frees_may_be_given_by_another():
    s = stage()
    best, second = s.served([95, 92, 85, 70, 55])[:2]
    lower = commands.appeal_grade(sheet=best, grounds="扣分漏算", by=TOWN_OFFICER, on=day(12, 10))
    higher = commands.appeal_grade(sheet=second, grounds="名额计算有误", by=TOWN_OFFICER, on=day(12, 10))
    commands.answer_appeal(appeal=lower, by=PANEL, on=day(12, 12), **(EXCELLENT | {"grade_after": "competent"}))
    commands.answer_appeal(appeal=higher, by=PANEL, on=day(12, 12), **EXCELLENT)
    second.refresh_from_db()
    assert (second.grade, second.grade_reason) == ("excellent", "appeal")
    assert refused_by_database(lambda: None) == ""


def test_what_happens_in_the_other_village_stays_in_its_reach():
    s = stage()
    assert {sheet.division_code for sheet in s.sheets()} == {"440403103200", SECOND_VILLAGE}
    with acting_as(OTHER_TOWN_OFFICER):
        assert not AssessmentSheet.objects.exists()
    bind(SERVICE)
