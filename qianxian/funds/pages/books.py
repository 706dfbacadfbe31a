"""What a book's page and the statements show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import month_end
from qianxian.funds import permissions
from qianxian.funds.models import Book
from qianxian.funds.queries import books
from qianxian.funds.queries.accruals import Overpaid, overpaid
from qianxian.funds.queries.balances import ZERO, bank_balances, fund_figures, trial_balance
from qianxian.funds.queries.reconciling import reconciliations
from qianxian.funds.queries.statements import balance_sheet_of, income_statement_of, year_of
from qianxian.pay.models import DifferenceLine
from qianxian.pay.rules import Voucher


def book_page(request: HttpRequest, book: Book) -> dict[str, Any]:
    """Accounts with balances, funds with their life, drafts that wait, the month to close."""
    by = request.actor
    figures = fund_figures(books.funds(by).filter(book=book), request.today)
    keeps = permissions.can_keep_books(by, book.division_code).allowed
    month = books.next_month_to_close(book)
    return {
        "book": book, "keeps": keeps, "requests": permissions.can_request_payment(by, book.division_code).allowed, "allocates": permissions.can_allocate(by, book.division_code).allowed,
        "accounts": bank_balances(books.bank_accounts(by).filter(book=book)), "figures": figures, "drafts": books.drafts(by).filter(book=book),
        "month": month, "over": month_end(month.year, month.month) <= request.today, "closed": books.last_close(book), "overpaid": keeps and bool(overpaid(book)),
        "facts": [
            {"label": _("到账合计"), "value": format_yuan(sum((f.received for f in figures), ZERO))}, {"label": _("支出合计"), "value": format_yuan(sum((f.spent for f in figures), ZERO))},
            {"label": _("现有资金"), "value": format_yuan(sum((f.held for f in figures), ZERO))}, {"label": _("已审批未付"), "value": format_yuan(sum((f.committed for f in figures), ZERO))},
        ],
    }  # fmt: skip


def pay_words(due: list[Voucher]) -> list[tuple[str, str]]:
    """Pay's vouchers as choices: run or correction, who pays, what it comes to."""
    payers = dict(DifferenceLine.Part.choices)
    return [(one.key, f"{one.source} {payers[one.payer]} {format_yuan(sum((line.debit for line in one.lines), ZERO))}") for one in due]


def overpaid_words(rows: list[Overpaid]) -> list[tuple[str, str]]:
    """Overpaid pay as choices: run, what it is, how much; one that says so where there is none."""
    kinds = {"211": _("社会保险费"), "214": _("个人所得税")}
    said = [(f"{one.run.pk}/{one.account}", f"{one.run.number} {kinds.get(one.account, _('干部报酬'))} {format_yuan(one.amount)}") for one in rows]
    return said or [("", _("没有多发的报酬"))]


def statements_page(book: Book, on: dt.date) -> dict[str, Any]:
    """Trial balance, balance sheet, income statement at a day; titles in the reader's language."""
    year = year_of([book.pk], on)
    sheet, result = balance_sheet_of(year, on), income_statement_of(year, on)
    rows = trial_balance(book, on)
    shown = lambda items: [(_(i.title), i.amount, ",".join(i.accounts)) for i in items if i.amount]  # noqa: E731
    return {
        "book": book, "on": on, "year": on.replace(month=1, day=1), "trial": rows, "trial_debit": sum((r.debit for r in rows), ZERO), "trial_credit": sum((r.credit for r in rows), ZERO),
        "assets": shown(sheet.asset_items), "debts": shown(sheet.liability_items), "equity": shown(sheet.equity_items), "sheet": sheet,
        "income": shown(result.income_items), "expenses": shown(result.expense_items), "result": result, "funds": fund_figures(book.funds.order_by("id"), on),
        "balanced": sheet.assets == sheet.liabilities + sheet.equity,
    }  # fmt: skip


def reconciling_page(book: Book, month: dt.date) -> dict[str, Any]:
    """Each account's month against the bank."""
    return {"book": book, "month": month, "rows": reconciliations(book, month), "open": not books.is_closed(book, month)}
