"""How a case ends: with its result, refused with reason and remedy, withdrawn by the applicant; and opened again within its days."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.cases import permissions as may
from qianxian.cases.commands.rows import clock_from, expect, locked, refuse_faults, set_clock, stands, took, turn_of
from qianxian.cases.models import Case, State
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.rulebook.queries import county_settings


def _ended(case: Case, kind: str, state: str, by: Actor, on: dt.date, words: str, say: str, remedy: str = "", say_remedy: str = "") -> Case:
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, kind)
    refuse_faults(row, words=(words, say), remedy=(remedy, say_remedy))
    before = stands(row)
    took(row, kind, who=by, on=on, state=state, words=words, remedy=remedy)
    audit.record(by=by, action=f"cases.{kind}_case", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def finish_case(*, case: Case, words: str, by: Actor, on: dt.date) -> Case:
    """Done: what came of it, in words for the resident."""
    return _ended(case, "finish", State.DONE, by, on, words, _("请写明办成了什么、怎么领取。"))


@transaction.atomic
def refuse_case(*, case: Case, words: str, remedy: str, by: Actor, on: dt.date) -> Case:
    """Not granted, with the reason in writing and what the resident may do against it (行政许可法 art. 38)."""
    return _ended(case, "refuse", State.REFUSED, by, on, words, _("请写明不予办理的理由和依据。"), remedy, _("请写明不服的可以怎么办。"))


@transaction.atomic
def withdraw_case(*, case: Case, words: str, by: Actor, on: dt.date) -> Case:
    """Taken back by the applicant, never by the office."""
    return _ended(case, "withdraw", State.WITHDRAWN, by, on, words, _("请写明申请人怎么提出撤回的。"))


@transaction.atomic
def reopen_case(*, case: Case, words: str, by: Actor, on: dt.date) -> Case:
    """Opened again within the county's days after it was closed; the clock starts anew, and what is missing may be said once more."""
    row = locked(case)
    require(may.can_handle_case(by, row))
    expect(row, "reopen")
    last = add_days(row.closed_on, county_settings().on(row.closed_on)["cases.reopen_days"])
    if on > last:
        raise violated("reopen_days", _("重新打开最迟到 %(day)s，已经过了。请另外登记一件。") % {"day": last}, "", "words")
    refuse_faults(row, words=(words, _("请写明为什么重新打开。")))
    before, turn = stands(row), turn_of(row) + 1
    row.missing = []
    set_clock(row, clock_from(on, row))
    took(row, "reopen", who=by, on=on, state=State.IN_PROCESS, words=words, turn=turn)
    audit.record(by=by, action="cases.reopen_case", thing=row, before=before, after=stands(row))
    return row
