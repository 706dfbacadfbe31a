"""A case of the minor-powers list: opened on a shipped flow, moved along it, a skipped step flagged, looked at by supervision."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.decisions import judging
from qianxian.decisions import permissions as may
from qianxian.decisions.flows import flow_named
from qianxian.decisions.models import PowerCase, PowerFlag, PowerMove
from qianxian.decisions.moves import POWER_MOVES
from qianxian.decisions.numbers import POWER, next_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.verdict import require

State = PowerCase.State


@transaction.atomic
def open_power_case(*, division_code: str, flow: str, title: str, by: Actor, on: dt.date) -> PowerCase:
    """A case on a flow of the list; the flow's steps are kept with it as they are today."""
    require(may.can_open_power_case(by, division_code))
    shipped, faults = flow_named(flow), []
    if shipped is None:
        faults.append(Violation("flow", _("清单里没有这一项权力，请重新选择。"), "R-D05", "flow"))
    if not title.strip():
        faults.append(Violation("title", _("填写事项名称。"), field="title"))
    if faults or shipped is None:
        raise RuleViolated(faults)
    made = PowerCase.objects.create(
        division_code=division_code, number=next_number(POWER, division_code, on.year), flow=flow, title=title.strip(), opened_on=on, opened_by=by.login,
        steps=[{"code": step.code, "title": step.title, "holder": step.holder} for step in shipped.steps],
    )  # fmt: skip
    audit.record(by=by, action="decisions.open_power_case", thing=made, after={"flow": flow, "title": made.title})
    return made


def _locked(case: PowerCase) -> PowerCase:
    row = PowerCase.objects.select_for_update(of=["self"], no_key=True).get(pk=case.pk)
    if not POWER_MOVES[row.state]:
        raise Conflict(_("事项已经办结或终止。"))
    return row


@transaction.atomic
def move_power_case(*, case: PowerCase, step: str, done_on: dt.date, document: str, by: Actor, on: dt.date, reason: str = "") -> PowerMove:
    """A step done. What lies before it and was not done is flagged to supervision with ``reason``; the case is done by its last step."""
    require(may.can_move_power_case(by, case))
    row = _locked(case)
    flow, done = [one["code"] for one in row.steps], list(row.moves.order_by("id").values_list("step", flat=True))
    last, faults = row.moves.order_by("-done_on").first(), []
    if step not in flow or step in done:
        raise RuleViolated([Violation("step", _("选择流程里还没有办的一步。"), "R-D05", "step")])
    if done_on > on or done_on < (last.done_on if last else row.opened_on):
        faults.append(Violation("done_on", _("办理日期不能早于上一步，也不能晚于今天。"), "R-D05", "done_on"))
    if not document.strip():
        faults.append(Violation("document", _("填写这一步的材料或文号。"), "R-D05", "document"))
    answer = judging.ask("R-D05", on, {"flow": flow, "done": [*done, step]})
    flagged = set(row.flags.values_list("step", flat=True))
    backward = [step] if any(one.code == "backward" and step in one.message for one in answer.violations) and step not in flagged else []
    skipped = [code for code in (answer.outputs or {}).get("skipped", []) if code not in flagged]
    if skipped and not reason.strip():
        faults.append(Violation("reason", _("前面还有步骤没有办。照流程补办，或写明为什么跳过，跳过的由村务监督委员会查看。"), "R-D05", "reason"))
    if faults:
        raise RuleViolated(faults)
    made = PowerMove.objects.create(division_code=row.division_code, case=row, step=step, done_on=done_on, document=document.strip(), done_by=by.login)
    PowerFlag.objects.bulk_create([
        PowerFlag(division_code=row.division_code, case=row, step=code, flagged_on=on, reason=reason.strip() or "在后面的步骤之后才办", flagged_by=by.login)
        for code in (*skipped, *backward)
    ])  # fmt: skip
    _finish(row)
    audit.record(by=by, action="decisions.move_power_case", thing=row, after={"step": step, "done_on": done_on, "skipped": skipped, "state": row.state}, reason=reason)
    return made


def _finish(row: PowerCase) -> None:
    """Done when each step was done, or passed over and looked at."""
    done = set(row.moves.values_list("step", flat=True)) | set(row.flags.exclude(looked_by="").values_list("step", flat=True))
    if {one["code"] for one in row.steps} <= done:
        row.state = State.DONE
    if row.state == State.DONE:
        row.version += 1
        row.save()


@transaction.atomic
def look_at_flag(*, flag: PowerFlag, opinion: str, by: Actor, on: dt.date) -> PowerFlag:
    """The supervision committee's note on a step passed over; written once."""
    require(may.can_look_at_flag(by, flag))
    row = PowerCase.objects.select_for_update(of=["self"], no_key=True).get(pk=flag.case_id)
    held = PowerFlag.objects.select_for_update(of=["self"], no_key=True).get(pk=flag.pk)
    if held.looked_by:
        raise Conflict(_("这一步已经写过监督意见。"))
    if not opinion.strip():
        raise RuleViolated([Violation("opinion", _("写明查看后的意见。"), "R-D05", "opinion")])
    held.opinion, held.looked_on, held.looked_by, held.version = opinion.strip(), on, by.login, held.version + 1
    held.save()
    if row.state == State.OPEN:
        _finish(row)
    audit.record(by=by, action="decisions.look_at_flag", thing=held, after={"case": row.number, "step": held.step, "state": row.state})
    return held


@transaction.atomic
def stop_power_case(*, case: PowerCase, reason: str, by: Actor, on: dt.date) -> PowerCase:
    """The case given up, with why."""
    require(may.can_move_power_case(by, case))
    row = _locked(case)
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么终止。"), field="reason")])
    row.state, row.stop_reason, row.version = State.STOPPED, reason.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="decisions.stop_power_case", thing=row, after={"state": row.state}, reason=reason)
    return row
