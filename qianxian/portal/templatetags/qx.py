"""Template tags under the components: icons, marks, widgets, page links. Load with ``{% load qx %}``.

Example: ``{% icon "search" %}``, ``{% widget field %}``, ``{{ amount|money }}``. A component should be preferred where one exists.
"""

from __future__ import annotations

import math
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BaseForm, BoundField, DateField, DateTimeField, DecimalField, EmailField, Field, IntegerField, TimeField, UUIDField, widgets
from django.forms.utils import flatatt
from django.template import RequestContext
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from qianxian.foundation.masks import masked
from qianxian.portal import icons, marks, stylesheets
from qianxian.portal.columns import cells_of

register = template.Library()
# How what was typed is written, by the kind of field; DecimalField is an IntegerField to Django, so it stands first.
WRITTEN = (
    (DateField, gettext_lazy("日期写成 2019-12-16 这样")),
    (DateTimeField, gettext_lazy("日期和时间写成 2019-12-16 09:30 这样")),
    (TimeField, gettext_lazy("时间写成 09:30 这样")),
    (DecimalField, gettext_lazy("填数字，例如 78570.00")),
    (IntegerField, gettext_lazy("填整数，例如 12")),
    (EmailField, gettext_lazy("邮箱写成 name@example.com 这样")),
    (UUIDField, gettext_lazy("编号不对。回到上一页重新选")),
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The drawn icon; with a label it speaks, without it is decoration."""
    return icons.icon(name, label)


@register.filter
def may(actor: Any, permissions: str) -> bool:
    """Whether the reader holds one of these permissions, so that no link is a door that refuses: ``{% if request.actor|may:"view_registry" %}``."""
    return actor is not None and any(actor.may(one) for one in permissions.split())


@register.simple_tag
def sheets() -> SafeString:
    """The links to the stylesheets of every page."""
    return stylesheets.links()


@register.simple_tag
def logo() -> SafeString:
    """Threads passing a needle."""
    return icons.logo()


@register.simple_tag
def status(word: str) -> SafeString:
    """The shape and the word of a status."""
    return marks.status_mark(word)


@register.simple_tag
def due(days: int | str | None, text: str = "") -> SafeString:
    """A deadline in working days left."""
    return marks.due_mark(None if days in (None, "") else int(days), text=text)


@register.filter
def money(yuan: Any) -> str:
    """Yuan with separators and two places."""
    return marks.money_mark(yuan)


@register.filter
def counted(count: Any) -> Any:
    """A number of things with separators; words stay as they are."""
    return marks.count_mark(count) if isinstance(count, int) else count


@register.filter
def long_day(day: Any) -> str:
    """A date as a sentence writes it."""
    return marks.long_day(day)


@register.filter
def mask(value: str, kind: str) -> str:
    """The value masked by its kind."""
    return masked(kind, value)


@register.simple_tag
def widget_kind(field: BoundField) -> str:
    """How a field is laid out: choices (fieldset), check, file or input."""
    shown = field.field.widget
    if isinstance(shown, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(shown, widgets.CheckboxInput):
        return "check"
    return "file" if isinstance(shown, widgets.FileInput) else "input"


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The field's input with our classes; hint and error are tied to it by aria-describedby."""
    shown = field.field.widget
    attrs: dict[str, Any] = {}
    if isinstance(shown, (widgets.RadioSelect, widgets.CheckboxSelectMultiple, widgets.CheckboxInput)):
        attrs["class"] = ""  # Django would put the class on the wrapping <div> as well
    elif isinstance(shown, widgets.Select):
        attrs["class"] = "form-select"
    else:
        attrs["class"] = "form-control"
    if own := shown.attrs.get("class"):
        attrs["class"] = f"{attrs['class']} {own}".strip()
    if not attrs["class"]:
        del attrs["class"]
    if type(shown) is widgets.DateInput:
        shown.input_type, shown.format = "date", "%Y-%m-%d"
    described = [f"{field.auto_id}_hint"] if field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    # the browser's own bubbles say other words than the error summary, so required is checked on the server
    shown.use_required_attribute = lambda initial: False
    return field.as_widget(attrs=attrs)


@register.simple_tag
def options(choices: list[dict[str, Any]]) -> SafeString:
    """The options of a select. A search form has some hundred of them, most without any attribute."""
    return format_html_join("", '\n  <option value="{}"{}>{}</option>', ((str(o["value"]), _written(o["attrs"]), o["label"]) for o in choices))


def _written(attrs: dict[str, Any]) -> SafeString:
    return flatatt({name: value if isinstance(value, bool) else str(value) for name, value in attrs.items()}) if attrs else SafeString("")


@register.filter
def said(field: BoundField) -> list[str]:
    """The field's errors in words that say what to do: Django's own 「必填项」 becomes 「填写收款单位」, an empty file is to be chosen anew."""
    return [_instead(field, error) or message if _is_djangos(field.field, error) else message
            for error in field.errors.as_data() for message in error.messages]  # fmt: skip


def _is_djangos(field: Field, error: ValidationError) -> bool:
    """Whether the sentence is Django's own for that kind of field, not one that the form chose."""
    own = [kind.default_error_messages[error.code] for kind in type(field).__mro__ if error.code in getattr(kind, "default_error_messages", {})][:1]
    limits = [v for v in field.validators if isinstance(v, (MinValueValidator, MaxValueValidator))]
    return str(error.message) in map(str, [*own, *(v.message for v in [*field.default_validators, *limits] if hasattr(v, "message"))])


def _instead(field: BoundField, error: ValidationError) -> str:
    """What to do in place of Django's sentence; empty where that sentence does."""
    code = error.code
    choosing = isinstance(field.field.widget, (widgets.Select, widgets.RadioSelect, widgets.CheckboxSelectMultiple))
    if code == "required":
        return (gettext("选一个：%(label)s") if choosing else gettext("填写%(label)s")) % {"label": field.label}
    if code in ("invalid_choice", "invalid_list"):
        return gettext("从列出的里面选：%(label)s") % {"label": field.label}
    if code in ("min_value", "max_value"):
        words = gettext("%(label)s不能小于 %(limit)s") if code == "min_value" else gettext("%(label)s不能大于 %(limit)s")
        return words % {"label": field.label, "limit": error.params["limit_value"]}
    if code == "empty":
        return gettext("这个文件里什么也没有。另选一个文件")
    if code == "invalid":
        return next((str(words) for kind, words in WRITTEN if isinstance(field.field, kind)), "")
    return ""


@register.simple_tag
def error_links(form: BaseForm) -> list[tuple[str, str]]:
    """(anchor, message) of every error, in the order of the fields; whole-form errors have no anchor."""
    found = [("", str(message)) for message in form.non_field_errors()]
    for field in form:
        anchor = field.auto_id
        if isinstance(field.field.widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
            anchor = f"{field.auto_id}_0"
        found += [(anchor, message) for message in said(field)]
    return found


@register.simple_tag(takes_context=True)
def here(context: RequestContext, **changes: Any) -> str:
    """This page's address with query parts replaced, e.g. ``{% here page=2 %}``; an empty value drops the part."""
    request = context.get("request")
    if request is None:
        return "?"
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def row_header(table: Any) -> str:
    """The column whose cell names the row: the table's ``row_header``, else its first column that is not a tick box."""
    if named := getattr(table, "row_header", ""):
        return str(named)
    return next((c.name for c in table.columns if c.name != "pick"), "")


@register.simple_tag(takes_context=True)
def register_rows(context: RequestContext, table: Any, head: str) -> SafeString:
    """The rows of a register's body. What a column says of each of its cells is asked once, not once per cell: half the time of a list."""
    frames = [(cells_of(column), *_frame(column, head)) for column in table.columns]
    lines = []
    for row in table.paginated_rows:
        cells = (f"{before}{_cell(cell_of(row), context)}{after}" for cell_of, before, after in frames)
        lines.append(f"<tr {row.attrs.as_html()}>{''.join(cells)}</tr>\n")
    return SafeString("".join(lines))


def _frame(column: Any, head: str) -> tuple[str, str]:
    """What stands before and behind each cell of the column: a tick box, the name of the row, or a cell that knows its heading."""
    if column.name == "pick":
        return '<td class="pick">', "</td>"
    chosen = format_html(' class="{}"', classes) if (classes := column.attrs["td"]["class"]) else ""
    if column.name == head:
        return f'<th scope="row"{chosen}>', "</th>"
    return format_html('<td{} data-label="{}"><span class="v">', chosen, column.header), "</span></td>"


def _cell(value: Any, context: RequestContext) -> str:
    return conditional_escape(value) if isinstance(value, str) else render_value_in_context(value, context)


@register.filter
def sort_state(column: Any) -> str:
    """``ascending``, ``descending`` or an empty string: the value of aria-sort."""
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


@register.filter
def page_window(page: Any) -> list[int | None]:
    """Page numbers around the current one; None stands for a gap."""
    last, now = page.paginator.num_pages, page.number
    wanted = sorted({1, last, *range(max(1, now - 1), min(last, now + 1) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown


@register.filter
def as_list(value: Any) -> list[Any]:
    """A list whatever was given: components accept one thing or several."""
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


@register.filter
def spaced(value: str) -> str:
    """A number that readers speak digit by digit."""
    return " ".join(str(value))


@register.simple_tag
def page_sizes() -> tuple[int, ...]:
    """The page sizes a register offers."""
    return (20, 50, 100)


@register.simple_tag
def step_numbers(total: int | str) -> range:
    """1 … total."""
    return range(1, int(total) + 1)


@register.simple_tag
def bars(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a bar chart with their widths in percent of the largest value; zero stays a zero, unknown is said in words."""
    if any("low" in row for row in rows):
        return _ranges(rows)
    largest = max((float(row["value"]) for row in rows if row["value"] is not None), default=0) or 1
    return [
        {
            "label": row["label"],
            "series": row.get("series", 1),
            "width": f"{100 * float(row['value'] or 0) / largest:.1f}",
            "shown": row.get("shown", marks.UNKNOWN if row["value"] is None else row["value"]),
        }
        for row in rows
    ]


def _ranges(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows drawn from their lowest to their highest with a stroke at the middle, on one scale of whole tens that holds them all."""
    low = math.floor(min(float(row["low"]) for row in rows) / 10) * 10
    wide = (math.ceil(max(float(row["high"]) for row in rows) / 10) * 10 - low) or 10
    return [
        {
            "label": row["label"],
            "series": row.get("series", 1),
            "shown": row["shown"],
            "scale": (low, low + wide),
            "from": f"{100 * (float(row['low']) - low) / wide:.1f}",
            "width": f"{100 * (float(row['high']) - float(row['low'])) / wide:.1f}",
            "middle": f"{min(98.5, max(0, 100 * (float(row['value']) - low) / wide - 0.75)):.1f}",
        }
        for row in rows
    ]


@register.simple_tag
def all_icons() -> list[str]:
    """Every icon's name, for the design page."""
    return list(icons.SHAPES)
