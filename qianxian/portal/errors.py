"""The pages for what went wrong: they say who may, where to ask, and carry a trace number."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from qianxian.foundation.rulebook import SettingMissing
from qianxian.portal.away import RETRY_AFTER, database_is_away
from qianxian.portal.contract import problems

log = logging.getLogger("qianxian.errors")


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    trace = secrets.token_hex(4)
    actor = getattr(request, "actor", None)
    who = f"{actor.login}/{actor.role}" if actor else "-"
    log.warning("trace=%s status=%s who=%s method=%s path=%s", trace, status, who, request.method, request.path.encode("unicode_escape").decode())
    return render(request, f"{status}.html", {"trace": trace, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form could not be understood."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says who may do it and how to ask (ux-brief 27)."""
    return _page(request, 403, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also for things outside the person's reach."""
    return _page(request, 404)


def page_above(path: str) -> str:
    """The nearest address above this one that is a page: of /imports/…/undo/ it is /imports/…/."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"


def led_back(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the address of a button, opened by itself, is a page that leads back to where the button stands. Programs get the bare 405."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.path_info.startswith(("/api/", "/oauth/")):
            return response
        page = _page(request, 405, above=page_above(request.path_info))
        page["Allow"] = response["Allow"]
        return page

    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake; the input of drafts is kept in the browser. 503 while the database is away. A gap in the county's settings is told by
    the setting's title: whoever meets it can ask for it to be filled. The API gets its own shape."""
    failed = sys.exception()
    if request.path_info.startswith("/api/"):
        return problems.broken(request, failed)
    if isinstance(failed, SettingMissing):
        return _page(request, 500, missing=str(failed))
    if not database_is_away(failed):
        return _page(request, 500)
    # Every frame of a page asks the database: this one is drawn without the request.
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"})
