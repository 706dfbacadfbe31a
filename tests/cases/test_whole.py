"""Any history of cases leaves the balance whole: accepted = open + closed + transferred, nothing lost, every case where its last step left it."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from qianxian.cases import commands, queries
from qianxian.cases.models import Case, CaseNumber
from qianxian.cases.moves import CLOSED, OPEN, STEPS
from qianxian.cases.permissions import guest_of
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from tests.cases.stage import MONDAY, PAPERS, PHONE, TOWN, WINDOW, accepted, item, received
from tests.cast import SERVICE
from tests.engagements.stage import VILLAGE, open_county
from tests.profiles import times

pytestmark = pytest.mark.django_db
REFUSED = (RuleViolated, NotPermitted, Conflict)
ACTS = {
    "accept": (commands.accept_case, {}), "ask": (commands.ask_supplement, {"missing": PAPERS}), "supply": (commands.supply, {"brought": PAPERS}),
    "up": (commands.transfer_case, {"to": "town", "words": "镇里审核"}), "on": (commands.transfer_case, {"to": "department", "body": "区社保局", "words": "区里复核"}),
    "back": (commands.transfer_case, {"to": "village", "words": "退回补拍照片"}), "return": (commands.transfer_case, {"to": "town", "words": "已复核"}),
    "note": (commands.note_progress, {"words": "已报送"}), "finish": (commands.finish_case, {"words": "已办好"}), "refuse": (commands.refuse_case, {"words": "不符合", "remedy": "可以申请复议"}),
    "withdraw": (commands.withdraw_case, {"words": "本人说不办了"}), "reopen": (commands.reopen_case, {"words": "补到了证明"}),
}  # fmt: skip
STEP_OF = {"up": "transfer", "on": "transfer", "back": "transfer", "return": "transfer"}


class Histories(RuleBasedStateMachine):
    """Cases taken in and led on in any order, by whoever tries, some of it refused."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.day, self.taken_in = MONDAY, 0
        self.cases: list[Case] = []

    @initialize()
    def the_window_opens(self) -> None:
        open_county()
        self.item = item()

    @rule(missing=st.sampled_from([(), tuple(PAPERS[:1]), tuple(PAPERS)]))
    def comes_to_the_window(self, missing) -> None:
        self.cases.append(received(self.item, missing=missing, on=self.day).case)
        self.taken_in += 1

    @rule()
    def hands_in_over_the_phone(self) -> None:
        self.cases.append(commands.apply_for(division_code=VILLAGE, item=self.item, name="容小妹", phone=PHONE, by=guest_of(VILLAGE), on=self.day).case)
        self.taken_in += 1

    @precondition(lambda self: self.cases)
    @rule(which=st.integers(0, 9), act=st.sampled_from(sorted(ACTS)), town=st.booleans())
    def is_led_on(self, which, act, town) -> None:
        self._led(self.cases[which % len(self.cases)], act, TOWN if town else WINDOW)

    @precondition(lambda self: self.cases)
    @rule(which=st.integers(0, 9), act=st.integers(0, 99))
    def goes_on(self, which, act) -> None:
        """A step that its state knows, by who has it in hand: so that the deep roads are walked, and cases end above the village too."""
        row = self.cases[which % len(self.cases)]
        row.refresh_from_db()
        known = [name for name in sorted(ACTS) if row.state in STEPS[STEP_OF.get(name, name)]]
        self._led(row, known[act % len(known)], WINDOW if row.holder == "village" else TOWN)

    def _led(self, row, act, by) -> None:
        row.refresh_from_db()
        (command, more), before = ACTS[act], (row.state, row.holder, row.due_on)
        done = None
        with contextlib.suppress(*REFUSED), transaction.atomic():
            done = command(case=row, by=by, on=self.day, **more)
        row.refresh_from_db()
        if done is None:
            assert (row.state, row.holder, row.due_on) == before  # refused leaves nothing
        else:
            assert row.state in STEPS[STEP_OF.get(act, act)][before[0]]

    @rule(days=st.integers(1, 12))
    def time_passes(self, days) -> None:
        self.day += dt.timedelta(days=days)

    @invariant()
    def the_balance_is_whole(self) -> None:
        bind(SERVICE)
        connection.check_constraints()
        found = queries.balance(SERVICE)
        assert found.accepted == found.open + found.transferred + found.closed == self.taken_in
        assert sum(CaseNumber.objects.values_list("last", flat=True)) == self.taken_in

    @invariant()
    def every_case_stands_where_its_last_step_left_it(self) -> None:
        for row in Case.objects.prefetch_related("steps"):
            last = max(row.steps.all(), key=lambda step: step.pk)
            assert (row.state, row.holder, row.missing, row.due_on) == (last.state, last.holder, last.missing, last.due_on)
            assert (row.closed_on is None) == (row.state in OPEN) and (row.state in CLOSED) == (row.closed_on is not None)
            assert row.due_on is not None or row.state in ("supplement", "refused", "withdrawn")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)


def test_what_ended_above_the_village_is_closed_and_transferred_no_more():
    """Counted once: in hand above it is transferred, ended there it is closed."""
    open_county()
    row = commands.transfer_case(case=accepted(item()), to="town", words="镇里审核", by=WINDOW, on=MONDAY)
    bind(SERVICE)
    assert queries.balance(SERVICE) == queries.Balance(accepted=1, open=0, transferred=1, closed=0)
    commands.finish_case(case=row, words="已办好", by=TOWN, on=MONDAY)
    bind(SERVICE)
    assert queries.balance(SERVICE) == queries.Balance(accepted=1, open=0, transferred=0, closed=1)


def test_accepted_is_open_and_closed_and_transferred_after_any_history():
    run_state_machine_as_test(Histories, settings=settings(max_examples=times(12, soak=500), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)))
