"""The workflow as a machine: no illegal move, election untouched, no deferral lapses, never above the plan, engaged only when vetted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qianxian.engagements import commands, moves, queries
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, OutcomeNotice, ReviewRequest
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.organisations.models import Mandate
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import DAY, SECOND_COMMITTEE, SECRETARY, day, person, ruled, village, with_role
from tests.profiles import NAME, figure, times

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
State = EngagementReview.State


def test_every_state_stands_in_the_maps():
    assert set(moves.ALLOWED_MOVES) == set(State.values) == set(moves.WHO_HOLDS_IT) == set(moves.STATUS_WORDS)
    assert all(to <= set(State.values) for to in moves.ALLOWED_MOVES.values())


class Workflow(RuleBasedStateMachine):
    """Six candidates for five posts; anything may be tried at any time, and only what the rules allow happens."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()

    @initialize()
    def stage(self) -> None:
        with_role(SERVICE)
        self.v = village()
        self.people = [self.v.member, *(person() for _ in range(5))]
        self.today = DAY
        self.elected = list(Mandate.objects.order_by("pk").values())
        self.states: dict[int, str] = {}

    def attempt(self, command, **arguments) -> None:
        try:
            with transaction.atomic():
                command(on=self.today, **arguments)
        except (RuleViolated, NotPermitted):
            pass
        with_role(SERVICE)

    def review(self, index: int) -> EngagementReview | None:
        rows = list(EngagementReview.objects.order_by("pk"))
        return rows[index % len(rows)] if rows else None

    def decision(self, index: int) -> EngagementDecision | None:
        review = self.review(index)
        return review.decisions.order_by("-id").first() if review else None

    pick = st.integers(0, 5)

    @rule(days=st.integers(1, 60))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + dt.timedelta(days=days), day(12, 20))

    @rule(index=pick)
    def vet(self, index: int) -> None:
        try:
            with transaction.atomic():
                self.v.vetted(self.people[index], on=self.today)
        except RuleViolated:
            pass
        with_role(SERVICE)

    @rule(index=pick)
    def nominate(self, index: int) -> None:
        self.attempt(commands.nominate, person=self.people[index], centre=self.v.centre, post="member", by=TOWN_OFFICER)

    @rule(index=pick, proposal=st.sampled_from(["engaged", "not_engaged", "deferred"]))
    def propose(self, index: int, proposal: str) -> None:
        if review := self.review(index):
            self.attempt(commands.propose, review=review, proposal=proposal, document="支委会", opinion="意见", by=SECRETARY)

    @rule(index=pick, outcome=st.sampled_from(["engaged", "engaged", "not_engaged", "deferred"]))
    def decide(self, index: int, outcome: str) -> None:
        if review := self.review(index):
            start = self.today + dt.timedelta(days=20)
            more = (
                {"term_from": start, "term_to": start + dt.timedelta(days=200)}
                if outcome == "engaged"
                else {"statement_heard_on": self.today}
            )
            more |= {"deferred_until": self.today + dt.timedelta(days=90)} if outcome == "deferred" else {}
            self.attempt(commands.decide_review, review=review, ruling=ruled(outcome, **more), by=TOWN_COMMITTEE)

    @rule(index=pick)
    def publicise(self, index: int) -> None:
        if review := self.review(index):
            self.attempt(commands.publicise, review=review, by=TOWN_OFFICER)

    @rule(index=pick)
    def settle_and_letter(self, index: int) -> None:
        if review := self.review(index):
            self.attempt(commands.settle_publicity, review=review, feedback="没有收到反映", by=TOWN_OFFICER)
            self.attempt(commands.issue_letter, review=review, by=TOWN_OFFICER)

    @rule(index=pick)
    def notice_and_serve(self, index: int) -> None:
        if decision := self.decision(index):
            self.attempt(commands.issue_notice, decision=decision, contact="联系人 1", by=TOWN_OFFICER)
            if notice := OutcomeNotice.objects.filter(decision=decision).first():
                self.attempt(commands.serve_notice, notice=notice, served_on=self.today, by=TOWN_OFFICER)

    @rule(index=pick)
    def ask_for_a_review(self, index: int) -> None:
        if decision := self.decision(index):
            self.attempt(commands.request_review, decision=decision, grounds="事实有出入", by=TOWN_OFFICER)

    @rule(index=pick, result=st.sampled_from(["upheld", "overturned"]), outcome=st.sampled_from(["engaged", "not_engaged"]), by=st.sampled_from([TOWN_COMMITTEE, SECOND_COMMITTEE]))
    def answer_the_review(self, index: int, result: str, outcome: str, by) -> None:
        requests = list(ReviewRequest.objects.order_by("pk"))
        if not requests:
            return
        start = self.today + dt.timedelta(days=20)
        more = {"term_from": start, "term_to": start + dt.timedelta(days=200)} if outcome == "engaged" else {"statement_heard_on": self.today}
        ruling = ruled(outcome, **more) if result == "overturned" else None
        self.attempt(commands.answer_review, request=requests[index % len(requests)], result=result, panel="镇纪委一人", reasons="经核实", ruling=ruling, by=by)

    @rule(index=pick)
    def refused_told_and_reviewed(self, index: int) -> None:
        """A refusal carried as far as the request, so that reviews are reached often."""
        if review := self.review(index):
            self.attempt(commands.propose, review=review, proposal="not_engaged", document="支委会", opinion="意见", by=SECRETARY)
            self.decide(index=index, outcome="not_engaged")
            self.notice_and_serve(index=index)
            self.ask_for_a_review(index=index)

    @rule(index=pick)
    def send_back_or_withdraw(self, index: int) -> None:
        if review := self.review(index):
            self.attempt(commands.return_review, review=review, reason="补正", by=TOWN_COMMITTEE)
            if index == 0:
                self.attempt(commands.withdraw, review=review, reason="撤回", by=TOWN_OFFICER)

    @rule(index=pick)
    def end(self, index: int) -> None:
        if engagement := Engagement.objects.order_by("pk")[index : index + 1].first():
            self.attempt(
                commands.end_engagement, engagement=engagement, last_day=self.today, reason="resign", document="辞呈", by=TOWN_COMMITTEE
            )

    @invariant()
    def the_database_agrees(self) -> None:
        if hasattr(self, "v"):
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def only_allowed_moves(self) -> None:
        for review in EngagementReview.objects.all() if hasattr(self, "v") else ():
            before = self.states.get(review.pk)
            if before and before != review.state:
                reachable, last = set(), {before}
                for _step in range(3):  # a rule of this machine takes three steps at most
                    last = {b for a in last for b in moves.ALLOWED_MOVES[a]}
                    reachable |= last
                assert review.state in reachable
            self.states[review.pk] = review.state

    @invariant()
    def the_election_is_untouched(self) -> None:
        if hasattr(self, "v"):
            assert list(Mandate.objects.order_by("pk").values()) == self.elected

    @invariant()
    def never_above_the_plan(self) -> None:
        for one in Engagement.objects.all():
            assert Engagement.objects.filter(centre=one.centre, period__contains=one.period.lower).count() <= 5

    @invariant()
    def engaged_only_on_a_valid_clearance(self) -> None:
        for engagement in Engagement.objects.select_related("decision__review__vetting_case"):
            assert engagement.decision.outcome == "engaged"
            case = engagement.decision.review.vetting_case
            assert case.state == "cleared" and case.person_id == engagement.person_id and engagement.decision.vetting_state == "cleared"

    @invariant()
    def a_review_is_answered_by_others_and_once(self) -> None:
        for asked in ReviewRequest.objects.select_related("decision__notice") if hasattr(self, "v") else ():
            decided = asked.decision
            notice = getattr(decided, "notice", None)
            assert decided.outcome in moves.NEGATIVE and (notice is None or asked.requested_on <= notice.review_until)
            if asked.answered_on:
                assert asked.answered_by != decided.decided_by and asked.panel and asked.reasons
            replaced = EngagementDecision.objects.filter(replaces=decided)
            if asked.result == "overturned":
                assert next(one.outcome for one in replaced.order_by("pk")) != decided.outcome
            if asked.result == "upheld" and decided.outcome == "not_engaged":
                assert not replaced.exists()

    @invariant()
    def whoever_is_restored_is_known_to_pay(self) -> None:
        if hasattr(self, "v"):
            engaging = EngagementDecision.objects.filter(outcome="engaged", replaces__review_request__result="overturned").values_list("person_id", flat=True)
            assert sorted(one.person.pk for one in queries.restorations(SERVICE)) == sorted(engaging)

    @invariant()
    def a_deferral_never_lapses(self) -> None:
        if hasattr(self, "v"):
            deferred = EngagementReview.objects.filter(state="deferred")
            later = day(12, 31, 2020)
            assert set(queries.deferred_due(later, TOWN_COMMITTEE)) == set(deferred)
            titles = [t for t in queries.tasks_for(TOWN_COMMITTEE, later) if "暂缓" in t.title]
            assert len(titles) == deferred.count()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


def test_workflow():
    from tests.engagements.stage import open_county

    open_county()
    run_state_machine_as_test(
        Workflow,
        # one history of 80 steps takes seconds: 10,000 of them are SHARE=10 and most of a day
        settings=settings(max_examples=times(25, soak=1000), stateful_step_count=30 if NAME != "soak" else 80, deadline=None,
                          suppress_health_check=list(HealthCheck), database=None),
    )
    figure(f"{times(25, soak=1000)} histories of up to {80 if NAME == 'soak' else 30} steps: no illegal move, nothing lost")
