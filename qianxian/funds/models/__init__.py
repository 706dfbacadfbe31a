"""Tables of this room, by noun: chart, books and vouchers, sources, payments, statements."""

from qianxian.funds.models.books import BankAccount, Book, Fund, MonthClose, MonthTotal, Voucher, VoucherDraft, VoucherLine
from qianxian.funds.models.chart import Account, Purpose, Rectification
from qianxian.funds.models.payments import ApproverCeiling, Payment, Ratification, StandingResolution
from qianxian.funds.models.sources import Allocation, FundSource
from qianxian.funds.models.statements import BankStatement, BankStatementLine, DisclosureSheet

__all__ = [
    "Account",
    "Allocation",
    "ApproverCeiling",
    "BankAccount",
    "BankStatement",
    "BankStatementLine",
    "Book",
    "DisclosureSheet",
    "Fund",
    "FundSource",
    "MonthClose",
    "MonthTotal",
    "Payment",
    "Purpose",
    "Ratification",
    "Rectification",
    "StandingResolution",
    "Voucher",
    "VoucherDraft",
    "VoucherLine",
]
