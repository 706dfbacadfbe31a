"""Passwords: changed by the person, reset by the security administrator to one that must be changed at once."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import password_changed, validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from qianxian.accounts.commands.accounts import Opened, county_code_of, temporary_password
from qianxian.accounts.commands.sessions import end_sessions
from qianxian.accounts.models import User
from qianxian.accounts.permissions import can_change_account, can_use_own_account
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require


@transaction.atomic
def change_password(*, user: User, old: str, new: str, by: Actor, on: dt.date, keep_session: str = "") -> User:
    """The person's own new password; every other session of the account ends."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_use_own_account(by, user))
    if not user.check_password(old):
        raise RuleViolated([Violation("old_password", "现在的密码不对。重新填写。", "", "old")])
    found = []
    if old == new:
        found.append(Violation("same_password", "新密码要和现在的不同。", "", "new"))
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
def reset_password(*, user: User, by: Actor, on: dt.date, reason: str) -> Opened:
    """A password shown once to the administrator; sessions end, and the person must choose another at the next login."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_change_account(by, user))
    if not reason.strip():
        raise RuleViolated([Violation("reason", "写明谁来申请、怎么核实的身份。", "", "reason")])
    fresh = temporary_password()
    user.set_password(fresh)
    user.must_change_password, user.version = True, user.version + 1
    user.save(update_fields=["password", "must_change_password", "version"])
    ended = end_sessions(user=user)
    audit.record(by=by, action="accounts.reset_password", thing=user, division_code=county_code_of(by), after={"sessions_ended": ended},
                 reason=reason)  # fmt: skip
    return Opened(user, fresh)
