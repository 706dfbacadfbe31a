"""What every command of the room does first and last: the case locked, its step written, the case brought to where the step left it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from qianxian.cases.models import Case, CaseStep
from qianxian.cases.moves import CLOSED, STEPS
from qianxian.cases.rules.clock import Clock, clock
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.statements import insert, update
from qianxian.rulebook.queries import county_settings
from qianxian.threads.rules import wording_faults

FOLLOWS = ("state", "holder", "holder_body", "missing", "due_on", "notice_on", "confirmed", "closed_on")


def locked(case: Case) -> Case:
    """The case's row, locked for the transaction."""
    return Case.objects.select_for_update(of=["self"], no_key=True).select_related("item").get(pk=case.pk)


def expect(row: Case, kind: str) -> None:
    """Raise Conflict unless the step may be taken from where the case stands."""
    if row.state not in STEPS[kind]:
        raise Conflict(_("办件现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()}, current=row)


def refuse_faults(row: Case, **words: tuple[str, str]) -> None:
    """Raise RuleViolated for wordings that are empty (the pair's second says what to do), or that name somebody: the resident's page shows them."""
    faults = [Violation("empty", say, field=name) for name, (text, say) in words.items() if say and not text.strip()]
    faults += wording_faults(**{name: text for name, (text, _say) in words.items()})
    named = [name for name, (text, _say) in words.items() if len(row.applicant_name) > 1 and row.applicant_name in text]
    faults += [Violation("names_applicant", _("只写事情，不写申请人的姓名。"), field=name) for name in named]
    if faults:
        raise RuleViolated(faults)


def clock_from(start: dt.date, row: Case) -> Clock:
    """The clock of the case's item from a day (R-K06)."""
    return clock(start, row.item.limit_days, county_settings().on(start)["cases.notice_percent"])


def set_clock(row: Case, found: Clock | None) -> None:
    """The last day and the reminder; none while it waits for the applicant."""
    row.due_on, row.notice_on, row.confirmed = (found.due_on, found.notice_on, found.confirmed) if found else (None, None, True)


def papers(lines: Iterable[str]) -> list[str]:
    """Names of papers, blank ones and doubles left out."""
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def took(row: Case, kind: str, *, who: Actor, on: dt.date, state: str = "", words: str = "", remedy: str = "", turn: int = 0) -> CaseStep:
    """The step added and the case brought to where it leaves it."""
    row.state = state or row.state
    row.closed_on = on if row.state in CLOSED else None
    step = step_of(row, kind, who=who, on=on, words=words, remedy=remedy, turn=turn or turn_of(row))
    insert(step)
    row.version += 1
    update(row, *FOLLOWS, "version")
    return step


def step_of(row: Case, kind: str, *, who: Actor, on: dt.date, turn: int, words: str = "", remedy: str = "") -> CaseStep:
    """The step as the case stands now, not yet written."""
    return CaseStep(
        division_code=row.division_code, case=row, kind=kind, state=row.state, holder=row.holder, holder_body=row.holder_body, turn=turn, words=words.strip(),
        remedy=remedy.strip(), missing=row.missing, due_on=row.due_on, happened_on=on, recorded_by=who.login,
    )  # fmt: skip


def turn_of(row: Case) -> int:
    """Which turn the case is in: the first, and one more each time it was reopened."""
    return row.steps.order_by("-id").values_list("turn", flat=True).first() or 1


def stands(row: Case) -> dict[str, Any]:
    """Where the case stands, for before and after in the log."""
    return audit.snapshot(row, "state", "holder", "holder_body", "missing") | {"limit": row.due_on}
