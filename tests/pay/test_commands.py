"""A pay run: who may do which step, what is refused, what is recorded, and that every cent adds up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from qianxian.divisions import commands as divisions
from qianxian.divisions.models import County
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.pay import commands, queries
from qianxian.pay.models import PayRun, PaySlip
from qianxian.pay.permissions import can_see_slip
from qianxian.pay.queries.tasks import tasks_for
from tests.cast import COUNTY_OFFICER, FINANCE, SERVICE, TOWN_OFFICER, acting, divisions_file
from tests.rulebook.fixing import fix_setting

ON = dt.date(2019, 12, 16)
APPROVER = acting("heyt", "何宇婷", "pay_approver", "440403")
SECOND_FINANCE = acting("caiwn", "蔡婉娜", "finance_bureau", "440403")


def codes(caught) -> set[str]:
    return {violation.code for violation in caught.value.violations}


def computed() -> PayRun:
    return commands.compute_run(run=commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON), by=COUNTY_OFFICER)


def policy(*, coefficient: str, flag: bool) -> None:
    """A county that pays competent people more than their cap's share, and says whether the cap binds each person."""
    more = {"excellent": coefficient, "competent": coefficient, "basic": "0.50", "not_competent": "0"}
    for key, value in (("pay.grade_coeff", more), ("pay.per_person_cap", flag)):
        fix_setting(key=key, value=value, valid_from=dt.date(2019, 6, 1), source_document="示例〔2019〕1号", by=COUNTY_OFFICER)


class TestLockAndCompute:
    def test_every_cent_adds_up(self, engaged):
        run = computed()
        slips = list(PaySlip.objects.filter(run=run))
        assert run.people == len(slips) == 2
        assert run.base_total == sum(s.base_paid for s in slips) == run.city_total + run.district_total
        assert run.bonus_total == run.town_total == sum(s.bonus for s in slips)
        assert all(s.gross == s.base_paid + s.bonus == s.city + s.district + s.town for s in slips)

    def test_a_member_from_april_is_paid_by_the_rule(self, engaged):
        # 26,190 × 3 × 0.85 ÷ 12 = 5,565.375 → 5,565.38 a month; December takes the remainder of 66,784.50
        slip = PaySlip.objects.get(run=computed(), person=engaged.member)
        months = [Decimal(m["amount"]) for m in slip.explanation["months"]]
        assert months[:8] == [Decimal("5565.38")] * 8 and months[8] == Decimal("66784.50") - 11 * Decimal("5565.38")
        assert slip.base_paid == sum(months) == Decimal("50088.36")
        assert slip.cap == Decimal("15026.50") and slip.bonus == Decimal("12021.20")
        assert slip.explanation["index"] == "26190.00" and "29,069" in slip.explanation["index_source"]

    def test_no_grade_no_bonus_yet(self, engaged):
        slip = PaySlip.objects.exclude(person=engaged.member).get(run=computed())
        assert slip.bonus == 0 and slip.grade == ""

    def test_only_one_run_stands(self, engaged):
        computed()
        with pytest.raises(RuleViolated) as caught:
            commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON)
        assert codes(caught) == {"run_stands"}

    def test_nobody_engaged_in_the_year(self, engaged):
        with pytest.raises(RuleViolated) as caught:
            commands.lock_inputs(year=2021, by=COUNTY_OFFICER, on=dt.date(2021, 12, 1))
        assert "nobody" in codes(caught)

    def test_under_three_needs_a_reason(self, engaged):
        fix_setting(key="pay.multiple", value="2.9", valid_from=dt.date(2019, 6, 1), source_document="示例〔2019〕1号", by=COUNTY_OFFICER)
        with pytest.raises(RuleViolated) as caught:
            commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON)
        assert codes(caught) == {"below_three"}
        assert commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON, override_reason="市里批复").override_reason == "市里批复"

    def test_a_run_is_computed_once(self, engaged):
        run = computed()
        with pytest.raises(Conflict):
            commands.compute_run(run=run, by=COUNTY_OFFICER)

    def test_the_next_year_pays_on_the_older_index_until_the_new_one_is_out(self, engaged):
        run = commands.lock_inputs(year=2020, by=COUNTY_OFFICER, on=ON)
        assert run.settings["provisional"] is True and run.settings["index"] == "26190"

    def test_the_roster_is_locked(self, engaged):
        run = commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON)
        YearlyGrade.objects.filter(person=engaged.member).update(grade="excellent")
        commands.compute_run(run=run, by=COUNTY_OFFICER)
        assert PaySlip.objects.get(run=run, person=engaged.member).grade == "competent"

    @pytest.mark.parametrize(("flag", "bonus"), [(True, "15026.50"), (False, "22539.75")])
    def test_the_cap_of_a_person_by_the_policys_flag(self, engaged, flag, bonus):
        policy(coefficient="1.5", flag=flag)
        slip = PaySlip.objects.get(run=computed(), person=engaged.member)
        assert (slip.cap, slip.bonus, slip.person_capped) == (Decimal("15026.50"), Decimal(bonus), flag)

    def test_the_pool_binds_whatever_the_flag_says(self, engaged):
        policy(coefficient="3", flag=False)
        with pytest.raises(RuleViolated) as caught:
            computed()
        assert codes(caught) == {"pool_over_cap"}
        assert not PaySlip.objects.exists()

    def test_others_may_not(self, engaged):
        for actor in (TOWN_OFFICER, FINANCE, APPROVER):
            with pytest.raises(NotPermitted):
                commands.lock_inputs(year=2019, by=actor, on=ON)


class TestCheckAndApprove:
    def test_three_people(self, engaged):
        run = commands.check_run(run=computed(), by=FINANCE, on=ON)
        run = commands.approve_run(run=run, by=APPROVER, on=ON)
        assert run.state == "approved"
        acts = list(AuditLeaf.objects.filter(object_id=str(run.uuid)).order_by("id").values_list("action", flat=True))
        assert acts == ["pay.lock_inputs", "pay.compute_run", "pay.check_run", "pay.approve_run"]

    def test_the_preparer_cannot_check(self, engaged):
        both = acting(COUNTY_OFFICER.login, COUNTY_OFFICER.name, "finance_bureau", "440403")
        with pytest.raises(NotPermitted):
            commands.check_run(run=computed(), by=both, on=ON)

    def test_the_checker_cannot_approve(self, engaged):
        run = commands.check_run(run=computed(), by=FINANCE, on=ON)
        with pytest.raises(NotPermitted):
            commands.approve_run(run=run, by=acting(FINANCE.login, FINANCE.name, "pay_approver", "440403"), on=ON)

    def test_the_database_refuses_one_person_in_two_steps(self, engaged):
        run = computed()
        with pytest.raises(IntegrityError), transaction.atomic():
            PayRun.objects.filter(pk=run.pk).update(checked_by=run.prepared_by)

    def test_straight_sql_cannot_lift_a_bonus_over_its_cap(self, engaged):
        run = commands.return_run(run=computed(), by=FINANCE, reason="少了一人")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE pay_payslip SET bonus = cap + 0.01, town = cap + 0.01, gross = base_paid + cap + 0.01 WHERE run_id = %s", [run.pk])

    def test_a_slip_altered_behind_the_back_stops_the_check(self, engaged):
        """A computed slip is not altered; what was altered while the run lay with its preparer shows in the sums."""
        run, less = computed(), {"bonus": 0, "town": 0, "gross": Decimal("50088.36"), "net": Decimal("50088.36") - F("insurance") - F("tax")}
        with pytest.raises(DatabaseError, match="核对以后不能增减"), transaction.atomic():
            PaySlip.objects.filter(run=run, person=engaged.member).update(**less)
        commands.return_run(run=run, by=FINANCE, reason="少了一人")
        PaySlip.objects.filter(run=run, person=engaged.member).update(**less)
        PayRun.objects.filter(pk=run.pk).update(state="computed")
        with pytest.raises(RuleViolated) as caught:
            commands.check_run(run=run, by=FINANCE, on=ON)
        assert codes(caught) == {"sums_differ"}

    def test_steps_in_order(self, engaged):
        with pytest.raises(Conflict):
            commands.approve_run(run=computed(), by=APPROVER, on=ON)

    def test_return_and_again(self, engaged):
        run = commands.return_run(run=computed(), by=FINANCE, reason="少了一人")
        assert run.state == "returned"
        run = commands.compute_run(run=run, by=COUNTY_OFFICER)
        assert commands.check_run(run=run, by=SECOND_FINANCE, on=ON).state == "checked"

    def test_return_needs_a_reason(self, engaged):
        with pytest.raises(RuleViolated):
            commands.return_run(run=computed(), by=FINANCE, reason=" ")

    def test_approved_runs_are_not_withdrawn(self, engaged):
        run = commands.approve_run(run=commands.check_run(run=computed(), by=FINANCE, on=ON), by=APPROVER, on=ON)
        with pytest.raises(Conflict):
            commands.withdraw_run(run=run, by=COUNTY_OFFICER, reason="重做")

    def test_withdrawn_makes_room(self, engaged):
        commands.withdraw_run(run=computed(), by=COUNTY_OFFICER, reason="重做")
        assert computed().state == "computed"


class TestWhoSeesASlip:
    def test_own_slip_only_and_only_once_approved(self, engaged):
        run = computed()
        slip = PaySlip.objects.select_related("run", "person").get(run=run, person=engaged.member)
        self_ = acting("kuanghl", "邝惠兰", "centre_member", "440403103200", person_uuid=str(engaged.member.uuid))
        other = acting("rongsz", "容少珍", "centre_member", "440403103200", person_uuid=str(engaged.secretary.uuid))
        assert not can_see_slip(self_, slip)
        commands.approve_run(run=commands.check_run(run=run, by=FINANCE, on=ON), by=APPROVER, on=ON)
        slip.refresh_from_db()
        assert can_see_slip(self_, slip) and not can_see_slip(other, slip)
        # As he really is: with his village's reach bound, the county's run is a row that does not exist.
        bind(self_)
        assert [s.pk for s in queries.own_slips(self_)] == [slip.pk]
        assert [s.year for s in queries.slips(self_).filter(pk=slip.pk)] == [2019] and not PayRun.objects.exists()

    def test_tasks_wait_for_the_one_who_holds_them(self, engaged):
        run = computed()
        assert len(queries.tasks_for(FINANCE, ON)) == 1 and queries.tasks_for(APPROVER, ON) == []
        commands.check_run(run=run, by=FINANCE, on=ON)
        assert queries.tasks_for(FINANCE, ON) == [] and len(queries.tasks_for(APPROVER, ON)) == 1


def test_the_pay_of_a_year_to_come_is_prepared_and_checked_but_not_approved(engaged):
    """The day before the year: refused with the first day; on its first day the command lets it through, PostgreSQL by the county's own day."""
    commands_of_2020 = commands.lock_inputs(year=2020, by=COUNTY_OFFICER, on=ON)
    run = commands.check_run(run=commands.compute_run(run=commands_of_2020, by=COUNTY_OFFICER), by=FINANCE, on=ON)
    for early in (ON, dt.date(2019, 12, 31)):
        assert not tasks_for(APPROVER, early)
        with pytest.raises(RuleViolated, match="最早 2020 年 1 月 1 日审批"):
            commands.approve_run(run=run, by=APPROVER, on=early)
    assert County.objects.update(is_example=True, example_day=ON) or divisions.open_county(divisions_json=divisions_file(), by=SERVICE, is_example=True, example_day=ON)
    approve = "UPDATE pay_payrun SET state = 'approved', approved_by = 'z', approved_on = %s WHERE id = %s"
    for day in ("2019-12-31", "2020-01-01"):  # the year has not begun; the day has not come
        with pytest.raises(DatabaseError) as told, transaction.atomic():
            connection.cursor().execute(approve, [day, run.pk])
        assert told.value.__cause__.diag.constraint_name == "pay_of_a_year_begun"
    County.objects.update(example_day=dt.date(2020, 1, 1))
    assert [task.title for task in tasks_for(APPROVER, dt.date(2020, 1, 1))] == ["2020 年工资批次，2 人"]
    assert commands.approve_run(run=run, by=APPROVER, on=dt.date(2020, 1, 1)).state == "approved"
