"""Pages of vouchers: the register, one voucher and its paper, drafts and their check."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import place_choices, register_page
from qianxian.foundation import audit
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.reach import within
from qianxian.funds import commands, forms, papers, permissions
from qianxian.funds.commands.posting import Line, line_from
from qianxian.funds.exports import number_of
from qianxian.funds.models import Book, Voucher, VoucherDraft
from qianxian.funds.pages import books as pages
from qianxian.funds.queries import accruals
from qianxian.funds.queries import books as queries
from qianxian.funds.tables import VoucherTable
from qianxian.funds.views.books import form_page, found, the_book
from qianxian.papers.views import attachment
from qianxian.portal.forms import need, press, run_command, show


@login_required
def vouchers(request: HttpRequest) -> HttpResponse:
    """Every posted voucher in reach, newest first."""
    need(permissions.can_view_funds(request.actor))
    find = forms.VoucherFilter(request.GET, choices={"place": place_choices(request)})
    rows, clean = queries.vouchers(request.actor, request.scope_prefix), find.cleaned_data if find.is_valid() else {}
    rows = rows.filter(summary__contains=clean["summary"]) if clean.get("summary") else rows
    table = VoucherTable(within(rows, request.actor, clean.get("place")), names=divisions.place_names_on(request.today))
    crumbs = [(_("资金"), reverse("funds:list")), (_("记账凭证"), "")]
    return register_page(request, title=_("记账凭证"), table=table, form=find, unit=_("张"), template="funds/vouchers.html", crumbs=crumbs)


def _voucher(request: HttpRequest, uuid: UUID) -> Voucher:
    need(permissions.can_view_funds(request.actor))
    return found(queries.voucher_by_uuid(uuid, request.actor))


@login_required
def voucher(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One voucher, as posted."""
    row = _voucher(request, uuid)
    title = _("凭证 %(no)s") % {"no": number_of(row.month, row.number)}
    context = {
        "page_title": title, "page_sub": row.book.title, "crumbs": [(_("资金"), reverse("funds:list")), (row.book.title, reverse("funds:book", args=[row.book.uuid])), (title, "")],
        "voucher": row, "lines": queries.lines_of_voucher(row), "reversal": queries.reversal_of(row), "keeps": permissions.can_keep_books(request.actor, row.division_code).allowed,
    }  # fmt: skip
    return show(request, "funds/voucher.html", context)


@login_required
def paper(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The voucher on paper; recorded."""
    row = _voucher(request, uuid)
    if form not in ("pdf", "docx"):
        raise Http404
    place = divisions.place_names_on(request.today).get(row.division_code, row.book.title)
    content = papers.voucher_paper(row, queries.lines_of_voucher(row), place=place, names=names_of_logins([row.prepared_by, row.checked_by]), format=form)
    audit.record(by=request.actor, action="funds.print_voucher", thing=row, after={"format": form})
    return attachment(content, f"voucher-{row.division_code}-{number_of(row.month, row.number)}", form)


@login_required
def move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Money between accounts or funds of a book, as a draft for another to check."""
    book = the_book(request, uuid)
    need(permissions.can_keep_books(request.actor, book.division_code))
    held = {str(f.uuid): f for f in queries.funds(request.actor).filter(book=book)}
    banks = {str(a.uuid): a for a in queries.bank_accounts(request.actor).filter(book=book, closed_on=None)}
    purses, places = [(k, f.title) for k, f in held.items()], [(k, a.name) for k, a in banks.items()]
    words = {"giver": purses, "taker": purses, "given_from": places, "taken_to": places}
    form = forms.MoveForm(request.POST or None, choices=words, initial={"date": request.today})
    if request.method == "POST" and form.is_valid():
        clean = {name: held.get(value) or banks.get(value) or value for name, value in form.cleaned_data.items()}
        if (done := run_command(form, commands.prepare_move, book=book, by=request.actor, on=request.today, **clean)).ok:
            return redirect("funds:draft", done.value.uuid)
    return form_page(request, form, _("转款"), _("交另一位同志审核"), reverse("funds:book", args=[uuid]))


@login_required
def accrue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Approved pay taken into the book, as a draft for another to check."""
    book = the_book(request, uuid)
    need(permissions.can_keep_books(request.actor, book.division_code))
    purses = {str(f.uuid): f for f in queries.funds(request.actor).filter(book=book, origin="public", purpose="pay")}
    choices = {"key": pages.pay_words(accruals.pay_due(request.actor, book)), "fund": [(key, f.title) for key, f in purses.items()]}
    form = forms.AccrueForm(request.POST or None, choices=choices, initial={"date": request.today})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data | {"fund": purses.get(form.cleaned_data["fund"])}
        if (done := run_command(form, commands.accrue_pay, book=book, by=request.actor, on=request.today, **clean)).ok:
            return redirect("funds:draft", done.value.uuid)
    return form_page(request, form, _("计提干部报酬"), _("交另一位同志审核"), reverse("funds:book", args=[uuid]))


@login_required
def recover(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Pay that was paid too much and came back, as a draft for another to check."""
    book = the_book(request, uuid)
    need(permissions.can_keep_books(request.actor, book.division_code))
    due = accruals.overpaid(book)
    rows = {f"{one.run.pk}/{one.account}": one for one in due}
    purses = {str(f.uuid): f for f in queries.funds(request.actor).filter(book=book, origin="public", purpose="pay")}
    banks = {str(a.uuid): a for a in queries.bank_accounts(request.actor).filter(book=book, closed_on=None)}
    choices = {"overpaid": pages.overpaid_words(due), "fund": [(k, f.title) for k, f in purses.items()], "bank_account": [(k, a.name) for k, a in banks.items()]}
    form = forms.RecoverForm(request.POST or None, choices=choices, initial={"date": request.today})
    if request.method == "POST" and form.is_valid():
        clean = dict(form.cleaned_data)
        one = rows[clean.pop("overpaid")]
        clean |= {"run": one.run, "account": one.account, "fund": purses[clean["fund"]], "bank_account": banks[clean["bank_account"]]}
        if (done := run_command(form, commands.recover_pay, book=book, by=request.actor, on=request.today, **clean)).ok:
            return redirect("funds:draft", done.value.uuid)
    return form_page(request, form, _("收回多发报酬"), _("交另一位同志审核"), reverse("funds:book", args=[uuid]))


@login_required
def reverse_voucher(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A draft that takes the voucher back."""
    row, form = _voucher(request, uuid), forms.DateReasonForm(request.POST or None, initial={"date": request.today})
    need(permissions.can_keep_books(request.actor, row.division_code))
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.prepare_reversal, voucher=row, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("funds:draft", done.value.uuid)
    return form_page(request, form, _("冲销凭证"), _("编制冲销凭证"), reverse("funds:voucher", args=[uuid]))


def _choices(request: HttpRequest, book: Book) -> dict[str, dict]:
    return {
        "account": {a.code: a for a in queries.chart()}, "fund": {str(f.uuid): f for f in queries.funds(request.actor).filter(book=book)},
        "bank_account": {str(a.uuid): a for a in queries.bank_accounts(request.actor).filter(book=book, closed_on__isnull=True)},
    }  # fmt: skip


def _lines(clean: dict, rows: dict[str, dict]) -> list[Line]:
    """The lines that were filled in; a row with a side but no account is a fault to name."""
    found_lines = []
    for n in range(1, forms.LINES + 1):
        debit, credit = clean.get(f"debit{n}") or Decimal(0), clean.get(f"credit{n}") or Decimal(0)
        if not (debit or credit):
            continue
        account, fund, bank = clean.get(f"account{n}"), rows["fund"].get(clean.get(f"fund{n}")), rows["bank_account"].get(clean.get(f"bank_account{n}"))
        if not account or fund is None:
            raise RuleViolated([Violation("line", _("第 %(n)d 行要选科目和资金。") % {"n": n}, "R-F07", f"account{n}")])
        found_lines.append(Line(account, fund.pk, debit, credit, bank.pk if bank else None))
    return found_lines


@login_required
def prepare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A draft voucher."""
    book = the_book(request, uuid)
    need(permissions.can_keep_books(request.actor, book.division_code))
    rows = _choices(request, book)
    words = {"account": [(k, f"{k} {a.name}") for k, a in rows["account"].items()], "fund": [(k, f.title) for k, f in rows["fund"].items()],
             "bank_account": [(k, a.name) for k, a in rows["bank_account"].items()]}  # fmt: skip
    form = forms.VoucherForm(request.POST or None, choices=words, initial={"date": request.today, "kind": "ordinary"})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        how = {name: clean[name] for name in ("kind", "date", "summary", "document")} | {"book": book, "by": request.actor, "on": request.today}
        done = run_command(form, lambda **given: commands.prepare_voucher(lines=_lines(clean, rows), **given), **how)
        if done.ok:
            return redirect("funds:draft", done.value.uuid)
    return form_page(request, form, _("编制凭证"), _("交另一位记账员审核"), reverse("funds:book", args=[uuid]))


def _draft(request: HttpRequest, uuid: UUID) -> VoucherDraft:
    need(permissions.can_view_funds(request.actor))
    return found(queries.draft_by_uuid(uuid, request.actor))


@login_required
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A draft as its checker reads it; posted or dropped here."""
    row = _draft(request, uuid)
    if request.method == "POST":
        need(permissions.can_keep_books(request.actor, row.division_code))
        if request.POST.get("act") == "drop":
            press(request, commands.drop_draft, draft=row, reason=request.POST.get("reason", ""), by=request.actor)
        elif (done := press(request, commands.check_voucher, draft=row, by=request.actor, on=request.today)).ok:
            return redirect("funds:voucher", done.value.uuid)
        return redirect("funds:draft", uuid)
    crumbs = [(_("资金"), reverse("funds:list")), (row.book.title, reverse("funds:book", args=[row.book.uuid])), (_("待审凭证"), "")]
    context = {"page_title": _("待审凭证"), "page_sub": row.summary, "crumbs": crumbs, "draft": row, "lines": queries.lines_of_draft(row, [line_from(x) for x in row.lines])}
    return show(request, "funds/draft.html", context | {"may_check": row.state == "prepared" and permissions.can_check_voucher(request.actor, row).allowed,
                                                        "keeps": row.state == "prepared" and permissions.can_keep_books(request.actor, row.division_code).allowed})  # fmt: skip
