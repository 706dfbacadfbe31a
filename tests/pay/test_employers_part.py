"""The employer's social insurance: by dated setting, borne by payers, beside the pay, corrected by difference lines, and never brought in afterwards."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.pay import commands, queries
from qianxian.pay.models import DifferenceLine, PayRun, PaySlip
from qianxian.pay.rules import EMPLOYER
from qianxian.people import commands as people
from tests.assessments.stage import PANEL
from tests.cast import COUNTY_OFFICER, FINANCE, SERVICE
from tests.engagements.stage import day, village
from tests.pay.stage import APPROVER, ON, approved, correct
from tests.pay.test_restored import ended, overturned
from tests.rulebook.fixing import fix_setting

RATES = Decimal("0.2055")  # the shipped sample: 13 + 6 + 0.5 + 0.2 + 0.85 percent


@pytest.fixture
def v(db):
    made = village()
    made.engaged(made.member)
    made.held = Engagement.objects.get(person=made.member)
    YearlyGrade.objects.create(division_code=made.member.division_code, person=made.member, year=2018, grade="not_competent", decided_on=day(1, 20))
    YearlyGrade.objects.create(division_code=made.member.division_code, person=made.member, year=2019, grade="competent", decided_on=day(12, 10))
    bind(COUNTY_OFFICER)
    return made


def share(city: str, town: str, district: str, on: dt.date = dt.date(2019, 6, 1)) -> None:
    value = {"city": city, "town": town, "district": district}
    fix_setting(key="si.employer_shares", value=value, valid_from=on, source_document="斗财〔2019〕9号", by=COUNTY_OFFICER)
    bind(COUNTY_OFFICER)


def test_by_default_the_district_bears_it_beside_the_pay(v):
    run = approved()
    slip = PaySlip.objects.get(run=run)
    months = slip.explanation["withholding"]["months"]
    assert slip.employer_district == sum(Decimal(m["employer"]) for m in months) == run.employer_district_total > 0
    assert abs(slip.employer_district - slip.base_paid * RATES) < Decimal("0.30")  # rounded per kind and month
    assert (slip.employer_city, slip.employer_town) == (0, 0)
    assert slip.net == slip.gross - slip.insurance - slip.tax  # nobody earns less or more by it


def test_shares_by_setting_make_the_whole_exactly(v):
    share("0.33", "0.33", "0.34")
    slip = PaySlip.objects.get(run=approved())
    whole = sum(Decimal(m["employer"]) for m in slip.explanation["withholding"]["months"])
    assert sum(getattr(slip, part) for part in EMPLOYER.values()) == whole and min(getattr(slip, part) for part in EMPLOYER.values()) > 0
    assert slip.employer_city == slip.employer_town <= slip.employer_district


@pytest.mark.parametrize("shares", [("0.5", "0.5", "0.5"), ("0.5", "0.4", "0.05"), ("1.2", "-0.2", "0")])
def test_shares_that_do_not_make_one_stop_the_run(v, shares):
    share(*shares)
    with pytest.raises(RuleViolated) as caught:
        commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON)
    assert [one.code for one in caught.value.violations] == ["policy_unfit"]


def test_without_coverage_nobody_bears_anything(v):
    fix_setting(key="si.coverage", value=False, valid_from=dt.date(2019, 6, 1), source_document="斗财〔2019〕9号", by=COUNTY_OFFICER)
    bind(COUNTY_OFFICER)
    slip = PaySlip.objects.get(run=approved())
    assert all(getattr(slip, part) == 0 for part in EMPLOYER.values())


def test_it_is_never_negative_whoever_writes(v):
    run = commands.compute_run(run=commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON), by=COUNTY_OFFICER)
    slip = PaySlip.objects.get(run=commands.return_run(run=run, by=FINANCE, reason="少一人"))
    with pytest.raises(IntegrityError), transaction.atomic():
        PaySlip.objects.filter(pk=slip.pk).update(employer_city=Decimal("-0.01"))


def test_a_run_that_knew_nothing_of_it_stays_without(v):
    """A year approved before the employer's part was kept: a correction of leave says nothing about it."""
    run = commands.compute_run(run=commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON), by=COUNTY_OFFICER)
    commands.return_run(run=run, by=FINANCE, reason="旧批次")
    PaySlip.objects.filter(run=run).update(employer_district=0)
    PayRun.objects.filter(pk=run.pk).update(settings=run.settings | {"withholding": {k: x for k, x in run.settings["withholding"].items() if k != "employer"}},
                                            employer_district_total=0, state="computed")  # fmt: skip
    run = PayRun.objects.get(pk=run.pk)
    run = commands.approve_run(run=commands.check_run(run=run, by=FINANCE, on=ON), by=APPROVER, on=ON)
    commands.record_fact(person=v.member, kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
    correct(run, "unpaid_leave", v.member)
    assert not DifferenceLine.objects.filter(part__startswith="employer").exists() and DifferenceLine.objects.exists()


def test_corrections_of_every_kind_commute(v):
    """Late index, overturned review, wrong day, death, unpaid leave, suspension: any order comes to the same cents, every part of them."""
    share("0.2", "0.3", "0.5")
    bind(SERVICE)
    case = ended(v)
    bind(COUNTY_OFFICER)
    fix_setting(key="pay.income_index", value="26200", valid_from=dt.date(2018, 1, 1), published_on=day(12, 17), source_document="统计公报", by=COUNTY_OFFICER)
    bind(COUNTY_OFFICER)
    run, who = approved(), v.member
    fact = {"person": who, "document": "文〔2019〕1号", "by": COUNTY_OFFICER, "on": ON}
    steps = {
        "late_index": lambda: None,  # published on 12-17: known to whatever is prepared from then on
        "overturned_review": lambda: overturned_by_panel(case),
        "wrong_day": lambda: commands.record_fact(kind="actual_days", first_day=day(4, 15), engagement=v.held, **fact),
        "death": lambda: people.record_death(person=who, died_on=day(11, 7), document="死亡证明", by=COUNTY_OFFICER, on=ON),
        "unpaid_leave": lambda: commands.record_fact(kind="unpaid_leave", first_day=day(6, 3), last_day=day(6, 17), **fact),
        "suspension": lambda: commands.record_fact(kind="suspension", first_day=day(6, 10), last_day=day(7, 20), share=Decimal("0.35"), **fact),
    }
    orders, results = list(permutations(steps))[::103], []
    assert len(orders) == 7 and {order[0] for order in orders} == set(steps)
    for order in orders:
        point, on = transaction.savepoint(), day(12, 16)
        for cause in order:
            on = day(12, 17) if cause == "late_index" else on
            steps[cause]()
            bind(COUNTY_OFFICER)
            post(run, cause, who, on)
        post(run, "wrong_day", who, day(12, 17))
        results.append(queries.posted_sums(COUNTY_OFFICER, run)[who.pk])
        transaction.savepoint_rollback(point)
    assert all(sums == results[0] for sums in results) and all(results[0][part] > 0 for part in (*EMPLOYER.values(), "city", "district", "town"))


def overturned_by_panel(case) -> None:
    bind(SERVICE)
    overturned(case, day(12, 16))
    assert PANEL.login == type(case).objects.get(pk=case.pk).answered_by


def post(run: PayRun, cause: str, who, on: dt.date) -> None:
    """Through three people; where the facts come to no difference yet, there is nothing to post."""
    try:
        with transaction.atomic():
            correct(run, cause, who, on)
    except RuleViolated as broken:
        assert {one.code for one in broken.violations} == {"no_difference"}
