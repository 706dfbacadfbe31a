"""A letter, its files as they were issued, and the books of numbers. What was issued is never changed: it is revoked or superseded, with the reason."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.cases.models import Case
from qianxian.foundation.records import DivisionRecord

LINES, LINE = 12, 400


class Letter(DivisionRecord):
    """证明或函件. ``lines`` is the text as the registers gave it on the day it was drafted; ``code_hash`` that of the code on the paper, which is kept nowhere.

    ``case``: the case that asked for it; ``online``: its applicant, whose identity was checked, fetches it with the receipt.
    """

    class Kind(models.TextChoices):
        MEMBERSHIP = "membership", _("党员身份证明")
        OFFICE = "office", _("任职证明")
        COLLECTIVE = "collective", _("集体经济组织成员身份证明")
        CASE = "case", _("办件情况说明")
        GENERAL = "general", _("一般函件")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("letter", "待签发")
        ISSUED = "issued", pgettext_lazy("letter", "已签发")
        WITHDRAWN = "withdrawn", pgettext_lazy("letter", "没有签发")
        REVOKED = "revoked", pgettext_lazy("letter", "已撤销")
        SUPERSEDED = "superseded", pgettext_lazy("letter", "已被新的代替")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    number = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=60)
    about = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=60, blank=True, default="")
    addressee = models.CharField(max_length=80)
    purpose = models.CharField(max_length=120)
    lines = ArrayField(models.CharField(max_length=LINE), size=LINES)
    issuer = models.CharField(max_length=120)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    online = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    drafted_on = models.DateField()
    drafted_by = models.CharField(max_length=80)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.CharField(max_length=80, blank=True, default="")
    code_hash = models.CharField(max_length=64, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("证明与函件")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_letter_per_number", condition=~Q(number="")),
            models.UniqueConstraint(fields=["code_hash"], name="one_letter_per_code", condition=~Q(code_hash="")),
            models.CheckConstraint(
                name="letter_about_somebody_or_general", condition=Q(kind="general", about__isnull=True, name="") | (~Q(kind="general") & Q(about__isnull=False) & ~Q(name=""))
            ),
            models.CheckConstraint(name="letter_fetched_by_who_asked_for_it", condition=Q(online=False) | Q(case__isnull=False)),
            models.CheckConstraint(name="letter_issued_by_a_second_person", condition=Q(issued_by="") | ~Q(issued_by=F("drafted_by"))),
            models.CheckConstraint(
                name="letter_issued_whole",
                condition=Q(state__in=["draft", "withdrawn"], number="", code_hash="", issued_on__isnull=True, issued_by="")
                | (Q(state__in=["issued", "revoked", "superseded"], issued_on__isnull=False) & ~Q(number="") & ~Q(code_hash="") & ~Q(issued_by="")),
            ),
            models.CheckConstraint(
                name="letter_ended_with_its_reason",
                condition=Q(state__in=["draft", "issued"], ended_on__isnull=True, ended_by="", end_reason="")
                | (Q(state__in=["withdrawn", "revoked", "superseded"], ended_on__isnull=False) & ~Q(ended_by="") & ~Q(end_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["division_code", "-id"], name="letter_division")]


class LetterFile(DivisionRecord):
    """The bytes as issued, sealed, and their digest in the open: who holds the paper's file can tell whether it is this one."""

    GRANTS: ClassVar[str] = "append"

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=Form.choices)
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("函件的文件")
        constraints = [models.UniqueConstraint(fields=["letter", "form"], name="one_file_per_letter_and_form")]


class LetterNumber(DivisionRecord):
    """The last number given in a place's book of letters in a year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("函件编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_letter_number_book")]
