"""Writes of this room, by noun: books, sources, vouchers."""

from qianxian.funds.commands.books import close_bank_account, open_bank_account, open_book, open_collective_fund
from qianxian.funds.commands.sources import allocate, change_purpose, enter_source
from qianxian.funds.commands.vouchers import check_voucher, close_month, drop_draft, prepare_reversal, prepare_voucher

__all__ = [
    "allocate",
    "change_purpose",
    "check_voucher",
    "close_bank_account",
    "close_month",
    "drop_draft",
    "enter_source",
    "open_bank_account",
    "open_book",
    "open_collective_fund",
    "prepare_reversal",
    "prepare_voucher",
]
