"""A case on its way: accepted, asked once for what is missing, supplied, passed on, its progress told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.cases import permissions as may
from qianxian.cases.commands.rows import clock_from, expect, locked, papers, refuse_faults, set_clock, stands, took
from qianxian.cases.models import PAPER, PAPERS, Case, CaseStep, Holder, State
from qianxian.cases.moves import TRANSFERS
from qianxian.cases.rules.clock import asked_in_time
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.rulebook.queries import county_settings


@transaction.atomic
def accept_case(*, case: Case, by: Actor, on: dt.date) -> Case:
    """Everything is there: accepted. The clock has run since the receipt."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, "accept")
    before = stands(row)
    took(row, "accept", who=by, on=on, state=State.IN_PROCESS)
    audit.record(by=by, action="cases.accept_case", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def ask_supplement(*, case: Case, missing: Sequence[str], by: Actor, on: dt.date) -> Case:
    """Everything that is missing, said once. In time the clock waits for the applicant; later it runs from the receipt (R-K06)."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, "ask")
    listed, asked = papers(missing), row.steps.filter(kind=CaseStep.Kind.ASK).order_by("-id").first()
    told = []
    if asked is not None and asked.turn == _last(row).turn:
        told.append(Violation("asked_before", _("已经在 %(day)s 一次性告知过，不能再要别的材料。") % {"day": asked.happened_on}, "《行政许可法》第三十二条", "missing"))
    if not listed or len(listed) > PAPERS or any(len(paper) > PAPER for paper in listed):
        told.append(Violation("missing", _("请把缺的材料一次写全，最多 %(n)d 项。") % {"n": PAPERS}, "R-K06", "missing"))
    if told:
        raise RuleViolated(told)
    before, start = stands(row), _turn_began(row)
    row.missing = listed
    if asked_in_time(start, on, county_settings().on(start)["cases.ask_days"]):
        set_clock(row, None)
    took(row, "ask", who=by, on=on, state=State.SUPPLEMENT)
    audit.record(by=by, action="cases.ask_supplement", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def supply(*, case: Case, brought: Sequence[str], by: Actor, on: dt.date) -> Case:
    """Papers brought later; with the last of them the case is accepted, and the clock that waited starts."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, "supply")
    came = [paper for paper in papers(brought) if paper in row.missing]
    if not came:
        raise violated("brought", _("请勾选补交了哪些材料。"), "", "brought")
    before = stands(row)
    row.missing = [paper for paper in row.missing if paper not in came]
    if not row.missing and row.due_on is None:
        set_clock(row, clock_from(on, row))
    took(row, "supply", who=by, on=on, state=State.SUPPLEMENT if row.missing else State.IN_PROCESS, words="；".join(came)[:500])
    audit.record(by=by, action="cases.supply", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def transfer_case(*, case: Case, to: str, words: str, by: Actor, on: dt.date, body: str = "") -> Case:
    """Passed up, or back with the reason; the resident sees it, and the clock goes on."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, "transfer")
    if to not in TRANSFERS[row.holder]:
        raise violated("to", _("请选择转到哪一级。"), "", "to")
    refuse_faults(row, words=(words, _("请写明为什么转办，让群众看得懂。")), body=(body, _("请写明是哪个部门。") if to == Holder.DEPARTMENT else ""))
    before = stands(row)
    row.holder, row.holder_body = to, body.strip() if to == Holder.DEPARTMENT else ""
    took(row, "transfer", who=by, on=on, words=words)
    audit.record(by=by, action="cases.transfer_case", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def note_progress(*, case: Case, words: str, by: Actor, on: dt.date) -> Case:
    """How far it is, in words for the resident; nothing else changes."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, "note")
    refuse_faults(row, words=(words, _("请写明办到哪里了。")))
    took(row, "note", who=by, on=on, words=words)
    audit.record(by=by, action="cases.note_progress", thing=row, after={"state": row.state})
    return row


def _last(row: Case) -> CaseStep:
    return row.steps.order_by("-id")[0]


def _turn_began(row: Case) -> dt.date:
    """The day from which the time for asking counts: the receipt, or the day on which the case was reopened."""
    reopened = row.steps.filter(kind=CaseStep.Kind.REOPEN).order_by("-id").first()
    return reopened.happened_on if reopened else row.received_on
