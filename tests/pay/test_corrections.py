"""Corrections: who may, what is refused and recorded, each cause, any order, nothing posted twice, and approved slips never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.db.utils import DatabaseError

from qianxian.engagements import commands as engagements
from qianxian.engagements.models import Engagement, ReviewRequest, YearlyGrade
from qianxian.foundation import integrity
from qianxian.foundation.errors import CodeNeeded, Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.pay import commands, queries
from qianxian.pay.commands import corrections as correcting
from qianxian.pay.models import DifferenceLine, PayCorrection, PayFact, PayRun, PaySlip
from qianxian.pay.pages.corrections import reasons
from qianxian.pay.queries import PersonFacts
from qianxian.pay.rules import PARTS, Held
from qianxian.people import commands as people
from tests.cast import COUNTY_OFFICER, FINANCE, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import SECOND_COMMITTEE, VILLAGE, day, person, ruled, village
from tests.pay.stage import APPROVER, MONTH, ON, SECOND_FINANCE, approved, correct, prepared
from tests.rulebook.fixing import fix_setting


def codes(caught) -> set[str]:
    return {violation.code for violation in caught.value.violations}


def posted_of(run: PayRun, who) -> dict[str, Decimal]:
    return queries.posted_sums(COUNTY_OFFICER, run)[who.pk]


def base(sums) -> Decimal:
    return sums["city"] + sums["district"]


def leave(who, first, last) -> PayFact:
    return commands.record_fact(person=who, kind="unpaid_leave", first_day=first, last_day=last, document="请假审批表", by=COUNTY_OFFICER, on=ON)


def suspend(who, first, last, share=None, document="斗纪〔2019〕9号") -> PayFact:
    return commands.record_fact(person=who, kind="suspension", first_day=first, last_day=last, share=share, document=document, by=COUNTY_OFFICER, on=ON)


class TestThreePeople:
    def test_prepared_checked_approved_and_recorded(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        done = correct(run, "unpaid_leave", engaged.member)
        assert done.state == "approved" and done.people == 1
        acts = AuditLeaf.objects.filter(object_id=str(done.uuid)).order_by("id").values_list("action", flat=True)
        assert list(acts) == ["pay.prepare_correction", "pay.check_correction", "pay.approve_correction"]

    def test_nobody_does_two_steps(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        made = prepared(run, "unpaid_leave", engaged.member)
        with pytest.raises(NotPermitted):
            commands.check_correction(correction=made, by=acting(COUNTY_OFFICER.login, "同", "finance_bureau", "440403"), on=ON)
        commands.check_correction(correction=made, by=FINANCE, on=ON)
        for login in (COUNTY_OFFICER.login, FINANCE.login):
            with pytest.raises(NotPermitted):
                commands.approve_correction(correction=made, by=acting(login, "同", "pay_approver", "440403"), on=ON)

    def test_the_approver_gives_a_fresh_code(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        made = prepared(run, "unpaid_leave", engaged.member)
        commands.check_correction(correction=made, by=FINANCE, on=ON)
        with pytest.raises(CodeNeeded):
            commands.approve_correction(correction=made, by=replace(APPROVER, code_age=301.0), on=ON)
        assert commands.approve_correction(correction=made, by=replace(APPROVER, code_age=299.0), on=ON).state == "approved"

    def test_others_may_not(self, engaged):
        run = approved()
        for actor in (TOWN_OFFICER, FINANCE, APPROVER):
            with pytest.raises(NotPermitted):
                commands.prepare_correction(run=run, cause="late_index", document="文", by=actor, on=ON)
            with pytest.raises(NotPermitted):
                commands.record_fact(person=engaged.member, kind="unpaid_leave", first_day=day(6, 1), document="文", by=actor, on=ON)

    def test_the_database_holds_the_three_apart(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        made = prepared(run, "unpaid_leave", engaged.member)
        for change in ({"checked_by": made.prepared_by}, {"checked_by": "a", "approved_by": "a"}, {"state": "approved"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                PayCorrection.objects.filter(pk=made.pk).update(**change)

    def test_steps_in_order_return_and_again(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        made = prepared(run, "unpaid_leave", engaged.member)
        with pytest.raises(Conflict):
            commands.approve_correction(correction=made, by=APPROVER, on=ON)
        with pytest.raises(RuleViolated):
            commands.return_correction(correction=made, by=FINANCE, reason=" ")
        assert commands.return_correction(correction=made, by=FINANCE, reason="少一天").state == "returned"
        leave(engaged.member, day(7, 1), day(7, 1))
        again = commands.recompute_correction(correction=made, by=COUNTY_OFFICER, on=ON)
        assert again.state == "computed" and again.city_total + again.district_total == -(MONTH + Decimal("179.53"))
        commands.check_correction(correction=made, by=SECOND_FINANCE, on=ON)
        assert commands.return_correction(correction=made, by=APPROVER, reason="再看").state == "returned"
        assert commands.withdraw_correction(correction=made, by=COUNTY_OFFICER, reason="不办了").state == "withdrawn"
        with pytest.raises(Conflict):
            commands.withdraw_correction(correction=made, by=COUNTY_OFFICER, reason="再撤")
        assert not DifferenceLine.objects.exists()

    def test_tasks_wait_for_the_one_who_holds_them(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        made = prepared(run, "unpaid_leave", engaged.member)
        assert len(queries.tasks_for(FINANCE, ON)) == 1 and queries.tasks_for(APPROVER, ON) == []
        commands.check_correction(correction=made, by=FINANCE, on=ON)
        assert queries.tasks_for(FINANCE, ON) == [] and len(queries.tasks_for(APPROVER, ON)) == 1


class TestCauses:
    def test_unpaid_leave_takes_its_days_per_payer(self, engaged):
        run = approved()
        before = posted_of(run, engaged.member)
        leave(engaged.member, day(6, 1), day(6, 30))
        correct(run, "unpaid_leave", engaged.member)
        after = posted_of(run, engaged.member)
        assert base(before) - base(after) == MONTH
        assert after["town"] == Decimal("10685.51")  # 0.80 of 13,356.89, the cap of 44,522.98
        assert abs(after["city"] - after["district"]) <= Decimal("0.01")

    def test_a_suspension_needs_its_written_basis(self, engaged):
        with pytest.raises(RuleViolated) as caught:
            suspend(engaged.member, day(6, 1), day(6, 30), document=" ")
        assert codes(caught) == {"document"}
        with pytest.raises(IntegrityError), transaction.atomic():
            PayFact.objects.create(division_code=engaged.member.division_code, person=engaged.member, kind="suspension", first_day=day(6, 1), share=0,
                                   document="", recorded_by="x", recorded_on=ON)

    def test_a_suspension_pays_the_share_it_names(self, engaged):
        run = approved()
        before = base(posted_of(run, engaged.member))
        suspend(engaged.member, day(6, 1), day(6, 30), Decimal("0.5"))
        correct(run, "suspension", engaged.member)
        assert before - base(posted_of(run, engaged.member)) == MONTH - Decimal("2782.69")

    def test_a_lifted_suspension_is_paid_back(self, engaged):
        run = approved()
        before = posted_of(run, engaged.member)
        fact = suspend(engaged.member, day(6, 1), day(6, 30))
        correct(run, "suspension", engaged.member)
        commands.cancel_fact(fact=fact, document="斗纪〔2019〕11号", by=COUNTY_OFFICER, on=ON)
        with pytest.raises(Conflict):
            commands.cancel_fact(fact=fact, document="斗纪〔2019〕11号", by=COUNTY_OFFICER, on=ON)
        correct(run, "suspension", engaged.member)
        assert posted_of(run, engaged.member) == before

    def test_death_pays_to_the_end_of_that_day(self, engaged):
        run = approved()
        people.record_death(person=engaged.member, died_on=day(9, 20), document="死亡证明", by=COUNTY_OFFICER, on=ON)
        correct(run, "death", engaged.member)
        assert base(posted_of(run, engaged.member)) == 5 * MONTH + Decimal("3710.25")  # April–August, 20/30 of September

    def test_wrong_day(self, engaged):
        run = approved()
        held = Engagement.objects.get(person=engaged.member)
        before = base(posted_of(run, engaged.member))
        commands.record_fact(person=engaged.member, kind="actual_days", first_day=day(4, 15), engagement=held, document="到岗通知书", by=COUNTY_OFFICER, on=ON)
        done = correct(run, "wrong_day", engaged.member)
        said = reasons(done.lines.filter(part="city").get().explanation)
        assert "在岗日期更正为 2019-04-15 至 2020-03-31（到岗通知书）" in said
        assert before - base(posted_of(run, engaged.member)) == MONTH - Decimal("2968.20")  # 16/30 of April stay

    def test_a_late_index_moves_everybody(self, engaged):
        fix_setting(key="pay.income_index", value="26200", valid_from=dt.date(2018, 1, 1), published_on=day(12, 17),
                      source_document="统计公报", by=COUNTY_OFFICER)
        run = approved()
        assert run.settings["provisional"] and run.settings["index"] == "23496.4"
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "late_index", on=day(12, 16))
        assert codes(caught) == {"no_new_index"}
        done = correct(run, "late_index", on=day(12, 17))
        assert done.people == 2
        assert base(posted_of(run, engaged.extra[0])) == base(posted_of(run, engaged.member)) == Decimal("50107.50")  # nine months of 26,200 × 3 × 0.85

    def test_a_grade_decided_late_brings_the_bonus(self, engaged):
        run = approved()
        who = engaged.extra[0]
        assert posted_of(run, who)["town"] == 0
        YearlyGrade.objects.create(division_code=who.division_code, person=who, year=2019, grade="excellent", decided_on=ON)
        done = correct(run, "late_grade")
        assert done.people == 1 and posted_of(run, who)["town"] == Decimal("15026.50") and done.city_total == 0

    def test_an_overturned_review_is_paid_from_the_first_day(self, db):
        v = village()
        v.engaged(v.member)
        who = person("容少珍")
        v.vetted(who)
        review = v.decided(who, outcome="not_engaged", on=day(5, 1), statement_heard_on=day(5, 1))
        notice = engagements.issue_notice(decision=review.decisions.get(), contact="斗门镇组织办", by=TOWN_OFFICER, on=day(5, 2))
        engagements.serve_notice(notice=notice, served_on=day(5, 3), by=TOWN_OFFICER, on=day(5, 3))
        asked = engagements.request_review(decision=review.decisions.get(), grounds="影响期已满", by=TOWN_OFFICER, on=day(5, 6))
        run = approved()
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "overturned_review", who)
        assert codes(caught) == {"no_fact"}
        bind(SERVICE)
        engagements.answer_review(request=asked, result=ReviewRequest.Result.OVERTURNED, panel="镇纪委、组织办", reasons="影响期已满", by=SECOND_COMMITTEE,
                                  on=day(7, 10), ruling=ruled(term_from=day(7, 11), term_to=day(3, 31, 2020)))
        bind(COUNTY_OFFICER)
        done = correct(run, "overturned_review", who)
        # no letter yet: back pay from 05-01 up to the day of the answer, 10/31 of July
        assert base(posted_of(run, who)) == 2 * MONTH + Decimal("1795.28") and done.people == 1
        assert done.lines.filter(part="city").get().explanation["restored"][0]["from"] == "2019-05-01"

    def test_two_villages_are_refused(self, engaged, monkeypatch):
        run = approved()
        bind(SERVICE)
        other = village("440403103203", name="小赤坎村")
        first = Engagement.objects.get(person=engaged.member)
        with pytest.raises(DatabaseError), transaction.atomic():  # the database keeps them apart in the register
            Engagement.objects.create(division_code=other.centre.division_code, person=engaged.member, centre=other.centre, post="member",
                                      decision=first.decision, period=(day(6, 1), day(12, 31)))
        # Facts that say so all the same, from days put right or a restored post, are never paid.
        places = (VILLAGE, "440403103203")
        held = [Held(day(4, 1), day(7, 1), "member", places[0], Decimal(1)), Held(day(7, 1), day(12, 31), "member", places[1], Decimal(1))]
        monkeypatch.setattr(correcting, "known_facts", lambda *_: {engaged.member.pk: PersonFacts(VILLAGE, "", held)})
        bind(COUNTY_OFFICER)
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "wrong_day", engaged.member)
        assert codes(caught) == {"two_villages"} and "2019-07-01" in str(caught.value)
        held[1] = Held(day(7, 2), day(12, 31), "member", places[1], Decimal(1))
        assert prepared(run, "wrong_day", engaged.member).people == 1

    def test_a_declared_deduction_lowers_the_tax_only(self, engaged):
        run = approved()
        before = posted_of(run, engaged.member)
        assert before["tax"] > 0
        commands.record_fact(person=engaged.member, kind="additional_deduction", first_day=day(4, 1), amount=Decimal(1000), document="扣除信息表",
                             by=COUNTY_OFFICER, on=ON)
        correct(run, "deduction", engaged.member)
        after = posted_of(run, engaged.member)
        assert before["tax"] - after["tax"] == Decimal("270.00")  # nine months of 1,000 at 3 %
        assert {p: after[p] for p in PARTS if p != "tax"} == {p: before[p] for p in PARTS if p != "tax"}


class TestRefused:
    def test_nothing_differs(self, engaged):
        run = approved()
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "late_grade")
        assert codes(caught) == {"no_difference"}

    def test_before_approval_there_is_nothing_to_correct(self, engaged):
        run = commands.compute_run(run=commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON), by=COUNTY_OFFICER)
        with pytest.raises(RuleViolated) as caught:
            prepared(run, "unpaid_leave")
        assert codes(caught) == {"not_approved", "person"}

    @pytest.mark.parametrize(
        ("facts", "code"),
        [({"kind": "bonus"}, "kind"), ({"last_day": day(5, 31)}, "last_day"), ({"kind": "suspension", "share": Decimal(1)}, "share"),
         ({"kind": "actual_days"}, "engagement"), ({"kind": "additional_deduction"}, "amount")],
    )  # fmt: skip
    def test_facts_that_do_not_fit(self, engaged, facts, code):
        given = {"kind": "unpaid_leave", "first_day": day(6, 1), "document": "文"} | facts
        with pytest.raises(RuleViolated) as caught:
            commands.record_fact(person=engaged.member, by=COUNTY_OFFICER, on=ON, **given)
        assert code in codes(caught) and not PayFact.objects.exists()


class TestNothingTwice:
    def test_any_order_gives_the_same_sums(self, engaged):
        """Six orders of three corrections come to the same cents per payer, and a further correction finds nothing."""
        run, who = approved(), engaged.member
        steps = {
            "unpaid_leave": lambda: leave(who, day(6, 3), day(6, 17)),
            "suspension": lambda: suspend(who, day(6, 10), day(7, 20), Decimal("0.35")),
            "death": lambda: people.record_death(person=who, died_on=day(11, 7), document="死亡证明", by=COUNTY_OFFICER, on=ON),
        }
        results = []
        for order in permutations(steps):
            point = transaction.savepoint()
            for cause in order:
                steps[cause]()
                correct(run, cause, who)
            with pytest.raises(RuleViolated) as caught:
                prepared(run, order[-1], who)
            assert codes(caught) == {"no_difference"}
            sums = posted_of(run, who)
            lines = {r["part"]: r["sum"] for r in DifferenceLine.objects.filter(person=who).values("part").annotate(sum=Sum("amount"))}
            slip = PaySlip.objects.get(run=run, person=who)
            assert sums == {part: getattr(slip, part) + lines.get(part, Decimal(0)) for part in PARTS}
            results.append(sums)
            transaction.savepoint_rollback(point)
        assert all(sums == results[0] for sums in results)

    def test_of_two_corrections_prepared_at_once_only_one_is_posted(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        first, second = (prepared(run, "unpaid_leave", engaged.member) for _ in range(2))
        for made in (first, second):
            commands.check_correction(correction=made, by=FINANCE, on=ON)
        commands.approve_correction(correction=first, by=APPROVER, on=ON)
        with pytest.raises(Conflict):
            commands.approve_correction(correction=second, by=APPROVER, on=ON)
        assert DifferenceLine.objects.filter(part="city").count() == 1

    def test_a_fact_that_came_meanwhile_stops_the_approval(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        made = prepared(run, "unpaid_leave", engaged.member)
        leave(engaged.member, day(8, 1), day(8, 1))
        with pytest.raises(Conflict):
            commands.check_correction(correction=made, by=FINANCE, on=ON)

    def test_straight_sql_cannot_post_a_line_again(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        correct(run, "unpaid_leave", engaged.member)
        line = DifferenceLine.objects.filter(part="city").get()
        again = {"division_code": line.division_code, "correction_id": line.correction_id, "run_id": run.pk, "person_id": line.person_id, "number": f"{line.number}X", "year": 2019,
                 "part": "city", "turn": 2, "posted": line.posted, "should": line.should, "amount": line.amount, "cause": "death", "document": "文",
                 "approved_on": ON}  # fmt: skip
        with pytest.raises(DatabaseError, match="已发数在编制以后有变化"), transaction.atomic():
            DifferenceLine.objects.create(**again)
        waiting = prepared_other(run, engaged)
        with pytest.raises(DatabaseError, match="审批以后才能入账"), transaction.atomic():
            DifferenceLine.objects.create(**(again | {"correction_id": waiting.pk}))

    def test_approved_slips_runs_corrections_and_lines_stay(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        correct(run, "unpaid_leave", engaged.member)
        for statement in ("UPDATE pay_payslip SET grade = 'excellent'", "DELETE FROM pay_payslip", "UPDATE pay_payrun SET people = 1",
                          "UPDATE pay_paycorrection SET people = 9", "UPDATE pay_differenceline SET amount = 1", "DELETE FROM pay_differenceline",
                          "UPDATE pay_payfact SET share = 0.5", "DELETE FROM pay_payfact"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_the_daily_check_follows_every_line(self, engaged):
        run = approved()
        leave(engaged.member, day(6, 1), day(6, 30))
        correct(run, "unpaid_leave", engaged.member)
        leave(engaged.member, day(7, 1), day(7, 15))
        correct(run, "unpaid_leave", engaged.member)
        assert DifferenceLine.objects.filter(part="city").count() == 2
        integrity.checks()
        asked = [(name, sql) for name, sql in integrity._offers.items() if "pay_" in sql]  # on this connection: the owner's sees only what is committed
        assert len(asked) >= 4
        with connection.cursor() as cursor:
            for name, sql in asked:
                cursor.execute(sql)
                assert cursor.fetchall() == [], name

    def test_the_owner_is_refused_too(self, engaged):
        """Grants keep the application role away; a trigger stands against the owner."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid IN ('pay_differenceline'::regclass, 'pay_payfact'::regclass) AND NOT tgisinternal")
            assert {"difference_only_appended", "difference_follows", "pay_fact_only_appended"} <= {row[0] for row in cursor.fetchall()}


def prepared_other(run: PayRun, v) -> PayCorrection:
    leave(v.extra[0], day(6, 1), day(6, 30))
    return prepared(run, "unpaid_leave", v.extra[0])


class TestOwn:
    def test_one_sees_ones_own_lines_and_the_year_to_date(self, engaged):
        run = approved()
        slip = PaySlip.objects.get(run=run, person=engaged.member)
        leave(engaged.member, day(6, 1), day(6, 30))
        correct(run, "unpaid_leave", engaged.member)
        self_ = acting("kuanghl", "邝惠兰", "centre_member", engaged.member.division_code, person_uuid=str(engaged.member.uuid))
        other = acting("rongsz", "容少珍", "centre_member", engaged.member.division_code, person_uuid=str(engaged.extra[0].uuid))
        bind(self_)
        assert {line.part for line in queries.own_differences(self_)} >= {"city", "district", "town"}
        assert not queries.own_differences(other).exists() and not queries.own_differences(TOWN_COMMITTEE).exists()
        gross, net = queries.net_to_date(self_, slip)
        sums = {row.part: row.amount for row in queries.differences_of_slip(self_, slip)}
        assert gross == slip.gross + sums["city"] + sums["district"] + sums["town"]
        assert net == slip.net + sums["city"] + sums["district"] + sums["town"] - sums.get("insurance", 0) - sums.get("tax", 0)
