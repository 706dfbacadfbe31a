"""The front door for who is not signed in: four things that residents come for, guest first; and 村务公开, village by village.

Example: a resident opens the address in WeChat and finds 查进度, 反映问题, 看村务公开, 办事指南. A door whose page does not exist is not offered.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qianxian.divisions.queries import villages_by_town
from qianxian.portal.shell import route


def doors() -> list[dict[str, Any]]:
    """What a resident may do here, as lines of ``c-big``; at most four, the likeliest first."""
    offered = [
        {"url": route("cases:progress"), "icon": "search", "title": _("查进度"), "note": _("用回执上的编号，不用登录"), "first": True},
        {"url": route("requests:tell"), "icon": "phone", "title": _("反映问题"), "note": _("咨询、求助、投诉、举报、建议")},
        {"url": route("affairs"), "icon": "megaphone", "title": _("看村务公开"), "note": _("监督委员会签过字的公开表")},
        {"url": route("services:guide"), "icon": "book", "title": _("办事指南"), "note": _("带什么、多少天、收不收费")},
    ]
    return [door for door in offered if door["url"]]


def front(request: HttpRequest) -> HttpResponse:
    """The first page of who is not signed in."""
    return render(request, "portal/front.html", {"page_title": _("党群服务"), "doors": doors()})


@require_safe
def affairs(request: HttpRequest) -> HttpResponse:
    """看村务公开, first page: which village's."""
    return render(request, "portal/affairs.html", {"page_title": _("看村务公开"), "towns": villages_by_town(request.today), "back_url": "/"})
