"""How each account is reminded, and the outbox. An address and its secret are sealed and never shown again; a notice holds numbers alone.

Nothing of a person, a case or a place's work stands here, so these tables stand outside row-level security like the accounts they belong to.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.accounts.models import User
from qianxian.foundation.records import Record
from qianxian.foundation.sealing import unseal
from qianxian.notices.rules import MOST_A_WEEK

#: Where a notice leads: a page of this house by its path. No question mark, so no condition and no name can stand in it.
PATH = r"^/[a-z0-9/_-]*$"


class Channel(models.TextChoices):
    """The way a notice takes."""

    OFF = "off", _("不提醒")
    EMAIL = "email", _("电子邮件")
    WECOM = "wecom", _("企业微信群机器人")
    DINGTALK = "dingtalk", _("钉钉群机器人")
    WEBHOOK = "webhook", _("其他系统（Standard Webhooks）")


ROBOTS = (Channel.WECOM, Channel.DINGTALK, Channel.WEBHOOK)


class NoticePreference(Record):
    """消息提醒 of one account. ``known`` and ``told_due`` are keyed marks of what waited at the last look: they name nothing."""

    class Stopped(models.TextChoices):
        GONE = "gone", _("对方说地址已停用")
        BY_ADMIN = "by_admin", _("系统管理员停用")

    account = models.OneToOneField(User, on_delete=models.PROTECT, related_name="notice_preference")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.OFF)
    at_once = models.BooleanField(default=False)
    address_sealed = models.TextField(blank=True, default="")
    secret_sealed = models.TextField(blank=True, default="")
    host = models.CharField(max_length=120, blank=True, default="")
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=8, choices=Stopped.choices, blank=True, default="")
    known = ArrayField(models.CharField(max_length=32), null=True, blank=True)
    told_due = ArrayField(models.CharField(max_length=32), default=list, blank=True)

    class Meta:
        verbose_name = _("消息提醒")
        constraints = [
            models.CheckConstraint(name="a_robot_has_its_address", condition=~Q(channel__in=ROBOTS) | (~Q(address_sealed="") & ~Q(host=""))),
            models.CheckConstraint(name="a_signed_robot_has_its_secret", condition=~Q(channel__in=[Channel.DINGTALK, Channel.WEBHOOK]) | ~Q(secret_sealed="")),
            models.CheckConstraint(name="stopped_with_its_reason", condition=Q(stopped_at__isnull=True, stopped_why="") | (Q(stopped_at__isnull=False) & ~Q(stopped_why=""))),
        ]

    @property
    def address(self) -> str:
        """Where to: the account's own e-mail, or the robot's address in full. For sending only."""
        return self.account.email if self.channel == Channel.EMAIL else unseal(self.address_sealed, row=self.sealed_as("address"))

    @property
    def secret(self) -> str:
        """What signs. For sending only."""
        return unseal(self.secret_sealed, row=self.sealed_as("secret"))

    def sealed_as(self, what: str) -> str:
        """What a sealed value is bound to: it does not open in another row."""
        return f"notices.preference.{what}:{self.uuid}"


class Notice(Record):
    """One message of the outbox: to which account, how many wait, where it leads. A message that goes out takes a place of the day and of the week."""

    class Kind(models.TextChoices):
        DIGEST = "digest", _("每日提醒")
        NEW = "new", _("新的待办")
        RETURNED = "returned", _("退回修改")
        DUE = "due", _("快到期")
        DECIDED = "decided", _("有结果了")
        TRIAL = "trial", _("试发")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待发送")
        SENDING = "sending", _("正在发送")
        SENT = "sent", pgettext_lazy("notice", "已发出")
        FAILED = "failed", _("没有发出")
        HELD = "held", _("已到上限，不再发")
        DROPPED = "dropped", _("不用发了")

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    unit_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    waiting = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    due_today = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=120, default="/workbench/")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True, default="")
    written_at = models.DateTimeField(db_default=Now())
    try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=24, blank=True, default="")
    place_day = models.DateField(null=True, blank=True)
    place_week = models.DateField(null=True, blank=True)
    nth_of_day = models.PositiveSmallIntegerField(null=True, blank=True)
    nth_of_week = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], condition=Q(kind="digest"), name="one_digest_per_person_and_day"),
            models.UniqueConstraint(fields=["account", "place_day", "nth_of_day"], name="one_message_per_place_of_the_day"),
            models.UniqueConstraint(fields=["account", "place_week", "nth_of_week"], name="one_message_per_place_of_the_week"),
            models.CheckConstraint(name="at_most_ten_messages_a_week", condition=Q(nth_of_week__isnull=True) | Q(nth_of_week__gte=1, nth_of_week__lte=MOST_A_WEEK)),
            models.CheckConstraint(name="places_come_together", condition=Q(place_day__isnull=True, place_week__isnull=True, nth_of_day__isnull=True, nth_of_week__isnull=True)
                                   | Q(place_day__isnull=False, place_week__isnull=False, nth_of_day__isnull=False, nth_of_week__isnull=False)),
            models.CheckConstraint(name="sent_from_its_place", condition=~Q(state__in=["sending", "sent"]) | Q(kind="trial") | Q(place_day__isnull=False)),
            models.CheckConstraint(name="sent_at_its_time", condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True))),
            models.CheckConstraint(name="a_notice_leads_to_a_page", condition=Q(path__regex=PATH)),
            models.CheckConstraint(name="a_notice_counts", condition=Q(waiting__gte=F("overdue") + F("due_today"))),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["try_at"], name="notices_to_send", condition=Q(state__in=["waiting", "sending"])),
            models.Index(fields=["account", "place_week"], name="notices_of_a_week"),
        ]

    @property
    def message_id(self) -> str:
        """The same at every try: whoever got it twice can tell."""
        return f"msg_{self.uuid.hex}"
