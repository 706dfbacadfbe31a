"""A case and its steps; receipts; the book of numbers. Nothing here is ever deleted; steps and receipts are only added to.

Whose case it is stands in the case alone: never in a step, a log or a page that needs no login.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.cases.moves import CLOSED
from qianxian.foundation.records import DivisionRecord
from qianxian.people.models import Person
from qianxian.services.models import ServiceItem
from qianxian.threads.models import SOMEBODY

#: A resident's own login sees the cases of his own record and no others.
SELF_ONLY = "coalesce(current_setting('qianxian.role', true), '') NOT IN ('resident', 'member')"
PAPERS, PAPER = 30, 200


class Holder(models.TextChoices):
    """In whose hands a case is."""

    VILLAGE = "village", _("村（社区）")
    TOWN = "town", _("镇（街道）")
    DEPARTMENT = "department", _("部门")


class State(models.TextChoices):
    """Where a case stands."""

    RECEIVED = "received", _("已收件，待受理")
    SUPPLEMENT = "supplement", _("等群众补材料")
    IN_PROCESS = "in_process", pgettext_lazy("case", "办理中")
    DONE = "done", pgettext_lazy("case", "已办结")
    REFUSED = "refused", _("不予办理")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "已撤回")


def _papers() -> ArrayField:
    return ArrayField(models.CharField(max_length=PAPER), size=PAPERS, default=list, blank=True)


class Case(DivisionRecord):
    """办件: one resident's matter under one version of a service item. ``state``, ``holder``, ``missing`` and the days are those of its last step."""

    RLS_EXTRA: ClassVar[str] = SELF_ONLY + " OR applicant_id IN (SELECT p.id FROM people_person p WHERE p.uuid::text = current_setting('qianxian.person', true))"

    class Channel(models.TextChoices):
        WINDOW = "window", _("窗口")
        PHONE = "phone", _("手机网页")
        PAPER = "paper", _("书面")

    number = models.CharField(max_length=40, unique=True)
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="cases")
    applicant = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    applicant_name = models.CharField(max_length=60)
    phone_sealed = models.TextField(blank=True, default="")
    phone_masked = models.CharField(max_length=20, blank=True, default="")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    holder = models.CharField(max_length=12, choices=Holder.choices, default=Holder.VILLAGE)
    holder_body = models.CharField(max_length=60, blank=True, default="")
    missing = _papers()
    received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    confirmed = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()

    class Meta:
        verbose_name = _("办件")
        constraints = [
            models.CheckConstraint(name="case_has_its_applicant", condition=~Q(applicant_name="") & ~Q(number="")),
            models.CheckConstraint(name="case_received_before_recorded", condition=Q(received_on__lte=models.F("recorded_on"))),
            models.CheckConstraint(name="case_closed_with_its_day", condition=Q(state__in=CLOSED, closed_on__isnull=False) | (~Q(state__in=CLOSED) & Q(closed_on__isnull=True))),
            models.CheckConstraint(name="phone_sealed_with_its_mask", condition=Q(phone_sealed="", phone_masked="") | (~Q(phone_sealed="") & ~Q(phone_masked=""))),
        ]
        indexes = [models.Index(fields=["division_code", "state", "due_on"], name="case_division_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.item.name}"


class CaseStep(DivisionRecord):
    """What was done with a case on a day, in words for the resident, and where the case stands after it. ``missing``: what is still missing then."""

    GRANTS: ClassVar[str] = "append"
    RLS_EXTRA: ClassVar[str] = SELF_ONLY + " OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"

    class Kind(models.TextChoices):
        RECEIVE = "receive", _("收件")
        ACCEPT = "accept", _("受理")
        ASK = "ask", _("一次性告知补材料")
        SUPPLY = "supply", _("补交材料")
        TRANSFER = "transfer", _("转办")
        NOTE = "note", _("告知进展")
        FINISH = "finish", _("办结")
        REFUSE = "refuse", _("不予办理")
        WITHDRAW = "withdraw", _("申请人撤回")
        REOPEN = "reopen", _("重新打开")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    holder = models.CharField(max_length=12, choices=Holder.choices)
    holder_body = models.CharField(max_length=60, blank=True, default="")
    turn = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(max_length=500, blank=True, default="")
    remedy = models.CharField(max_length=300, blank=True, default="")
    missing = _papers()
    due_on = models.DateField(null=True, blank=True)
    happened_on = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("办件的一步")
        constraints = [
            # everything that is missing is said once; a case that was reopened has a further turn
            models.UniqueConstraint(fields=["case", "turn"], name="one_notice_of_everything_missing", condition=Q(kind="ask")),
            models.CheckConstraint(name="refused_with_reason_and_remedy", condition=~Q(kind="refuse") | (~Q(words="") & ~Q(remedy=""))),
            models.CheckConstraint(name="ended_in_words", condition=~Q(kind__in=["finish", "withdraw", "reopen", "transfer", "note"]) | ~Q(words="")),
            models.CheckConstraint(name="notice_names_what_is_missing", condition=~Q(kind="ask") | ~Q(missing=[])),
            models.CheckConstraint(name="case_step_names_nobody", condition=~Q(words__regex=SOMEBODY) & ~Q(remedy__regex=SOMEBODY)),
        ]
        indexes = [models.Index(fields=["case", "-id"], name="case_steps")]


class CaseReceipt(DivisionRecord):
    """The receipt that the applicant holds: only a keyed hash of its code is kept. The last one issued counts."""

    GRANTS: ClassVar[str] = "append"
    RLS_EXTRA: ClassVar[str] = SELF_ONLY

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="receipts")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("受理回执")


class CaseNumber(DivisionRecord):
    """The last number given in a village's book of cases in a year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("办件编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_case_number_book")]


class CaseOpinion(DivisionRecord):
    """What who holds the receipt says of a closed case, once, if he likes to. Of the case's service: no clerk stands here, and nothing is counted by clerk."""

    GRANTS: ClassVar[str] = "append"
    RLS_EXTRA: ClassVar[str] = SELF_ONLY

    class Word(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        FAIRLY = "fairly", _("基本满意")
        NOT = "not", _("不满意")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="opinion")
    word = models.CharField(max_length=10, choices=Word.choices)
    words = models.CharField(max_length=200, blank=True, default="")
    said_on = models.DateField()

    class Meta:
        verbose_name = _("群众评价")
        constraints = [
            models.CheckConstraint(name="opinion_is_one_of_three_words", condition=Q(word__in=["satisfied", "fairly", "not"])),
            models.CheckConstraint(name="opinion_names_nobody", condition=~Q(words__regex=SOMEBODY)),
        ]
