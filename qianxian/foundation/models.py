"""Audit leaves and the history of values.

A leaf says who, in which role, did what to which object and when (database time), with salted digests of before and after: no personal data.
The values themselves and the salt stand in ``ChangeHistory``, erasable per person. A leaf's place in the Merkle tree is given later, by a sequencer.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from qianxian.foundation.reach import DivisionQuerySet


class AuditLeaf(models.Model):
    """One recorded act. Append-only for the application role; ids as text, no foreign keys."""

    GRANTS: ClassVar[str] = "append"
    DIVISION_BOUND: ClassVar[bool] = True
    RLS_EXTRA: ClassVar[str] = ""
    RLS_OPEN_INSERT: ClassVar[bool] = True
    DATABASE_SETS: ClassVar[tuple[str, ...]] = ("at",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    on_behalf_of = models.CharField(max_length=80, blank=True, default="")
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    division_code = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True, default="")
    before_digest = models.CharField(max_length=64, blank=True, default="")
    after_digest = models.CharField(max_length=64, blank=True, default="")

    objects = DivisionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["actor", "at"], name="audit_actor"),
        ]


class ChangeHistory(models.Model):
    """Old and new values of one recorded change, with the salt of its digests. Erasing a person removes rows here, never leaves."""

    GRANTS: ClassVar[str] = "append"
    DIVISION_BOUND: ClassVar[bool] = True
    RLS_EXTRA: ClassVar[str] = ""
    RLS_OPEN_INSERT: ClassVar[bool] = True
    DATABASE_SETS: ClassVar[tuple[str, ...]] = ("at",)

    leaf = models.UUIDField(db_index=True)
    at = models.DateTimeField(db_default=Now())
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    division_code = models.CharField(max_length=12)
    salt = models.CharField(max_length=32)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"], name="history_object")]


class Receipt(models.Model):
    """Writing once: the client's key of a request and the digest of its body, written in the same transaction."""

    GRANTS: ClassVar[str] = "append"

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    body_digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_receipt_per_key")]
