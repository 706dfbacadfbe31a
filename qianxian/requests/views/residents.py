"""反映问题, without a login and without scripts: which village, which kind, what. A complaint or report stays on the phone only where its teller ticks so."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qianxian.accounts import tries
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import village_or_404
from qianxian.foundation.reach import acting_as, bind
from qianxian.portal.forms import run_command, show
from qianxian.requests import commands, forms, pages
from qianxian.requests.models import Request
from qianxian.requests.moves import PROTECTED
from qianxian.requests.permissions import guest_of

TOO_OFTEN = 429
#: What each kind is, in words that everybody knows.
PLAIN = {
    "consult": L("想问清楚一件事：政策、手续、找谁办"), "help": L("遇到困难，想请人帮忙"), "complaint": L("对办事、服务或者处理结果不满意"),
    "report": L("有人违规违纪，请查一查；身份严格保密"), "advice": L("对村里、镇里的工作有好主意"),
}  # fmt: skip


@require_safe
def villages(request: HttpRequest) -> HttpResponse:
    """First page: from which village."""
    return render(request, "requests/villages.html", {"page_title": _("反映问题"), "towns": divisions.villages_by_town(request.today), "back_url": "/"})


@require_safe
def kinds(request: HttpRequest, code: str) -> HttpResponse:
    """Second page: which kind."""
    place = village_or_404(request, code)
    offered = [{"url": reverse("requests:telling", args=[code, kind]), "title": label, "note": PLAIN[kind]} for kind, label in Request.Kind.choices]
    return render(request, "requests/kinds.html", {"page_title": _("要反映哪一类"), "page_sub": place.name, "kinds": offered, "back_url": reverse("requests:tell")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Third page: what, and how to be reached if he likes; then number and code, shown this once."""
    place = village_or_404(request, code)
    if kind not in Request.Kind.values:
        raise Http404
    form, status = forms.TellForm(request.POST if request.method == "POST" else None, kind=kind), None
    if request.method == "POST" and form.is_valid():
        if not tries.admit(tries.application_keys(request)):
            status = TOO_OFTEN
            form.add_error(None, _("提交得太频繁了。请过 15 分钟再试，或者打中心电话。"))
        elif (done := _told(request, form, place.code, kind)) is not None:
            return render(request, "requests/told.html", done)
    context = {"page_title": Request.Kind(kind).label, "page_sub": place.name, "plain": PLAIN[kind], "kept_apart": kind in PROTECTED, "back_url": reverse("requests:kinds", args=[code])}
    answer = show(request, "requests/tell.html", context, form)
    answer.status_code = status or answer.status_code
    return answer


def _told(request: HttpRequest, form: forms.TellForm, village: str, kind: str) -> dict[str, Any] | None:
    """What the resident is told; None where the form must be shown again. Written under the reach of the one village."""
    with acting_as(guest_of(village)) as by:
        done = run_command(form, commands.tell, division_code=village, kind=kind, by=by, on=request.today, **form.cleaned_data)
        shown = {"page_title": _("已收到"), "code": done.value.code, "number": done.value.request.number, "last_day": pages.last_day(done.value.request)} if done.ok else None
    bind(request.actor)
    return shown
