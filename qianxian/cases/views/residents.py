"""What residents do without logging in: 查进度 by their receipt, and a case handed in over the phone page. No name and no telephone stands here."""

from __future__ import annotations

import unicodedata
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qianxian.accounts import tries
from qianxian.cases import books, commands, forms, pages, permissions, queries
from qianxian.cases.commands.receiving import OVER_THE_PHONE
from qianxian.cases.next_steps import desk_of, stands_for
from qianxian.cases.numbers import read_number
from qianxian.cases.permissions import guest_of
from qianxian.cases.screen import screen_of
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import village_or_404
from qianxian.foundation.reach import acting_as, bind
from qianxian.portal.forms import need, run_command, show
from qianxian.portal.marks import qr_mark
from qianxian.services import queries as services
from qianxian.services.models import ServiceItem

TOO_OFTEN = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """查进度: number, and code or last four digits. Every wrong guess is answered alike, and too many are not answered."""
    form = forms.ProgressForm(request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number", "")[:40]})
    status = None
    if request.method == "POST" and form.is_valid():
        number, village = read_number(form.cleaned_data["number"], request.county.code)
        proof = "".join(unicodedata.normalize("NFKC", form.cleaned_data["proof"]).split())
        keys = tries.receipt_keys(request, number, by_phone=len(proof) == queries.LAST_FOUR)
        if not tries.admit(keys):
            status = TOO_OFTEN
            form.add_error(None, _("查得太频繁了。请过 15 分钟再试，或者打中心电话问。"))
        elif shown := _found(request, number, village, proof):
            tries.succeeded(keys)
            return _shown(request, shown, number, proof)
        else:
            tries.failed(keys, "receipt")
            form.add_error(None, _("没有查到。请核对编号和查询码（或电话后四位）；回执丢了的，请到窗口补发。"))
    answer = show(request, "cases/ask.html", {"page_title": _("查进度")}, form)
    answer.status_code = status or answer.status_code
    return answer


def _shown(request: HttpRequest, shown: dict[str, Any], number: str, proof: str) -> HttpResponse:
    """The progress; and, for who holds the receipt of a closed case of which nothing was said yet, three words to choose from."""
    by_code = len(proof) != queries.LAST_FOUR
    # What came of a case may be fetched by who holds its receipt, not by who knows a telephone.
    shown |= {"number": number, "code": proof if by_code else ""}
    if shown["reopens"] and not shown.get("opinion", True) and by_code:
        shown |= {"form": forms.OpinionForm(initial={"number": number, "code": proof})}
    return render(request, "cases/progress.html", shown)


@never_cache
@require_POST
def opinion(request: HttpRequest) -> HttpResponse:
    """评价: what who holds the receipt says of a closed case. Wrong codes count and answer as at 查进度."""
    form = forms.OpinionForm(request.POST)
    number, village = read_number(request.POST.get("number", "")[:40], request.county.code)
    proof, keys = request.POST.get("code", "")[:30], tries.receipt_keys(request, number, by_phone=False)
    shown = _found(request, number, village, proof) if tries.admit(keys) and len(proof) != queries.LAST_FOUR else None
    if shown is None or "opinion" not in shown:  # a request has its own 回访
        tries.failed(keys, "receipt")
        return redirect("cases:progress")
    if form.is_valid() and _said(request, form, number, village):
        messages.success(request, _("谢谢，已经收到。"))
        return render(request, "cases/progress.html", shown | {"opinion": True})
    return show(request, "cases/progress.html", shown, form)


def _said(request: HttpRequest, form: forms.OpinionForm, number: str, village: str) -> bool:
    """Whether it was written, under the reach of the one village."""
    given = form.cleaned_data
    with acting_as(guest_of(village)) as by:
        case = queries.case_of_receipt(by, number, given["code"])
        return run_command(form, commands.say_opinion, case=case, code=given["code"], word=given["word"], words=given["words"], by=by, on=request.today).ok


def _found(request: HttpRequest, number: str, village: str, proof: str) -> dict[str, Any] | None:
    """What may be read of the case or request, read to the end under the reach of its one village."""
    with acting_as(guest_of(village)) as by:
        return books.shown(by, number, proof, request.today)


@require_safe
def villages(request: HttpRequest) -> HttpResponse:
    """手机办事, first page: which village's hall."""
    return render(request, "cases/villages.html", {"page_title": _("手机办事"), "towns": divisions.villages_by_town(request.today), "back_url": "/"})


@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """大厅屏幕 of the village's centre; a village without one is not found."""
    with acting_as(guest_of(code)) as by:
        shown = screen_of(by, code, request.today)
    bind(request.actor)
    if shown is None:
        raise Http404
    return render(request, "cases/screen.html", shown | {"code": qr_mark(shown["address"])})


@require_safe
def items(request: HttpRequest, code: str) -> HttpResponse:
    """手机办事, second page: what may be handed in here over the phone."""
    place, words = village_or_404(request, code), request.GET.get("q", "").strip()[:60]
    found = services.items_on(request.today, words=words).filter(handled_by__in=OVER_THE_PHONE)
    with acting_as(guest_of(place.code)):
        desk = desk_of(place.code, request.today)
    bind(request.actor)
    context = {"page_title": place.name, "page_sub": _("手机办事"), "items": found, "words": words, "place": place, "desk": desk, "back_url": reverse("cases:villages")}
    return render(request, "cases/items.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_for(request: HttpRequest, code: str, item_code: str) -> HttpResponse:
    """手机办事, third page: name and telephone; then number and code, shown this once. Papers are looked at at the window."""
    place, item = village_or_404(request, code), services.item_on(item_code, request.today)
    if item is None or item.handled_by not in OVER_THE_PHONE:
        raise Http404
    form, status = forms.ApplyForm(request.POST if request.method == "POST" else None, item=item), None
    if request.method == "POST" and form.is_valid():
        if not tries.admit(tries.application_keys(request)):
            status = TOO_OFTEN
            form.add_error(None, _("提交得太频繁了。请过 15 分钟再试，或者到窗口办理。"))
        else:
            done = _applied(request, form, place.code, item)
            if done is not None:
                return render(request, "cases/applied.html", done)
    shown = {"page_title": item.name, "page_sub": place.name, "item": item, "ask_days": queries.ask_days(request.today), "back_url": reverse("cases:items", args=[code])}
    answer = show(request, "cases/apply.html", shown, form)
    answer.status_code = status or answer.status_code
    return answer


def _applied(request: HttpRequest, form: forms.ApplyForm, village: str, item: ServiceItem) -> dict[str, Any] | None:
    """What the resident is told; None where the form must be shown again. Written under the reach of the one village."""
    with acting_as(guest_of(village)) as by:
        done = run_command(form, commands.apply_for, division_code=village, item=item, by=by, on=request.today, **form.cleaned_data)
        shown = None
        if done.ok:
            case, desk = done.value.case, desk_of(village, request.today)
            shown = {"page_title": _("已提交"), "code": done.value.code, "case": case, "last_day": pages.last_day(case), "desk": desk}
    bind(request.actor)
    return shown


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """我的办件: one's own, for who has a login and a record."""
    need(permissions.can_see_own_cases(request.actor))
    return show(request, "cases/mine.html", {"page_title": _("我的办件"), "rows": [(row, stands_for(row)) for row in queries.own_cases(request.actor)]})


@login_required
def my_case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One of one's own, as the public page shows it; another's is not there."""
    need(permissions.can_see_own_cases(request.actor))
    row = queries.own_cases(request.actor).filter(uuid=uuid).first()
    if row is None:
        raise Http404
    return render(request, "cases/progress.html", pages.progress_of(row, request.today) | {"back_url": reverse("cases:mine")})
