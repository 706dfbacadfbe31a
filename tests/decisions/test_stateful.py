"""A matter under any order of steps: what is refused stays refused, nothing is half-written, and a certificate rests on every step passed.

A model of a few lines stands beside the database; after every step both say the same state, round, step and certificates.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qianxian.decisions import commands, queries
from qianxian.decisions.models import Certificate, Matter, Resolution
from qianxian.decisions.moves import AFTER_STEP, ALLOWED_MOVES
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.periods import add_days
from tests.cast import TOWN_COMMITTEE, TOWN_OFFICER
from tests.decisions import stage
from tests.decisions.stage import D1, SECRETARY, SUPERVISOR
from tests.profiles import times

COUNTERS = (SECRETARY, SUPERVISOR)
BODIES = {"800": 1, "6000": 2, "200000": 4}


class Road(RuleBasedStateMachine):
    """One matter, small, middling or large; days only go on."""

    reached: ClassVar[set[str]] = set()

    @initialize(amount=st.sampled_from(sorted(BODIES)), along=st.integers(0, 6))
    def opened(self, amount, along):
        self.point = transaction.savepoint()
        self.matter, self.bodies, self.day = stage.matter("fund_use", amount), BODIES[amount], D1
        self.states, self.round, self.passed, self.meeting = ["draft"], 1, 0, None
        self.copies: dict[int, tuple] = {}
        self.window, self.open_objection, self.certificates = None, None, 0
        for step in (self.hold,) * min(along, self.bodies):
            step(0)
        if along >= 5:
            self.wait_out_the_window()
        if along == 6:
            self.certify()

    def teardown(self):
        if hasattr(self, "point"):
            self.reached.update(self.states)
            transaction.savepoint_rollback(self.point)

    def tried(self, command, **arguments) -> bool:
        """Whether the command went through; what it refused left nothing behind."""
        try:
            with transaction.atomic():
                self.made = command(on=self.day, **arguments)
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
                connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        except (RuleViolated, Conflict, NotPermitted):
            return False
        return True

    @property
    def state(self) -> str:
        return self.states[-1]

    def to(self, state: str) -> None:
        assert state in ALLOWED_MOVES[self.state] or state == self.state == "draft"
        self.states.append(state)

    def fell(self) -> None:
        self.to("draft")
        self.round, self.passed, self.meeting, self.copies, self.window, self.open_objection = self.round + 1, 0, None, {}, None, None

    @rule(days=st.sampled_from([1, 3, 8]))
    def days_pass(self, days):
        self.day = add_days(self.day, days)

    @rule(notice=st.sampled_from([0, 2, 3, 5]))
    def call(self, notice):
        held_on = add_days(self.day, notice)
        known = self.passed < 3
        went = self.tried(commands.call_meeting, matter=self.matter, notice_on=self.day, held_on=held_on, place="村委会", agenda="议题", by=SECRETARY,
                          **({} if known else {"eligible": 35, "eligible_note": "名册"}))  # fmt: skip
        enough = notice >= 3 or self.passed != 2
        assert went is (self.state in ("draft", "proposed", "discussed", "reviewed") and self.meeting is None and enough)
        if went:
            self.meeting, self.copies = self.made, {}

    @rule(copy=st.sampled_from([1, 2]), who=st.sampled_from([0, 1]), against=st.sampled_from([0, 0, 0, 1, 9]))
    def enter(self, copy, who, against):
        if self.meeting is None:
            return
        n = self.meeting.eligible
        votes = (n, max(0, n - against), min(against, n))
        went = self.tried(commands.enter_count, meeting=self.meeting, copy=copy, present=n, votes_for=votes[1], votes_against=votes[2], votes_abstain=0, by=COUNTERS[who])
        theirs = {c: w for c, (w, _votes) in self.copies.items()}
        clash = theirs.get(3 - copy) == who or theirs.get(copy, who) != who
        assert went is (self.meeting.held_on <= self.day and not clash)
        if went:
            self.copies[copy] = (who, votes)

    @rule(against=st.sampled_from([0, 0, 0, 0, 99]))
    def hold(self, against):
        """The next body as it should be: called in time, counted alike by two, confirmed; so that a walk of random steps comes far."""
        if self.meeting is None:
            self.call(5)
        if self.meeting is None or self.copies:
            return
        self.day = max(self.day, self.meeting.held_on)
        self.enter(1, 0, against)
        self.enter(2, 1, against)
        self.confirm(TOWN_OFFICER)

    @rule()
    def wait_out_the_window(self):
        self.publish(7)
        if self.state == "published":
            self.answer(False)
            self.day = add_days(self.window, 1)

    @rule(by=st.sampled_from([TOWN_OFFICER, SECRETARY, SUPERVISOR]))
    def confirm(self, by):
        if self.meeting is None:
            return
        went = self.tried(commands.confirm_count, meeting=self.meeting, by=by)
        agree = set(self.copies) == {1, 2} and self.copies[1][1] == self.copies[2][1]
        assert went is (agree and by is TOWN_OFFICER)
        if not went:
            return
        n, votes_for, _against = self.copies[1][1]
        assert self.made.passed is (2 * votes_for > n)
        if not self.made.passed:
            self.fell()
            return
        step, self.passed, self.meeting = self.meeting.step.step, self.passed + 1, None
        self.to("decided" if self.passed == self.bodies else AFTER_STEP[step])

    @rule(days=st.sampled_from([6, 7, 9]))
    def publish(self, days):
        went = self.tried(commands.publish_decision, matter=self.matter, published_from=self.day, published_to=add_days(self.day, days), place="公开栏", text="通过", by=SECRETARY)
        assert went is (self.state == "decided" and days >= 7)
        if went:
            self.window = add_days(self.day, days)
            self.to("published")

    @rule()
    def object(self):
        went = self.tried(commands.receive_objection, matter=self.matter, received_on=self.day, reason="造价", by=SUPERVISOR)
        in_time = self.window is not None and self.state in ("published", "certified") and self.day <= self.objections_end
        assert went is in_time
        if went and self.open_objection is None:
            self.open_objection = self.made

    @property
    def objections_end(self) -> dt.date:
        return queries.decision_publication(Matter.objects.get(pk=self.matter.pk)).objections_until

    @rule(upheld=st.sampled_from([False, False, True]))
    def answer(self, upheld):
        if self.open_objection is None:
            return
        row = self.open_objection
        for one in row.matter.objections.filter(publication=row.publication, upheld__isnull=True).order_by("id"):
            if upheld and self.state == "draft":
                break
            assert self.tried(commands.answer_objection, objection=one, upheld=upheld, answer="已核", by=TOWN_OFFICER)
            if upheld and self.state == "published":
                self.fell()
                return
        self.open_objection = None

    @rule()
    def certify(self):
        went = self.tried(commands.issue_certificate, matter=self.matter, by=TOWN_OFFICER)
        assert went is (self.state == "published" and self.day > self.window and self.open_objection is None)
        if went:
            self.certificates += 1
            self.to("certified")

    @rule(by=st.sampled_from([TOWN_COMMITTEE, TOWN_OFFICER]))
    def revoke(self, by):
        held = Certificate.objects.filter(matter=self.matter, revoked_on__isnull=True).first()
        if held is None:
            return
        went = self.tried(commands.revoke_certificate, certificate=held, reason="程序有误", document="文", by=by)
        assert went is (by is TOWN_COMMITTEE)
        if went:
            self.to("revoked")

    @rule()
    def again(self):
        went = self.tried(commands.take_up_again, matter=self.matter, reason="重来", by=SECRETARY)
        assert went is (self.state == "revoked")
        if went:
            self.fell()

    @invariant()
    def both_say_the_same(self):
        if not hasattr(self, "matter"):
            return
        row = Matter.objects.get(pk=self.matter.pk)
        assert (row.state, row.round) == (self.state, self.round)
        passed = Resolution.objects.filter(matter=row, meeting__round=row.round, passed=True)
        assert passed.count() == self.passed
        step = queries.next_step(row)
        assert (step is None) is (self.passed == self.bodies)
        held = Certificate.objects.filter(matter=row)
        assert held.count() == self.certificates
        assert held.filter(revoked_on__isnull=True).count() == (row.state == "certified")
        for one in held.filter(round=row.round, revoked_on__isnull=True):
            assert passed.count() == self.bodies and not row.objections.filter(upheld=True, answered_on__lt=one.issued_on, publication__round=row.round).exists()


@pytest.mark.django_db
def test_any_order_of_steps():
    stage.village()
    Road.reached.clear()
    run_state_machine_as_test(
        Road,
        settings=settings(max_examples=times(20, soak=1000), stateful_step_count=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)),
    )
    assert {"draft", "proposed", "decided", "published", "certified", "revoked"} <= Road.reached, "the walk must reach the end to prove anything"
