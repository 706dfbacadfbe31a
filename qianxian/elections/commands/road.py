"""What every command of the room does first and last: the election locked, the move allowed, the row saved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.elections.models import Contest, Election
from qianxian.elections.moves import ALLOWED_MOVES
from qianxian.foundation.errors import Conflict


def locked(election: Election) -> Election:
    """The election's row, locked for the transaction."""
    return Election.objects.select_for_update(of=["self"], no_key=True).select_related("organisation", "committee", "target__person").get(pk=election.pk)


def locked_contest(contest: Contest) -> Contest:
    """A contest with its election locked first, so that two commands never wait for each other crosswise."""
    held = Contest.objects.get(pk=contest.pk)
    held.election = locked(held.election)
    return held


def expect(row: Election, *states: str) -> None:
    """Raise Conflict unless the election is in one of the states."""
    if row.state not in states:
        raise Conflict(_("选举现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})


def moved(row: Election, state: str) -> dict[str, str]:
    """The election saved in its next state; the state it was in. Raises Conflict for a move that is not on the road."""
    if state not in ALLOWED_MOVES[row.state]:
        raise Conflict(_("选举现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})
    before = {"state": row.state}
    row.state = state
    kept(row)
    return before


def kept(row: Election) -> None:
    """The election's row saved as a further version."""
    row.version += 1
    row.save()
