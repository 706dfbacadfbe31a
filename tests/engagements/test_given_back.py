"""Whom a review gives back holds the post again from the first day, though it was filled meanwhile; nobody is sent away and nobody is added."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.centres.queries import plan_on
from qianxian.centres.views import register as centres
from qianxian.engagements import commands, facts, pages, queries
from qianxian.engagements.models import ConsequenceCase, Engagement, YearlyGrade
from qianxian.engagements.views import cases, reviews
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from tests.assessments.stage import PANEL, hold
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import DAY, SECOND_COMMITTEE, Village, day, person, ruled, village
from tests.engagements.test_views import body, page

pytestmark = pytest.mark.django_db
PAPER = "斗镇复〔2019〕3号"


@pytest.fixture
def v() -> Village:
    return village()


def settle() -> None:
    """What the commit would do: the deferred guards speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def codes(caught) -> list[str]:
    return [violation.code for violation in caught.value.violations]


def over_plan(centre, on: dt.date) -> int:
    """How many more people hold leading posts on the day than are planned."""
    return max(0, len(facts.holders_on(centre, on)) - facts.posts_allowed(plan_on(centre, on)))


FROM_APRIL = day(4, 1)


def filled(v, first=FROM_APRIL, places: int = 5) -> list[Engagement]:
    """So many colleagues in post from the day on."""
    made = [hold(v.centre, person(f"同事{n}"), "member", first=first) for n in range(places)]
    settle()
    return made


def refused(v, outcome: str = "not_engaged"):
    review = v.decided(v.member, outcome=outcome)
    notice = commands.issue_notice(decision=review.decisions.get(), contact="梁雅文 0756-0000000", by=TOWN_OFFICER, on=DAY)
    commands.serve_notice(notice=notice, served_on=DAY, by=TOWN_OFFICER, on=DAY)
    return review


def answered(v, review):
    asked = commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=TOWN_OFFICER, on=day(3, 15))
    ruling = ruled(body="斗门镇党委复核组", meeting="第3次会议", term_from=day(4, 20))
    return commands.answer_review(
        request=asked, result="overturned", panel="叶远新、梁伟基", reasons="处分影响期 2 月底已满", by=SECOND_COMMITTEE, on=day(4, 10), ruling=ruling
    )


def lettered(review):
    on = day(4, 25)
    row = commands.publicise(review=review, by=TOWN_OFFICER, on=day(4, 11))
    commands.settle_publicity(review=row, feedback="没有收到反映", by=TOWN_OFFICER, on=on)
    return commands.issue_letter(review=row, by=TOWN_OFFICER, on=on)


def ended(v, held: Engagement):
    """Ended with 31 March, served, and the review asked for."""
    YearlyGrade.objects.create(division_code=held.division_code, person=held.person, year=2018, grade="not_competent", decided_on=day(1, 20))
    case = commands.propose_consequence(engagement=held, kind="end", ground_code="grade_not_competent", ground="2018年度考核不称职", evidence="斗镇委〔2019〕8号",
                                        by=TOWN_OFFICER, on=day(3, 4))  # fmt: skip
    case = commands.call_hearing(case=case, hearing_on=day(3, 8), place="镇党建办", by=TOWN_OFFICER, on=day(3, 5))
    case = commands.record_hearing(case=case, heard_on=day(3, 8), heard_by="谭瑞珍", statement="不是我经办。", by=TOWN_OFFICER, on=day(3, 8))
    case = commands.decide_case(case=case, body="斗门镇党委", meeting="第41次会议", reasons="整改未见效", last_day=day(3, 31), by=TOWN_COMMITTEE, on=day(3, 12))
    case = commands.serve_case(case=case, served_on=day(3, 13), contact="党建办", by=TOWN_OFFICER, on=day(3, 13))
    return commands.ask_case_review(case=case, grounds="不是我经办", by=TOWN_OFFICER, on=day(3, 20))


def overturned(case):
    return commands.answer_case_review(case=case, result="overturned", panel="邓少峰", reasons="属其他窗口", document=PAPER, by=PANEL, on=day(4, 10))


class TestRefusal:
    @pytest.mark.parametrize("outcome", ["not_engaged", "deferred"])
    def test_overturned_is_engaged_though_the_posts_were_filled_meanwhile(self, v, outcome):
        v.vetted(v.member)
        review = refused(v, outcome)
        colleagues = filled(v)
        answered(v, review)
        letter = lettered(type(review).objects.get(pk=review.pk))
        settle()
        assert letter.decision.exception_document == "斗门镇党委复核组第3次会议"  # what R-E03 asks for
        assert over_plan(v.centre, letter.period.lower) == 1
        assert [row.period for row in Engagement.objects.filter(pk__in=[c.pk for c in colleagues])] == [c.period for c in colleagues]
        (found,) = queries.restorations(SERVICE)
        assert (found.person, found.first_day) == (v.member, DAY)  # no colleague was decided about on that day: owed from the refusal on

    def test_within_the_plan_it_needs_no_document(self, v):
        v.vetted(v.member)
        review = refused(v)
        filled(v, places=4)
        answered(v, review)
        assert lettered(type(review).objects.get(pk=review.pk)).decision.exception_document == ""
        settle()

    def test_a_first_engagement_without_a_place_is_refused_as_before(self, v):
        v.vetted(v.member)
        review = v.proposed(v.member)
        filled(v, first=DAY)
        with pytest.raises(RuleViolated) as caught:
            commands.decide_review(review=review, ruling=ruled(), by=TOWN_COMMITTEE, on=DAY)
        assert codes(caught) == ["no_place"]


class TestEnding:
    def given_back(self, v) -> ConsequenceCase:
        held = hold(v.centre, v.member, "member")
        bind(SERVICE)
        case = ended(v, held)
        filled(v)
        done = overturned(case)
        settle()
        return done

    def test_overturned_runs_on_though_the_post_was_filled_meanwhile(self, v):
        case = self.given_back(v)
        case.engagement.refresh_from_db()
        assert (case.engagement.period, case.engagement.end_reason) == (DateRange(day(2, 1), day(2, 1, 2020)), "")
        assert (over_plan(v.centre, day(3, 31)), over_plan(v.centre, day(4, 1))) == (0, 1)
        (found,) = queries.restorations(SERVICE)
        assert (found.first_day, found.document) == (day(4, 1), PAPER)

    def test_nobody_is_added_until_somebody_has_gone(self, v):
        self.given_back(v)
        newcomer = person("新人")
        with pytest.raises(RuleViolated) as caught:
            v.nominated(newcomer, on=day(5, 6))
        assert codes(caught) == ["no_place"]
        for gone in Engagement.objects.filter(person__name__in=["同事0", "同事1"]):
            commands.end_engagement(engagement=gone, last_day=day(5, 5), reason="resign", document="辞呈", by=TOWN_COMMITTEE, on=day(5, 5))
        assert v.nominated(newcomer, on=day(5, 6)).state == "nominated"

    def test_nor_by_hand(self, v):
        self.given_back(v)
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            hold(v.centre, person("新人"), "member", first=day(5, 6))
            settle()
        assert caught.value.__cause__.diag.constraint_name == "within_the_establishment"

    def test_no_longer_than_it_would_have_run(self, v):
        """The door is as wide as the ending that was taken back: a day more is an extension like any other."""
        held = self.given_back(v).engagement
        Engagement.objects.filter(pk=held.pk).update(period=DateRange(day(2, 1), day(4, 1)))
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            Engagement.objects.filter(pk=held.pk).update(period=DateRange(day(2, 1), day(2, 2, 2020)))
            settle()
        assert caught.value.__cause__.diag.constraint_name in ("within_the_establishment", "engagement_of_an_engaged_decision")

    def test_who_was_engaged_elsewhere_meanwhile_is_given_back_up_to_that_day(self, v):
        held = hold(v.centre, v.member, "member")
        bind(SERVICE)
        case = ended(v, held)
        YearlyGrade.objects.all().delete()  # what a low grade asks of a new engagement is not under test
        hold(village("440403103203", name="小濠冲村").centre, v.member, "member", first=day(4, 8))
        overturned(case)
        settle()
        held.refresh_from_db()
        assert (held.period.upper, held.end_reason) == (day(4, 8), "moved")
        (found,) = queries.restorations(SERVICE)
        assert found.first_day == day(4, 1)


class TestDirector:
    def acting(self, v, last: dt.date) -> Engagement:
        days = {"first_day": day(4, 1), "last_day": last, "on": day(4, 1)}
        made = commands.appoint_acting_director(centre=v.centre, person=person("梁坚明"), document="斗委〔2019〕21号", by=TOWN_COMMITTEE, **days)
        settle()
        return made

    def test_given_back_who_acted_for_him_stops_on_the_day_of_the_answer(self, v):
        held = hold(v.centre, v.secretary, "director")
        bind(SERVICE)
        case = ended(v, held)
        acting = self.acting(v, day(6, 20))
        overturned(case)
        settle()
        held.refresh_from_db()
        acting.refresh_from_db()
        assert (held.period.upper, held.end_reason) == (day(2, 1, 2020), "")
        assert (acting.period, acting.end_reason, acting.end_document) == (DateRange(day(4, 1), day(4, 11)), "relieved", PAPER)
        assert AuditLeaf.objects.filter(action="engagements.end_acting").count() == 1
        assert queries.holders_of([v.centre], day(4, 5))[v.centre.pk].director.name == v.secretary.name

    @pytest.mark.parametrize(("last", "kept"), [(day(4, 9), day(4, 10)), (day(4, 10), day(4, 11)), (day(4, 11), day(4, 11))])
    def test_days_that_are_over_stay(self, v, last, kept):
        held = hold(v.centre, v.secretary, "director")
        bind(SERVICE)
        case = ended(v, held)
        acting = self.acting(v, last)
        overturned(case)
        acting.refresh_from_db()
        assert (acting.period.upper, acting.end_reason) == (kept, "relieved" if last == day(4, 11) else "")

    def test_a_new_director_takes_over_from_who_acts(self, v):
        v.vetted(v.secretary)
        review = v.decided(v.secretary, "director", term_from=day(4, 15))
        acting = self.acting(v, day(6, 20))
        row = commands.publicise(review=review, by=TOWN_OFFICER, on=day(4, 1))
        commands.settle_publicity(review=row, feedback="没有收到反映", by=TOWN_OFFICER, on=day(4, 12))
        letter = commands.issue_letter(review=row, by=TOWN_OFFICER, on=day(4, 12))
        settle()
        acting.refresh_from_db()
        assert (letter.period.lower, acting.period.upper, acting.end_reason) == (day(4, 15), day(4, 15), "relieved")

    def test_nobody_acts_beside_a_director_by_hand(self, v):
        hold(v.centre, v.secretary, "director")
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            values = {"division_code": v.centre.division_code, "person": v.member, "centre": v.centre, "post": "director"}
            Engagement.objects.create(acting=True, acting_document="x", period=DateRange(day(3, 1), day(4, 1)), **values)
            settle()
        assert caught.value.__cause__.diag.constraint_name == "acting_while_the_post_is_vacant"

    def test_these_ends_are_written_not_chosen(self, v):
        held = hold(v.centre, v.member, "member")
        for reason in ("relieved", "moved"):
            with pytest.raises(RuleViolated) as caught:
                commands.end_engagement(engagement=held, last_day=day(3, 31), reason=reason, document="x", by=TOWN_COMMITTEE, on=day(3, 4))
            assert codes(caught) == ["reason"]


class TestPages:
    def test_a_case_says_beforehand_that_nobody_is_refused_and_afterwards_what_to_do(self, v):
        held = hold(v.centre, v.member, "member")
        bind(SERVICE)
        case = ended(v, held)
        filled(v)
        asked = body(page(cases.case_act, PANEL, on=day(4, 10), uuid=case.uuid, step="answer"))
        assert "核 5 岗，现聘 5 人，岗位已由别人担任。改变原决定不受影响" in asked
        overturned(case)
        seen = body(page(cases.case, TOWN_OFFICER, on=day(4, 10), uuid=case.uuid))
        assert "现聘超出核定数" in seen and "核 5 岗，复核恢复后现聘 6 人" in seen and "请区委组织部在「核定岗位」" in seen
        assert "超出 1 人" in body(page(centres.centre, TOWN_OFFICER, on=day(4, 10), uuid=v.centre.uuid))
        commands.end_engagement(engagement=Engagement.objects.get(person__name="同事0"), last_day=day(4, 14), reason="resign", document="辞呈", by=TOWN_COMMITTEE, on=day(4, 12))
        assert "现聘超出核定数" in body(page(cases.case, TOWN_OFFICER, on=day(4, 14), uuid=case.uuid))
        assert "现聘超出核定数" not in body(page(cases.case, TOWN_OFFICER, on=day(4, 15), uuid=case.uuid))

    def test_a_refusal_is_answered_on_its_page_and_lettered_over_the_plan(self, v):
        v.vetted(v.member)
        review = refused(v)
        filled(v)
        asked = commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=TOWN_OFFICER, on=day(3, 15))
        answer = {"uuid": review.uuid, "step": "answer", "on": day(4, 10)}
        assert "复核决定就是超出核定数的依据" in body(page(reviews.act, SECOND_COMMITTEE, **answer))
        said = {"result": "overturned", "panel": "叶远新、梁伟基", "reasons": "处分影响期 2 月底已满", "outcome": "engaged", "body": "斗门镇党委复核组", "meeting": "第3次会议",
                "term_from": "2019-04-20", "term_to": "2020-03-31", "confirm": "1"}  # fmt: skip
        assert page(reviews.act, SECOND_COMMITTEE, data=said, **answer).status_code == 302
        asked.refresh_from_db()
        assert asked.result == "overturned"
        letter = lettered(type(review).objects.get(pk=review.pk))
        settle()
        assert "复核恢复后现聘 6 人" in body(page(reviews.review, TOWN_OFFICER, on=letter.period.lower, uuid=review.uuid))

    @pytest.mark.parametrize(("places", "given_back", "told"), [(4, False, False), (5, False, True), (5, True, False), (6, True, True)])
    def test_said_only_where_there_is_no_room(self, v, places, given_back, told):
        filled(v, places=min(places, 5))
        if places == 6:
            v.centre.staffing_plans.update(leading_posts=4)
        assert bool(pages.room_note(v.centre, day(4, 5), given_back=given_back)) is told
