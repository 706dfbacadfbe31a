"""What follows a decision, each way out: letter, notice, review, posts that end, grades."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.accounts.models import User
from qianxian.engagements import commands, queries
from qianxian.engagements.commands.reviews import Kin
from qianxian.engagements.models import Engagement, ReviewRequest
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.organisations.models import BranchRegistration, Mandate, PartyMember
from qianxian.portal.workbench import days_left
from tests.cast import COUNTY_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import (
    DAY,
    DEPARTMENTS,
    SECOND_COMMITTEE,
    SENDER,
    Village,
    day,
    person,
    ruled,
    village,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def v() -> Village:
    return village()


def codes(caught) -> set[str]:
    return {violation.code for violation in caught.value.violations}


def settle() -> None:
    """What the commit would do: the deferred guards speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


class TestLetter:
    def test_publicity_letter_and_engagement(self, v):
        engagement = v.engaged(v.member)
        settle()
        assert engagement.letter_number == "斗镇聘〔2019〕1号"
        assert (engagement.period.lower, engagement.period.upper) == (day(4, 1), day(4, 1, 2020))
        assert fresh(engagement.decision.review).state == "settled"
        assert v.engaged(person()).letter_number == "斗镇聘〔2019〕2号"

    @pytest.mark.parametrize(("on", "ok"), [(day(3, 7), False), (day(3, 8), False), (day(3, 9), True)])
    def test_last_day_of_publicity(self, v, on, ok):
        v.vetted(v.member)
        review = commands.publicise(review=v.decided(v.member), by=TOWN_OFFICER, on=DAY)
        assert review.publicity_to == day(3, 8)  # Friday 1 March not counted, five working days
        if ok:
            commands.settle_publicity(review=review, feedback="没有收到反映", by=TOWN_OFFICER, on=on)
            assert commands.issue_letter(review=review, by=TOWN_OFFICER, on=on).lettered_on == on
        else:
            for step in (
                lambda: commands.settle_publicity(review=review, feedback="没有收到反映", by=TOWN_OFFICER, on=on),
                lambda: commands.issue_letter(review=review, by=TOWN_OFFICER, on=on),
            ):
                with pytest.raises(RuleViolated) as caught:
                    step()
                assert codes(caught) == {"publicity"}

    def test_no_letter_before_the_feedback(self, v):
        v.vetted(v.member)
        review = commands.publicise(review=v.decided(v.member), by=TOWN_OFFICER, on=DAY)
        with pytest.raises(RuleViolated) as caught:
            commands.issue_letter(review=review, by=TOWN_OFFICER, on=day(3, 20))
        assert codes(caught) == {"feedback"}

    def test_refusals_are_not_publicised_and_get_no_letter(self, v):
        review = v.decided(v.member, outcome="not_engaged")
        with pytest.raises(RuleViolated):
            commands.publicise(review=review, by=TOWN_OFFICER, on=DAY)
        with pytest.raises(RuleViolated):
            commands.issue_letter(review=review, by=TOWN_OFFICER, on=DAY)
        assert not Engagement.objects.exists()

    def test_a_failed_letter_gives_its_number_back(self, v):
        v.vetted(v.member)
        review = commands.publicise(review=v.decided(v.member), by=TOWN_OFFICER, on=DAY)
        commands.settle_publicity(review=review, feedback="没有收到反映", by=TOWN_OFFICER, on=day(3, 9))
        with pytest.raises(RuleViolated):
            commands.issue_letter(review=review, by=TOWN_OFFICER, on=day(3, 9), effective_from=day(3, 1))
        assert commands.issue_letter(review=review, by=TOWN_OFFICER, on=day(3, 9)).letter_number.endswith("〕1号")

    def test_an_objection_in_publicity_leads_to_a_new_decision(self, v):
        v.vetted(v.member)
        review = commands.publicise(review=v.decided(v.member), by=TOWN_OFFICER, on=DAY)
        decision = commands.decide_review(
            review=review, ruling=ruled("deferred", ground_code="under_investigation"), by=TOWN_COMMITTEE, on=day(3, 6)
        )
        assert fresh(review).state == "deferred"
        assert decision.replaces.outcome == "engaged"
        with pytest.raises(RuleViolated):
            commands.issue_letter(review=review, by=TOWN_OFFICER, on=day(3, 20))


class TestNoticeAndReview:
    def refused(self, v, outcome="not_engaged"):
        review = v.decided(v.member, outcome=outcome)
        notice = commands.issue_notice(decision=review.decisions.get(), contact="梁雅文 0756-0000000", by=TOWN_OFFICER, on=DAY)
        return review, commands.serve_notice(notice=notice, served_on=DAY, by=TOWN_OFFICER, on=DAY)

    def test_served_notice_settles_a_refusal_and_counts_fifteen_days(self, v):
        review, notice = self.refused(v)
        assert notice.number == "斗镇聘告〔2019〕1号"
        assert notice.review_until == day(3, 18)  # the fifteenth day is Saturday 16 March: Monday
        assert fresh(review).state == "settled"

    def test_a_deferral_keeps_waiting_after_its_notice(self, v):
        review, _notice = self.refused(v, "deferred")
        assert fresh(review).state == "deferred"

    @pytest.mark.parametrize(("on", "ok"), [(day(3, 17), True), (day(3, 18), True), (day(3, 19), False)])
    def test_last_day_to_ask(self, v, on, ok):
        review, _notice = self.refused(v)
        ask = lambda: commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=TOWN_OFFICER, on=on)  # noqa: E731
        if ok:
            assert ask().due_on == on + dt.timedelta(days=30)
        else:
            with pytest.raises(RuleViolated) as caught:
                ask()
            assert codes(caught) == {"late"}

    @pytest.mark.parametrize(("on", "late"), [(day(4, 3), False), (day(4, 4), False), (day(4, 5), True)])
    def test_an_unanswered_review_is_told_the_day_after(self, v, on, late):
        review, _notice = self.refused(v)
        commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=TOWN_OFFICER, on=day(3, 5))
        task = next(t for t in queries.tasks_for(SECOND_COMMITTEE, on) if "申请复核" in t.title)
        assert (task.due_on, days_left(task.due_on, on) < 0) == (day(4, 4), late)

    def test_the_person_asks_himself(self, v):
        from dataclasses import replace

        from tests.cast import acting

        review, _notice = self.refused(v)
        member = replace(acting("m1", "邝惠兰", "centre_member", v.centre.division_code), person_uuid=str(v.member.uuid))
        assert commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=member, on=day(3, 5)).requested_on == day(
            3, 5
        )
        stranger = replace(member, person_uuid=str(v.secretary.uuid))
        with pytest.raises(NotPermitted):
            commands.request_review(decision=review.decisions.get(), grounds="x", by=stranger, on=day(3, 5))

    def test_answered_by_others_and_overturned(self, v):
        v.vetted(v.member)
        review, _notice = self.refused(v)
        asked = commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=TOWN_OFFICER, on=day(3, 5))
        words = {"panel": "叶远新、梁伟基", "reasons": "处分影响期 2 月底已满"}
        with pytest.raises(NotPermitted):
            commands.answer_review(request=asked, result="upheld", by=TOWN_COMMITTEE, on=day(3, 6), **words)
        with pytest.raises(RuleViolated):
            commands.answer_review(request=asked, result="overturned", by=SECOND_COMMITTEE, on=day(3, 6), **words)
        commands.answer_review(request=asked, result="overturned", ruling=ruled(), by=SECOND_COMMITTEE, on=day(3, 6), **words)
        latest = review.decisions.order_by("-id").first()
        assert (latest.outcome, latest.decided_by, latest.replaces.outcome) == ("engaged", SECOND_COMMITTEE.login, "not_engaged")
        assert fresh(review).state == "decided"
        with pytest.raises(RuleViolated):
            commands.answer_review(request=asked, result="upheld", by=SECOND_COMMITTEE, on=day(3, 7), **words)

    def test_who_took_part_is_not_of_the_panel(self, v):
        """The page said so and took any name."""
        for who in (TOWN_COMMITTEE, TOWN_OFFICER):
            User.objects.create(login=who.login, name=who.name, usable=DateRange(day(1, 1), None))
        review, _notice = self.refused(v)
        asked = commands.request_review(decision=review.decisions.get(), grounds="不服", by=TOWN_OFFICER, on=day(3, 5))
        with pytest.raises(RuleViolated) as broken:
            commands.answer_review(
                request=asked, result="upheld", panel=f"叶远新、{TOWN_COMMITTEE.name}", reasons="事实清楚", by=SECOND_COMMITTEE, on=day(3, 6)
            )
        assert [one.code for one in broken.value.violations] == ["panel_took_part"] and TOWN_COMMITTEE.name in str(broken.value.violations[0].message)

    def test_upheld_leaves_the_decision(self, v):
        review, _notice = self.refused(v)
        asked = commands.request_review(decision=review.decisions.get(), grounds="不服", by=TOWN_OFFICER, on=day(3, 5))
        commands.answer_review(request=asked, result="upheld", panel="叶远新", reasons="事实清楚", by=SECOND_COMMITTEE, on=day(3, 6))
        assert ReviewRequest.objects.get().result == "upheld"
        assert review.decisions.count() == 1


@pytest.mark.parametrize(("on", "told"), [(day(3, 15), False), (day(3, 16), False), (day(3, 17), True)])
def test_a_department_that_has_not_answered_is_told_the_day_after(v, on, told):
    round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
    commands.send_round(round=round, by=SENDER, on=DAY)
    v.answer(round, DAY, departments=DEPARTMENTS[1:])
    assert any("有部门没有答复" in task.title for task in queries.tasks_for(SENDER, on)) is told


class TestPosts:
    def test_secretary_ends_and_the_post_falls_vacant_the_same_day(self, v):
        engagement = v.engaged(v.secretary, "director")
        committee_seat = Mandate.objects.get(person=v.secretary, role="head")
        ended = commands.end_secretary(
            mandate=v.secretary_mandate, last_day=day(6, 30), reason="replaced", document="斗委〔2019〕20号", by=TOWN_OFFICER, on=day(6, 30)
        )
        settle()
        assert [e.pk for e in ended] == [engagement.pk]
        assert fresh(engagement).period.upper == day(7, 1)
        assert fresh(engagement).end_reason == "secretary_changed"
        assert fresh(v.secretary_mandate).period.upper == day(7, 1)
        assert fresh(committee_seat).period.upper is None
        assert fresh(committee_seat).end_reason == ""

    def test_replaced_by_a_successor_who_is_not_yet_director(self, v):
        v.engaged(v.secretary, "director")
        new = person("周少华")
        membership = PartyMember.objects.create(
            division_code=v.centre.division_code,
            person=new,
            organisation=v.organisation,
            status="full",
            joined_on=day(7, 1, 2008),
            full_on=day(7, 1, 2009),
        )
        BranchRegistration.objects.create(
            division_code=v.centre.division_code, member=membership, organisation=v.organisation, period=DateRange(day(7, 1, 2008), None)
        )
        held = commands.replace_secretary(
            mandate=v.secretary_mandate,
            successor=new,
            last_day=day(6, 30),
            reason="replaced",
            way="appointed_by_upper",
            document="斗委〔2019〕20号",
            by=TOWN_OFFICER,
            on=day(7, 1),
        )
        settle()
        assert (held.person, held.period.lower) == (new, day(7, 1))
        assert not Engagement.objects.filter(centre=v.centre, post="director", period__contains=day(7, 1)).exists()

    def test_only_a_secretary_leaves_by_this_way(self, v):
        with pytest.raises(RuleViolated) as caught:
            commands.end_secretary(mandate=v.seat, last_day=day(6, 30), reason="replaced", document="x", by=TOWN_OFFICER, on=day(6, 30))
        assert codes(caught) == {"role"}
        assert fresh(v.seat).period.upper is None

    def test_acting_director_for_limited_days(self, v):
        new = person("梁坚明")
        args = {"centre": v.centre, "person": new, "document": "斗委〔2019〕21号", "by": TOWN_COMMITTEE, "on": day(7, 1)}
        made = commands.appoint_acting_director(first_day=day(7, 1), last_day=day(9, 28), **args)
        settle()
        assert made.acting
        with pytest.raises(RuleViolated) as caught:
            commands.appoint_acting_director(first_day=day(10, 1), last_day=day(12, 30), **args)
        assert codes(caught) == {"days"}
        with pytest.raises(RuleViolated) as caught:
            commands.appoint_acting_director(first_day=day(9, 1), last_day=day(10, 1), **args)
        assert codes(caught) == {"director"}

    @pytest.mark.parametrize(("last", "ok"), [(day(9, 27), True), (day(9, 28), True), (day(9, 29), False)])
    def test_the_longest_that_somebody_acts(self, v, last, ok):
        """90 days, the first and the last counted."""
        args = {"centre": v.centre, "person": person("梁坚明"), "document": "斗委〔2019〕21号", "by": TOWN_COMMITTEE, "on": day(7, 1), "first_day": day(7, 1)}
        if ok:
            assert commands.appoint_acting_director(last_day=last, **args).acting
            return
        with pytest.raises(RuleViolated) as caught:
            commands.appoint_acting_director(last_day=last, **args)
        assert codes(caught) == {"days"}

    def test_an_acting_director_is_kept_apart_from_relatives_as_a_director_is(self, v):
        args = {"centre": v.centre, "person": v.member, "document": "斗委〔2019〕21号", "by": TOWN_COMMITTEE, "on": day(7, 1), "first_day": day(7, 1), "last_day": day(9, 28)}
        for kin, told in ((Kin(v.secretary, "sibling"), {"avoidance"}), (Kin(v.member, "sibling"), {"kin"})):
            with pytest.raises(RuleViolated) as caught:
                commands.appoint_acting_director(**args, kin=(kin,))
            assert codes(caught) == told
        assert commands.appoint_acting_director(**args, kin=(Kin(v.secretary, "grandparent_grandchild"),)).acting
        leaf = AuditLeaf.objects.filter(action="engagements.appoint_acting_director").get()
        assert v.secretary.name not in str(leaf.__dict__)  # read by the one check, kept nowhere

    def test_engagement_ended_by_the_town(self, v):
        engagement = v.engaged(v.member)
        with pytest.raises(RuleViolated) as caught:
            commands.end_engagement(engagement=engagement, last_day=day(6, 1), reason="", document="", by=TOWN_COMMITTEE, on=day(6, 1))
        assert codes(caught) == {"reason", "document"}
        with pytest.raises(RuleViolated):
            commands.end_engagement(
                engagement=engagement, last_day=day(6, 1, 2021), reason="resign", document="x", by=TOWN_COMMITTEE, on=day(6, 1)
            )
        ended = commands.end_engagement(
            engagement=engagement, last_day=day(6, 1), reason="resign", document="辞呈", by=TOWN_COMMITTEE, on=day(6, 1)
        )
        settle()
        assert ended.period.upper == day(6, 2)
        assert fresh(v.seat).period.upper is None


class TestGrades:
    def test_recorded_corrected_and_taken_back(self, v):
        v.engaged(v.member)
        made = commands.record_grade(
            person=v.member,
            year=2019,
            grade="excellent",
            decided_on=day(1, 20, 2020),
            document="斗组〔2020〕2号",
            by=COUNTY_OFFICER,
            on=day(2, 1, 2020),
        )
        again = commands.record_grade(
            person=v.member,
            year=2019,
            grade="competent",
            decided_on=day(1, 20, 2020),
            document="斗组〔2020〕3号",
            by=COUNTY_OFFICER,
            on=day(2, 2, 2020),
        )
        assert (made.pk, again.grade, again.version) == (again.pk, "competent", 2)
        commands.withdraw_grade(grade=again, reason="录错人", by=COUNTY_OFFICER, on=day(2, 3, 2020))
        assert AuditLeaf.objects.filter(action="engagements.withdraw_grade").count() == 1

    def test_no_grade_for_who_was_not_engaged(self, v):
        with pytest.raises(RuleViolated) as caught:
            commands.record_grade(
                person=v.member, year=2019, grade="best", decided_on=day(1, 20, 2018), document="", by=COUNTY_OFFICER, on=day(2, 1, 2020)
            )
        assert codes(caught) == {"grade", "document", "decided_on", "not_engaged"}

    @pytest.mark.parametrize(("opened", "year", "taken"), [(day(1, 1), 2018, True), (day(1, 1), 2019, False), (day(12, 31, 2018), 2018, False), (day(1, 1), 2016, False), (None, 2018, False)])
    def test_before_there_was_a_centre_its_committees_were_graded(self, v, opened, year, taken):
        """A county's first year has a year before it, graded on paper: of who sat in the two committees then, and never once there was a centre."""
        v.centre.opened_on = opened
        v.centre.save()
        said = {"person": v.member, "year": year, "grade": "basic", "decided_on": day(12, 20, year), "document": "斗镇委〔2018〕58号", "by": COUNTY_OFFICER, "on": day(2, 1, 2020)}
        if taken:
            assert commands.record_grade(**said).grade == "basic"
            return
        with pytest.raises(RuleViolated) as caught:
            commands.record_grade(**said)
        assert codes(caught) == {"not_engaged"}
