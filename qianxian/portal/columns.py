"""Which columns of a register somebody wants to see: chosen by a plain form, remembered in a signed cookie of his own.

``?cols=1&col=name&col=status`` shows these and remembers them; without it the register looks as it was left. The column that names
the row always stays. An export leaves hidden columns out only when asked (``&shown=1``).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import Model
from django.db.models.query import ModelIterable
from django.http import HttpRequest, HttpResponse
from django_tables2 import Column as TableColumn
from django_tables2 import ManyToManyColumn, Table
from django_tables2.columns import BoundColumn
from django_tables2.columns.linkcolumn import BaseLinkColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor, signature

from qianxian.foundation.sheets.spec import Column

COOKIE, AGE = "qx-columns", 400 * 24 * 3600
ALWAYS = "pick"


class DayColumn(TableColumn):
    """A day as 2019-12-16. The library's own date column compiles a template for every cell."""

    def render(self, value: dt.date) -> str:
        return value.isoformat()


def cells_of(bound: BoundColumn) -> Callable[[BoundRow], Any]:
    """What ``row.get_cell`` gives for this column, as a function of the row.

    How a column of a model's rows is read and drawn is settled here once; the library settles it for each cell, which was half the time of a
    list. Columns that link, or that read something other than a model's rows, are left to the library.
    """
    table, column, accessor = bound._table, bound.column, Accessor(bound.accessor)
    wanted, takes_all = signature(bound.render)
    rows = table.data.data
    if getattr(rows, "_iterable_class", None) is not ModelIterable or bound.link or takes_all or isinstance(column, BaseLinkColumn | ManyToManyColumn):
        return lambda row: row.get_cell(bound.name)
    read, plain = _reader(accessor, rows.model), type(column).render is TableColumn.render and bound.render == column.render

    def cell(row: BoundRow) -> Any:
        value = read(row.record)
        if value in column.empty_values:
            return bound.default
        if plain:
            return value
        given = {"value": value, "record": row.record, "column": column, "bound_column": bound, "bound_row": row, "table": table}
        return bound.render(**{name: given[name] for name in wanted})

    return cell


def _reader(accessor: Accessor, model: type[Model]) -> Callable[[Any], Any]:
    """The value of ``accessor`` in a row: the words of a choice, the answer of a method, None beyond a missing relation."""
    *before, last = accessor.bits
    words = f"get_{last}_display" if getattr(accessor.get_field(model), "choices", ()) else ""

    def step(thing: Any, name: str) -> Any:
        value = getattr(thing, name, None)
        return value() if callable(value) and not getattr(value, "alters_data", False) else value

    def read(record: Any) -> Any:
        for name in before:
            if (record := step(record, name)) is None:
                return None
        return step(record, words) if words and hasattr(record, words) else step(record, last)

    return read


@dataclass(frozen=True)
class Choice:
    """One column in the form."""

    name: str
    heading: str
    shown: bool
    fixed: bool


def address_of(request: HttpRequest) -> str:
    """The register's own address: exports stand under it, and slips of every run are one register."""
    path = request.path.removesuffix("export.xlsx").removesuffix("export/")
    return "/pay/slips/" if path.startswith("/pay/") else path


def _salt(request: HttpRequest) -> str:
    """Somebody else at the same machine has columns of his own."""
    return f"columns:{request.actor.login}"


def remembered(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Path → hidden columns with their headings; empty for a cookie that is missing, another's or changed."""
    try:
        kept = json.loads(request.get_signed_cookie(COOKIE, default="{}", salt=_salt(request), max_age=AGE))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def hide(request: HttpRequest, table: Table) -> list[Choice]:
    """The table without the hidden columns; every column as a choice, in the table's order. Afterwards ``keep`` remembers them."""
    head = str(getattr(table, "row_header", ""))
    names = [c.name for c in table.columns.iterall() if c.name != ALWAYS]
    fixed = head if head in names else names[0]
    kept = remembered(request)
    if request.GET.get("cols") == "1":
        wanted = set(request.GET.getlist("col"))
        chosen = {n: str(table.columns[n].header) for n in names if n not in wanted and n != fixed}
    else:
        chosen = {n: h for n, h in kept.get(address_of(request), {}).items() if n in names and n != fixed}
    choices = [Choice(n, str(table.columns[n].header), n not in chosen, n == fixed) for n in names]
    for name in chosen:
        table.columns.hide(name)
    request.columns_chosen = {**kept, address_of(request): chosen}
    return choices


def chosen_columns(request: HttpRequest, table: Table, export_url: str = "") -> dict[str, Any]:
    """What the form of columns shows, the hidden ones taken out of the table. Answer with ``columns.keep``, which remembers the choice."""
    asked = [(k, v) for k, vs in request.GET.lists() if k not in ("page", "cols", "col") for v in vs]
    shown = f"{export_url}{'&' if '?' in export_url else '?'}shown=1" if export_url else ""
    return {"columns": hide(request, table), "asked": asked, "shown_url": shown}


def keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, with the choice of this address remembered."""
    if request.GET.get("cols") == "1" and hasattr(request, "columns_chosen"):
        kept = dict(list(request.columns_chosen.items())[-30:])
        response.set_signed_cookie(COOKIE, json.dumps(kept, ensure_ascii=True), salt=_salt(request), max_age=AGE, httponly=True, samesite="Lax",
                                   secure=request.is_secure())  # fmt: skip
    return response


def of_export(request: HttpRequest, columns: Sequence[Column], shown_with: Mapping[str, str] = MappingProxyType({})) -> list[int]:
    """Places of the columns that an export holds: all of them, or those not hidden on the page when asked for these (``shown=1``).

    ``shown_with`` names the page's column for those of the export that the page draws together or under another name.
    """
    hidden = remembered(request).get(address_of(request), {}) if request.GET.get("shown") == "1" else {}
    left = [i for i, c in enumerate(columns) if shown_with.get(c.key, c.key) not in hidden and c.heading not in hidden.values()]
    return left or list(range(len(columns)))
