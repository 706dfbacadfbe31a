"""Straight SQL as the application role against what money is paid under: runs, slips, corrections. New cheats are added, none is taken out."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from qianxian.foundation.reach import bind
from qianxian.pay import commands
from qianxian.pay.models import PayRun
from tests.cast import COUNTY_OFFICER, FINANCE
from tests.engagements.stage import day, person, village
from tests.funds.test_cheats import refused
from tests.pay.stage import ON, approved, prepared

pytestmark = pytest.mark.django_db


def copied(row: Any, **changes: Any) -> tuple[str, list[Any]]:
    """INSERT of a copy of a row with changes."""
    table = row._meta.db_table
    values = {"id": 10**9, "uuid": str(uuid4())} | changes
    return f"INSERT INTO {table} SELECT (jsonb_populate_record(t, %s)).* FROM {table} t WHERE id = %s", [json.dumps(values), row.pk]


@pytest.fixture
def member():
    place = village()
    place.engaged(place.member)
    bind(COUNTY_OFFICER)
    return place.member


def test_no_run_is_born_approved_and_no_slip_added_to_one(member):
    run = approved()
    slip = run.slips.get()
    another = {"number": f"{run.number}-0099", "person_id": person("没有受聘的人").pk}
    assert refused(copied(slip, **another)) == "slip_of_its_run"
    assert refused(copied(slip, **another, approved_on=None)) == "slip_of_its_run"
    born = {"year": 2018, "number": "GZ2018-440403-01"}
    assert refused(copied(run, **born)) == "pay_step_by_step"
    assert refused(copied(run, **born, state="checked", approved_by="", approved_on=None)) == "pay_step_by_step"


def test_a_run_is_checked_and_approved_for_what_its_slips_come_to(member):
    run = commands.compute_run(run=commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=ON), by=COUNTY_OFFICER)
    slip = run.slips.get()
    move = "UPDATE pay_payrun SET state = %s{more} WHERE id = %s"
    assert refused((move.format(more=", approved_by = 'z', approved_on = '2019-12-16'"), ["approved", run.pk])) == "pay_step_by_step"
    assert refused((move.format(more=", checked_by = 'y', checked_on = '2019-12-16', city_total = city_total + 1, base_total = base_total + 1"), ["checked", run.pk])) == "run_is_its_slips"
    assert refused(("UPDATE pay_payslip SET net = net + 1, gross = gross + 1, base_paid = base_paid + 1, city = city + 1 WHERE id = %s", [slip.pk])) == "slip_of_its_run"
    run = commands.check_run(run=run, by=FINANCE, on=ON)
    assert refused(("UPDATE pay_payslip SET approved_on = '2019-12-16' WHERE id = %s", [slip.pk])) == "slip_of_its_run"
    assert refused(("DELETE FROM pay_payslip WHERE id = %s", [slip.pk])) == "slip_of_its_run"
    for more in ("", ", approved_by = 'z'", ", approved_by = 'z', approved_on = '2019-12-15'", ", approved_by = 'z', approved_on = '2019-12-16', checked_by = 'w'"):
        assert refused((move.format(more=more), ["approved", run.pk])) == "pay_step_by_step", more
    assert refused((move.format(more=""), ["locked", run.pk])) == "pay_step_by_step"


def test_no_correction_is_born_approved(member):
    run = approved()
    commands.record_fact(person=member, kind="unpaid_leave", first_day=day(6, 1), last_day=day(6, 30), document="请假审批表", by=COUNTY_OFFICER, on=ON)
    made = prepared(run, "unpaid_leave", member)
    signed = {"number": f"{run.number}-C99", "state": "approved", "checked_by": "y", "checked_on": "2019-12-16", "approved_by": "z", "approved_on": "2019-12-16"}
    assert refused(copied(made, **signed)) == "pay_step_by_step"
    assert refused(("UPDATE pay_paycorrection SET state = 'approved', approved_by = 'z', approved_on = '2019-12-16' WHERE id = %s", [made.pk])) == "pay_step_by_step"
    assert PayRun.objects.get().state == "approved"
