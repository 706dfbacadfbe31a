"""An approved run of 2019 with two people, and the three who correct it.

Example: ``run = approved(); posted = correct(run, "death", person)``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.foundation.reach import bind
from qianxian.pay import commands
from qianxian.pay.models import PayCorrection, PayRun
from tests.cast import COUNTY_OFFICER, FINANCE, acting

ON = dt.date(2019, 12, 16)
MONTH = Decimal("5565.38")  # 26,190 × 3 × 0.85 ÷ 12
APPROVER = acting("heyt", "何宇婷", "pay_approver", "440403")
SECOND_FINANCE = acting("caiwn", "蔡婉娜", "finance_bureau", "440403")


def approved(on: dt.date = ON) -> PayRun:
    """The year's run through all three people."""
    bind(COUNTY_OFFICER)
    run = commands.compute_run(run=commands.lock_inputs(year=2019, by=COUNTY_OFFICER, on=on), by=COUNTY_OFFICER)
    return commands.approve_run(run=commands.check_run(run=run, by=FINANCE, on=ON), by=APPROVER, on=ON)


def prepared(run: PayRun, cause: str, person=None, on: dt.date = ON) -> PayCorrection:
    """A correction as its preparer leaves it."""
    return commands.prepare_correction(run=run, cause=cause, document="斗组〔2019〕60号", person=person, by=COUNTY_OFFICER, on=on)


def correct(run: PayRun, cause: str, person=None, on: dt.date = ON) -> PayCorrection:
    """A correction through all three people, its lines posted."""
    made = prepared(run, cause, person, on)
    commands.check_correction(correction=made, by=FINANCE, on=on)
    return commands.approve_correction(correction=made, by=APPROVER, on=on)
