"""资产负债表 and 收益及收益分配表 from the trial balance, by the 2024 chart for all years (said on the statements)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_noop

from qianxian.funds.models import Book
from qianxian.funds.queries.balances import ZERO, TrialRow, trial_rows
from qianxian.funds.queries.totals import Sum, sums_of

#: Item → first-level accounts whose debit balances it sums (assets), or credit balances (liabilities, equity).
ASSETS = (
    (gettext_noop("货币资金"), ("101", "102")), (gettext_noop("短期投资"), ("111",)), (gettext_noop("应收款项"), ("112", "113")),
    (gettext_noop("存货"), ("121", "131", "401")), (gettext_noop("生产性生物资产净值"), ("132", "133")), (gettext_noop("公益性生物资产"), ("134",)),
    (gettext_noop("长期投资"), ("141",)), (gettext_noop("固定资产净值"), ("151", "152", "154")), (gettext_noop("在建工程"), ("153",)),
    (gettext_noop("无形资产净值"), ("161", "162")), (gettext_noop("长期待摊费用"), ("171",)), (gettext_noop("待处理财产损溢"), ("181",)),
)  # fmt: skip
LIABILITIES = (
    (gettext_noop("短期借款"), ("201",)), (gettext_noop("应付款项"), ("211",)), (gettext_noop("应付工资"), ("212",)), (gettext_noop("应付劳务费"), ("213",)),
    (gettext_noop("应交税费"), ("214",)), (gettext_noop("长期借款及应付款"), ("221",)), (gettext_noop("一事一议资金"), ("231",)), (gettext_noop("专项应付款"), ("241",)),
)  # fmt: skip
EQUITY = ((gettext_noop("资本"), ("301",)), (gettext_noop("公积公益金"), ("311",)), (gettext_noop("未分配收益"), ("321", "322")))
INCOME = (
    (gettext_noop("经营收入"), ("501",)), (gettext_noop("投资收益"), ("502",)), (gettext_noop("补助收入"), ("503",)), (gettext_noop("其他收入"), ("504",)),
)  # fmt: skip
EXPENSES = (
    (gettext_noop("经营支出"), ("511",)), (gettext_noop("税金及附加"), ("512",)), (gettext_noop("管理费用"), ("513",)), (gettext_noop("公益支出"), ("514",)),
    (gettext_noop("其他支出"), ("515",)), (gettext_noop("所得税费用"), ("521",)),
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One line of a statement, in yuan, and the accounts that make it."""

    title: str
    amount: Decimal
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class BalanceSheet:
    """Assets against liabilities and equity; income not yet carried over stands in equity."""

    on: dt.date
    asset_items: list[Item]
    liability_items: list[Item]
    equity_items: list[Item]

    @property
    def assets(self) -> Decimal:
        """All assets."""
        return sum((i.amount for i in self.asset_items), ZERO)

    @property
    def liabilities(self) -> Decimal:
        """All liabilities."""
        return sum((i.amount for i in self.liability_items), ZERO)

    @property
    def equity(self) -> Decimal:
        """All equity."""
        return sum((i.amount for i in self.equity_items), ZERO)


@dataclass(frozen=True)
class IncomeStatement:
    """Income and expenses from the year's first day to the day, and what is to be distributed."""

    first: dt.date
    on: dt.date
    income_items: list[Item]
    expense_items: list[Item]
    carried: Decimal

    @property
    def income(self) -> Decimal:
        """All income."""
        return sum((i.amount for i in self.income_items), ZERO)

    @property
    def expenses(self) -> Decimal:
        """All expenses."""
        return sum((i.amount for i in self.expense_items), ZERO)

    @property
    def surplus(self) -> Decimal:
        """本年收益."""
        return self.income - self.expenses


def _items(rows: Sequence[TrialRow], layout, sign: int) -> list[Item]:
    return [Item(title, sum((sign * r.balance for r in rows if r.account.code[:3] in codes), ZERO), codes) for title, codes in layout]


def year_of(books: Sequence[int], on: dt.date) -> list[Sum]:
    """What both statements of some books are made of: the sums of the year up to the day."""
    return sums_of(books, on, dt.date(on.year, 1, 1))


def balance_sheet_of(sums: Sequence[Sum], on: dt.date) -> BalanceSheet:
    """资产负债表 of ``year_of`` some books at the end of a day."""
    rows = trial_rows(sums)
    open_result = sum((-r.balance for r in rows if r.account.code[0] == "5"), ZERO)
    # Between funds of one book nothing is owed in the end: the two sides of 11301 stand in one item and cancel out.
    equity = [*_items(rows, EQUITY, -1)]
    equity[-1] = Item(equity[-1].title, equity[-1].amount + open_result, (*equity[-1].accounts, "5"))
    return BalanceSheet(on, _items(rows, ASSETS, 1), _items(rows, LIABILITIES, -1), equity)


def balance_sheet(book: Book, on: dt.date) -> BalanceSheet:
    """资产负债表 of a book."""
    return balance_sheet_of(year_of([book.pk], on), on)


def income_statement_of(sums: Sequence[Sum], on: dt.date) -> IncomeStatement:
    """收益及收益分配表 of ``year_of`` some books up to a day; vouchers that carry the result over are left out."""
    rows = trial_rows(replace(one, opening=-one.closing) for one in sums)
    carried = sum((-one.opening for one in sums if one.account.startswith("322")), ZERO)
    return IncomeStatement(dt.date(on.year, 1, 1), on, _items(rows, INCOME, -1), _items(rows, EXPENSES, 1), carried)


def income_statement(book: Book, on: dt.date) -> IncomeStatement:
    """收益及收益分配表 of a book."""
    return income_statement_of(year_of([book.pk], on), on)
