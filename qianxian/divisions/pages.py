"""The two ways in which the registry's pages are made: a register (query form, table, export) and a form that runs one command.

Used by divisions, people and organisations, so that their views stay a list of what each page is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig, Table

from qianxian.accounts.queries import names_of_logins, who_acted
from qianxian.divisions import queries
from qianxian.divisions.models import Division
from qianxian.divisions.permissions import can_export_lists
from qianxian.foundation.sheets.spec import Column
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.portal.acts import ACTS, changes_of
from qianxian.portal.columns import ALWAYS, chosen_columns, keep, of_export
from qianxian.portal.files import columns_of, taken_out, wants_export
from qianxian.portal.forms import need, run_command, show

SIZES = ("20", "50", "100")
EXPORT_ROWS = 50_000
OF_THE_PAGE = ("on", "scope", "page", "per_page", "sort", "export", "shown", "list", "cols", "col")


def place_choices(request: HttpRequest, *, towns_only: bool = False) -> list[tuple[str, str]]:
    """Towns, with their villages under them, in reach on the day; the value is a division prefix."""
    rows = (queries.towns if towns_only else queries.divisions_on)(request.on, request.actor)
    return [
        (d.code[:9] if d.code.endswith("000") else d.code, d.name if d.code.endswith("000") else f"　{d.name}")
        for d in rows
        if d.kind != "county"
    ]


def village_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Villages and communities in reach on the day, by code."""
    return queries.village_names(request.on, request.actor)


def village_or_404(request: HttpRequest, code: str) -> Division:
    """The village or community that stands under the code today. Raises Http404 for anything else."""
    place = queries.division_on(code, request.today)
    if place is None or place.kind not in ("village", "community"):
        raise Http404
    return place


def division_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Every place in reach on the day, by its whole code."""
    return [(d.code, d.name) for d in queries.divisions_on(request.on, request.actor)]


def configured(request: HttpRequest, table: Table) -> Table:
    """The table sorted and paged as the address says."""
    size = request.GET.get("per_page", "")
    RequestConfig(request, paginate={"per_page": int(size) if size in SIZES else 20}).configure(table)
    return table


def register_page(
    request: HttpRequest, *, title: str | Promise, table: Table, form: Form, unit: str | Promise, **more: Any
) -> HttpResponse:
    """A register: query form, table, and its file when the role may export: as the page shows it, where the caller has not answered
    ``?export=xlsx`` with columns of its own before."""
    if wants_export(request):
        match = request.resolver_match
        return exported_table(request, table, name=f"{match.app_name}-{match.url_name}", title=title, find=form)
    context = listed(request, table) | {"page_title": title, "find": form, "unit": unit}
    return keep(request, show(request, more.pop("template", "divisions/register.html"), context | more))


def listed(request: HttpRequest, table: Table, *, export: bool = True) -> dict[str, Any]:
    """What a list's page needs: the table sorted and paged, its form of columns, and the address of its export for who may take lists out.

    ``?export=xlsx`` is the caller's to answer first (``exported_table``); the answer goes through ``columns.keep``.
    """
    export_url = address_of_file(request) if export else ""
    return chosen_columns(request, table, export_url) | {"table": configured(request, table), "export_url": export_url}


def address_of_file(request: HttpRequest, may: Verdict | None = None) -> str:
    """Where the list of this page is had as a file, with the page's conditions; empty for who may not take it out.

    ``may``: for lists that belong to the one role which sees them; all others ask ``can_export_lists``.
    """
    query = request.GET.copy()
    for name in ("page", "cols", "col"):
        query.pop(name, None)
    query["export"] = "xlsx"
    return f"{request.path}?{query.urlencode()}" if (can_export_lists(request.actor) if may is None else may) else ""


def exported_table(request: HttpRequest, table: Table, *, name: str, title: str | Promise, find: Form | None = None, **more: Any) -> HttpResponse:
    """The list as its page shows it, every cell as text: nothing goes out that the page does not show, masked as there. ``more``: ``action`` and ``may`` of ``exported``."""
    RequestConfig(request, paginate=False).configure(table)
    shown = [c for c in table.columns.iterall() if c.name != ALWAYS]
    columns = [Column(c.name, str(c.header), str(c.header), width=max(12, 2 * len(str(c.header)))) for c in shown]
    rows = ([" ".join(strip_tags(str(row.get_cell_value(c.name) or "")).split()) for c in shown] for row in table.rows)
    return exported(request, name=name, title=title, columns=columns, rows=rows, count=len(table.rows), find=find, **more)


def exported_lines(request: HttpRequest, *, name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A list that its page draws by hand, under the page's own headings."""
    rows = list(rows)
    return exported(request, name=name, title=title, columns=columns_of(heads), rows=rows, count=len(rows))


def exported(
    request: HttpRequest, *, name: str, title: str | Promise, columns: Sequence[Column], rows: Iterable[Sequence[Any]], count: int,
    action: str = "divisions.export_list", find: Form | None = None, may: Verdict | None = None,
) -> HttpResponse:  # fmt: skip
    """The list as .xlsx with the filters of the page, masked, recorded as one leaf with the number of rows. ``may`` as in ``address_of_file``."""
    need(can_export_lists(request.actor) if may is None else may)
    need(ALLOWED if count <= EXPORT_ROWS else deny(_("一次最多导出 %(n)d 行。加上条件再导出。") % {"n": EXPORT_ROWS}))
    places = of_export(request, columns)
    if len(places) < len(columns):
        columns, rows = [columns[i] for i in places], ([row[i] for i in places] for row in rows)
    place = (request.actor.reach or ("",))[0].ljust(12, "0")
    return taken_out(request, action=action, name=name, title=title, columns=columns, rows=rows, covered=_covered(request, place, find), place=place, on=request.today)


def _covered(request: HttpRequest, place: str, find: Form | None) -> list[str]:
    """What a file covers: the place, the day, and the conditions as the page's form words them."""
    where = request.scope.name if request.scope_prefix else queries.names_of([place]).get(place, "")
    if find is None:
        asked = [v for k, v in request.GET.items() if v and k not in OF_THE_PAGE]
    else:
        asked = [_("%(label)s：%(value)s") % {"label": find[name].label, "value": _worded(find, name)} for name in find.fields if request.GET.get(name)]
    return [where, str(request.on), *asked]


def _worded(find: Form, name: str) -> str:
    """A condition as its form words it: a choice by its name."""
    value = find.data.get(name, "")
    return str(dict(getattr(find.fields[name], "choices", ())).get(value, value)).strip()


def command_page(
    request: HttpRequest, form: Form, command: Callable[..., Any], *, title: str, done: str | Callable[[Any], str], back: str,
    arguments: dict[str, Any] | None = None, said: str = "", **more: Any,
) -> HttpResponse:  # fmt: skip
    """A form that runs one command: the page with its errors (422), or the way to ``done`` with a message."""
    if request.method == "POST" and form.is_valid():
        result = run_command(form, command, by=request.actor, **{**form.cleaned_data, **(arguments or {})})
        if result.ok:
            messages.success(request, said or _("已办好，记入日志。"))
            return redirect(done(result.value) if callable(done) else done)
    return show(request, more.pop("template", "divisions/form.html"), {"page_title": title, "back": back, **more}, form)


def log_rows(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """Log entries for the template: the act in words, and what changed as lines of text."""
    entries = list(entries)
    names = names_of_logins(entry.actor for entry in entries)
    return [
        {"entry": e, "who": who_acted(e, names), "act": ACTS.get(e.action, e.action), "changes": changes_of(e)}
        for e in entries
    ]
