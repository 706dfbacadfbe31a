"""Pages of the window and the town: 登记办事, the register by deadline, one case, a form per step, the receipt as paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L
from django.views.decorators.http import require_POST

from qianxian.cases import commands, forms, outcomes, pages, permissions, queries
from qianxian.cases.models import Case, CaseOpinion
from qianxian.cases.papers import case_receipt
from qianxian.cases.receipts import holds_code
from qianxian.cases.tables import CaseTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported_table, place_choices, register_page, village_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.papers.views import attachment
from qianxian.portal.forms import form_page, need, run_command, run_once, show
from qianxian.portal.shell import remember
from qianxian.services import queries as services


def _found(request: HttpRequest) -> tuple[forms.CaseFilter, QuerySet[Case]]:
    find = forms.CaseFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.cases(request.actor, request.scope_prefix)
    words = clean.get("number", "").strip()
    rows = rows.filter(Q(number__icontains=words) | Q(item__name__icontains=words)) if words else rows
    rows = rows.filter(**{name: clean[name] for name in ("state", "holder") if clean.get(name)})
    rows = queries.overdue(rows, request.today) if clean.get("late") else rows
    return find, within(rows, request.actor, clean.get("place"))


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """办件: open ones by their last day, then closed ones. By days, never by rank."""
    need(permissions.can_view_cases(request.actor))
    find, rows = _found(request)
    table = CaseTable(rows, names=divisions.place_names_on(request.on), today=request.today)
    if wants_export(request):
        return exported_table(request, table, name="cases", title=_("办件"), find=find)
    counts = queries.balance(request.actor, request.scope_prefix)
    facts = [
        {"label": _("收件"), "value": counts.accepted}, {"label": _("村（社区）在办"), "value": counts.open, "now": bool(counts.open)},
        {"label": _("镇（街道）、部门在办"), "value": counts.transferred}, {"label": _("已经结束"), "value": counts.closed},
    ]  # fmt: skip
    may = request.actor.may("record_cases")
    return register_page(request, title=_("办件"), table=table, form=find, unit=_("件"), template="cases/cases.html", may_record=may, facts=facts)


@login_required
def opinions(request: HttpRequest) -> HttpResponse:
    """群众评价: three words counted over a year, and what was said; never by clerk, never a target."""
    need(permissions.can_view_cases(request.actor))
    said = queries.opinions(request.actor, request.today, request.scope_prefix)
    counts = [(CaseOpinion.Word(word).label, count) for word, count in said.counts.items()]
    context = {"page_title": _("群众评价"), "said": said, "counts": counts, "crumbs": [(_("办件"), reverse("cases:list")), (_("群众评价"), "")]}
    return show(request, "cases/opinions.html", context)


def _case(request: HttpRequest, uuid: UUID) -> Case:
    need(permissions.can_view_cases(request.actor))
    row = queries.case_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One case: where it stands, by when, its steps in plain words, what may be done."""
    row = _case(request, uuid)
    remember(request, f"{row.item.name} {row.number}")
    return show(request, "cases/case.html", pages.case_page(request, row))


def _recorder(request: HttpRequest) -> None:
    reach = request.actor.reach
    need(permissions.can_record_case(request.actor, reach[0] if reach else ""))


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """登记办事, first page: which item, found in the catalogue."""
    _recorder(request)
    words = request.GET.get("q", "").strip()[:60]
    items = services.items_on(request.today, words=words)
    return show(request, "cases/choose.html", {"page_title": _("登记办事"), "items": items, "words": words})


@login_required
def receive(request: HttpRequest, code: str) -> HttpResponse:
    """登记办事, second page: who, and which papers are here; then the receipt with its code, shown this once."""
    _recorder(request)
    item = services.item_on(code, request.today)
    if item is None:
        raise Http404
    places = village_choices(request)
    first = {"received_on": request.today} | ({"division_code": places[0][0]} if len(places) == 1 else {})
    form = forms.ReceiveForm(request.POST or None, item=item, choices={"division_code": places}, initial=first)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.receive_case, item=item, by=request.actor, on=request.today, **form.given())
        if done.ok:
            return _told(request, done.value)
    return show(request, "cases/receive.html", {"page_title": item.name, "page_sub": item.code, "item": item, "back": reverse("cases:choose")}, form)


def _told(request: HttpRequest, received: commands.Received) -> HttpResponse:
    """The receipt on the screen, once; a form that was sent before leads to its case."""
    if not received.code:
        messages.success(request, _("这一件已经登记过，没有重复登记。"))
        return redirect(queries.address_of(received.case))
    context = {"page_title": _("已收件"), "page_sub": received.case.number, "case": received.case, "code": received.code, "last_day": pages.last_day(received.case)}
    answer = show(request, "cases/received.html", context)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The receipt as PDF, while its code is still on the screen: the house does not know it."""
    row, code = _case(request, uuid), request.POST.get("code", "")
    need(permissions.can_view_case(request.actor, row))
    if not holds_code(row, code):
        messages.error(request, _("这张回执已经作废，或查询码不对。请补发回执。"))
        return redirect(queries.address_of(row))
    return attachment(case_receipt(pages.receipt_facts(row, code, request.today), dated=request.today), row.number, "pdf")


# act → (form, command, title, button)
ACTS: dict[str, tuple[type[Form], Any, Any, Any]] = {
    "accept": (Form, commands.accept_case, L("受理"), L("材料齐全，受理")),
    "ask": (forms.AskForm, commands.ask_supplement, L("一次性告知补材料"), L("告知")),
    "supply": (forms.SupplyForm, commands.supply, L("登记补交材料"), L("登记")),
    "transfer": (forms.TransferForm, commands.transfer_case, L("转办或退回"), L("转办")),
    "note": (forms.WordsForm, commands.note_progress, L("告知进展"), L("登记")),
    "finish": (forms.WordsForm, commands.finish_case, L("办结"), L("办结")),
    "refuse": (forms.RefuseForm, commands.refuse_case, L("不予办理"), L("不予办理")),
    "withdraw": (forms.WordsForm, commands.withdraw_case, L("登记申请人撤回"), L("登记撤回")),
    "reopen": (forms.WordsForm, commands.reopen_case, L("重新打开"), L("重新打开")),
    "receipt": (Form, commands.renew_receipt, L("补发回执"), L("补发，原来的作废")),
}


def _form(request: HttpRequest, row: Case, act: str) -> Form:
    """The act's form, with what it offers of this case."""
    data = request.POST if request.method == "POST" else None
    if act in ("ask", "supply"):
        return ACTS[act][0](data, lines=row.item.materials if act == "ask" else row.missing)
    if act == "refuse":
        return ACTS[act][0](data, initial={"remedy": queries.usual_remedy(request.today)})
    if act == "finish":
        return ACTS[act][0](data, initial={"words": outcomes.told(row)})
    return ACTS[act][0](data, **({"choices": {"to": pages.transfer_choices(row)}} if act == "transfer" else {}))


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One step: its form, the command, back to the case."""
    row = _case(request, uuid)
    if act not in ACTS:
        raise Http404
    need(permissions.can_handle_case(request.actor, row))
    _kind, command, title, submit = ACTS[act]
    form, back = _form(request, row, act), queries.address_of(row)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data.pop("key", None)
        given = form.given() if hasattr(form, "given") else form.cleaned_data
        done = run_once(form, command, key=key, where=request.path, case=row, by=request.actor, on=request.today, **given)
        if done.ok and act == "receipt":
            return _told(request, done.value)
        if done.ok:
            messages.success(request, _("这一步已经登记过，没有重复登记。") if done.again else _("已登记：%(what)s。") % {"what": title})
            return redirect(back)
    return form_page(request, form, str(title), str(submit), back, page_sub=f"{row.item.name} {row.number}", draft=act if "key" in form.fields else "")
