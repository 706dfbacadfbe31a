"""Passwords: changed by the person, reset by the security administrator to one that must be changed at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import MinimumLengthValidator, password_changed, validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts import rules
from qianxian.accounts.commands.accounts import Opened, county_code_of, temporary_password
from qianxian.accounts.commands.sessions import end_sessions
from qianxian.accounts.models import User
from qianxian.accounts.permissions import can_change_account, can_manage_accounts, can_use_own_account
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require


class LongEnough(MinimumLengthValidator):
    """Django's own sentence of this one has no Chinese."""

    def get_error_message(self) -> str:
        return _("密码太短。至少写 %(n)d 个字符，可以用一句话。") % {"n": self.min_length}


@transaction.atomic
def change_password(*, user: User, old: str, new: str, by: Actor, on: dt.date, keep_session: str = "") -> User:
    """The person's own new password; every other session of the account ends."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_use_own_account(by, user))
    if not user.check_password(old):
        raise RuleViolated([Violation("old_password", _("现在的密码不对。重新填写。"), "", "old")])
    found = []
    if old == new:
        found.append(Violation("same_password", _("新密码要和现在的不同。"), "", "new"))
    try:
        validate_password(new, user)
    except ValidationError as weak:
        found += [Violation("weak_password", message, "", "new") for message in weak.messages]
    if found:
        raise RuleViolated(found)
    user.set_password(new)
    user.must_change_password, user.version = False, user.version + 1
    user.save(update_fields=["password", "must_change_password", "version"])
    password_changed(new, user)
    ended = end_sessions(user=user, keep=keep_session)
    audit.record(by=by, action="accounts.change_password", thing=user, division_code=county_code_of(by), after={"sessions_ended": ended})
    return user


@transaction.atomic
def issue_first_passwords(*, users: Sequence[User], by: Actor, on: dt.date, reason: str) -> list[Opened]:
    """First passwords for a batch of accounts that never had one in use, shown once and changed at the first login; in the order of logins.

    All or nothing. Raises RuleViolated for accounts that are ended, were used already, or are the administrator's own. The log says
    who was given one, never what it is.
    """
    wanted = [user.pk for user in users]
    held = list(User.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("login"))
    for user in held:
        require(can_change_account(by, user))
    require(can_manage_accounts(by))
    if found := rules.batch_fits([(u.login, u.is_active and on in u.usable, u.must_change_password and u.last_login is None) for u in held]):
        raise RuleViolated(found)
    if not reason.strip():
        raise RuleViolated([Violation("reason", "写明发给谁、怎么交到本人手里。", "", "reason")])
    issued = [Opened(user, temporary_password()) for user in held]
    with ThreadPoolExecutor(max_workers=2) as hashers:  # argon2 leaves the interpreter's lock: a batch takes half the time
        hashed = list(hashers.map(make_password, [one.password for one in issued]))
    for one, password in zip(issued, hashed, strict=True):
        one.user.password, one.user.version = password, one.user.version + 1
    User.objects.bulk_update(held, ["password", "version"])
    for one in issued:
        ended = end_sessions(user=one.user)
        audit.record(by=by, action="accounts.issue_first_passwords", thing=one.user, division_code=county_code_of(by), reason=reason,
                     after={"sessions_ended": ended, "in_batch_of": len(issued)})  # fmt: skip
    return issued


@transaction.atomic
def reset_password(*, user: User, by: Actor, on: dt.date, reason: str) -> Opened:
    """A password shown once to the administrator; sessions end, and the person must choose another at the next login."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_change_account(by, user))
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明谁来申请、怎么核实的身份。"), "", "reason")])
    fresh = temporary_password()
    user.set_password(fresh)
    user.must_change_password, user.version = True, user.version + 1
    user.save(update_fields=["password", "must_change_password", "version"])
    ended = end_sessions(user=user)
    audit.record(by=by, action="accounts.reset_password", thing=user, division_code=county_code_of(by), after={"sessions_ended": ended},
                 reason=reason)  # fmt: skip
    return Opened(user, fresh)
