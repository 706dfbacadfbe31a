"""Runs and corrections that wait for somebody's step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task
from qianxian.pay.models import PayCorrection, PayRun
from qianxian.pay.queries.corrections import corrections
from qianxian.pay.queries.dues import corrections_due, last_day, whole_run_due
from qianxian.pay.queries.runs import runs

CORRECTION_OF = {
    PayRun.State.COMPUTED: PayCorrection.State.COMPUTED,
    PayRun.State.CHECKED: PayCorrection.State.CHECKED,
    PayRun.State.RETURNED: PayCorrection.State.RETURNED,
}


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Runs that wait for this actor's check or approval, or came back to the preparer."""
    waits = {
        Permission.CHECK_PAY: (PayRun.State.COMPUTED, _("等您核对")),
        Permission.APPROVE_PAY: (PayRun.State.CHECKED, _("等您审批")),
        Permission.PREPARE_PAY: (PayRun.State.RETURNED, _("退回修改")),
    }
    found = []
    for permission, (state, why) in waits.items():
        if actor.may(permission):
            waiting = runs(actor).filter(state=state)
            # What cannot be approved before its year begins waits for nobody until then.
            for run in waiting.filter(year__lte=on.year) if state == PayRun.State.CHECKED else waiting:
                title = _("%(year)s 年工资批次，%(n)s 人") % {"year": run.year, "n": run.people}
                found.append(Task(_("工资"), title, run.returned_reason or why, None, reverse("pay:run", args=[run.uuid]), run.division_code))
            for one in corrections(actor).filter(state=CORRECTION_OF[state]):
                title = _("%(year)s 年差额更正，%(cause)s，%(n)s 人") % {"year": one.year, "cause": one.get_cause_display(), "n": one.people}
                found.append(Task(_("工资"), title, one.returned_reason or why, None, reverse("pay:correction", args=[one.uuid]), one.division_code))
    return [*found, *_to_correct(actor, on)] if actor.may(Permission.PREPARE_PAY) else found


def _to_correct(actor: Actor, on: dt.date) -> Iterator[Task]:
    """People whose year is paid otherwise than is due since the run was approved: whoever prepares pay corrects, within the county's days."""
    for run in runs(actor).filter(state=PayRun.State.APPROVED):
        for cause, people, since in whole_run_due(actor, run, on):
            title, why = _("%(year)s 年全体差额更正，%(n)s 人") % {"year": run.year, "n": people}, _("%(cause)s，要编制更正") % {"cause": PayCorrection.Cause(cause).label}
            yield Task(_("工资"), title, why, last_day(since, on), f"{reverse('pay:corrections')}?year={run.year}", run.division_code)
        for one in corrections_due(actor, run, on):
            title = _("%(name)s：%(year)s 年差额更正") % {"name": one.person.name, "year": run.year}
            why = _("%(cause)s，应发和已发有差额，要编制更正") % {"cause": PayCorrection.Cause(one.cause).label}
            yield Task(_("工资"), title, why, one.due_on, reverse("pay:correct_person", args=[one.person.uuid, run.year]), one.person.division_code)
