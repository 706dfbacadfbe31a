"""The thread a thing hangs on, on any page: ``{% load threads %}{% thread_of matter.uuid %}``."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.template import RequestContext

from qianxian.threads import permissions, queries

register = template.Library()


@register.inclusion_tag("threads/_thread_of.html", takes_context=True)
def thread_of(context: RequestContext, thing: UUID | str) -> dict[str, Any]:
    """The thread as one line with its link; nothing where there is none, or where the reader may not see threads."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    if actor is None or not permissions.can_view_threads(actor).allowed:
        return {"thread": None}
    return {"thread": queries.thread_of(thing, actor)}
