"""Each way out of the commands: done, refused, violated, recorded."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.engagements import commands
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, ReviewRequest, VettingCase
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate, PartyMember
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import (
    CONCLUDER,
    DAY,
    DEPARTMENTS,
    SECOND_COMMITTEE,
    SECRETARY,
    SENDER,
    Village,
    day,
    person,
    replier,
    ruled,
    village,
    with_role,
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


class TestVetting:
    def test_all_clear_holds_six_months(self, v):
        case = v.vetted(v.member)[0]
        assert (case.state, case.valid_until) == ("cleared", day(9, 1))

    def test_silence_is_not_consent(self, v):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        v.answer(round, DAY, departments=DEPARTMENTS[:7])
        with pytest.raises(RuleViolated) as caught:
            commands.conclude_case(case=round.cases.get(), by=CONCLUDER, on=day(5, 1))
        assert codes(caught) == {"silent"}
        assert "自然资源部门" in str(caught.value)

    def test_an_objection_blocks_though_others_are_silent(self, v):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        v.answer(round, DAY, "objection", "sentenced", DEPARTMENTS[3:4])
        assert commands.conclude_case(case=round.cases.get(), by=CONCLUDER, on=DAY).state == "blocked"

    def test_need_more_waits_and_is_answered_again(self, v):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        v.answer(round, DAY)
        v.answer(round, DAY, "need_more", departments=["court"])
        assert commands.conclude_case(case=round.cases.get(), by=CONCLUDER, on=DAY).state == "needs_info"
        v.answer(round, day(3, 5), departments=["court"])
        assert commands.conclude_case(case=round.cases.get(), by=CONCLUDER, on=day(3, 5)).state == "cleared"
        with pytest.raises(RuleViolated):
            v.answer(round, day(3, 6), departments=["court"])

    def test_sender_does_not_conclude(self, v):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        v.answer(round, DAY)
        with pytest.raises(NotPermitted):
            commands.conclude_case(case=round.cases.get(), by=SENDER, on=DAY)

    @pytest.mark.parametrize("code", ["petitioned", "relative_petitioned", "large_clan", "religion", "debts_to_relatives"])
    def test_barred_grounds_are_named(self, v, code):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        with pytest.raises(RuleViolated) as caught:
            v.answer(round, DAY, "objection", code, ["court"])
        assert codes(caught) == {"ground_barred"}

    def test_a_department_answers_for_itself_only(self, v):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        reply = round.cases.get().replies.get(department="court")
        with pytest.raises(NotPermitted):
            commands.answer_vetting(reply=reply, conclusion="no_objection", signed_by="甲", by=replier("public_security"), on=DAY)

    def test_faults_of_a_list_come_all_at_once(self, v):
        with pytest.raises(RuleViolated) as caught:
            commands.create_round(persons=[], purpose="", due_on=DAY, by=SENDER, on=DAY, departments=["court", "petition_office"])
        assert {"persons", "purpose", "due_on", "department_not_asked", "department_not_listed"} <= codes(caught)

    def test_one_open_vetting_per_person_and_one_sending(self, v):
        round = commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        with pytest.raises(RuleViolated) as caught:
            commands.create_round(persons=[v.member], purpose="reserve", due_on=day(3, 16), by=SENDER, on=DAY)
        assert codes(caught) == {"already_open"}
        commands.send_round(round=round, by=SENDER, on=DAY)
        with pytest.raises(RuleViolated):
            commands.send_round(round=round, by=SENDER, on=DAY)

    def test_others_do_not_send(self, v):
        with pytest.raises(NotPermitted):
            commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=TOWN_OFFICER, on=DAY)

    def test_the_answer_itself_is_in_no_leaf_and_no_history(self, v):
        v.vetted(v.member)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM foundation_changehistory WHERE after::text LIKE '%%no_objection%%' OR before::text LIKE '%%no_objection%%'")
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT count(*) FROM engagements_vettingreply WHERE sealed LIKE '%%no_objection%%'")
            assert cursor.fetchone() == (0,)


class TestNominate:
    def test_recorded(self, v):
        review = v.nominated(v.member)
        assert review.number == "XP-440403103-2019-0001"
        assert review.mandate == v.seat
        assert AuditLeaf.objects.filter(action="engagements.nominate", object_id=str(review.uuid)).count() == 1

    def test_director_is_the_serving_secretary(self, v):
        with pytest.raises(RuleViolated) as caught:
            v.nominated(v.member, "director")
        assert codes(caught) == {"director"}
        assert v.nominated(v.secretary, "director").mandate == v.secretary_mandate

    def test_no_more_candidates_than_posts(self, v):
        for _ in range(5):
            v.nominated(person())
        with pytest.raises(RuleViolated) as caught:
            v.nominated(v.member)
        assert codes(caught) == {"no_place"}

    def test_no_plan_no_candidate(self):
        bare = village(resident=0)
        with pytest.raises(RuleViolated) as caught:
            bare.nominated(bare.member)
        assert codes(caught) == {"no_plan"}

    def test_one_open_review_per_person(self, v):
        v.nominated(v.member)
        with pytest.raises(RuleViolated) as caught:
            v.nominated(v.member)
        assert codes(caught) == {"open_review"}

    def test_outside_reach_is_refused(self, v):
        with pytest.raises(NotPermitted):
            commands.nominate(person=v.member, centre=v.centre, post="member", by=OTHER_TOWN_OFFICER, on=DAY)


class TestPropose:
    def test_secretary_proposes_and_it_is_recorded(self, v):
        review = v.proposed(v.member)
        assert (review.state, review.proposed_by) == ("proposed", SECRETARY.login)

    def test_about_the_secretary_the_town_proposes(self, v):
        review = v.nominated(v.secretary, "director")
        with pytest.raises(NotPermitted):
            commands.propose(review=review, proposal="engaged", document="x", opinion="", by=SECRETARY, on=DAY)
        assert commands.propose(review=review, proposal="engaged", document="x", opinion="", by=TOWN_OFFICER, on=DAY).state == "proposed"

    def test_negative_proposal_needs_its_reason(self, v):
        with pytest.raises(RuleViolated) as caught:
            commands.propose(review=v.nominated(v.member), proposal="not_engaged", document="", opinion="", by=SECRETARY, on=DAY)
        assert codes(caught) == {"document", "opinion"}

    def test_returned_and_proposed_again(self, v):
        review = v.proposed(v.member)
        with pytest.raises(RuleViolated):
            commands.return_review(review=review, reason=" ", by=TOWN_COMMITTEE, on=DAY)
        review = commands.return_review(review=review, reason="补会议记录", by=TOWN_COMMITTEE, on=DAY)
        assert review.state == "returned"
        assert commands.propose(review=review, proposal="engaged", document="第6次", opinion="", by=SECRETARY, on=DAY).state == "proposed"

    def test_withdrawn_is_the_end(self, v):
        review = commands.withdraw(review=v.nominated(v.member), reason="本人不愿受聘", by=TOWN_OFFICER, on=DAY)
        with pytest.raises(RuleViolated) as caught:
            commands.propose(review=review, proposal="engaged", document="x", opinion="", by=SECRETARY, on=DAY)
        assert codes(caught) == {"state"}


class TestDecide:
    def test_engaged_needs_a_clearance(self, v):
        review = v.proposed(v.member)
        with pytest.raises(RuleViolated) as caught:
            commands.decide_review(review=review, ruling=ruled(), by=TOWN_COMMITTEE, on=DAY)
        assert codes(caught) == {"no_vetting"}

    @pytest.mark.parametrize(("on", "ok"), [(day(8, 31), True), (day(9, 1), True), (day(9, 2), False)])
    def test_last_day_of_a_clearance(self, v, on, ok):
        v.vetted(v.member)
        review = v.proposed(v.member)
        ruling = ruled(term_from=day(10, 1), term_to=day(9, 30, 2020))
        if ok:
            assert commands.decide_review(review=review, ruling=ruling, by=TOWN_COMMITTEE, on=on).vetting_state == "cleared"
        else:
            with pytest.raises(RuleViolated) as caught:
                commands.decide_review(review=review, ruling=ruling, by=TOWN_COMMITTEE, on=on)
            assert codes(caught) == {"vetting_expired"}

    def test_clicked_twice_decides_once(self, v):
        v.vetted(v.member)
        review = v.proposed(v.member)
        commands.decide_review(review=review, ruling=ruled(), by=TOWN_COMMITTEE, on=DAY)
        with pytest.raises(RuleViolated) as caught:
            commands.decide_review(review=review, ruling=ruled(), by=TOWN_COMMITTEE, on=DAY)
        assert codes(caught) == {"state"}
        assert EngagementDecision.objects.count() == 1

    def test_nobody_decides_on_himself_or_on_his_own_proposal(self, v):
        review = v.proposed(v.member)
        from dataclasses import replace

        himself = replace(TOWN_COMMITTEE, person_uuid=str(v.member.uuid))
        proposer = replace(TOWN_COMMITTEE, login=SECRETARY.login)
        for by in (himself, proposer, TOWN_OFFICER, COUNTY_OFFICER, SECRETARY):
            with pytest.raises(NotPermitted):
                commands.decide_review(review=review, ruling=ruled("not_engaged"), by=by, on=DAY)

    def test_a_refusal_owes_ground_evidence_and_hearing(self, v):
        review = v.proposed(v.member)
        bare = ruled("not_engaged", ground_code="", evidence=" ", statement_heard_on=None, meeting="")
        with pytest.raises(RuleViolated) as caught:
            commands.decide_review(review=review, ruling=bare, by=TOWN_COMMITTEE, on=DAY)
        assert codes(caught) == {"ground_missing", "evidence", "statement", "meeting"}
        late = ruled("not_engaged", statement_heard_on=day(3, 2))
        with pytest.raises(RuleViolated) as caught:
            commands.decide_review(review=review, ruling=late, by=TOWN_COMMITTEE, on=DAY)
        assert codes(caught) == {"statement"}

    @pytest.mark.parametrize("code", ["petitioned", "religion", "clan", "health", "grade_not_competent", "bad_character"])
    def test_a_deferral_takes_no_other_ground_than_the_list(self, v, code):
        with pytest.raises(RuleViolated):
            v.decided(v.member, outcome="deferred", ground_code=code)

    @pytest.mark.parametrize(("until", "ok"), [(day(8, 31), True), (day(9, 1), True), (day(9, 2), False), (DAY, False), (None, False)])
    def test_deferral_of_at_most_six_months(self, v, until, ok):
        if ok:
            assert v.decided(v.member, outcome="deferred", deferred_until=until).state == "deferred"
        else:
            with pytest.raises(RuleViolated):
                v.decided(v.member, outcome="deferred", deferred_until=until)

    def test_elected_seat_is_untouched_by_every_outcome(self, v):
        before = list(Mandate.objects.order_by("pk").values())
        v.decided(v.member, outcome="not_engaged")
        v.decided(v.secretary, "director", outcome="deferred")
        assert list(Mandate.objects.order_by("pk").values()) == before

    def test_redecided_after_a_deferral_replaces_and_keeps_the_old_row(self, v):
        review = v.decided(v.member, outcome="deferred")
        first = review.decisions.get()
        second = commands.decide_review(review=review, ruling=ruled("not_engaged", statement_heard_on=day(9, 1)), by=TOWN_COMMITTEE, on=day(9, 1))
        assert second.replaces == first
        assert fresh(first).outcome == "deferred"
        assert fresh(review).state == "decided"


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
        decision = commands.decide_review(review=review, ruling=ruled("deferred", ground_code="under_investigation"), by=TOWN_COMMITTEE, on=day(3, 6))
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

    def test_the_person_asks_himself(self, v):
        from dataclasses import replace

        from tests.cast import acting

        review, _notice = self.refused(v)
        member = replace(acting("m1", "邝惠兰", "centre_member", v.centre.division_code), person_uuid=str(v.member.uuid))
        assert commands.request_review(decision=review.decisions.get(), grounds="处分已到期", by=member, on=day(3, 5)).requested_on == day(3, 5)
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

    def test_upheld_leaves_the_decision(self, v):
        review, _notice = self.refused(v)
        asked = commands.request_review(decision=review.decisions.get(), grounds="不服", by=TOWN_OFFICER, on=day(3, 5))
        commands.answer_review(request=asked, result="upheld", panel="叶远新", reasons="事实清楚", by=SECOND_COMMITTEE, on=day(3, 6))
        assert ReviewRequest.objects.get().result == "upheld"
        assert review.decisions.count() == 1


class TestPosts:
    def test_secretary_ends_and_the_post_falls_vacant_the_same_day(self, v):
        engagement = v.engaged(v.secretary, "director")
        committee_seat = Mandate.objects.get(person=v.secretary, role="head")
        ended = commands.end_secretary(mandate=v.secretary_mandate, last_day=day(6, 30), reason="replaced", document="斗委〔2019〕20号", by=TOWN_OFFICER, on=day(6, 30))
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
        PartyMember.objects.create(division_code=v.centre.division_code, person=new, organisation=v.organisation, status="full", joined_on=day(7, 1, 2008),
                                   full_on=day(7, 1, 2009))
        held = commands.replace_secretary(mandate=v.secretary_mandate, successor=new, last_day=day(6, 30), reason="replaced", way="appointed_by_upper",
                                          document="斗委〔2019〕20号", by=TOWN_OFFICER, on=day(7, 1))
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

    def test_engagement_ended_by_the_town(self, v):
        engagement = v.engaged(v.member)
        with pytest.raises(RuleViolated) as caught:
            commands.end_engagement(engagement=engagement, last_day=day(6, 1), reason="", document="", by=TOWN_COMMITTEE, on=day(6, 1))
        assert codes(caught) == {"reason", "document"}
        with pytest.raises(RuleViolated):
            commands.end_engagement(engagement=engagement, last_day=day(6, 1, 2021), reason="resign", document="x", by=TOWN_COMMITTEE, on=day(6, 1))
        ended = commands.end_engagement(engagement=engagement, last_day=day(6, 1), reason="resign", document="辞呈", by=TOWN_COMMITTEE, on=day(6, 1))
        settle()
        assert ended.period.upper == day(6, 2)
        assert fresh(v.seat).period.upper is None


class TestGrades:
    def test_recorded_corrected_and_taken_back(self, v):
        v.engaged(v.member)
        made = commands.record_grade(person=v.member, year=2019, grade="excellent", decided_on=day(1, 20, 2020), document="斗组〔2020〕2号", by=COUNTY_OFFICER, on=day(2, 1, 2020))
        again = commands.record_grade(person=v.member, year=2019, grade="competent", decided_on=day(1, 20, 2020), document="斗组〔2020〕3号", by=COUNTY_OFFICER, on=day(2, 2, 2020))
        assert (made.pk, again.grade, again.version) == (again.pk, "competent", 2)
        commands.withdraw_grade(grade=again, reason="录错人", by=COUNTY_OFFICER, on=day(2, 3, 2020))
        assert AuditLeaf.objects.filter(action="engagements.withdraw_grade").count() == 1

    def test_no_grade_for_who_was_not_engaged(self, v):
        with pytest.raises(RuleViolated) as caught:
            commands.record_grade(person=v.member, year=2019, grade="best", decided_on=day(1, 20, 2018), document="", by=COUNTY_OFFICER, on=day(2, 1, 2020))
        assert codes(caught) == {"grade", "document", "decided_on", "not_engaged"}


def test_the_town_sees_the_state_of_a_vetting(v):
    v.vetted(v.member)
    bind(TOWN_COMMITTEE)
    assert VettingCase.objects.get().state == "cleared"
    with_role(SERVICE)
