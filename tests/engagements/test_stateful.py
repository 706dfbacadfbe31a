"""A case of consequence under any order of steps, right and wrong, by the right people and the wrong ones, on the day before a deadline, the day and the day after.

A small model stands beside the database: where the case stands, when each step may be taken, when the engagement ends and why. Every step says
beforehand whether it may succeed, and the model is compared after each. What is paid for is counted from the model's own days: an overturned
decision leaves the year's pay as if it had never been taken, and what was paid short is exactly the days from the first one on.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings, target
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from qianxian.engagements import commands, moves, queries
from qianxian.engagements.models import ConsequenceCase, Engagement, YearlyGrade
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.organisations.models import Mandate
from qianxian.pay import queries as pay
from qianxian.pay.rules import PayTerms, annual_pay, paid_spans
from qianxian.pay.rules.entitlement import Held
from tests.assessments.stage import PANEL, hold
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import day, village, with_role
from tests.profiles import NAME, figure, times

TERM_ENDS = day(1, 31, 2020)
#: Proposes as the town's officer and would decide in the committee under the same login: the login is one person whatever the role.
TWO_HATS = acting("zhaobk", "赵炳坤", "town_committee", "440403103")
BODY = {"body": "斗门镇党委", "meeting": "第41次会议"}
OPEN = {state for state, to in moves.CASE_MOVES.items() if to}
TERMS = PayTerms(index=Decimal(26190), grade_coeff={}, post_coeff={"member": Decimal("0.85")})
COEFFICIENTS = {"member": Decimal("0.85"), "director": Decimal(1), "deputy_director": Decimal("0.9")}
#: Where walks begin, and what each of them surely reaches.
STARTS = {
    "none": set(), "heard": {"proposed", "invited", "heard"}, "asked": {"decided", "served", "asked", "ended", "resigned"},
    "overturned": {"asked", "overturned", "back pay"},
}  # fmt: skip


class CaseRoad(RuleBasedStateMachine):
    """One member's engagement from February 2019 to January 2020, and every case about it, one after another."""

    reached: ClassVar[Counter] = Counter()
    start: ClassVar[str] = "none"

    @initialize(leaves=st.booleans())
    def begin(self, leaves) -> None:
        self.point = transaction.savepoint()
        with_role(SERVICE)
        v = village()
        self.held, self.member = hold(v.centre, v.member, "member"), v.member
        self.himself = acting("kuanghl", "邝惠兰", "town_org_officer", "440403103", person_uuid=str(v.member.uuid))
        for year, grade in ((2017, "basic"), (2018, "not_competent")):
            YearlyGrade.objects.create(division_code=v.member.division_code, person=v.member, year=year, grade=grade, decided_on=day(1, 20), source_document="斗镇委")
        self.seats = list(Mandate.objects.order_by("pk").values())
        self.on = day(3, 1)
        self.last, self.reason = TERM_ENDS, ""  # how the engagement ends as it stands
        self.state, self.kind, self.times = "", "", {}  # the case in hand
        self.given_back: list[tuple[dt.date, dt.date]] = []  # (first day, day decided) of endings that a review overturned
        self.case: ConsequenceCase | None = None
        self.log: list[str] = []
        for _ in range(8):
            if self.start in ("none", self.state):
                break
            self.forward("overturned")
        if leaves and self.start == "asked":
            self.resigns(0, 1)

    def teardown(self) -> None:
        if hasattr(self, "point"):
            self.reached.update(self.log)
            target(len(self.log), label="steps of the road")
            transaction.savepoint_rollback(self.point)
            with_role(SERVICE)

    def tried(self, command, **arguments):
        """What the command returned, or None: what it refused left nothing behind."""
        try:
            with transaction.atomic():
                made = command(on=self.on, **arguments)
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
                connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        except (RuleViolated, NotPermitted):
            made = None
        with_role(SERVICE)
        return made

    def moved(self, made, right: bool, to: str) -> bool:
        """The step came out as the model says; the state is then the new one."""
        assert bool(made) == right, (to, self.state, self.on, self.times)
        if made:
            self.case, self.state = made, to
            self.log.append(to)
        return bool(made)

    # -- steps ----------------------------------------------------------------------------------------------------------------------------------

    def forward(self, result: str) -> None:
        """The next right step from wherever the case is."""
        if self.state == "invited":
            self.on = max(self.on, self.times["called for"])
        step = {
            "proposed": lambda: self.call(3), "invited": lambda: self.hear(TOWN_OFFICER, 0, "不是我经办。"), "heard": lambda: self.decide(TOWN_COMMITTEE, 10),
            "decided": lambda: self.serve(TOWN_OFFICER, 0), "served": lambda: self.ask(TOWN_OFFICER), "asked": lambda: self.answer(PANEL, result),
        }  # fmt: skip
        step.get(self.state, lambda: self.propose("end", TOWN_OFFICER, "grade_not_competent", "斗镇委〔2019〕8号"))()

    @rule(result=st.sampled_from(["overturned", "overturned", "upheld"]))
    def on_we_go(self, result) -> None:
        self.forward(result)

    @rule(result=st.sampled_from(["overturned", "upheld"]))
    def and_two_steps(self, result) -> None:
        self.forward(result)
        self.forward(result)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days) -> None:
        self.on = min(self.on + dt.timedelta(days=days), day(12, 20))

    @precondition(lambda self: self.times.get("review until") and self.state == "served")
    @rule(off=st.integers(-1, 1))
    def the_last_day_comes(self, off) -> None:
        """The day before the last one on which a review may be asked for, that day, or the day after."""
        self.on = max(self.on, self.times["review until"] + dt.timedelta(days=off))

    @rule(
        kind=st.sampled_from(["end", "end", "not_renewed", "dismiss"]), by=st.sampled_from([TOWN_OFFICER, TOWN_OFFICER, TOWN_COMMITTEE, "himself"]),
        ground=st.sampled_from(["grade_not_competent", "grade_not_competent", "basic_twice", "relative_petitioned", "religion"]),
        evidence=st.sampled_from(["斗镇委〔2019〕8号", " "]),
    )  # fmt: skip
    def propose(self, kind, by, ground, evidence) -> None:
        fits = kind != "dismiss" and ground == "grade_not_competent" and evidence.strip() and by is TOWN_OFFICER
        right = bool(fits and self.state not in OPEN and self.last >= self.on)
        by = self.himself if by == "himself" else by
        values = {"ground_code": ground, "ground": "2018年度考核不称职", "evidence": evidence}
        if self.moved(self.tried(commands.propose_consequence, engagement=self.held, kind=kind, by=by, **values), right, "proposed"):
            self.kind, self.times = kind, {}

    @precondition(lambda self: self.case)
    @rule(ahead=st.integers(1, 5))
    def call(self, ahead) -> None:
        day_of_it = self.on + dt.timedelta(days=ahead)
        made = self.tried(commands.call_hearing, case=self.case, hearing_on=day_of_it, place="镇党建办", by=TOWN_OFFICER)
        if self.moved(made, self.state == "proposed" and ahead >= 3, "invited"):
            self.times["called for"] = day_of_it

    @precondition(lambda self: self.case)
    @rule(by=st.sampled_from([TOWN_OFFICER, "himself"]), late=st.integers(-1, 1), statement=st.sampled_from(["三件超期不是我经办。", " "]))
    def hear(self, by, late, statement) -> None:
        heard_on = self.on + dt.timedelta(days=late)
        right = self.state == "invited" and by is TOWN_OFFICER and bool(statement.strip()) and self.times["called for"] <= heard_on <= self.on
        by = self.himself if by == "himself" else by
        self.moved(self.tried(commands.record_hearing, case=self.case, heard_on=heard_on, heard_by="谭瑞珍", statement=statement, by=by), right, "heard")

    @precondition(lambda self: self.case)
    @rule(by=st.sampled_from([TOWN_COMMITTEE, PANEL, TWO_HATS, TOWN_OFFICER]), later=st.integers(-1, 40))
    def decide(self, by, later) -> None:
        last = self.on + dt.timedelta(days=later)
        in_time = (self.on <= last <= self.last and not (self.reason and last == self.last)) if self.kind == "end" else not self.reason
        right = self.state == "heard" and by in (TOWN_COMMITTEE, PANEL) and in_time
        made = self.tried(commands.decide_case, case=self.case, last_day=last, reasons="整改未见效", by=by, **BODY)
        if self.moved(made, right, "decided"):
            self.times |= {"decided": self.on, "decider": by, "before": (self.last, self.reason)}
            self.last, self.reason = (last, "ended_by_review") if self.kind == "end" else (self.last, "not_renewed")
            self.times["end"] = (self.last, self.reason)
            self.log.append("ended" if self.kind == "end" else "not renewed")

    @precondition(lambda self: self.case)
    @rule(by=st.sampled_from([TOWN_COMMITTEE, TOWN_OFFICER]))
    def drop(self, by) -> None:
        right = self.state in ("proposed", "invited", "heard") and by is TOWN_COMMITTEE
        self.moved(self.tried(commands.drop_case, case=self.case, reasons="陈述成立", by=by), right, "dropped")

    @precondition(lambda self: self.case)
    @rule(by=st.sampled_from([TOWN_OFFICER, TOWN_COMMITTEE]), early=st.integers(-1, 1))
    def serve(self, by, early) -> None:
        served = self.on - dt.timedelta(days=early)
        right = self.state == "decided" and by is TOWN_OFFICER and self.times["decided"] <= served <= self.on
        if self.moved(self.tried(commands.serve_case, case=self.case, served_on=served, contact="党建办 5551234", by=by), right, "served"):
            until = served + dt.timedelta(days=15)
            assert self.case.review_until >= until  # a citizen's last day moves past a weekend or a holiday, never forward
            self.times["review until"] = self.case.review_until

    @precondition(lambda self: self.case)
    @rule(by=st.sampled_from([TOWN_OFFICER, TOWN_COMMITTEE]))
    def ask(self, by) -> None:
        right = self.state == "served" and by is TOWN_OFFICER and self.on <= self.times["review until"]
        self.moved(self.tried(commands.ask_case_review, case=self.case, grounds="三件不是我经办", by=by), right, "asked")

    @precondition(lambda self: self.case)
    @rule(by=st.sampled_from([PANEL, TOWN_COMMITTEE, TWO_HATS, TOWN_OFFICER]), result=st.sampled_from(["upheld", "overturned", "asked"]))
    def answer(self, by, result) -> None:
        right = self.state == "asked" and by in (PANEL, TOWN_COMMITTEE) and by is not self.times["decider"] and result != "asked"
        made = self.tried(commands.answer_case_review, case=self.case, result=result, panel="邓少峰", reasons="经核实", document="斗镇复〔2019〕3号", by=by)
        if self.moved(made, right, result) and result == "overturned" and (self.last, self.reason) == self.times["end"]:
            if self.kind == "end" and self.times["before"][0] > self.last:
                self.given_back.append((self.last + dt.timedelta(days=1), self.on))
                self.log.append("back pay")
            self.last, self.reason = self.times["before"]

    @rule(sure=st.integers(0, 5), later=st.integers(-2, 30))
    def resigns(self, sure, later) -> None:
        """He may go by himself at any time; no review calls him back from that. Mostly while a decision stands against him: else the walk soon ends."""
        if sure and self.state not in ("decided", "served", "asked"):
            return
        last = self.on + dt.timedelta(days=later)
        done = self.tried(commands.end_engagement, engagement=self.held, last_day=last, reason="resign", document="辞职报告", by=TOWN_COMMITTEE)
        assert bool(done) == (last <= self.last)
        if done:
            self.last, self.reason = last, "resign"
            self.log.append("resigned")

    # -- what always holds ----------------------------------------------------------------------------------------------------------------------

    @invariant()
    def the_database_says_the_same(self) -> None:
        if not hasattr(self, "log"):
            return
        held = Engagement.objects.get(pk=self.held.pk)
        assert (held.period.upper - dt.timedelta(days=1), held.end_reason) == (self.last, self.reason)
        if self.case is not None:
            assert ConsequenceCase.objects.order_by("-pk").first().state == self.state
        assert ConsequenceCase.objects.filter(engagement=self.held, state__in=OPEN).count() == (self.state in OPEN)

    @invariant()
    def nobody_is_ended_unheard_or_by_one_person(self) -> None:
        for one in ConsequenceCase.objects.filter(decided_on__isnull=False) if hasattr(self, "log") else ():
            assert one.heard_on <= one.decided_on and one.statement and one.body and one.meeting and one.decided_by != one.proposed_by
            assert one.answered_by not in (one.decided_by, one.proposed_by) and (one.answered_on is None or one.review_asked_on <= one.review_until)

    @invariant()
    def the_elected_seat_is_untouched(self) -> None:
        if hasattr(self, "log"):
            assert list(Mandate.objects.order_by("pk").values()) == self.seats

    @invariant()
    def pay_follows_the_days_and_gives_back_from_the_first(self) -> None:
        """The days that pay reads are the model's, and each review that gave a post back names the first day it is owed from."""
        if not hasattr(self, "log"):
            return
        known = pay.known_facts(SERVICE, 2019, day(12, 31), COEFFICIENTS)[self.member.pk]
        assert [(span.first, span.last) for span in known.held] == [(day(2, 1), min(self.last, day(12, 31)))]
        still = [(first, decided) for first, decided in self.given_back if first <= self.last]
        assert sorted((one.first_day, one.decided_on) for one in queries.restorations(SERVICE)) == sorted(still)
        if self.reason == "" and self.given_back:
            assert _year(known.held) == _year(_untouched())


def _year(spans: list[Held]) -> Decimal:
    return annual_pay(2019, paid_spans(spans), TERMS).gross


def _untouched() -> list[Held]:
    """The days of an engagement that nobody touched."""
    return [Held(day(2, 1), day(12, 31), "member", "440403103200", Decimal("0.85"))]


@pytest.mark.django_db
@pytest.mark.parametrize("start", STARTS)
def test_any_walk_of_a_case(start):
    road = type("Road", (CaseRoad,), {"start": start, "reached": Counter()})
    run_state_machine_as_test(
        road,
        settings=settings(
            max_examples=times(5, soak=400), stateful_step_count=80 if NAME == "soak" else 20, deadline=None, suppress_health_check=list(HealthCheck), database=None
        ),
    )
    figure(f"cases of consequence from {start}: {dict(road.reached)}")
    assert STARTS[start] <= set(road.reached), f"the walk must reach the end to prove anything: {road.reached}"
