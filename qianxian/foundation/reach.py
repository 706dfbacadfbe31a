"""Reach: where a role may look. Queries start at ``visible_to(actor)``; row-level security stands beneath and fails closed.

``bind(actor)`` writes the transaction-local settings that the policies read; without them no division-bound row exists.
A role can set its own settings, so this is a net under forgotten filters, not a wall against SQL injection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models, transaction

from qianxian.foundation.actor import Actor
from qianxian.foundation.statements import prepared

# The one role whose place is smaller than a village; its grant names the branch.
BRANCH_ROLE = "branch_secretary"
CODE_LENGTH = 12


def prefix_of(division_code: str) -> str:
    """The reach prefix of a 12-digit code: 6 digits for a county, 9 for a town, 12 for a village."""
    if division_code[6:] == "000000":
        return division_code[:6]
    if division_code[9:] == "000":
        return division_code[:9]
    return division_code


def bind(actor: Actor | None) -> None:
    """Set the transaction's reach, role, department and person; ``None`` clears them. Must run inside a transaction."""
    reach = ",".join(p for p in actor.reach if p) if actor else ""
    values = [reach, actor.role, actor.department, actor.person_uuid, actor.organisation_code] if actor else [""] * 5
    with prepared() as cursor:
        cursor.execute(
            "SELECT set_config('qianxian.reach', %s, true), set_config('qianxian.role', %s, true), "
            "set_config('qianxian.department', %s, true), set_config('qianxian.person', %s, true), "
            "set_config('qianxian.organisation', %s, true)",
            values,
        )


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """One transaction in which the actor's reach is bound; for the command line, jobs and tests."""
    with transaction.atomic():
        bind(actor)
        yield actor


def narrowed(actor: Actor, scope: str | None) -> tuple[str, ...]:
    """The actor's prefixes narrowed to ``scope`` (a prefix) and to what the places in it took in: never wider than the reach."""
    if not scope:
        return tuple(p for p in actor.reach if p)
    inside = [scope for p in actor.reach if p and scope.startswith(p)]
    below = [p for p in actor.reach if p and p.startswith(scope)]
    merged = [old for old, into in actor.absorbed if into.startswith(scope) and actor.reaches(old)]
    return tuple(dict.fromkeys(inside + below + [old for old in merged if not old.startswith(scope)]))


def within(rows: models.QuerySet, actor: Actor, place: str | None, field: str = "division_code") -> models.QuerySet:
    """The rows of a place (a prefix asked for in a register's form) and of what it took in, as the scope chip shows them; all without one."""
    if not place:
        return rows
    condition = models.Q(**{f"{field}__startswith": place})
    for prefix in narrowed(actor, place):
        condition |= models.Q(**{f"{field}__startswith": prefix})
    return rows.filter(condition)


class DivisionQuerySet(models.QuerySet):
    """A query set whose reads start at ``visible_to``."""

    def visible_to(self, actor: Actor, scope: str | None = None):
        """Rows inside the actor's reach, narrowed to ``scope`` when given; nobody sees nothing."""
        prefixes = narrowed(actor, scope) if actor else ()
        if not prefixes:
            return self.none()
        condition = models.Q()
        for prefix in prefixes:
            # As a range of codes, not as LIKE: PostgreSQL lets nothing but comparisons that cannot tell secrets go before row-level security,
            # so a town's rows come by the index on places, and by LIKE every row of the county would be judged first.
            condition |= models.Q(division_code__range=(prefix, prefix.ljust(CODE_LENGTH, "9")))
        return self.filter(condition & self._of_own_branch(actor))

    def _of_own_branch(self, actor: Actor) -> models.Q:
        """A branch's secretary keeps the members of his own branch (handbook 7); the model's ``BRANCH`` says where its code stands."""
        branch = getattr(self.model, "BRANCH", "")
        if actor.role != BRANCH_ROLE or not branch:
            return models.Q()
        own = models.Q(uuid=actor.person_uuid) if actor.person_uuid and getattr(self.model, "BRANCH_OR_OWN", False) else models.Q()
        return models.Q(**{branch: actor.organisation_code}) | own
