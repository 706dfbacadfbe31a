"""Which columns of a register somebody wants to see: chosen by a plain form, remembered in a signed cookie of his own.

``?cols=1&col=name&col=status`` shows these and remembers them; without it the register looks as it was left. The column that names
the row always stays. An export leaves hidden columns out only when asked (``&shown=1``).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django_tables2 import Column as TableColumn
from django_tables2 import Table

from qianxian.foundation.sheets.spec import Column

COOKIE, AGE = "qx-columns", 400 * 24 * 3600
ALWAYS = "pick"


class DayColumn(TableColumn):
    """A day as 2019-12-16. The library's own date column compiles a template for every cell."""

    def render(self, value: dt.date) -> str:
        return value.isoformat()


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
