"""Each way out of the commands: done, refused, violated, recorded."""

from __future__ import annotations

import pytest
from django.db import connection

from qianxian.engagements import commands, queries
from qianxian.engagements.models import EngagementDecision, VettingCase
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import (
    CONCLUDER,
    DAY,
    DEPARTMENTS,
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


def waiting() -> list[tuple[int, int]]:
    """The lists that the concluding officer is asked to conclude, with how many persons."""
    bind(CONCLUDER)
    found = [(row.pk, ready) for row, ready in queries.vetting.to_conclude(CONCLUDER)]
    with_role(SERVICE)
    return found


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
        assert waiting() == [(round.pk, 1)]
        assert commands.conclude_case(case=round.cases.get(), by=CONCLUDER, on=DAY).state == "needs_info"
        assert waiting() == []  # it is the court's turn: the officer is not asked to conclude the same again and again
        v.answer(round, day(3, 5), departments=["court"])
        assert waiting() == [(round.pk, 1)]
        assert commands.conclude_case(case=round.cases.get(), by=CONCLUDER, on=day(3, 5)).state == "cleared"
        with pytest.raises(RuleViolated):
            v.answer(round, day(3, 6), departments=["court"])

    def test_a_list_sent_back_empty_says_what_to_do(self, v):
        with pytest.raises(RuleViolated, match="还没有给任何人选结论"):
            commands.answer_vetting_list(answers=[], signed_by="答复人", by=replier("court"), on=DAY)

    def test_a_department_left_out_is_named_in_words(self, v):
        with pytest.raises(RuleViolated) as caught:
            commands.create_round(persons=[v.member], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY, departments=DEPARTMENTS[:2] + DEPARTMENTS[3:])
        assert "还要发函给：公安机关。" in str(caught.value) and "public_security" not in str(caught.value)

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
            cursor.execute(
                "SELECT count(*) FROM foundation_changehistory WHERE after::text LIKE '%%no_objection%%' OR before::text LIKE '%%no_objection%%'"
            )
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

    @pytest.mark.parametrize(("heard", "ok"), [(day(2, 28), False), (DAY, True), (day(9, 1), True), (day(9, 2), False)])
    def test_the_hearing_is_of_this_decision_and_not_of_the_one_before(self, v, heard, ok):
        """Heard in March on why he is deferred, nobody is refused in September for another reason unheard."""
        review = v.decided(v.member, outcome="deferred")
        again = {"review": review, "ruling": ruled("not_engaged", statement_heard_on=heard), "by": TOWN_COMMITTEE, "on": day(9, 1)}
        if ok:
            assert commands.decide_review(**again).statement_heard_on == heard
            return
        with pytest.raises(RuleViolated) as caught:
            commands.decide_review(**again)
        assert codes(caught) == {"statement"}

    def test_redecided_after_a_deferral_replaces_and_keeps_the_old_row(self, v):
        review = v.decided(v.member, outcome="deferred")
        first = review.decisions.get()
        second = commands.decide_review(
            review=review, ruling=ruled("not_engaged", statement_heard_on=day(9, 1)), by=TOWN_COMMITTEE, on=day(9, 1)
        )
        assert second.replaces == first
        assert fresh(first).outcome == "deferred"
        assert fresh(review).state == "decided"


def test_the_town_sees_the_state_of_a_vetting(v):
    v.vetted(v.member)
    bind(TOWN_COMMITTEE)
    assert VettingCase.objects.get().state == "cleared"
    with_role(SERVICE)
