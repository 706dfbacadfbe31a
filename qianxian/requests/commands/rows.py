"""What every command of the room does first and last: the request locked, its step written, the request brought to where the step left it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from qianxian.cases.rules.clock import Clock, clock
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.requests.models import Request, RequestStep
from qianxian.requests.moves import CLOSED, STEPS
from qianxian.requests.queries import open_teller
from qianxian.rulebook.queries import county_settings
from qianxian.threads.rules import wording_faults

FOLLOWS = ("state", "holder", "holder_body", "desk", "due_on", "notice_on", "confirmed", "closed_on")


def locked(request: Request) -> Request:
    """The request's row, locked for the transaction."""
    return Request.objects.select_for_update(no_key=True).get(pk=request.pk)


def expect(row: Request, kind: str) -> None:
    """Raise Conflict unless the step may be taken from where the request stands."""
    if row.state not in STEPS[kind]:
        raise Conflict(_("诉求现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()}, current=row)


def refuse_faults(row: Request, **words: tuple[str, str]) -> None:
    """Raise RuleViolated for wordings that are empty (the pair's second says what to do), or that name somebody: the public page shows them."""
    faults = [Violation("empty", say, field=name) for name, (text, say) in words.items() if say and not text.strip()]
    faults += wording_faults(**{name: text for name, (text, _say) in words.items()})
    told = open_teller(row).name
    faults += [Violation("names_teller", _("只写事情，不写反映人的姓名。"), field=name) for name, (text, _say) in words.items() if len(told) > 1 and told in text]
    if faults:
        raise RuleViolated(faults)


def clock_from(start: dt.date, kind: str) -> Clock:
    """The clock of a kind of request from a day (R-K10)."""
    held = county_settings().on(start)
    return clock(start, held[f"requests.{kind}_days"], held["requests.notice_percent"])


def set_clock(row: Request, found: Clock) -> None:
    """The last day and the reminder."""
    row.due_on, row.notice_on, row.confirmed = found.due_on, found.notice_on, found.confirmed


def set_calendar_clock(row: Request, start: dt.date, due: dt.date) -> None:
    """The last day of a petition, which runs in calendar days; the reminder when the county's share of them is used."""
    used = -(-(due - start).days * county_settings().on(start)["requests.notice_percent"] // 100)
    row.due_on, row.notice_on, row.confirmed = due, start + dt.timedelta(days=used), True


def took(row: Request, kind: str, *, who: Actor, on: dt.date, state: str = "", words: str = "", remedy: str = "", turn: int = 0) -> RequestStep:
    """The step added and the request brought to where it leaves it."""
    row.state = state or row.state
    row.closed_on = row.closed_on if kind == "visit" else on if row.state in CLOSED else None
    step = RequestStep.objects.create(
        division_code=row.division_code, request=row, kind=kind, state=row.state, holder=row.holder, holder_body=row.holder_body, desk=row.desk, turn=turn or turn_of(row),
        words=words.strip(), remedy=remedy.strip(), due_on=row.due_on, happened_on=on, recorded_by=who.login,
    )  # fmt: skip
    row.version += 1
    row.save(update_fields=[*FOLLOWS, "version"])
    return step


def turn_of(row: Request) -> int:
    """Which turn the request is in: the first, and one more each time it was opened again."""
    return row.steps.order_by("-id").values_list("turn", flat=True).first() or 1


def stands(row: Request) -> dict[str, Any]:
    """Where the request stands, for before and after in the log; never what was told, nor by whom."""
    return audit.snapshot(row, "state", "holder", "holder_body") | {"limit": row.due_on}
