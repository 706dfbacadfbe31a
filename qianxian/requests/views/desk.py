"""Pages of those who handle requests: taken in for a resident, the register by deadline, one request, a form per step, the receipt as paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L
from django.views.decorators.http import require_POST

from qianxian.cases.receipts import holds_code
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported_table, place_choices, register_page, village_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.papers.views import attachment
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.portal.shell import remember
from qianxian.requests import commands, forms, pages, permissions, queries
from qianxian.requests.models import Request
from qianxian.requests.papers import request_receipt
from qianxian.requests.tables import RequestTable


def _found(request: HttpRequest) -> tuple[forms.RequestFilter, QuerySet[Request]]:
    find = forms.RequestFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.requests(request.actor, request.scope_prefix)
    words = clean.get("number", "").strip()
    rows = rows.filter(number__icontains=words) if words else rows
    rows = rows.filter(**{name: clean[name] for name in ("kind", "state", "holder") if clean.get(name)})
    rows = queries.overdue(rows, request.today) if clean.get("late") else rows
    return find, within(rows, request.actor, clean.get("place"))


@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """诉求: what waits by its last day, then what is answered and closed. By days, never by rank."""
    need(permissions.can_view_requests(request.actor))
    find, rows = _found(request)
    table = RequestTable(rows, names=divisions.place_names_on(request.on), today=request.today)
    if wants_export(request):
        return exported_table(request, table, name="requests", title=_("诉求"), find=find)
    counts = queries.sums(request.actor, request.scope_prefix)
    facts = [
        {"label": _("收到"), "value": counts.accepted}, {"label": _("村（社区）在办"), "value": counts.open, "now": bool(counts.open)},
        {"label": _("镇（街道）、区、部门在办"), "value": counts.transferred}, {"label": _("已经结束"), "value": counts.closed},
    ]  # fmt: skip
    return register_page(request, title=_("诉求"), table=table, form=find, unit=_("件"), template="requests/requests.html", may_record=_may_receive(request), facts=facts)


def _may_receive(request: HttpRequest) -> bool:
    reach = request.actor.reach
    return permissions.can_receive_request(request.actor, reach[0] if reach else "").allowed


def _request(request: HttpRequest, uuid: UUID) -> Request:
    need(permissions.can_view_requests(request.actor))
    row = queries.request_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def request_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request: where it stands, by when, its steps in plain words, what may be done."""
    row = _request(request, uuid)
    remember(request, f"{row.get_kind_display()} {row.number}")
    return show(request, "requests/request.html", pages.request_page(request, row))


@login_required
def receive(request: HttpRequest) -> HttpResponse:
    """登记诉求: for a resident at the window or on the line; then the receipt with its code, shown this once."""
    reach = request.actor.reach
    need(permissions.can_receive_request(request.actor, reach[0] if reach else ""))
    places = village_choices(request)
    first = {"received_on": request.today} | ({"division_code": places[0][0]} if len(places) == 1 else {})
    form = forms.ReceiveForm(request.POST or None, choices={"division_code": places}, initial=first)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.receive_request, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return _told(request, done.value)
    return show(request, "requests/receive.html", {"page_title": _("登记诉求"), "back": reverse("requests:list")}, form)


def _told(request: HttpRequest, told: commands.Told) -> HttpResponse:
    """The receipt on the screen, once; a form that was sent before leads to its request."""
    if not told.code:
        messages.success(request, _("这一件已经登记过，没有重复登记。"))
        return redirect(queries.address_of(told.request.uuid))
    context = {"page_title": _("已收到"), "page_sub": told.request.number, "request_row": told.request, "code": told.code, "last_day": pages.last_day(told.request)}
    answer = show(request, "requests/received.html", context)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The receipt as PDF, while its code is still on the screen: the house does not know it."""
    row, code = _request(request, uuid), request.POST.get("code", "")
    if not holds_code(row, code):
        messages.error(request, _("这张回执已经作废，或查询码不对。请补发回执。"))
        return redirect(queries.address_of(row.uuid))
    return attachment(request_receipt(pages.receipt_facts(row, code, request.today), dated=request.today), row.number, "pdf")


# act → (form, command, title, button)
ACTS: dict[str, tuple[type[Form], Any, Any, Any]] = {
    "accept": (forms.AcceptForm, commands.accept_request, L("受理"), L("受理")),
    "assign": (forms.AssignForm, commands.assign_request, L("转办或退回"), L("转办")),
    "note": (forms.WordsForm, commands.note_request, L("告知进展"), L("登记")),
    "answer": (forms.WordsForm, commands.answer_request, L("书面答复"), L("答复")),
    "finish": (forms.FinishForm, commands.finish_request, L("办结"), L("办结")),
    "visit": (forms.WordsForm, commands.visit_requester, L("登记回访"), L("登记")),
    "decline": (forms.DeclineForm, commands.decline_request, L("不予受理"), L("不予受理")),
    "withdraw": (forms.WordsForm, commands.withdraw_request, L("登记本人撤回"), L("登记撤回")),
    "reopen": (forms.WordsForm, commands.reopen_request, L("重新打开"), L("重新打开")),
    "petition": (Form, commands.register_petition, L("按信访事项登记"), L("登记为信访事项")),
    "extend": (forms.ExtendForm, commands.extend_petition, L("批准延长办理"), L("批准，告知本人")),
    "ask_review": (forms.AskReviewForm, commands.ask_review, L("登记复查、复核请求"), L("登记")),
    "answer_review": (forms.AnswerReviewForm, commands.answer_review, L("答复复查、复核"), L("答复")),
    "name": (forms.NameForm, commands.name_complained_of, L("登记回避"), L("登记，只能收紧")),
    "thread": (forms.ThreadForm, commands.open_thread_for, L("转成线"), L("转成线")),
    "receipt": (Form, commands.renew_request_receipt, L("补发回执"), L("补发，原来的作废")),
}
OF_PETITIONS = ("ask_review", "answer_review")


def _may(request: HttpRequest, row: Request, act: str) -> None:
    """The act's own question, before its form is shown."""
    by, petition = request.actor, queries.petition_of(row)
    if act in (*OF_PETITIONS, "extend") and petition is None:
        raise Http404
    asked = {
        "extend": lambda: permissions.can_extend_petition(by, row), "answer_review": lambda: permissions.can_review_petition(by, petition),
        "ask_review": lambda: permissions.can_receive_request(by, row.division_code), "name": lambda: permissions.can_name_complained_of(by, row),
    }  # fmt: skip
    need(asked.get(act, lambda: permissions.can_handle_request(by, row))())


def _form(request: HttpRequest, row: Request, act: str) -> Form:
    """The act's form, with what it offers of this request."""
    data, kind = request.POST if request.method == "POST" else None, ACTS[act][0]
    if act == "assign":
        return kind(data, choices={"to": pages.transfer_choices(row)})
    if act == "name":
        return kind(data, choices={"person": queries.officials_of(row, request.today)}, initial={"about": row.about, "about_body": row.about_body})
    first = {"decline": {"remedy": queries.usual_remedy(request.today)}, "thread": {"matter": row.matter}, "ask_review": {"asked_on": request.today}}
    return kind(data, initial=first.get(act))


def _given(request: HttpRequest, row: Request, act: str, form: Form) -> dict[str, Any]:
    """What the command takes: the petition instead of its request for reviews, the person instead of his key."""
    given: dict[str, Any] = dict(form.cleaned_data)
    if act == "name":
        given["person"] = queries.official(request.actor, given["person"])
    return given | ({"petition": queries.petition_of(row)} if act in OF_PETITIONS else {"request": row})


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One step: its form, the command, back to the request, or to the register for who sees it no more."""
    row = _request(request, uuid)
    if act not in ACTS:
        raise Http404
    _may(request, row, act)
    _kind, command, title, submit = ACTS[act]
    form, back = _form(request, row, act), queries.address_of(row.uuid)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, by=request.actor, on=request.today, **_given(request, row, act, form))
        if done.ok and act == "receipt":
            return _told(request, done.value)
        if done.ok:
            messages.success(request, _("已登记：%(what)s。") % {"what": title})
            return redirect(back if queries.request_by_uuid(uuid, request.actor) else reverse("requests:list"))
    return form_page(request, form, str(title), str(submit), back, page_sub=f"{row.get_kind_display()} {row.number}")
