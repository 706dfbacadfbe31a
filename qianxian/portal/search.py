"""全站查找: one box for names, pinyin initials, numbers and villages; every hit is the one page of its object."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from qianxian.portal import queries


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Hits by kind, within reach."""
    text = request.GET.get("q", "")[:60]
    hits = queries.search_everything(request.actor, text, request.on)
    return render(request, "portal/search.html", {"page_title": _("查找"), "text": text, "hits": hits})
