"""What every command of the room does first and last: the matter locked, the move allowed, the row saved; and how a matter falls back to ①."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from qianxian.decisions import judging
from qianxian.decisions.models import Matter, MatterStep, Meeting
from qianxian.decisions.moves import ALLOWED_MOVES
from qianxian.foundation.errors import Conflict


def locked(matter: Matter) -> Matter:
    """The matter's row, locked for the transaction."""
    return Matter.objects.select_for_update(of=["self"], no_key=True).select_related("organisation").get(pk=matter.pk)


def locked_meeting(meeting: Meeting) -> Meeting:
    """A meeting with its matter locked first, so that two commands never wait for each other crosswise."""
    matter = locked(meeting.matter)
    held = Meeting.objects.select_for_update(of=["self"], no_key=True).select_related("step").get(pk=meeting.pk)
    held.matter = matter
    return held


def expect(row: Matter, *states: str) -> None:
    """Raise Conflict unless the matter is in one of the states."""
    if row.state not in states:
        raise Conflict(_("事项现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})


def moved(row: Matter, state: str) -> dict[str, str]:
    """The matter saved in its next state; the state it was in. Raises Conflict for a move that is not on the road."""
    if state not in ALLOWED_MOVES[row.state]:
        raise Conflict(_("事项现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})
    before = {"state": row.state}
    row.state = state
    kept(row)
    return before


def kept(row: Matter) -> None:
    """The matter's row saved as a further version."""
    row.version += 1
    row.save()


def write_steps(row: Matter, found: judging.Classified) -> None:
    """The round's steps as the law of the day asks for them."""
    MatterStep.objects.bulk_create([
        MatterStep(division_code=row.division_code, matter=row, round=row.round, position=position, step=one.step, body=one.body, rule=one.rule, reason=one.reason[:500])
        for position, one in enumerate(found.steps, 1)
    ])  # fmt: skip


def classify(row: Matter, on: dt.date) -> judging.Classified:
    """The matter's classification by the law of the day, set on the row."""
    found = judging.classified(
        row.kind, row.amount, row.purpose, on, authorised=bool(row.authorisation), decided_in=row.decided_in, acted_on=row.acted_on
    )
    row.major, row.four_major, row.law_item, row.reasons, row.ratify_by = found.major, found.four_major, found.law_item, list(found.reasons), found.ratify_by
    return found


def fall(row: Matter, why: str, on: dt.date) -> dict[str, object]:
    """The matter back at ① in a further round, classified anew; what it was. The rounds before stay as they were."""
    before = {"state": row.state, "round": row.round}
    if Matter.State.DRAFT not in ALLOWED_MOVES[row.state] and row.state != Matter.State.DRAFT:
        raise Conflict(_("事项现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})
    row.state, row.round, row.fell_because = Matter.State.DRAFT, row.round + 1, why[:500]
    # The days of an emergency are counted from the act; a further round does not begin them anew.
    ratify_by, found = row.ratify_by, classify(row, on)
    row.ratify_by = ratify_by
    kept(row)
    write_steps(row, found)
    return before
