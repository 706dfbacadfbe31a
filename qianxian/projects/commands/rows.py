"""What every command of the room does first and last: the project locked, the move allowed, the row saved as a further version."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.foundation.errors import Conflict
from qianxian.projects.models import Project
from qianxian.projects.moves import ALLOWED_MOVES


def locked(project: Project) -> Project:
    """The project's row, locked for the transaction."""
    return Project.objects.select_for_update(of=["self"], no_key=True).select_related("certificate", "contract").get(pk=project.pk)


def expect(row: Project, *states: str) -> None:
    """Raise Conflict unless the project is in one of the states."""
    if row.state not in states:
        raise Conflict(_("项目现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()}, current=row)


def moved(row: Project, state: str) -> dict[str, str]:
    """The project saved in its next state; the state it was in. Raises Conflict for a move that is not on the road."""
    if state not in ALLOWED_MOVES[row.state]:
        expect(row, state)
    before = {"state": row.state}
    row.state, row.version = state, row.version + 1
    row.save()
    return before
