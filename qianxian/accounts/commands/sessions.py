"""Sessions: opened after every factor, two at most, ended one by one or all at once; and the one role a session acts in."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from qianxian.accounts import queries
from qianxian.accounts.models import OpenSession, RoleGrant, User
from qianxian.accounts.permissions import can_end_session, can_switch_role
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require

AT_MOST = 2


def person_only(user: User) -> Actor:
    """The actor of acts before a role is chosen: the account itself, without any permission."""
    return Actor(login=user.login, name=user.name, role="")


def _place_of(user: User) -> str:
    grant = RoleGrant.objects.filter(user=user, period__isempty=False).order_by("-id").values_list("division_code", flat=True).first()
    # The county's own code, so that its audit administrator finds the leaf.
    return grant[:6].ljust(12, "0") if grant else ""


@transaction.atomic
def open_session(*, user: User, session_key: str, address: str, device: str, on: dt.date, method: str,
                 second_factor: bool = False) -> OpenSession:  # fmt: skip
    """Record a login; from the third session on the oldest one ends. Called only when every factor was given."""
    # The lock is the account: two logins at once would each count the other out.
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    live = list(OpenSession.objects.filter(user=user).order_by("started_at", "id"))
    for old in live[: max(len(live) - AT_MOST + 1, 0)]:
        old.delete()
    opened = OpenSession.objects.create(user=user, session_key=session_key, address=address[:45], device=device[:200],
                                        code_at=Now() if second_factor else None)  # fmt: skip
    audit.record(by=person_only(user), action="accounts.log_in", thing=user, division_code=_place_of(user), after={"method": method})
    return opened


def end_sessions(*, user: User, keep: str = "") -> int:
    """End every session of the account but ``keep``; how many ended. A part of commands that record it."""
    ended = OpenSession.objects.filter(user=user).exclude(session_key=keep)
    return ended.delete()[0]


@transaction.atomic
def end_session(*, session: OpenSession, by: Actor, on: dt.date) -> None:
    """End one session at once; its cookie answers 401 from now on."""
    require(can_end_session(by, session))
    user = session.user
    # Django's own row stays until its cookie comes back: then the door can say why, with 401, and forgets it.
    session.delete()
    audit.record(by=by, action="accounts.end_session", thing=user, division_code=_place_of(user))


@transaction.atomic
def log_out(*, user: User, session_key: str) -> None:
    """The person leaves."""
    OpenSession.objects.filter(session_key=session_key).delete()
    audit.record(by=person_only(user), action="accounts.log_out", thing=user, division_code=_place_of(user))


@transaction.atomic
def switch_role(*, grant: RoleGrant, by: Actor, on: dt.date, second_factor_given: bool) -> RoleGrant:
    """Act in another role of one's own from now on; the view puts the answer into the session."""
    grant = RoleGrant.objects.select_related("user", "deputy_for__user").get(pk=grant.pk)
    require(can_switch_role(by, grant))
    actor = queries.actor_for(grant, on)
    from_role = by.role
    if queries.needs_second_factor(grant.user, on) and not second_factor_given:
        raise RuleViolated([Violation("second_factor", _("这个角色要先通过动态验证码。"), "", "grant")])
    audit.record(by=actor, action="accounts.switch_role", thing=grant, division_code=_place_of(grant.user),
                 before={"role": from_role}, after={"role": grant.role})  # fmt: skip
    return grant
