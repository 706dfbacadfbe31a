"""Writes of cases: taken in, led on, ended. Each adds one step, and the case follows its last step."""

from qianxian.cases.commands.course import accept_case, ask_supplement, note_progress, supply, transfer_case
from qianxian.cases.commands.ending import finish_case, refuse_case, reopen_case, withdraw_case
from qianxian.cases.commands.opinion import say_opinion
from qianxian.cases.commands.receiving import Received, apply_for, receive_case, renew_receipt

__all__ = [
    "Received", "accept_case", "apply_for", "ask_supplement", "finish_case", "note_progress", "receive_case", "refuse_case", "renew_receipt", "reopen_case",
    "say_opinion", "supply", "transfer_case", "withdraw_case",
]  # fmt: skip
