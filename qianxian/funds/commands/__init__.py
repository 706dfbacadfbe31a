"""Writes of this room, by noun: books, sources, vouchers, payments and what they rest on, statements and disclosure."""

from qianxian.funds.commands.accruals import accrue_pay, recover_pay
from qianxian.funds.commands.bases import confirm_ceiling, confirm_standing, end_standing, enter_standing, propose_ceiling
from qianxian.funds.commands.books import close_bank_account, open_bank_account, open_book, open_collective_fund
from qianxian.funds.commands.payments import (
    approve_payment,
    book_payment,
    change_payment,
    look_at_payment,
    pay_out,
    ratify_payment,
    request_payment,
    return_payment,
    withdraw_payment,
)
from qianxian.funds.commands.sources import allocate, change_purpose, enter_source
from qianxian.funds.commands.statements import explain_difference, import_statement, prepare_disclosure, publish_disclosure, sign_disclosure
from qianxian.funds.commands.vouchers import check_voucher, close_month, drop_draft, prepare_move, prepare_reversal, prepare_voucher

__all__ = [
    "accrue_pay",
    "allocate",
    "approve_payment",
    "book_payment",
    "change_payment",
    "change_purpose",
    "check_voucher",
    "close_bank_account",
    "close_month",
    "confirm_ceiling",
    "confirm_standing",
    "drop_draft",
    "end_standing",
    "enter_source",
    "enter_standing",
    "explain_difference",
    "import_statement",
    "look_at_payment",
    "open_bank_account",
    "open_book",
    "open_collective_fund",
    "pay_out",
    "prepare_disclosure",
    "prepare_move",
    "prepare_reversal",
    "prepare_voucher",
    "propose_ceiling",
    "publish_disclosure",
    "ratify_payment",
    "recover_pay",
    "request_payment",
    "return_payment",
    "sign_disclosure",
    "withdraw_payment",
]
