"""A thread under any order of acts: what is refused leaves nothing, what was recorded stays, and the model and the rows say the same.

The model knows the state, the last step's first day, how often it was told since it was opened, and what hangs on it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qianxian.foundation.errors import Conflict, RuleViolated
from qianxian.threads import commands, queries
from qianxian.threads.models import Estimate, Stall, Thread, ThreadEvent, ThreadStep
from qianxian.threads.rules import ALLOWED_MOVES
from tests.profiles import times
from tests.threads.stage import ON, SECRETARY, kind, opened

FIRST = dt.date(2012, 3, 12)
DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2019, 6, 1))
HOW = {"by": SECRETARY, "on": ON}
THINGS = [uuid.UUID(int=n) for n in range(1, 4)]


class Course(RuleBasedStateMachine):
    """One thread and another of the same place beside it."""

    reached: ClassVar[set[str]] = set()

    @initialize()
    def begin(self):
        self.point = transaction.savepoint()
        self.main, self.other = opened(), opened(title="另一条线")
        self.state, self.since, self.stall_since, self.lifted, self.told = "open", FIRST, None, FIRST, False
        self.things: set[uuid.UUID] = set()
        self.counts = {Estimate: 0, ThreadStep: 1, Stall: 0, ThreadEvent: 0}

    def teardown(self):
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def tried(self, command, **arguments) -> bool:
        """Whether it went through; the deferred guards of the database are asked at once."""
        try:
            with transaction.atomic():
                command(**arguments, **HOW)
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
                connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        except (RuleViolated, Conflict):
            return False
        return True

    def moved_to(self, state: str) -> None:
        assert state in ALLOWED_MOVES[self.state]
        self.state = state
        self.reached.add(state)

    @rule(day=DAYS, step=st.sampled_from(ThreadStep.Step.values))
    def move(self, day, step):
        now = ThreadStep.objects.filter(thread=self.main).order_by("-id")[0].step
        done = self.tried(commands.move, thread=self.main, step=step, since=day, holder_role="village_secretary", holder_code=self.main.division_code)
        assert done == (self.state == "open" and self.since <= day <= ON)
        self.counts[ThreadStep] += done
        self.since = day if done and step != now else self.since

    @rule(day=DAYS, amount=st.decimals(Decimal("-1"), Decimal("9999999"), places=2))
    def estimate(self, day, amount):
        done = self.tried(commands.estimate, thread=self.main, estimated_on=day, amount=amount, source="甲", document="乙")
        assert done == (self.state in ("open", "stalled") and amount > 0 and day <= ON)
        self.counts[Estimate] += done

    @rule(day=DAYS, why=st.sampled_from(["停工", "", "找13812345678"]))
    def stall(self, day, why):
        done = self.tried(commands.stall, thread=self.main, cause="land", words=why, since=day)
        assert done == (self.state == "open" and why == "停工" and max(self.since, self.lifted) <= day <= ON)
        if done:
            self.moved_to("stalled")
            self.stall_since, self.counts[Stall] = day, self.counts[Stall] + 1

    @rule(day=DAYS)
    def lift(self, day):
        done = self.tried(commands.lift, thread=self.main, lifted_on=day, words="恢复")
        assert done == (self.state == "stalled" and self.stall_since < day <= ON)
        if done:
            self.moved_to("open")
            self.lifted = day

    @rule(day=DAYS)
    def tell(self, day):
        done = self.tried(commands.tell, thread=self.main, told_on=day, channel="visit", words="答复")
        assert done == (self.state in ("open", "stalled") and FIRST <= day <= ON)
        self.told, self.counts[ThreadEvent] = self.told or done, self.counts[ThreadEvent] + done

    @rule()
    def close(self):
        done = self.tried(commands.close, thread=self.main, words="办结")
        assert done == (self.state == "open" and self.told)
        if done:
            self.moved_to("closed")
            self.counts[ThreadEvent] += 1

    @rule()
    def join(self):
        done = self.tried(commands.join, thread=self.main, into=self.other, reason="同一件事")
        assert done == (self.state == "open")
        if done:
            self.moved_to("joined")
            self.counts[ThreadEvent] += 1

    @rule()
    def reopen(self):
        done = self.tried(commands.reopen, thread=self.main, reason="再办")
        assert done == (self.state in ("closed", "joined"))
        if done:
            self.moved_to("open")
            self.told, self.counts[ThreadEvent] = False, self.counts[ThreadEvent] + 1

    @rule(thing=st.sampled_from(THINGS))
    def attach(self, thing):
        elsewhere = self.state == "joined"
        with kind():
            done = self.tried(commands.attach, thread=Thread.objects.get(pk=self.main.pk), kind="sample", thing_uuid=thing, label="会议")
        assert done == (self.state in ("open", "stalled", "joined"))
        if done and elsewhere and thing not in self.things:
            # what is tied to a joined thread hangs on the main one; taken off again to keep the model small
            link = queries.links(self.other).get(thing=thing)
            assert link.thread_id == self.other.pk
            commands.detach(link=link, reason="取下", **HOW)
        elif done:
            self.things.add(thing)

    @rule(thing=st.sampled_from(THINGS))
    def detach(self, thing):
        link = queries.links(self.main).filter(thing=thing).first()
        assert (link is not None) == (thing in self.things)
        if link is not None:
            assert self.tried(commands.detach, link=link, reason="取下")
            self.things.discard(thing)

    @invariant()
    def rows_and_model_agree(self):
        if not hasattr(self, "main"):
            return
        row = Thread.objects.get(pk=self.main.pk)
        assert (row.state, row.asked_on, row.matter) == (self.state, FIRST, self.main.matter)
        assert Stall.objects.filter(thread=row, period__upper_inf=True).exists() == (self.state == "stalled")
        assert {link.thing for link in queries.links(row)} == self.things
        for thing in self.things:
            assert queries.thread_of(thing, SECRETARY) == (self.other if self.state == "joined" else row)
        assert {model: model.objects.filter(thread=row).count() for model in self.counts} == self.counts


@pytest.mark.django_db
def test_any_order_of_acts(county):
    run_state_machine_as_test(
        Course, settings=settings(max_examples=times(12, soak=2_000), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    )
    assert {"stalled", "joined"} <= Course.reached
