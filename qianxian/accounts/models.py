"""Users and the roles granted to them over places and time."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.roles import ROLES
from qianxian.accounts.rules import browser_and_machine
from qianxian.foundation.records import Record

BROWSER_WORDS = {
    "wecom": gettext_lazy("企业微信"), "wechat": gettext_lazy("微信"), "dingtalk": gettext_lazy("钉钉"), "qq": gettext_lazy("QQ 浏览器"), "uc": gettext_lazy("UC 浏览器"),
    "360": gettext_lazy("360 浏览器"), "huawei": gettext_lazy("华为浏览器"), "xiaomi": gettext_lazy("小米浏览器"), "vivo": gettext_lazy("vivo 浏览器"),
    "oppo": gettext_lazy("OPPO 浏览器"), "edge": "Edge", "opera": "Opera", "firefox": "Firefox", "chrome": "Chrome", "safari": "Safari", "other": gettext_lazy("其他浏览器"),
}  # fmt: skip
MACHINE_WORDS = {
    "iphone": gettext_lazy("苹果手机"), "ipad": gettext_lazy("苹果平板"), "harmony": gettext_lazy("鸿蒙手机"), "android": gettext_lazy("安卓手机"),
    "windows": gettext_lazy("Windows 电脑"), "mac": gettext_lazy("苹果电脑"), "linux": gettext_lazy("Linux 电脑"), "other": gettext_lazy("其他设备"),
}  # fmt: skip


class UserManager(BaseUserManager):
    """Finds users by login for Django's authentication; accounts are opened by commands only."""

    def get_by_natural_key(self, login: str):
        """The user with this login, whatever its case."""
        return self.get(login__iexact=login)


class User(AbstractBaseUser, Record):
    """A login of one human being; no shared logins. ``usable`` is the period in which it may log in (leavers end the same day)."""

    GRANTS: ClassVar[str] = "mutable"

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    unit = models.CharField(max_length=80, blank=True, default="")
    person_uuid = models.UUIDField(null=True, blank=True)
    usable = DateRangeField()
    must_change_password = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the account may log in, None while it is open."""
        return self.usable.upper - dt.timedelta(days=1) if self.usable.upper else None

    def get_full_name(self) -> str:
        """The person's name as pages show it."""
        return self.name


class RoleGrant(Record):
    """One role over one place for a period; a deputy's grant names the grant it stands in for."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40, choices=[(code, role.title) for code, role in ROLES.items()])
    division_code = models.CharField(max_length=12)
    department = models.CharField(max_length=40, blank=True, default="")
    organisation_code = models.CharField(max_length=40, blank=True, default="")
    period = DateRangeField()
    deputy_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="deputies")
    granted_by = models.CharField(max_length=80)
    source_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_grant_per_role_and_place_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("division_code", RangeOperators.EQUAL),
                    ("department", RangeOperators.EQUAL),
                    ("organisation_code", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["role"], name="officers", condition=models.Q(role__in=["sys_admin", "sec_admin", "audit_admin"]))
        ]

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the grant, None while it is open."""
        return self.period.upper - dt.timedelta(days=1) if self.period.upper else None

    @property
    def title(self) -> str:
        """The role's name as pages show it."""
        return str(ROLES[self.role].title)


class LoginAttempt(models.Model):
    """Counts tries per account, address and pair, read before any password is hashed."""

    GRANTS: ClassVar[str] = "erasable"

    key = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())
    succeeded = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "at"], name="tries_by_key")]

    def __str__(self) -> str:
        return self.key


class OpenSession(models.Model):
    """A live session of a user, so that it can be listed, limited to two and ended at once; ``code_at`` is its last second factor."""

    GRANTS: ClassVar[str] = "erasable"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    code_at = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=45, blank=True, default="")
    device = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at}"

    @property
    def device_words(self) -> str:
        """Chrome，Windows 电脑: the browser and machine as people call them; empty where the browser said nothing."""
        browser, machine = browser_and_machine(self.device)
        return _("%(browser)s，%(machine)s") % {"browser": BROWSER_WORDS[browser], "machine": MACHINE_WORDS[machine]} if self.device else ""


class ApiToken(Record):
    """A bearer token of a user in one role; only its keyed hash is stored."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT)
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class ApiClient(Record):
    """A program registered by the security administrator (OAuth 2.0 client credentials): one role, a place, scopes, a pace.

    ``scopes`` are ``room:prefix``, for example ``pay:440403103``; only a keyed hash of the secret is stored.
    """

    client_id = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    responsible = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64)
    role = models.CharField(max_length=40, choices=[(code, role.title) for code, role in ROLES.items()])
    division_code = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=40))
    calls_a_minute = models.PositiveIntegerField()
    usable = DateRangeField()
    registered_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_client_is_no_officer",
                condition=~models.Q(role__in=["sys_admin", "sec_admin", "audit_admin", "service", "member", "resident"]),
            ),
            models.CheckConstraint(name="a_client_has_a_pace", condition=models.Q(calls_a_minute__gte=1, calls_a_minute__lte=6000)),
        ]

    @property
    def number(self) -> str:
        """What it names itself by when it asks for a token; the answer to its registration says it beside the secret."""
        return self.client_id

    @property
    def last_day(self) -> dt.date:
        """The last day on which it may ask for tokens and use them."""
        return self.usable.upper - dt.timedelta(days=1)


class ClientToken(models.Model):
    """An access token of a client: a keyed hash, what it may, and until when by the database's clock. Useless once its client is revoked."""

    GRANTS: ClassVar[str] = "erasable"

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    issued_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.client_id} {self.issued_at}"


class ClientCalls(models.Model):
    """How often a client called in a minute, counted by the database for all web workers together."""

    GRANTS: ClassVar[str] = "erasable"

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="+")
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "minute"], name="one_count_per_client_and_minute")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.minute}: {self.calls}"


class SecondFactor(Record):
    """The time-based code of a user: its secret sealed, and the last step used, so that a code works once whichever worker sees it."""

    GRANTS: ClassVar[str] = "erasable"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    secret_sealed = models.TextField()
    last_step = models.BigIntegerField(default=0)
    enrolled_at = models.DateTimeField(db_default=Now())


class RecoveryCode(models.Model):
    """One of ten codes for a lost phone; only its keyed hash is stored, and a used one stays used."""

    GRANTS: ClassVar[str] = "erasable"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "code_hash"], name="one_row_per_recovery_code")]

    def __str__(self) -> str:
        return str(self.user_id)


class SecondFactorReset(Record):
    """A lost phone: one security administrator asks for the reset, another one confirms it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="second_factor_resets")
    reason = models.CharField(max_length=200)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(confirmed_by__isnull=True), name="one_open_reset_per_user"),
            models.CheckConstraint(
                name="a_reset_takes_two_people",
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("requested_by")) & ~models.Q(confirmed_by=models.F("user")),
            ),
        ]
