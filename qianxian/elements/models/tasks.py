"""What is asked of villages: a task with its questions, the units asked, their answers, and what they say was asked before.

Tasks and questions are open to all who may be asked (no value stands in them); units, answers and reports stand in the village.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.elements.models.register import DataElement
from qianxian.foundation.records import DivisionRecord, Record
from qianxian.organisations.models import PartyOrganisation


class CollectionTask(Record):
    """A form sent out: an ordered list of elements, asked of villages or Party organisations. A report needs nothing new and asks nobody."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("collection", "起草")
        WAITING = "waiting", _("待第二人同意")
        ISSUED = "issued", _("填报中")
        CLOSED = "closed", pgettext_lazy("collection", "已办结")
        REPORT = "report", _("直接出数，没有下发")
        WITHDRAWN = "withdrawn", pgettext_lazy("collection", "已撤回")

    class Asks(models.TextChoices):
        VILLAGE = "village", _("村（社区）")
        ORGANISATION = "organisation", _("党组织")

    title = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    issuer_code = models.CharField(max_length=12)
    issuer_role = models.CharField(max_length=30)
    asks = models.CharField(max_length=12, choices=Asks.choices)
    due_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    over_budget = models.BooleanField(default=False)
    budget_reason = models.CharField(max_length=300, blank=True, default="")
    drafted_on = models.DateField()
    drafted_by = models.CharField(max_length=80)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("填报任务")
        constraints = [
            models.CheckConstraint(name="collection_says_why", condition=~Q(title="") & ~Q(purpose="") & ~Q(basis="")),
            models.CheckConstraint(name="collection_takes_minutes", condition=Q(minutes__gte=1)),
            models.CheckConstraint(name="collection_issued_on_a_day", condition=Q(state__in=["issued", "closed"], issued_on__isnull=False)
                                   | Q(state__in=["draft", "waiting", "report", "withdrawn"], issued_on__isnull=True)),
            models.CheckConstraint(
                name="over_budget_by_two",
                condition=Q(over_budget=False) | Q(state__in=["draft", "waiting", "withdrawn", "report"]) | (~Q(budget_reason="") & ~Q(approved_by="") & ~Q(approved_by=F("drafted_by"))),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "issued_on"], name="collection_state_issued")]

    def __str__(self) -> str:
        return self.title


class Question(Record):
    """One element of a form. ``new``: really asked; ``confirm``: shown where it is held, asked where it is not."""

    GRANTS: ClassVar[str] = "erasable"

    class Mark(models.TextChoices):
        CONFIRM = "confirm", _("核对")
        NEW = "new", _("新问")

    task = models.ForeignKey(CollectionTask, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="questions")
    mark = models.CharField(max_length=8, choices=Mark.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "element"], name="element_asked_once_in_a_form"),
            models.UniqueConstraint(fields=["task", "position"], name="question_in_its_place"),
        ]


class TaskUnit(DivisionRecord):
    """One village or organisation that a task asks: how much was shown and asked of it, and how long the filling took. Never who is slow."""

    GRANTS: ClassVar[str] = "erasable"

    class State(models.TextChoices):
        OPEN = "open", _("待填报")
        RETURNED = "returned", _("退回补正")
        SUBMITTED = "submitted", _("已填报")

    task = models.ForeignKey(CollectionTask, on_delete=models.PROTECT, related_name="units")
    organisation = models.ForeignKey(PartyOrganisation, null=True, blank=True, on_delete=models.PROTECT, related_name="collection_units")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked = models.PositiveSmallIntegerField(default=0)
    shown = models.PositiveSmallIntegerField(default=0)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    returns = models.PositiveSmallIntegerField(default=0)
    return_words = models.CharField(max_length=300, blank=True, default="")
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "division_code"], name="village_asked_once_by_a_task", condition=Q(organisation__isnull=True)),
            models.UniqueConstraint(fields=["task", "organisation"], name="organisation_asked_once_by_a_task", condition=Q(organisation__isnull=False)),
            models.CheckConstraint(name="unit_submitted_by_somebody", condition=Q(state="open") | (Q(submitted_on__isnull=False) & ~Q(submitted_by=""))),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="collection_unit_division")]

    @property
    def key(self) -> str:
        """The subject's key as readers know it."""
        return self.organisation.code if self.organisation else self.division_code


class Answer(DivisionRecord):
    """What a unit gave or confirmed; holds until ``valid_to``. Only ever added: a later answer takes over, the former stays to be read."""

    GRANTS: ClassVar[str] = "append"

    unit = models.ForeignKey(TaskUnit, on_delete=models.PROTECT, related_name="answers")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(PartyOrganisation, null=True, blank=True, on_delete=models.PROTECT, related_name="element_answers")
    value = models.CharField(max_length=200)
    confirmed = models.BooleanField(default=False)
    answered_on = models.DateField()
    valid_to = models.DateField()
    answered_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(name="answer_says_something", condition=~Q(value="")),
            models.CheckConstraint(name="answer_holds_for_a_while", condition=Q(valid_to__gt=F("answered_on"))),
        ]
        indexes = [models.Index(fields=["division_code", "element"], name="answer_place_element")]


class AskedBefore(DivisionRecord):
    """「这道题问过了」: a village says that a question asks what it gave already; the element's owner merges or says why not."""

    class Reply(models.TextChoices):
        MERGED = "merged", _("并入另一项")
        KEPT = "kept", _("不是同一件事")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="reports")
    words = models.CharField(max_length=300)
    reported_on = models.DateField()
    reported_by = models.CharField(max_length=80)
    reply = models.CharField(max_length=8, choices=Reply.choices, blank=True, default="")
    merged_into = models.ForeignKey(DataElement, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_merged")
    reply_words = models.CharField(max_length=300, blank=True, default="")
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("这道题问过了")
        constraints = [
            models.UniqueConstraint(fields=["question", "division_code"], name="a_question_is_reported_once"),
            models.CheckConstraint(
                name="report_is_answered_whole",
                condition=Q(reply="", replied_on__isnull=True, replied_by="", merged_into__isnull=True)
                | (Q(reply="merged", merged_into__isnull=False, replied_on__isnull=False) & ~Q(replied_by=""))
                | (Q(reply="kept", merged_into__isnull=True, replied_on__isnull=False) & ~Q(reply_words="") & ~Q(replied_by="")),
            ),
        ]
        indexes = [models.Index(fields=["division_code", "reply"], name="asked_before_division")]

    @property
    def days_open(self) -> dt.timedelta | None:
        """How long the owner took."""
        return self.replied_on - self.reported_on if self.replied_on else None
