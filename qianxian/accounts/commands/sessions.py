"""Sessions: opened after every factor, two at most, ended one by one or all at once; and the one role a session acts in."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import transaction

from qianxian.accounts import queries
from qianxian.accounts.models import OpenSession, RoleGrant, User
from qianxian.accounts.permissions import can_end_session, can_switch_role
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require

AT_MOST = 2
GRANT_KEY = "grant"


def person_only(user: User) -> Actor:
    """The actor of acts before a role is chosen: the account itself, without any permission."""
    return Actor(login=user.login, name=user.name, role="")


def _place_of(user: User) -> str:
    grant = RoleGrant.objects.filter(user=user, period__isempty=False).order_by("-id").values_list("division_code", flat=True).first()
    # The county's own code, so that its audit administrator finds the leaf.
    return grant[:6].ljust(12, "0") if grant else ""


@transaction.atomic
def open_session(*, user: User, session_key: str, address: str, device: str, on: dt.date, method: str) -> OpenSession:
    """Record a login; from the third session on the oldest one ends. Called only when every factor was given."""
    # The lock is the account: two logins at once would each count the other out.
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    live = list(OpenSession.objects.filter(user=user).order_by("started_at", "id"))
    for old in live[: max(len(live) - AT_MOST + 1, 0)]:
        _close(old)
    opened = OpenSession.objects.create(user=user, session_key=session_key, address=address[:45], device=device[:200])
    audit.record(by=person_only(user), action="accounts.log_in", thing=user, division_code=_place_of(user), after={"method": method})
    return opened


def _close(session: OpenSession) -> None:
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()


def end_sessions(*, user: User, keep: str = "") -> int:
    """End every session of the account but ``keep``; how many ended. A part of commands that record it."""
    ended = OpenSession.objects.filter(user=user).exclude(session_key=keep)
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    return len(keys)


def end_sessions_of_grant(*, grant: RoleGrant) -> int:
    """End the account's sessions that act in this grant; how many ended. A part of commands that record it."""
    ended = 0
    stored = {s.session_key: s for s in Session.objects.filter(session_key__in=queries.sessions_of(grant.user).values("session_key"))}
    for session in queries.sessions_of(grant.user):
        row = stored.get(session.session_key)
        if row is not None and row.get_decoded().get(GRANT_KEY) == str(grant.uuid):
            _close(session)
            ended += 1
    return ended


@transaction.atomic
def end_session(*, session: OpenSession, by: Actor, on: dt.date) -> None:
    """End one session at once; its cookie answers 401 from now on."""
    require(can_end_session(by, session))
    user = session.user
    _close(session)
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
        raise RuleViolated([Violation("second_factor", "这个角色要先通过动态验证码。", "", "grant")])
    audit.record(by=actor, action="accounts.switch_role", thing=grant, division_code=_place_of(grant.user),
                 before={"role": from_role}, after={"role": grant.role})  # fmt: skip
    return grant
