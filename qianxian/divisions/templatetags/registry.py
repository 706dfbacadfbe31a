"""Small tags of the registry's pages. Load with ``{% load registry %}``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def period(value: Any) -> str:
    """A stored period as people read it: first day to *last* day; open ends are said in words."""
    if value is None or value.isempty:
        return ""
    last = value.upper - dt.timedelta(days=1) if value.upper else None
    if value.lower is None:
        return _("至 %(last)s") % {"last": last} if last else _("一直")
    return f"{value.lower} — {last}" if last else _("%(first)s 起") % {"first": value.lower}


@register.simple_tag(takes_context=True)
def with_context(context: template.RequestContext, name: str, extra: dict[str, Any]) -> SafeString:
    """Another room's template with its own context, on this request."""
    return get_template(name).render(extra, context.get("request"))
