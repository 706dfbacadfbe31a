"""Open, change and end accounts. An account is one human being's; a leaver's access ends the same day."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import uuid
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from qianxian.accounts import rules
from qianxian.accounts.commands.sessions import end_sessions
from qianxian.accounts.county import county
from qianxian.accounts.models import ApiToken, RoleGrant, User
from qianxian.accounts.permissions import can_change_account, can_manage_accounts
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require

LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9._-]{2,39}\Z")
# Without look-alikes (0 O 1 l I): it is read from paper once and changed at the first login.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
FIELDS = ("login", "name", "phone", "email", "unit", "person_uuid", "usable", "is_active")


@dataclass(frozen=True)
class Opened:
    """A new account or a reset one, with the password that is shown once and must be changed at the first login."""

    user: User
    password: str


def county_code_of(by: Actor) -> str:
    """Where acts on accounts are recorded: the county, so that its audit administrator sees them."""
    return county().code or (by.reach[0] if by.reach else "").ljust(12, "0")


def days(first: dt.date, last: dt.date | None) -> DateRange:
    """The stored range of first and last day, both counted."""
    return DateRange(first, last + dt.timedelta(days=1) if last else None)


def temporary_password() -> str:
    """16 characters of about 92 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def _faults(login: str, name: str, first: dt.date, last: dt.date | None) -> list[Violation]:
    found = rules.period_fits(first, last)
    if not LOGIN.match(login):
        found.append(Violation("login", _("登录名用 3 到 40 个字母、数字或 . _ -，以字母开头。"), "", "login"))
    elif User.objects.filter(login__iexact=login).exists():
        found.append(Violation("login_taken", _("登录名 %(login)s 已有人用。换一个登录名。") % {"login": login}, "", "login"))
    if not name:
        found.append(Violation("name", _("填写姓名。"), "", "name"))
    return found


@transaction.atomic
def open_account(
    *, login: str, name: str, first: dt.date, by: Actor, on: dt.date, last: dt.date | None = None, phone: str = "", email: str = "",
    unit: str = "", person_uuid: uuid.UUID | None = None, password: str = "", password_hash: str = "",
) -> Opened:  # fmt: skip
    """Open an account that may log in from first to last day.

    Without ``password`` one is made that must be changed at the first login; ``password_hash`` spares a hash (the example's logins).
    """
    require(can_manage_accounts(by))
    login, name = login.strip(), name.strip()
    if found := _faults(login, name, first, last):
        raise RuleViolated(found)
    fresh = "" if password or password_hash else temporary_password()
    user = User(login=login, name=name, phone=phone.strip(), email=email.strip(), unit=unit.strip(), person_uuid=person_uuid,
                usable=days(first, last), must_change_password=bool(fresh))  # fmt: skip
    user.password = password_hash or make_password(password or fresh)
    user.save()
    audit.record(by=by, action="accounts.open_account", thing=user, division_code=county_code_of(by), after=audit.snapshot(user, *FIELDS))
    return Opened(user, password or fresh)


@transaction.atomic
def change_account(
    *, user: User, by: Actor, on: dt.date, name: str, phone: str = "", email: str = "", unit: str = "", first: dt.date | None = None,
    last: dt.date | None = None, person_uuid: uuid.UUID | None = None, reason: str = "",
) -> User:  # fmt: skip
    """Correct what the account says of its person, or its days. The login stays."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_change_account(by, user))
    first = first or user.usable.lower
    found = rules.period_fits(first, last)
    if not name.strip():
        found.append(Violation("name", _("填写姓名。"), "", "name"))
    if found:
        raise RuleViolated(found)
    before = audit.snapshot(user, *FIELDS)
    user.name, user.phone, user.email, user.unit = name.strip(), phone.strip(), email.strip(), unit.strip()
    user.person_uuid, user.usable, user.version = person_uuid, days(first, last), user.version + 1
    user.save(update_fields=["name", "phone", "email", "unit", "person_uuid", "usable", "version"])
    audit.record(by=by, action="accounts.change_account", thing=user, division_code=county_code_of(by), before=before,
                 after=audit.snapshot(user, *FIELDS), reason=reason)  # fmt: skip
    return user


@transaction.atomic
def end_access(*, user: User, by: Actor, on: dt.date, reason: str) -> User:
    """A leaver: no login from this moment, every role, deputy, session and token ends today."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_change_account(by, user))
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明原因，例如 调离、退休。"), "", "reason")])
    before = audit.snapshot(user, *FIELDS)
    user.is_active, user.version = False, user.version + 1
    if user.usable.upper is None or user.usable.upper > on + dt.timedelta(days=1):
        user.usable = days(min(user.usable.lower, on), on)
    user.save(update_fields=["is_active", "usable", "version"])
    later = Q(period__endswith__gt=on + dt.timedelta(days=1)) | Q(period__upper_inf=True)
    open_ended = RoleGrant.objects.select_for_update(of=("self",)).filter(later, period__isempty=False)
    ended = [*open_ended.filter(user=user), *open_ended.filter(deputy_for__user=user).exclude(user=user)]
    for grant in ended:
        grant.period = days(grant.period.lower, on) if grant.period.lower <= on else DateRange(empty=True)
        grant.version += 1
        grant.save(update_fields=["period", "version"])
    revoked = ApiToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=Now())
    sessions = end_sessions(user=user)
    audit.record(by=by, action="accounts.end_access", thing=user, division_code=county_code_of(by), before=before, reason=reason,
                 after={**audit.snapshot(user, *FIELDS), "grants_ended": [str(g.uuid) for g in ended], "tokens": revoked,
                        "sessions": sessions})  # fmt: skip
    return user


@transaction.atomic
def reopen_access(*, user: User, first: dt.date, by: Actor, on: dt.date, reason: str, last: dt.date | None = None) -> Opened:
    """Somebody comes back: the account may log in again with a new password; roles are granted anew."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_change_account(by, user))
    if found := rules.period_fits(first, last):
        raise RuleViolated(found)
    before, fresh = audit.snapshot(user, *FIELDS), temporary_password()
    user.is_active, user.usable, user.must_change_password, user.version = True, days(first, last), True, user.version + 1
    user.set_password(fresh)
    user.save(update_fields=["is_active", "usable", "must_change_password", "password", "version"])
    audit.record(by=by, action="accounts.reopen_access", thing=user, division_code=county_code_of(by), before=before,
                 after=audit.snapshot(user, *FIELDS), reason=reason)  # fmt: skip
    return Opened(user, fresh)
