"""Any history of requests leaves the balance whole: received = open + closed + transferred, nothing lost, nothing ever with who is complained of."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.requests import commands, queries
from qianxian.requests.models import Petition, Request, RequestNumber
from qianxian.requests.moves import CLOSED, LEVELS, OPEN, STEPS
from tests.cast import SERVICE
from tests.engagements.stage import open_county
from tests.profiles import times
from tests.requests.stage import COMMITTEE, DISTRICT, MONDAY, TOWN, WINDOW, received, told

pytestmark = pytest.mark.django_db
REFUSED = (RuleViolated, NotPermitted, Conflict)
WHO = (WINDOW, TOWN, DISTRICT, COMMITTEE)
ACTS = {
    "accept": (commands.accept_request, {}), "up": (commands.assign_request, {"to": "town", "words": "镇里办理"}), "higher": (commands.assign_request, {"to": "district", "words": "区里协调"}),
    "out": (commands.assign_request, {"to": "department", "body": "区民政局", "words": "请核实"}), "back": (commands.assign_request, {"to": "village", "words": "请村里落实"}),
    "note": (commands.note_request, {"words": "已报送"}), "answer": (commands.answer_request, {"words": "已查实，已整改"}), "finish": (commands.finish_request, {"words": "已办好"}),
    "visit": (commands.visit_requester, {"words": "满意"}), "decline": (commands.decline_request, {"words": "已在法院", "remedy": "依法诉讼"}),
    "withdraw": (commands.withdraw_request, {"words": "本人说不用了"}), "reopen": (commands.reopen_request, {"words": "又坏了"}), "petition": (commands.register_petition, {}),
    "extend": (commands.extend_petition, {"days": 20, "words": "要等鉴定"}), "name": (commands.name_complained_of, {"about": "village"}),
}  # fmt: skip
STEP_OF = {"up": "assign", "higher": "assign", "out": "assign", "back": "assign"}
WITHOUT_STEP = ("name",)


class Histories(RuleBasedStateMachine):
    """Requests told and led on in any order, by whoever tries, some of it refused."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.day, self.taken_in = MONDAY, 0
        self.rows: list[Request] = []

    @initialize()
    def the_office_opens(self) -> None:
        open_county()
        bind(SERVICE)

    @rule(kind=st.sampled_from(["consult", "help", "complaint", "report", "advice"]), about=st.sampled_from(["none", "village", "town"]), named=st.booleans())
    def somebody_tells(self, kind, about, named) -> None:
        who = {} if named else {"name": "", "phone": ""}
        self.rows.append(told(kind, on=self.day, about=about, **who).request)
        self.taken_in += 1

    @rule(kind=st.sampled_from(["help", "advice", "complaint"]))
    def comes_to_the_window(self, kind) -> None:
        self.rows.append(received(kind, on=self.day).request)
        self.taken_in += 1

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0, 9), act=st.sampled_from(sorted(ACTS)), who=st.sampled_from(WHO))
    def is_led_on(self, which, act, who) -> None:
        self._led(self.rows[which % len(self.rows)], act, who)

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0, 9), act=st.integers(0, 99))
    def goes_on(self, which, act) -> None:
        """A step that its state knows, by the desk that has it: so that the deep roads are walked, and requests end above the village too."""
        row = self.rows[which % len(self.rows)]
        row.refresh_from_db()
        known = [name for name in sorted(ACTS) if row.state in STEPS.get(STEP_OF.get(name, name), {})]
        self._led(row, known[act % len(known)], {"village": WINDOW, "town": TOWN, "district": DISTRICT}[row.desk])

    def _led(self, row, act, who) -> None:
        row.refresh_from_db()
        (command, more), before = ACTS[act], (row.state, row.holder, row.due_on)
        done = None
        with contextlib.suppress(*REFUSED), transaction.atomic():
            done = command(request=row, by=who, on=self.day, **more)
        row.refresh_from_db()
        if done is None:
            assert (row.state, row.holder, row.due_on) == before  # refused leaves nothing
        elif act not in WITHOUT_STEP:
            assert row.state in STEPS[STEP_OF.get(act, act)][before[0]]

    @rule(days=st.integers(1, 12))
    def time_passes(self, days) -> None:
        self.day += dt.timedelta(days=days)

    @invariant()
    def the_balance_is_whole(self) -> None:
        bind(SERVICE)
        connection.check_constraints()
        found = queries.sums(SERVICE)
        assert found.accepted == found.open + found.transferred + found.closed == self.taken_in
        assert sum(RequestNumber.objects.values_list("last", flat=True)) == self.taken_in

    @invariant()
    def every_request_stands_where_its_last_step_left_it_and_never_with_who_is_complained_of(self) -> None:
        for row in Request.objects.prefetch_related("steps"):
            steps = sorted(row.steps.all(), key=lambda step: step.pk)
            assert (row.state, row.holder, row.desk, row.due_on) == (steps[-1].state, steps[-1].holder, steps[-1].desk, steps[-1].due_on)
            assert (row.closed_on is None) == (row.state in OPEN) and (row.state in CLOSED) == (row.closed_on is not None)
            assert LEVELS.index(row.desk) >= LEVELS.index(row.seen_from)
        for one in Petition.objects.filter(finish_by__isnull=False):
            assert (one.finish_by - one.accepted_on).days == 60 + one.extended_days <= 90

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)


def test_received_is_open_and_closed_and_transferred_after_any_history():
    run_state_machine_as_test(Histories, settings=settings(max_examples=times(12, soak=500), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)))
