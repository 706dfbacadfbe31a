"""Pages of contracts: the library, one contract, its draft, a form per act, a related party's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.contracts import commands, forms, pages, papers, permissions, queries
from qianxian.contracts.models import Contract
from qianxian.contracts.tables import ContractTable
from qianxian.decisions import queries as decisions
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported, place_choices, register_page, village_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.papers.views import asked_form, hand_out, listed_paper
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.threads import queries as threads

COLUMNS = [
    Column("number", "编号", "Number", "code", width=28), Column("subject", "标的", "Subject", width=32), Column("village", "村（社区）", "Village"),
    Column("kind", "类别", "Kind", width=14), Column("counterparty", "对方", "Other side", width=28), Column("code", "统一社会信用代码", "Credit code", "code", width=22),
    Column("amount", "签订时金额（元）", "Amount when signed (yuan)", "money", width=16), Column("total", "现在金额（元）", "Amount now (yuan)", "money", width=16),
    Column("signed", "签订日期", "Signed on", "date", width=12), Column("last", "到期日", "Last day", "date", width=12),
    Column("certificate", "决策凭证", "Certificate", "code", width=26), Column("state", "状态", "State", width=12),
]  # fmt: skip


def _found(request: HttpRequest) -> tuple[forms.ContractFilter, QuerySet[Contract]]:
    find = forms.ContractFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    state = clean.get("state")
    rows = queries.expiring(request.actor, request.today, request.scope_prefix) if state == "expiring" else queries.contracts(request.actor, request.scope_prefix)
    rows = rows.filter(state=state) if state and state != "expiring" else rows
    rows = rows.filter(kind=clean["kind"]) if clean.get("kind") else rows
    if words := clean.get("subject"):
        rows = rows.filter(Q(subject__contains=words) | Q(counterparty__contains=words) | Q(number__contains=words))
    return find, within(rows, request.actor, clean.get("place"))


@login_required
def contracts(request: HttpRequest) -> HttpResponse:
    """合同: every contract within reach."""
    need(permissions.can_view_contracts(request.actor))
    find, rows = _found(request)
    names = divisions.place_names_on(request.on)
    if wants_export(request):
        cells = [(c.number, c.subject, names.get(c.division_code, ""), c.get_kind_display(), c.counterparty, c.credit_code, c.amount, c.total, c.signed_on,
                  c.moved_to or c.last_day, c.certificate.number if c.certificate else "", c.get_state_display()) for c in rows]  # fmt: skip
        return exported(request, name="contracts", title=_("合同"), columns=COLUMNS, rows=cells, count=len(cells), action="contracts.export_contracts")
    return register_page(
        request, title=_("合同"), table=ContractTable(rows, names=names, on=request.today), form=find, unit=_("份"), template="contracts/contracts.html",
        may_draft=request.actor.may("keep_contracts"),
    )  # fmt: skip


def _contract(request: HttpRequest, uuid: UUID) -> Contract:
    need(permissions.can_view_contracts(request.actor))
    row = queries.contract_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def contract(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One contract with its amendments and related parties."""
    row = _contract(request, uuid)
    context = {"page_title": row.subject, "crumbs": [(_("合同"), reverse("contracts:list")), (row.number, "")]}
    kept = [listed_paper(_("合同备案表"), reverse("contracts:sheet", args=[row.uuid]), "contract_sheet", row)]
    return show(request, "contracts/contract.html", context | pages.contract_page(request, row) | {"papers": kept})


@login_required
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """合同备案表 as PDF or Word."""
    return hand_out(request, "contract_sheet", _contract(request, uuid), papers.contract_sheet, action="contracts.print_sheet", form=asked_form(request))


def _certificates(request: HttpRequest, codes: list[str]) -> list[tuple[str, str]]:
    rows = [c for code in codes for c in queries.certificates_for(request.actor, code, request.today)]
    return [(str(c.uuid), f"{c.number} {c.matter.title}") for c in rows]


def _named(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    """The form's values with rows where it has their keys."""
    if given.get("certificate"):
        given["certificate"] = decisions.certificate_by_uuid(given["certificate"], request.actor)
    elif "certificate" in given:
        given["certificate"] = None
    if "thread" in given:
        given["thread"] = threads.thread_by_uuid(given["thread"], request.actor) if given["thread"] else None
    return given


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """A contract drafted."""
    reach = request.actor.reach
    need(permissions.can_keep_contract(request.actor, reach[0] if reach else ""))
    places = village_choices(request)
    codes = [code for code, _name in places]
    lines = [(str(t.uuid), f"{t.title}（{t.number}）") for code in codes for t in threads.open_threads(request.actor, code)]
    initial = ({"division_code": codes[0]} if len(codes) == 1 else {}) | {"thread": request.GET.get("thread", ""), "certificate": request.GET.get("certificate", "")}
    choices = {"division_code": places, "thread": lines, "certificate": _certificates(request, codes)}
    form = forms.DraftForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.draft_contract, by=request.actor, on=request.today, **_named(request, form.cleaned_data))
        if done.ok:
            return redirect("contracts:contract", done.value.uuid)
    return form_page(request, form, _("草拟合同"), _("草拟"), reverse("contracts:list"))


@login_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A draft changed."""
    row = _contract(request, uuid)
    need(permissions.can_keep_contract(request.actor, row.division_code))
    names = ("kind", "unit", "subject", "amount", "rent", "rent_every", "basis", "basis_document", "asked_on")
    initial = {name: getattr(row, name) for name in names} | {"first_day": row.period.lower, "last_day": row.last_day}
    initial["certificate"] = str(row.certificate.uuid) if row.certificate else ""
    form = forms.TermsForm(request.POST or None, choices={"certificate": _certificates(request, [row.division_code])}, initial=initial)
    back = queries.address_of(row)
    if request.method == "POST" and form.is_valid():
        given = _named(request, form.cleaned_data)
        if run_command(form, commands.change_contract, contract=row, by=request.actor, on=request.today, **given).ok:
            return redirect(back)
    return form_page(request, form, _("修改合同草案：%(what)s") % {"what": row.subject}, _("保存"), back)


# act → (form, command, title, button, who may)
ACTS = {
    "sign": (forms.SignForm, commands.sign_contract, L("登记签订"), L("登记签订"), permissions.can_sign_contract),
    "take": (forms.SignForm, commands.take_over_contract, L("核对已有合同"), L("核对无误"), permissions.can_take_over_contract),
    "amend": (forms.AmendForm, commands.amend_contract, L("登记补充协议"), L("登记"), None),
    "end": (forms.ReasonForm, commands.end_contract, L("办结合同"), L("办结"), None),
    "terminate": (forms.ReasonForm, commands.terminate_contract, L("解除合同"), L("解除合同"), None),
    "withdraw": (forms.ReasonForm, commands.withdraw_contract, L("撤回草案"), L("撤回草案"), None),
    "declare": (forms.DeclareForm, commands.declare_party, L("登记关联方"), L("登记"), None),
}


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act on a contract: a form, the command, back to the page."""
    row = _contract(request, uuid)
    if act not in ACTS:
        raise Http404
    kind, command, title, submit, may = ACTS[act]
    need(may(request.actor, row) if may else permissions.can_keep_contract(request.actor, row.division_code))
    more = {"choices": {"certificate": _certificates(request, [row.division_code])}} if act == "amend" else {}
    told = {"signed_on": row.told_signed_on, "signatory": row.told_signatory} if act == "take" else {}
    form, back = kind(request.POST or None, initial=told, **more), queries.address_of(row)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, contract=row, by=request.actor, on=request.today, **_named(request, form.cleaned_data))
        if done.ok:
            return redirect(back)
    return form_page(request, form, f"{row.subject}：{title}", str(submit), back)


@login_required
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A related party answered."""
    need(permissions.can_view_contracts(request.actor))
    party = queries.party_by_uuid(uuid, request.actor)
    if party is None:
        raise Http404
    need(permissions.can_answer_party(request.actor, party))
    form, back = forms.AnswerForm(request.POST or None), queries.address_of(party.contract)
    how = {"party": party, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.answer_party, **how, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("处理关联方：%(name)s") % {"name": party.name}, _("处理"), back)
