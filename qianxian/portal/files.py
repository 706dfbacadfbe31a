"""A list as an .xlsx file: with its maker, place, day and conditions, recorded as one leaf with the number of rows that left.

Asked by every room's skin, from the rulebook up; what may leave and what a list holds is the room's to say.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from qianxian.foundation import audit
from qianxian.foundation.sheets import Column, write_export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Parts of an address that say how the file is wanted; all others are conditions of the list.
OF_THE_FILE = ("export", "shown", "list")


def wants_export(request: HttpRequest) -> bool:
    """Whether the address asks for the file instead of the page."""
    return request.GET.get("export") == "xlsx"


def columns_of(heads: Iterable[Any]) -> list[Column]:
    """Columns of a list that is drawn by hand: every cell as text under the page's own heading."""
    return [Column(f"c{n}", str(head), str(head), width=max(12, 2 * len(str(head)))) for n, head in enumerate(heads)]


def taken_out(
    request: HttpRequest, *, action: str, name: str, title: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]], covered: Iterable[str],
    place: str, on: dt.datetime | dt.date,
) -> HttpResponse:  # fmt: skip
    """The rows as .xlsx and the leaf that says so. ``covered``: the words for place, day and conditions; ``place`` is the leaf's."""
    query, out = request.GET.copy(), io.BytesIO()
    for part in OF_THE_FILE:
        query.pop(part, None)
    written = write_export(columns, rows, out, title=title, filters="，".join(covered), printed_by=request.actor.name, on=on)
    audit.record(by=request.actor, action=action, object_type="list", object_id=name, division_code=place, after={"rows": written, "filters": query.urlencode()})
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{request.on}.xlsx"'
    return response
