"""Pages of books: the overview with its picture, one village's book, statements, the bank's side."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.funds import commands, figures, forms, permissions
from qianxian.funds.models import Book
from qianxian.funds.pages import books as pages
from qianxian.funds.queries import books as queries
from qianxian.funds.queries.totals import book_ids, by_book, sums_of
from qianxian.portal import forms as portal
from qianxian.portal.forms import need, press, run_command, show


def form_page(request: HttpRequest, form: Form, title: str, submit: str, back: str) -> HttpResponse:
    """A page with one form."""
    crumbs = [(_("资金"), reverse("funds:list")), (title, "")]
    return portal.form_page(request, form, title, submit, back, crumbs=crumbs)


def found(row):
    """The row, or the page that says there is none."""
    if row is None:
        raise Http404
    return row


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """资金: where every yuan of the place went, and its books."""
    need(permissions.can_view_funds(request.actor))
    sums = sums_of(book_ids(request.actor, request.scope_prefix), request.today)
    rows = figures.flows(request.actor, request.today, request.scope_prefix, sums)
    names, figured = divisions.place_names_on(request.today), by_book(sums)
    shown = [(b, names.get(b.division_code, b.title), *figured.get(b.pk, (0, 0))) for b in queries.books(request.actor, request.scope_prefix)]
    if wants_export(request):
        heads = (_("账套"), _("村（社区）"), _("建账日期"), _("到账（元）"), _("结存（元）"))
        return exported_lines(request, name="books", title=_("资金"), heads=heads, rows=[(b.title, name, b.opened_on, received, held) for b, name, received, held in shown])
    context = {
        "export_url": address_of_file(request), "page_title": _("资金"), **figures.picture(rows, request.scope_prefix), "books": pages.books_rows(shown),
        "may_open": request.actor.may("keep_books"), "may_enter": request.actor.may("allocate_funds"),
    }  # fmt: skip
    return show(request, "funds/overview.html", context)


def the_book(request: HttpRequest, uuid: UUID) -> Book:
    """A book within reach, for those who may see money."""
    need(permissions.can_view_funds(request.actor))
    return found(queries.book_by_uuid(uuid, request.actor))


@login_required
def book(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One village's book."""
    row = the_book(request, uuid)
    rows = figures.flows(request.actor, request.today, row.division_code)
    context = {"page_title": row.title, "crumbs": [(_("资金"), reverse("funds:list")), (row.title, "")], **figures.picture(rows, row.division_code)}
    return show(request, "funds/book.html", context | pages.book_page(request, row))


@login_required
def open_book(request: HttpRequest) -> HttpResponse:
    """A new book for a village that has none."""
    need(permissions.can_view_funds(request.actor))
    places = {d.code: d for d in divisions.divisions_on(request.today, request.actor) if not d.code.endswith("000")}
    need(permissions.can_keep_books(request.actor, next(iter(places), "")))
    held = set(queries.books(request.actor).values_list("division_code", flat=True))
    form = forms.BookForm(request.POST or None, choices={"division": [(c, d.name) for c, d in places.items() if c not in held]})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        done = run_command(form, commands.open_book, division=places[clean["division"]], opened_on=clean["opened_on"], by=request.actor, on=request.today)
        if done.ok:
            return redirect("funds:book", done.value.uuid)
    return form_page(request, form, _("建账"), _("建账"), reverse("funds:list"))


@login_required
def open_bank_account(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A bank account for the book."""
    row, form = the_book(request, uuid), forms.BankAccountForm(request.POST or None)
    need(permissions.can_keep_books(request.actor, row.division_code))
    if request.method == "POST" and form.is_valid() and run_command(form, commands.open_bank_account, book=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:book", uuid)
    return form_page(request, form, _("登记银行账户"), _("登记"), reverse("funds:book", args=[uuid]))


@login_required
@require_POST
def close_bank_account(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An empty account closed for good."""
    need(permissions.can_view_funds(request.actor))
    row = found(queries.bank_accounts(request.actor).filter(uuid=uuid).first())
    need(permissions.can_keep_books(request.actor, row.division_code))
    press(request, commands.close_bank_account, bank_account=row, by=request.actor, on=request.today)
    return redirect("funds:book", row.book.uuid)


@login_required
def open_fund(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A fund of the collective's own money."""
    row, form = the_book(request, uuid), forms.FundForm(request.POST or None)
    need(permissions.can_keep_books(request.actor, row.division_code))
    if request.method == "POST" and form.is_valid() and run_command(form, commands.open_collective_fund, book=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:book", uuid)
    return form_page(request, form, _("设立集体资金"), _("设立"), reverse("funds:book", args=[uuid]))


@login_required
@require_POST
def close_month(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The next month closed; what stands against it is said on the next page."""
    row = the_book(request, uuid)
    need(permissions.can_keep_books(request.actor, row.division_code))
    press(request, commands.close_month, book=row, month=queries.next_month_to_close(row), by=request.actor, on=request.today)
    return redirect("funds:book", uuid)


@login_required
def statements(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """科目余额表, 资产负债表, 收益及收益分配表, use of each fund."""
    row = the_book(request, uuid)
    title = _("会计报表")
    crumbs = [(_("资金"), reverse("funds:list")), (row.title, reverse("funds:book", args=[uuid])), (title, "")]
    return show(request, "funds/statements.html", {"page_title": title, "page_sub": row.title, "crumbs": crumbs} | pages.statements_page(row, request.on))


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError as unreadable:
        raise Http404 from unreadable


@login_required
def reconcile(request: HttpRequest, uuid: UUID, month: str) -> HttpResponse:
    """The month against the bank; the bookkeeper uploads its statement here."""
    row, first = the_book(request, uuid), _month(month)
    keeps = permissions.can_keep_books(request.actor, row.division_code)
    accounts = {str(a.uuid): a for a in queries.bank_accounts(request.actor).filter(book=row)}
    form = forms.StatementForm(request.POST or None, request.FILES or None, choices={"bank_account": [(k, a.name) for k, a in accounts.items()]})
    if request.method == "POST":
        need(keeps)
        if form.is_valid():
            clean = form.cleaned_data
            how = {"bank_account": accounts[clean["bank_account"]], "month": first, "by": request.actor, "on": request.today}
            if run_command(form, commands.import_statement, opening=clean["opening"], file=clean["file"], **how).ok:
                return redirect("funds:reconcile", uuid, month)
    crumbs = [(_("资金"), reverse("funds:list")), (row.title, reverse("funds:book", args=[uuid])), (_("银行对账"), "")]
    context = {"page_title": _("银行对账 %(month)s") % {"month": month}, "page_sub": row.title, "crumbs": crumbs, "keeps": keeps.allowed}
    return show(request, "funds/reconcile.html", context | pages.reconciling_page(row, first), form)


@login_required
def explain(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Why bank and book differ."""
    need(permissions.can_view_funds(request.actor))
    row = found(queries.statement_by_uuid(uuid, request.actor))
    need(permissions.can_keep_books(request.actor, row.division_code))
    form = forms.ExplainForm(request.POST or None, initial={"explanation": row.explanation})
    back = reverse("funds:reconcile", args=[row.bank_account.book.uuid, f"{row.month:%Y-%m}"])
    if request.method == "POST" and form.is_valid() and run_command(form, commands.explain_difference, statement=row, by=request.actor, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("写明差额的原因"), _("保存"), back)
