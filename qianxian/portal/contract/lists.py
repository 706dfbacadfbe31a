"""Lists: narrowed by reach and scope, as of a day, in pages by the public key.

Example: ``GET /api/v1/pay/slips?scope=440403103&limit=100`` answers ``{"items": […], "next": "…"}``;
the next page is asked with ``cursor=``.
A page starts after a UUID and never at an offset, so that rows added meanwhile neither repeat nor vanish.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field

from qianxian.foundation.reach import prefix_of
from qianxian.portal.contract.shapes import Day, Given, Prefix, Shape, Uuid

T = TypeVar("T")


class DayQuery(Given):
    """What every read takes that can be asked as of a day."""

    on: Day | None = Field(None, description="看哪一天的情况；不填为当前业务日")

    def day(self, request: HttpRequest) -> dt.date:
        """The as-of day."""
        return self.on or request.today


class ScopeQuery(DayQuery):
    """What every sum over places takes."""

    scope: Prefix | None = Field(None, description="区划代码或其前 6、9 位；只会缩小，不会超出本人范围")

    @property
    def prefix(self) -> str | None:
        """The scope as a reach prefix."""
        return prefix_of(self.scope) if self.scope and len(self.scope) == 12 else self.scope


class ListQuery(ScopeQuery):
    """What every list takes."""

    cursor: Uuid | None = Field(None, description="上一页回答里的 next")
    limit: int = Field(50, ge=1, le=200, examples=[50])


class Page(Shape, Generic[T]):
    """One page; ``next`` is the cursor of the page after it, null on the last one."""

    items: list[T]
    next: Uuid | None = None


def page(request: HttpRequest, find: ListQuery, rows: QuerySet) -> dict[str, Any]:
    """The page of a query that already stands inside the actor's reach."""
    rows = rows.order_by("uuid")
    if find.cursor:
        rows = rows.filter(uuid__gt=find.cursor)
    got = list(rows[: find.limit + 1])
    return _paged(got, find.limit, lambda row: row.uuid)


def known_by(shown: dict[str, Any], day: dt.date, field: str) -> dict[str, Any]:
    """The page without the days of ``field`` that came after the day asked about."""
    for row in shown["items"]:
        if (later := getattr(row, field)) and later > day:
            setattr(row, field, None)
    return shown


def page_of(find: ListQuery, rows: Iterable[Any], key: Callable[[Any], UUID]) -> dict[str, Any]:
    """The page of a list that a query function already made, by the public key of each entry."""
    after = [row for row in sorted(rows, key=key) if find.cursor is None or key(row) > find.cursor]
    return _paged(after[: find.limit + 1], find.limit, key)


def _paged(got: list[Any], limit: int, key: Callable[[Any], UUID]) -> dict[str, Any]:
    return {"items": got[:limit], "next": key(got[limit - 1]) if len(got) > limit else None}


def there(row: Any) -> Any:
    """The row that a query function gave, or 404."""
    if row is None:
        raise Http404
    return row


def found(rows: QuerySet, **by: Any) -> Any:
    """The one row, or 404: what is out of reach does not exist."""
    row = rows.filter(**by).first()
    if row is None:
        raise Http404(_("没有找到，或不在您的范围内。核对编号。"))
    return row
