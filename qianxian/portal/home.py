"""The doors of the house: home, help, the log for its reader, and the switches of view and language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qianxian.accounts.queries import with_names
from qianxian.accounts.rights import Permission
from qianxian.divisions import pages
from qianxian.foundation.sheets.spec import Column
from qianxian.foundation.verdict import ALLOWED, deny
from qianxian.portal import queries
from qianxian.portal.forms import need
from qianxian.portal.front import front
from qianxian.portal.shell import route
from qianxian.portal.templatetags.acts import act_name, object_name, role_name

YEAR = 365 * 24 * 3600
LOG_COLUMNS = [
    Column("at", "时间", "Time", width=18), Column("actor", "账号", "Login", width=16), Column("role", "角色", "Role", width=20),
    Column("principal", "代理谁", "Deputy for", width=12), Column("action", "动作", "Act", width=24),
    Column("object", "对象", "Object", width=16), Column("object_id", "对象编号", "Object's id", "code", width=38), Column("reason", "理由", "Reason", width=40),
]  # fmt: skip


def home(request: HttpRequest) -> HttpResponse:
    """The workbench for who is logged in, the front door for who is not."""
    return redirect("workbench") if request.actor else front(request)


def help_page(request: HttpRequest) -> HttpResponse:
    """Short help per role, the same place on every page."""
    return render(request, "portal/help.html", {"page_title": _("帮助")})


def feedback(request: HttpRequest) -> HttpResponse:
    """反映问题: whom to tell of what, the same place on every page; the page itself stores nothing of who reads it."""
    return render(request, "portal/feedback.html", {"page_title": _("反映问题"), "tell_url": route("requests:tell")})


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """The audit leaves for the audit administrator: who did what when, never the values."""
    may = ALLOWED if request.actor.may(Permission.READ_LOG) else deny(_("操作日志由审计管理员查看。需要查询请联系本区审计管理员。"))
    need(may)
    leaves = queries.log(request.actor)
    chosen = {key: request.GET.get(key, "").strip() for key in ("actor", "action")}
    leaves = queries.log_like(leaves, **chosen)
    if pages.wants_export(request):
        cells = ((localtime(one.at), one.actor, role_name(one.role), one.on_behalf_of, act_name(one.action), object_name(one.object_type), one.object_id, one.reason)
                 for one in leaves.iterator(2000))  # fmt: skip
        return pages.exported(request, name="log", title=_("操作日志"), columns=LOG_COLUMNS, rows=cells, count=leaves.count(), action="portal.export_log", may=may)
    page = Paginator(leaves, 50).get_page(request.GET.get("page"))
    return render(request, "portal/log.html", {"page_title": _("操作日志"), "page_obj": page, "rows": with_names(page), "chosen": chosen, "export_url": pages.address_of_file(request, may)})


def _back(request: HttpRequest) -> str:
    target = request.GET.get("next", "/")
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "/"


@require_GET
def choose_view(request: HttpRequest) -> HttpResponse:
    """Remember 长辈版 or the ordinary view in a cookie and go back to where the person was."""
    return remember_view(request, redirect(_back(request)))


def remember_view(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, with the cookie of the view that the address asks for."""
    elder = request.GET.get("view") == "elder"
    response.set_cookie("view", "elder" if elder else "plain", max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def view_of_the_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 长辈版 of a printed code (``?view=elder``) stays for the pages after it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        return remember_view(request, response) if request.GET.get("view") in ("elder", "standard") else response

    return answer


@require_GET
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in Django's cookie and go back."""
    response = redirect(_back(request))
    code = request.GET.get("to", settings.LANGUAGE_CODE)
    if code in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
