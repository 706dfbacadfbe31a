"""The second factor: a time-based code from a phone, ten recovery codes, and the reset that takes two administrators.

The arithmetic is pyotp's. The secret is sealed in our own table and the last used step stands beside it, so that a code works once
whichever worker sees it (docs/adr/0005-login.md).
"""

from __future__ import annotations

import datetime as dt
import secrets

import pyotp
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from pyotp.exceptions import OTPVerificationError

from qianxian.accounts.commands.accounts import county_code_of
from qianxian.accounts.commands.sessions import end_sessions, person_only
from qianxian.accounts.models import OpenSession, RecoveryCode, SecondFactor, SecondFactorReset, User
from qianxian.accounts.permissions import can_confirm_reset, can_request_reset, can_use_own_account
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.sealing import keyed_hash, seal, unseal
from qianxian.foundation.verdict import require

CODES = 10
WINDOW = 1  # one step of 30 seconds before and after, for phones whose clock is a little off
WRONG_CODE = "验证码不对。等下一个 6 位数字出来再填；手机时间要准。"


def fresh_secret() -> str:
    """160 bits in base32, as the phone's program takes it."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, user: User) -> str:
    """What the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.login, issuer_name=getattr(settings, "MFA_TOTP_ISSUER", "千线"))


def current_code(secret: str) -> str:
    """The code of this moment. Only the example county ever shows it."""
    return pyotp.TOTP(secret).now()


def secret_of(factor: SecondFactor) -> str:
    """The unsealed secret."""
    return unseal(factor.secret_sealed, row=f"accounts.secondfactor.secret:{factor.uuid}")


def step_of(secret: str, code: str) -> int | None:
    """The 30-second step whose code this is, one step early or late allowed; None for a wrong code."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(_digits(code), valid_window=WINDOW)
    except OTPVerificationError:
        return None


def _digits(code: str) -> str:
    return "".join(c for c in code if c.isalnum()).lower()


def hash_of(user: User, code: str) -> str:
    """The stored form of a recovery code."""
    return keyed_hash(f"{user.uuid}:{_digits(code)}", kind="recovery-code")


def _make_codes(user: User) -> list[str]:
    codes = [f"{secrets.token_hex(4)}-{secrets.token_hex(4)}" for _ in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, code_hash=hash_of(user, code)) for code in codes])
    return codes


@transaction.atomic
def enrol_totp(*, user: User, secret: str, code: str, by: Actor, on: dt.date, session_key: str = "") -> list[str]:
    """Bind the phone whose code fits; the ten recovery codes are returned once. A bound phone is changed only by a reset."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_use_own_account(by, user))
    if SecondFactor.objects.filter(user=user).exists():
        raise RuleViolated([Violation("enrolled_already", _("已经绑定过手机。换手机要由两位安全管理员重设。"), "", "code")])
    step = step_of(secret, code)
    if step is None:
        raise RuleViolated([Violation("code", WRONG_CODE, "", "code")])
    factor = SecondFactor(user=user, last_step=step)
    factor.secret_sealed = seal(secret, row=f"accounts.secondfactor.secret:{factor.uuid}")
    factor.save()
    OpenSession.objects.filter(user=user, session_key=session_key).update(code_at=Now())
    codes = _make_codes(user)
    audit.record(by=by, action="accounts.enrol_totp", thing=user, division_code=county_code_of(by))
    return codes


@transaction.atomic
def use_totp(*, user: User, code: str, on: dt.date) -> None:
    """Accept a code of the phone once. Raises RuleViolated for a wrong or an already used one. Not an official's act: no leaf."""
    factor = SecondFactor.objects.select_for_update(of=("self",)).filter(user=user).first()
    step = step_of(secret_of(factor), code) if factor else None
    if step is None:
        raise RuleViolated([Violation("code", WRONG_CODE, "", "code")])
    if step <= factor.last_step:
        raise RuleViolated([Violation("code_used", _("这个验证码已经用过。等下一个 6 位数字出来再填。"), "", "code")])
    factor.last_step = step
    factor.save(update_fields=["last_step"])


@transaction.atomic
def use_recovery_code(*, user: User, code: str, on: dt.date) -> int:
    """Accept a recovery code once; how many are left. Raises RuleViolated for a wrong or used one."""
    used = RecoveryCode.objects.filter(user=user, code_hash=hash_of(user, code), used_at__isnull=True).update(used_at=Now())
    if not used:
        raise RuleViolated([Violation("recovery_code", _("恢复码不对，或已经用过。换一个没用过的恢复码。"), "", "recovery")])
    left = RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
    by = person_only(user)
    audit.record(by=by, action="accounts.use_recovery_code", thing=user, division_code=county_code_of(by), after={"left": left})
    return left


@transaction.atomic
def confirm_code(*, user: User, session_key: str, code: str, recovery: str, by: Actor, on: dt.date) -> None:
    """The second factor given once more in the middle of the work: fresh for this session from now on."""
    require(can_use_own_account(by, user))
    if code:
        use_totp(user=user, code=code, on=on)
    else:
        use_recovery_code(user=user, code=recovery, on=on)
    OpenSession.objects.filter(user=user, session_key=session_key).update(code_at=Now())
    audit.record(by=by, action="accounts.confirm_code", thing=user, division_code=county_code_of(by))


@transaction.atomic
def renew_recovery_codes(*, user: User, by: Actor, on: dt.date) -> list[str]:
    """Ten new codes, shown once; the old ones work no more."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_use_own_account(by, user))
    if not SecondFactor.objects.filter(user=user).exists():
        raise RuleViolated([Violation("not_enrolled", _("先绑定手机，再生成恢复码。"), "", "")])
    codes = _make_codes(user)
    audit.record(by=by, action="accounts.renew_recovery_codes", thing=user, division_code=county_code_of(by))
    return codes


@transaction.atomic
def request_second_factor_reset(*, user: User, reason: str, by: Actor, on: dt.date) -> SecondFactorReset:
    """Ask for the reset of a lost phone; another security administrator confirms it."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    require(can_request_reset(by, user))
    found = []
    if not reason.strip():
        found.append(Violation("reason", _("写明原因和怎么核实的身份。"), "", "reason"))
    if not SecondFactor.objects.filter(user=user).exists():
        found.append(Violation("not_enrolled", _("这个账号没有绑定手机，不用重设。"), "", "reason"))
    if SecondFactorReset.objects.filter(user=user, confirmed_by__isnull=True).exists():
        found.append(Violation("requested_already", _("已经有人申请过。请另一位安全管理员确认。"), "", "reason"))
    if found:
        raise RuleViolated(found)
    reset = SecondFactorReset.objects.create(user=user, reason=reason.strip(), requested_by=User.objects.get(login=by.login))
    audit.record(by=by, action="accounts.request_second_factor_reset", thing=reset, division_code=county_code_of(by),
                 after={"login": user.login}, reason=reason)  # fmt: skip
    return reset


@transaction.atomic
def confirm_second_factor_reset(*, reset: SecondFactorReset, by: Actor, on: dt.date) -> SecondFactorReset:
    """The second administrator agrees: phone and codes are unbound, sessions end, the next login binds a new phone."""
    reset = SecondFactorReset.objects.select_for_update(of=("self",)).select_related("user", "requested_by").get(pk=reset.pk)
    require(can_confirm_reset(by, reset))
    if reset.confirmed_by_id:
        raise Conflict(_("这次重设已经有人确认过。"), current=reset)
    reset.confirmed_by = User.objects.get(login=by.login)
    reset.confirmed_at = Now()
    reset.version += 1
    reset.save(update_fields=["confirmed_by", "confirmed_at", "version"])
    SecondFactor.objects.filter(user=reset.user).delete()
    RecoveryCode.objects.filter(user=reset.user).delete()
    end_sessions(user=reset.user)
    audit.record(by=by, action="accounts.confirm_second_factor_reset", thing=reset, division_code=county_code_of(by),
                 after={"login": reset.user.login}, reason=reset.reason)  # fmt: skip
    return reset
