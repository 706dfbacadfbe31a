"""Writing once: a command behind ``@once`` runs under the client's Idempotency-Key and, where a thing is changed, under its version.

The receipt is written in the command's own transaction. The same key with the same request answers as before and writes nothing; with
another request it is a 409. ``If-Match`` carries the version that the client saw; a newer one is a 412. Deadlocks are tried three times.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import UploadedFile
from pydantic import BaseModel, Field

from qianxian.foundation import audit
from qianxian.foundation.errors import Conflict
from qianxian.foundation.models import Receipt
from qianxian.foundation.records import hold_to_constraints
from qianxian.portal.contract.problems import PRIVATE, KeyMissing, KeyReused, VersionMissing, VersionPassed
from qianxian.portal.contract.shapes import Shape, Uuid
from qianxian.portal.forms import kept_receipt

TRIES = 3
DEADLOCK = "40P01"
LONGEST_KEY = 80


class Written(Shape):
    """What a write left behind: which record, its version now, and where to read it. No personal data: the receipt keeps this."""

    uuid: Uuid | None = None
    version: int | None = Field(None, examples=[2])
    state: str = Field("", examples=["proposed"])
    number: str = Field("", examples=["XP440403-2019-0001"])
    url: str = Field("", examples=["/api/v1/engagements/reviews/0b6c2f7e-54b1-4a0e-9a34-6f3f1f0a7c11"])
    secret: str | None = Field(None, description="只在第一次回答里出现；重复提交时为 null")


#: 201 the first time, 200 when the same key comes again.
WRITTEN = {201: Written, 200: Written}


@dataclass(frozen=True)
class Made:
    """A view's answer: the record, the collection it is read from, and what is told only once."""

    row: Any
    at: str = ""
    by: str = "uuid"
    secret: str | None = None
    answer: dict[str, Any] = field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """As the receipt keeps it."""
        if self.row is None:
            return self.answer
        number = getattr(self.row, "number", "") or getattr(self.row, "letter_number", "") or getattr(self.row, "code", "")
        key = getattr(self.row, self.by, "")
        return {"uuid": str(self.row.uuid), "version": self.row.version, "state": str(getattr(self.row, "state", "")),
                "number": str(number), "url": f"/api/v1/{self.at}/{key}" if self.at else "", **self.answer}  # fmt: skip


def once(view: Callable[..., Made]) -> Callable[..., Any]:
    """A write that happens once per key, all of it or nothing, deferred constraints included."""

    @functools.wraps(view)
    def run(request: HttpRequest, **arguments: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not 8 <= len(key) <= LONGEST_KEY or not key.isascii():
            raise KeyMissing
        digest = _digest(request, arguments)
        for turn in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    return _run(request, view, arguments, key, digest)
            except OperationalError as lost:
                if getattr(lost.__cause__, "sqlstate", "") != DEADLOCK or turn == TRIES:
                    raise
        raise AssertionError  # the loop returns or raises

    run.is_once = True
    return run


def _run(request: HttpRequest, view: Callable[..., Made], arguments: dict[str, Any], key: str, digest: str) -> Any:
    login = request.actor.login
    kept = kept_receipt(login, key)
    if kept is not None:
        if kept.body_digest != digest:
            raise KeyReused
        return HttpResponse(
            audit.canonical(kept.answer), content_type="application/json", status=200, headers={"Idempotency-Replayed": "true", **PRIVATE}
        )
    request.matched_row = None
    made = view(request, **arguments)
    hold_to_constraints()
    _nobody_between(request)
    answer = made.written()
    Receipt.objects.create(actor=login, key=key, body_digest=digest, answer={**answer, "secret": None})
    return 201, {**answer, "secret": made.secret}


def _digest(request: HttpRequest, arguments: dict[str, Any]) -> str:
    """Role, address and content of the request; a file by its bytes, since a form's boundary differs each time."""
    body = {name: _plain(value) for name, value in arguments.items()}
    return hashlib.sha256(audit.canonical([request.actor.role, request.method, request.path, body]).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        content = hashlib.sha256(value.read()).hexdigest()
        value.seek(0)
        return content
    return value.model_dump(mode="json", exclude_unset=True) if isinstance(value, BaseModel) else str(value)


def version_given(request: HttpRequest) -> int | None:
    """The version that the client saw, from If-Match; None without the header or with ``*``."""
    given = request.headers.get("If-Match", "").strip().strip('"')
    if given in ("", "*"):
        return None
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def matched(request: HttpRequest, row: Any, required: bool = False) -> Any:
    """The row, if the client's version still is the row's. The command locks later, so the version is looked at once more after it."""
    given = version_given(request)
    if given is None and required and request.headers.get("If-Match", "").strip() != "*":
        raise VersionMissing
    if given is not None and given != row.version:
        raise VersionPassed(row.version)
    if given is not None:
        request.matched_row = row
    return row


def _nobody_between(request: HttpRequest) -> None:
    """A command raises its row's version by one at most; two means that somebody was faster between look and lock."""
    row = request.matched_row
    if row is None:
        return
    now = type(row)._base_manager.filter(pk=row.pk).values_list("version", flat=True).first()
    if now is not None and now > version_given(request) + 1:
        row.version = now
        raise Conflict(_("刚被别人改过。看过新内容，再办一次。"), current=row)


def tagged(response: HttpResponse, row: Any) -> Any:
    """The row, its version in the ETag for a later If-Match."""
    response.headers["ETag"] = f'"{row.version}"'
    return row


def changes(body: BaseModel, *not_these: str) -> dict[str, Any]:
    """Only what the client named, for commands that change single columns."""
    return body.model_dump(exclude_unset=True, exclude=set(not_these))
