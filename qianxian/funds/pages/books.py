"""What a book's page and the statements show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import month_end
from qianxian.funds import permissions
from qianxian.funds.models import BankAccount, Book
from qianxian.funds.pages.rows import Behind, fund_rows, payments_behind, rows_behind
from qianxian.funds.queries import books
from qianxian.funds.queries.accruals import Overpaid, overpaid
from qianxian.funds.queries.balances import ZERO, TrialRow, bank_balances, fund_figures, trial_balance
from qianxian.funds.queries.reconciling import reconciliations
from qianxian.funds.queries.statements import Item, balance_sheet_of, income_statement_of, year_of
from qianxian.pay.models import DifferenceLine
from qianxian.pay.rules import Voucher


def books_rows(shown: Sequence[tuple[Book, str, Decimal, Decimal]]) -> list[tuple[Book, str, Behind, Behind]]:
    """Each book with what came in and what is there, and their rows."""
    return [(book, name, Behind(received, rows_behind(scope=book.division_code, figure="received")), Behind(held, rows_behind(scope=book.division_code, account="10")))
            for book, name, received, held in shown]  # fmt: skip


def book_page(request: HttpRequest, book: Book) -> dict[str, Any]:
    """Accounts with balances, funds with their life, drafts that wait, the month to close."""
    by = request.actor
    figures = fund_figures(books.funds(by).filter(book=book), request.today)
    village = {"scope": book.division_code}
    keeps = permissions.can_keep_books(by, book.division_code).allowed
    month = books.next_month_to_close(book)
    return {
        "book": book, "keeps": keeps, "requests": permissions.can_request_payment(by, book.division_code).allowed, "allocates": permissions.can_allocate(by, book.division_code).allowed,
        "accounts": bank_balances(books.bank_accounts(by).filter(book=book)), "figures": fund_rows(figures), "drafts": books.drafts(by).filter(book=book),
        "month": month, "over": month_end(month.year, month.month) <= request.today, "closed": books.last_close(book), "overpaid": keeps and bool(overpaid(book)),
        "facts": [
            {"label": _("到账合计"), "value": format_yuan(sum((f.received for f in figures), ZERO)), "url": rows_behind(figure="received", **village)},
            {"label": _("支出合计"), "value": format_yuan(sum((f.spent for f in figures), ZERO)), "url": rows_behind(figure="spent", **village)},
            {"label": _("现有资金"), "value": format_yuan(sum((f.held for f in figures), ZERO)), "url": rows_behind(account="10", **village)},
            {"label": _("已审批未付"), "value": format_yuan(sum((f.committed for f in figures), ZERO)), "url": payments_behind(state="committed", **village)},
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
    """Trial balance, balance sheet, income statement at a day; titles in the reader's language, each number with the address of its rows."""
    year = year_of([book.pk], on)
    sheet, result, first = balance_sheet_of(year, on), income_statement_of(year, on), dt.date(on.year, 1, 1)
    till = {"scope": book.division_code, "until": on}
    within = till | {"since": first, "figure": "result"}
    return {
        "book": book, "on": on, "balanced": sheet.assets == sheet.liabilities + sheet.equity, "funds": fund_rows(fund_figures(book.funds.order_by("id"), on), on),
        "sides": [
            [(_("资产"), _shown(sheet.asset_items, till), _total(sheet.asset_items, sheet.assets, till))],
            [(_("负债"), _shown(sheet.liability_items, till), _total(sheet.liability_items, sheet.liabilities, till)),
             (_("所有者权益"), _shown(sheet.equity_items, till), _total(sheet.equity_items, sheet.equity, till))],
        ],
        "year": [
            [(_("收入"), _shown(result.income_items, within), _total(result.income_items, result.income, within))],
            [(_("费用"), _shown(result.expense_items, within), _total(result.expense_items, result.expenses, within))],
        ],
        "surplus": Behind(result.surplus, rows_behind(account="5", **within)),
        "carried": Behind(result.carried, rows_behind(account="322", scope=book.division_code, until=first - dt.timedelta(days=1))),
    } | _trial_page(trial_balance(book, on), till | {"since": on.replace(day=1)}, till)  # fmt: skip


def _shown(items: Sequence[Item], asked: dict[str, Any]) -> list[tuple[str, Behind]]:
    return [(_(item.title), Behind(item.amount, rows_behind(account=item.accounts, **asked))) for item in items if item.amount]


def _total(items: Sequence[Item], amount: Decimal, asked: dict[str, Any]) -> Behind:
    return Behind(amount, rows_behind(account=tuple(code for item in items for code in item.accounts), **asked))


def _trial_page(rows: Sequence[TrialRow], month: dict[str, Any], till: dict[str, Any]) -> dict[str, Any]:
    """科目余额表: the month's two columns and the balance of each account, and what the columns come to."""
    drawn, only = [], lambda row: f"={row.account.code}"
    for row in rows:
        balance = rows_behind(account=only(row), **till)
        drawn.append((row.account, [
            (_("本月借方"), Behind(row.debited, rows_behind(account=only(row), side="debit", **month))),
            (_("本月贷方"), Behind(row.credited, rows_behind(account=only(row), side="credit", **month))),
            (_("借方余额"), Behind(row.debit, balance)), (_("贷方余额"), Behind(row.credit, balance)),
        ]))  # fmt: skip
    on_debit, on_credit = [row for row in rows if row.debit], [row for row in rows if row.credit]
    return {"trial": drawn, "trial_total": [
        (_("本月借方"), Behind(sum((row.debited for row in rows), ZERO), rows_behind(side="debit", **month))),
        (_("本月贷方"), Behind(sum((row.credited for row in rows), ZERO), rows_behind(side="credit", **month))),
        (_("借方余额"), Behind(sum((row.debit for row in on_debit), ZERO), rows_behind(account=[only(row) for row in on_debit], **till))),
        (_("贷方余额"), Behind(sum((row.credit for row in on_credit), ZERO), rows_behind(account=[only(row) for row in on_credit], **till))),
    ]}  # fmt: skip


def reconciling_page(book: Book, month: dt.date) -> dict[str, Any]:
    """Each account's month against the bank, and the months beside it."""
    before = month - dt.timedelta(days=1) if month > book.opened_on else None
    rows = [(one, _held_behind(book, one.account, month)) for one in reconciliations(book, month)]
    after = month_end(month.year, month.month) + dt.timedelta(days=1)
    return {"book": book, "month": month, "before": before, "after": after, "rows": rows, "open": not books.is_closed(book, month)}


def _held_behind(book: Book, account: BankAccount, month: dt.date) -> str:
    return rows_behind(scope=book.division_code, account="10", bank=account.uuid, until=month_end(month.year, month.month))
