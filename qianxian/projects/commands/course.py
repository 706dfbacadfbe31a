"""A project that stands still, with its cause and since when; taken up again where it stood; or given up."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.projects import permissions as may
from qianxian.projects.commands.rows import expect, locked, moved
from qianxian.projects.models import Project
from qianxian.projects.moves import MAY_STALL

State = Project.State


@transaction.atomic
def stall_project(*, project: Project, cause: str, since: dt.date, words: str, by: Actor, on: dt.date) -> Project:
    """Put aside: why, and since when. Nobody is named who was against it."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, *MAY_STALL)
    faults = []
    if cause not in Project.Cause.values:
        faults.append(Violation("cause", _("选择搁置的原因。"), field="cause"))
    if not words.strip():
        faults.append(Violation("words", _("写明发生了什么、等什么。"), field="words"))
    if not row.thought_on <= since <= on:
        faults.append(Violation("since", _("日期在项目提出以后、不晚于今天。"), field="since"))
    if faults:
        raise RuleViolated(faults)
    row.stalled_from, row.stalled_cause, row.stalled_since, row.stalled_words = row.state, cause, since, words.strip()
    before = moved(row, State.STALLED)
    audit.record(by=by, action="projects.stall_project", thing=row, before=before, after={"state": row.state, "cause": cause, "since": since}, reason=words)
    return row


@transaction.atomic
def resume_project(*, project: Project, reason: str, by: Actor, on: dt.date) -> Project:
    """Taken up where it stood."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    if row.state != State.STALLED:
        raise Conflict(_("项目没有搁置。"), current=row)
    if not reason.strip():
        raise violated("reason", _("写明为什么恢复。"), field="reason")
    before, back = {"cause": row.stalled_cause, "since": row.stalled_since}, row.stalled_from
    row.stalled_from, row.stalled_cause, row.stalled_since, row.stalled_words = "", "", None, ""
    moved(row, back)
    audit.record(by=by, action="projects.resume_project", thing=row, before=before | {"state": State.STALLED.value}, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def cancel_project(*, project: Project, reason: str, by: Actor, on: dt.date) -> Project:
    """Given up before it was built."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    if not reason.strip():
        raise violated("reason", _("写明为什么取消。"), field="reason")
    expect(row, State.IDEA, State.APPROVED, State.VOTED, State.TENDERING, State.STALLED)
    if row.contract_id is not None:
        raise violated("contract", _("项目已有合同，先解除或办结合同。"))
    row.stalled_from, row.stalled_cause, row.stalled_since, row.stalled_words = "", "", None, ""
    before = moved(row, State.CANCELLED)
    audit.record(by=by, action="projects.cancel_project", thing=row, before=before, after={"state": row.state}, reason=reason)
    return row
