"""Pages of payments: the register, one payment with its gate, its request, its steps; and what payments rest on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.accounts.views.step_up import code_first
from qianxian.contracts import queries as contracts
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import place_choices, register_page
from qianxian.foundation.reach import within
from qianxian.funds import commands, forms, permissions
from qianxian.funds.models import Book, Payment
from qianxian.funds.pages import payments as pages
from qianxian.funds.pages.rows import fund_choices
from qianxian.funds.queries import books, payments
from qianxian.funds.tables import PaymentTable
from qianxian.funds.views.books import form_page, found, the_book
from qianxian.portal.forms import need, press, run_command, show

PRESSED = {"look": commands.look_at_payment, "approve": commands.approve_payment, "book": commands.book_payment, "pay": commands.pay_out}


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Payments in reach."""
    need(permissions.can_view_funds(request.actor))
    find = forms.PaymentFilter(request.GET, choices={"place": place_choices(request), "fund": fund_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = payments.narrowed(payments.payments(request.actor, request.scope_prefix), clean.get("state"), clean.get("fund"), clean.get("payee"))
    rows = within(rows, request.actor, clean.get("place"))
    table = PaymentTable(rows, names=divisions.place_names_on(request.today))
    late = payments.unratified(request.actor, request.today, request.scope_prefix).filter(ratify_by__lt=request.today)
    crumbs = [(_("资金"), reverse("funds:list")), (_("付款"), "")]
    return register_page(request, title=_("付款"), table=table, form=find, unit=_("笔"), template="funds/payments.html", crumbs=crumbs, late=late, total=payments.total_of(rows))


def _payment(request: HttpRequest, uuid: UUID) -> Payment:
    need(permissions.can_view_funds(request.actor))
    return found(payments.payment_by_uuid(uuid, request.actor))


@login_required
def payment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One payment: its gate first."""
    row = _payment(request, uuid)
    by = request.actor
    may = {"may_return": pages.may_return(by, row), "may_change": pages.may_change(by, row), "may_ratify": pages.may_ratify(by, row)}
    crumbs = [(_("资金"), reverse("funds:list")), (_("付款"), reverse("funds:payments")), (row.number, "")]
    return show(request, "funds/payment.html", {"page_title": row.number, "crumbs": crumbs} | may | pages.payment_page(request, row))


@login_required
@require_POST
def press_act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """The next step; approving and paying ask for the code again."""
    row = _payment(request, uuid)
    if act not in PRESSED:
        raise Http404
    allowed = {"look": permissions.can_look_at_payment, "approve": permissions.can_approve_payment, "book": permissions.can_book_payment, "pay": permissions.can_pay_out}
    need(allowed[act](request.actor, row))
    if act in ("approve", "pay") and (asked := code_first(request)):
        return asked
    press(request, PRESSED[act], payment=row, by=request.actor, on=request.today)
    return redirect("funds:payment", uuid)


@login_required
def send_back(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """Returned by who holds the step, or withdrawn by the village."""
    row, form = _payment(request, uuid), forms.ReasonForm(request.POST or None)
    allowed = {"return": permissions.can_return_payment, "withdraw": permissions.can_change_payment}
    if act not in allowed:
        raise Http404
    need(allowed[act](request.actor, row))
    command, title = {"return": (commands.return_payment, _("退回付款")), "withdraw": (commands.withdraw_payment, _("撤回付款"))}[act]
    if request.method == "POST" and form.is_valid() and run_command(form, command, payment=row, by=request.actor, **form.cleaned_data).ok:
        return redirect("funds:payment", uuid)
    return form_page(request, form, title, title, reverse("funds:payment", args=[uuid]))


@login_required
def ratify(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The resolution afterwards."""
    row, form = _payment(request, uuid), forms.RatifyForm(request.POST or None)
    need(permissions.can_enter_standing(request.actor, row.division_code))
    if request.method == "POST" and form.is_valid() and run_command(form, commands.ratify_payment, payment=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:payment", uuid)
    return form_page(request, form, _("补办决议"), _("登记"), reverse("funds:payment", args=[uuid]))


def _rows(request: HttpRequest, book: Book) -> dict[str, dict[str, Any]]:
    """What the form's lists stand for: uuid or number → row."""
    by, code, on = request.actor, book.division_code, request.today
    return {
        "fund": {str(f.uuid): f for f in books.funds(by).filter(book=book)}, "bank_account": {str(a.uuid): a for a in books.bank_accounts(by).filter(book=book, closed_on=None)},
        "account": {a.code: a for a in books.chart().filter(element__in=["expense", "cost", "asset", "liability"]) if not a.code.startswith(("10", "11301"))},
        "certificate": {str(c.uuid): c for c in payments.certificates_for(by, code, on)}, "standing": {str(s.uuid): s for s in payments.standings_for(by, code, on)},
        "pay_run": {str(r.pk): r for r in payments.runs_for(code)},
        "contract": {str(c.uuid): c for c in contracts.contracts_paid_from(by, code)},
    }  # fmt: skip


def _words(rows: dict[str, dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    said = {"fund": lambda f: f"{f.title}（{f.get_purpose_display()}）", "bank_account": lambda a: a.name, "account": lambda a: f"{a.code} {a.name}",
            "certificate": lambda c: f"{c.number} {c.purpose[:40]}", "standing": lambda s: s.document, "pay_run": lambda r: r.number,
            "contract": lambda c: f"{c.number} {c.subject[:40]}"}  # fmt: skip
    return {name: [(key, said[name](row)) for key, row in some.items()] for name, some in rows.items()}


def _facts(clean: dict[str, Any], rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {name: rows[name].get(value) if name in rows else value for name, value in clean.items() if name != "payee_account"}


@login_required
def request_payment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A payment asked for by its handler."""
    book = the_book(request, uuid)
    need(permissions.can_request_payment(request.actor, book.division_code))
    rows = _rows(request, book)
    form = forms.PaymentForm(request.POST or None, choices=_words(rows))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        how = {"book": book, "facts": _facts(clean, rows), "payee_account": clean["payee_account"], "by": request.actor, "on": request.today}
        if (done := run_command(form, commands.request_payment, **how)).ok:
            return redirect("funds:payment", done.value.uuid)
    return form_page(request, form, _("申请付款"), _("提交"), reverse("funds:book", args=[uuid]))


@login_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mended by its handler; it starts again."""
    row = _payment(request, uuid)
    need(permissions.can_change_payment(request.actor, row))
    rows = _rows(request, row.book)
    keys = {"fund": str(row.fund.uuid), "bank_account": str(row.bank_account.uuid) if row.bank_account else "", "account": row.account_id, "pay_run": str(row.pay_run_id or "")}
    keys |= {name: str(getattr(row, name).uuid) for name in ("certificate", "standing", "contract") if getattr(row, name)}
    plain = {name: getattr(row, name) for name in ("amount", "payee", "payee_bank", "purpose", "summary", "document", "authority", "emergency_reason", "ratify_by")}
    form = forms.PaymentForm(request.POST or None, choices=_words(rows), initial=plain | keys)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        how = {"payment": row, "facts": _facts(clean, rows), "payee_account": clean["payee_account"], "by": request.actor, "on": request.today}
        if run_command(form, commands.change_payment, **how).ok:
            return redirect("funds:payment", uuid)
    return form_page(request, form, _("改付款（从经手重新办理）"), _("重新提交"), reverse("funds:payment", args=[uuid]))
