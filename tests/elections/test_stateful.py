"""An election under any order of steps: what is refused stays refused, nothing is half-written, and who holds office was elected by law.

A model of forty lines stands beside the database; after every step both say the same state, the same counters and the same holders.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qianxian.elections import commands, queries
from qianxian.elections.models import ContestResult, CountSheet, ElectedMandate, Election, ResultLine
from qianxian.elections.moves import ALLOWED_MOVES
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.organisations.models import Mandate
from tests.cast import TOWN_COMMITTEE, TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import CALLED, DAY, SECOND

BEFORE = dt.date(2019, 3, 20)
COUNTERS = (TOWN_OFFICER, SECOND)


class Road(RuleBasedStateMachine):
    """One Party election of three seats among ten members."""

    reached: ClassVar[set[str]] = set()

    @initialize(ready=st.booleans())
    def called(self, ready):
        self.point = transaction.savepoint()
        self.copies: dict[int, tuple] = {}
        if ready:
            self.election, self.contest, self.people = stage.stand_party()
            self.people += [entry.person for entry in self.election.roll.exclude(person__in=self.people)]
            self.states, self.approved, self.nominated = ["called", "roll_published", "candidates_published"], True, 4
        else:
            self.election, self.people = stage.call_party()
            self.contest = self.election.contests.get()
            self.states, self.approved, self.nominated = ["called"], False, 0

    def teardown(self):
        if hasattr(self, "point"):
            self.reached.update(self.states)
            transaction.savepoint_rollback(self.point)

    def tried(self, command, **arguments) -> bool:
        """Whether the command went through; what it refused left nothing behind."""
        try:
            with transaction.atomic():
                command(**arguments)
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
                connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        except (RuleViolated, Conflict, NotPermitted):
            return False
        return True

    @property
    def state(self) -> str:
        return self.states[-1]

    @rule(n=st.integers(0, 9))
    def nominate(self, n):
        before = self.contest.candidates.count()
        done = self.tried(commands.nominate, contest=self.contest, person=self.people[n], nominations=3, by=TOWN_OFFICER, on=CALLED)
        assert done == (self.contest.candidates.count() == before + 1)
        assert not done or self.state in ("called", "roll_published")
        self.nominated += done

    @rule()
    def approve(self):
        done = self.tried(commands.approve_election, election=self.election, document="批", by=TOWN_COMMITTEE, on=CALLED)
        assert done == (self.state in ("called", "roll_published") and self.nominated >= 4)
        self.approved = self.approved or done

    @rule()
    def publish_roll(self):
        done = self.tried(commands.publish_roll, election=self.election, by=TOWN_OFFICER, on=CALLED)
        assert done == (self.state == "called")
        self.states += ["roll_published"] * done

    @rule()
    def publish_candidates(self):
        done = self.tried(commands.publish_candidates, election=self.election, by=TOWN_OFFICER, on=BEFORE)
        assert done == (self.state == "roll_published" and self.approved)
        self.states += ["candidates_published"] * done

    @rule(who=st.sampled_from([0, 1]), copy=st.sampled_from([1, 2]), votes=st.lists(st.integers(0, 10), min_size=10, max_size=10), present=st.integers(7, 10))
    def count(self, who, copy, votes, present):
        self.counted(who, copy, votes, present)

    @rule(votes=st.lists(st.integers(0, 10), min_size=10, max_size=10) | st.just([9, 8, 7, 4, *[0] * 6]), present=st.integers(8, 10))
    def count_both(self, votes, present):
        for copy in (1, 2):
            self.counted(copy - 1, copy, votes, present)

    def counted(self, who, copy, votes, present):
        """One copy of the sheet, tried."""
        number = self.contest.candidates.count()
        if not number:
            return
        held = [min(count, present) for count in votes[:number]]
        done = self.tried(stage.sheet, contest=self.contest, votes=held, copy=copy, by=COUNTERS[who], returned=present)
        assert not done or (self.state == "candidates_published" and sum(held) <= 3 * present)
        if done:
            self.copies[copy] = (who, present, held)
        assert len({who for who, *_ in self.copies.values()}) == len(self.copies)

    @rule()
    def compute(self):
        done = self.tried(commands.compute_result, contest=self.contest, by=TOWN_OFFICER, on=DAY)
        agree = len(self.copies) == 2 and self.copies[1][1:] == self.copies[2][1:]
        assert done == (self.state == "candidates_published" and agree)
        self.states += ["counted"] * done

    @rule(by=st.sampled_from([TOWN_COMMITTEE, TOWN_OFFICER, SECOND]))
    def publish_result(self, by):
        done = self.tried(commands.publish_result, contest=self.contest, by=by, on=DAY)
        assert done == (self.state == "counted" and by is TOWN_COMMITTEE)
        self.states += ["published"] * done

    @rule(accept=st.booleans())
    def open_offices(self, accept):
        done = self.tried(commands.open_offices, election=self.election, by=TOWN_OFFICER, on=DAY, accept_vacancies=accept)
        elected = ResultLine.objects.filter(result__contest=self.contest, outcome="elected").count()
        assert not done or (self.state == "published" and elected >= 1 and (accept or elected == 3))
        self.states += ["in_office"] * done

    @rule()
    def walk_on(self):
        """The next right step, so that the walk gets far enough for the wrong ones to matter there too."""
        if self.state == "candidates_published" and len(self.copies) < 2:
            self.count_both([9, 8, 7, 4, *[0] * 6], 10)
        step = {"called": self.publish_roll, "roll_published": self.publish_candidates, "candidates_published": self.compute,
                "counted": lambda: self.publish_result(TOWN_COMMITTEE), "published": lambda: self.open_offices(True)}.get(self.state)  # fmt: skip
        if step:
            step()

    @rule(sure=st.integers(0, 5))
    def cancel(self, sure):
        if sure:
            return
        done = self.tried(commands.cancel_election, election=self.election, reason="改期", by=TOWN_OFFICER, on=CALLED)
        assert done == (self.state in ("called", "roll_published", "candidates_published"))
        self.states += ["cancelled"] * done

    @invariant()
    def the_database_says_the_same(self):
        if not hasattr(self, "states"):
            return
        row = Election.objects.get(pk=self.election.pk)
        assert row.state == self.state
        assert all(later in ALLOWED_MOVES[earlier] for earlier, later in zip(self.states, self.states[1:], strict=False))
        offices = Mandate.objects.filter(organisation=self.election.organisation)
        assert offices.count() == ElectedMandate.objects.filter(line__result__contest=self.contest).count()
        assert bool(offices) == (self.state == "in_office")

    @invariant()
    def whoever_is_elected_was_by_law(self):
        if not hasattr(self, "states"):
            return
        for result in ContestResult.objects.filter(contest=self.contest):
            elected = list(result.lines.filter(outcome="elected"))
            assert len(elected) <= 3
            assert all(2 * line.votes > result.present for line in elected)
            assert not elected or 5 * result.present > 4 * 10
            counted = set(CountSheet.objects.filter(contest=self.contest).values_list("entered_by", flat=True))
            assert result.published_by not in counted
        assert queries.differences(self.contest) is not None


@pytest.mark.django_db
def test_an_election_in_any_order():
    Road.reached.clear()
    run_state_machine_as_test(Road, settings=settings(max_examples=30, stateful_step_count=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)))
    assert {"counted", "published", "in_office", "cancelled"} <= Road.reached, "the walk must reach the end to prove anything"
