"""Persons. One row per human being; a doubled record points to the one it was merged into."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord


class Person(DivisionRecord):
    """A person of the registry. Identity number and bank account are sealed; indexes are keyed hashes; masks are for display.

    No clan, religion, score or petition field exists here, ever (handbook 3.2 and 8).
    """

    GRANTS: ClassVar[str] = "erasable"
    BRANCH: ClassVar[str] = "membership__organisation__code"
    BRANCH_OR_OWN: ClassVar[bool] = True

    class Sex(models.TextChoices):
        FEMALE = "female", _("女")
        MALE = "male", _("男")

    class AccessNeed(models.TextChoices):
        NONE = "none", _("无")
        HOME_VISIT = "home_visit", _("送学上门")
        LARGE_PRINT = "large_print", _("大字")
        SIGN_LANGUAGE = "sign_language", _("手语")

    class IdentityKind(models.TextChoices):
        RESIDENT_ID = "resident_id", _("居民身份证")
        PERMIT = "permit", _("港澳台居民居住证")
        PASSPORT = "passport", _("护照")

    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=200, blank=True, default="")
    initials = models.CharField(max_length=30, blank=True, default="")
    sex = models.CharField(max_length=8, choices=Sex.choices)
    birth_date = models.DateField()
    identity_kind = models.CharField(max_length=12, choices=IdentityKind.choices, default=IdentityKind.RESIDENT_ID)
    identity_sealed = models.TextField(blank=True, default="")
    identity_index = models.CharField(max_length=64, null=True, blank=True)
    identity_masked = models.CharField(max_length=20, blank=True, default="")
    ethnicity = models.CharField(max_length=20, blank=True, default="")
    education = models.CharField(max_length=20, blank=True, default="")
    mobile = models.CharField(max_length=20, blank=True, default="")
    address = models.CharField(max_length=120, blank=True, default="")
    bank_name = models.CharField(max_length=60, blank=True, default="")
    account_sealed = models.TextField(blank=True, default="")
    account_index = models.CharField(max_length=64, blank=True, default="")
    account_masked = models.CharField(max_length=20, blank=True, default="")
    access_need = models.CharField(max_length=14, choices=AccessNeed.choices, default=AccessNeed.NONE)
    died_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_records", db_index=False)

    class Meta:
        verbose_name = _("人员")
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"],
                name="one_person_per_identity_number",
                condition=models.Q(merged_into__isnull=True, identity_index__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["division_code"], name="person_division"),
            models.Index(fields=["initials"], name="person_initials"),
            models.Index(fields=["pinyin", "id"], name="person_pinyin"),  # the order of every list of people
            # the few merged records only: nearly every row would be one more entry for NULL
            models.Index(fields=["merged_into"], name="person_merged_into", condition=models.Q(merged_into__isnull=False)),
            GinIndex(fields=["name"], name="person_name_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name
