"""From assessment to review as a machine: whatever is tried in whatever order, duties stay apart, the quota holds, only due grades reach pay."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qianxian.assessments import commands, moves
from qianxian.assessments.models import AssessmentSheet, GradeAppeal, GradingDecision
from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.foundation.errors import NotPermitted, RuleViolated
from tests.assessments.stage import OPENED, PANEL, stage
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import day, with_role
from tests.profiles import NAME, times

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
State = AssessmentSheet.State
BY = st.sampled_from([TOWN_OFFICER, TOWN_COMMITTEE, PANEL])


def test_every_state_stands_in_the_maps():
    assert set(moves.ALLOWED_MOVES) == set(State.values) == set(moves.WHO_HOLDS_IT) == set(moves.STATUS_WORDS)
    assert all(to <= set(State.values) for to in moves.ALLOWED_MOVES.values())


class Assessment(RuleBasedStateMachine):
    """Four people of two villages: a quota of one. Anybody tries anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()

    @initialize()
    def begin(self) -> None:
        with_role(SERVICE)
        self.s = stage(people=2)
        self.today = OPENED
        self.s.sheets()
        self.engagements = list(Engagement.objects.order_by("pk").values())
        self.states: dict[int, str] = {}

    def attempt(self, command, **arguments) -> None:
        try:
            with transaction.atomic():
                command(on=self.today, **arguments)
        except (RuleViolated, NotPermitted):
            pass
        with_role(SERVICE)

    def sheet(self, index: int) -> AssessmentSheet:
        return list(AssessmentSheet.objects.order_by("pk"))[index]

    pick = st.integers(0, 3)

    @rule(days=st.integers(1, 12))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + dt.timedelta(days=days), day(6, 30, 2020))

    @rule(index=pick, by=BY)
    def report(self, index: int, by) -> None:
        self.attempt(commands.report_self, sheet=self.sheet(index), text="本年完成窗口办件一千二百件，未按期办结三件。", by=by)

    @rule(index=pick, score=st.sampled_from([55, 70, 85, 92, 92, 95]), by=BY)
    def score(self, index: int, score: int, by) -> None:
        sheet = self.sheet(index)
        lines = [commands.MarkLine(mark.order, Decimal(score), "对照台账") for mark in sheet.marks.all()]
        self.attempt(commands.score_sheet, sheet=sheet, marks=lines, by=by)

    @rule(index=pick, points=st.integers(0, 15))
    def deduct(self, index: int, points: int) -> None:
        mark = self.sheet(index).marks.get(order=2)
        values = {"fact": "超期未办", "happened_on": day(6, 1), "evidence": "清单", "told_on": day(6, 2)}
        self.attempt(commands.record_fact, mark=mark, points=Decimal(points), by=TOWN_OFFICER, **values)

    @rule(index=pick, signature=st.sampled_from(["signed", "refused", ""]))
    def tell_and_sign(self, index: int, signature: str) -> None:
        self.attempt(commands.tell_score, sheet=self.sheet(index), by=TOWN_OFFICER)
        self.attempt(commands.sign_sheet, sheet=self.sheet(index), signature=signature, note="在场人：谭瑞珍", by=TOWN_OFFICER)

    @rule(index=pick, by=BY)
    def approve(self, index: int, by) -> None:
        self.attempt(commands.approve_sheet, sheet=self.sheet(index), opinion="情况属实", by=by)

    @rule(index=pick)
    def send_back(self, index: int) -> None:
        if index == 0:
            self.attempt(commands.return_sheet, sheet=self.sheet(index), reason="证据不足", by=TOWN_COMMITTEE)

    @rule()
    def everybody_one_step_on(self) -> None:
        for index in range(4):
            self.report(index=index, by=TOWN_OFFICER)
            self.score(index=index, score=92 if index < 2 else 85, by=TOWN_OFFICER)
            self.tell_and_sign(index=index, signature="signed")
            self.approve(index=index, by=TOWN_COMMITTEE)

    @rule(by=BY, override=st.booleans())
    def grade(self, by, override: bool) -> None:
        more = {"override_reason": "实绩相当", "override_document": "斗镇委〔2019〕41号"} if override else {}
        self.attempt(commands.grade_town, scheme=self.s.scheme, body="斗门镇党委", meeting="第40次会议", by=by, **more)

    @rule(index=pick)
    def serve(self, index: int) -> None:
        self.attempt(commands.serve_grade, sheet=self.sheet(index), served_on=self.today, by=TOWN_OFFICER)

    @rule(index=pick)
    def appeal(self, index: int) -> None:
        self.attempt(commands.appeal_grade, sheet=self.sheet(index), grounds="事实有误", by=TOWN_OFFICER)

    @rule(index=pick, result=st.sampled_from(["upheld", "changed"]), grade=st.sampled_from(["excellent", "competent", "basic"]), by=BY)
    def answer(self, index: int, result: str, grade: str, by) -> None:
        if appeal := GradeAppeal.objects.filter(sheet=self.sheet(index)).first():
            values = {"panel": "邓少峰", "reasons": "经核实", "document": "斗镇复〔2019〕1号", "grade_after": grade}
            self.attempt(commands.answer_appeal, appeal=appeal, result=result, by=by, **values)

    @rule(index=pick, by=BY)
    def fix(self, index: int, by) -> None:
        self.attempt(commands.fix_grade, sheet=self.sheet(index), by=by)

    @invariant()
    def the_database_agrees(self) -> None:
        if hasattr(self, "s"):
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def only_allowed_moves(self) -> None:
        for sheet in AssessmentSheet.objects.all() if hasattr(self, "s") else ():
            before, reachable = self.states.get(sheet.pk, sheet.state), set()
            waiting = [before]
            while waiting:  # one rule may take several steps
                state = waiting.pop()
                if state not in reachable:
                    reachable.add(state)
                    waiting += moves.ALLOWED_MOVES[state]
            assert sheet.state in reachable
            self.states[sheet.pk] = sheet.state

    @invariant()
    def duties_are_apart(self) -> None:
        for sheet in AssessmentSheet.objects.select_related("grading") if hasattr(self, "s") else ():
            hands = {name for name in (sheet.scored_by, sheet.approved_by) if name}
            assert len(hands) == bool(sheet.scored_by) + bool(sheet.approved_by)
            appeal = GradeAppeal.objects.filter(sheet=sheet).exclude(answered_by="").first()
            assert appeal is None or appeal.answered_by not in {*hands, sheet.grading.decided_by}

    @invariant()
    def never_above_the_quota_without_a_recorded_decision(self) -> None:
        decision = GradingDecision.objects.first() if hasattr(self, "s") else None
        if decision is not None:
            plain = decision.sheets.filter(grade="excellent").exclude(grade_reason="appeal").count()
            assert plain <= decision.quota or (decision.override_reason and decision.override_document)

    @invariant()
    def pay_reads_a_grade_only_when_it_stands(self) -> None:
        if hasattr(self, "s"):
            fixed = {(sheet.person_id, sheet.grade) for sheet in AssessmentSheet.objects.filter(state="fixed")}
            assert set(YearlyGrade.objects.values_list("person_id", "grade")) == fixed
            for sheet in AssessmentSheet.objects.filter(state="fixed"):
                appeal = GradeAppeal.objects.filter(sheet=sheet).first()
                assert (appeal and appeal.answered_on) or sheet.fixed_on > sheet.appeal_until

    @invariant()
    def nobody_is_ended_by_a_grade(self) -> None:
        if hasattr(self, "s"):
            assert list(Engagement.objects.order_by("pk").values()) == self.engagements

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


def test_assessment_to_review():
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(Assessment, settings=settings(max_examples=times(6, soak=1000), stateful_step_count=40 if NAME != "soak" else 80, deadline=None, suppress_health_check=checks))
