"""Writes of requests: told or taken in, led on, answered, ended; petitions; the identity opened by its one role. The request follows its last step."""

from qianxian.requests.commands.course import accept_request, answer_request, assign_request, name_complained_of, note_request, open_thread_for
from qianxian.requests.commands.ending import decline_request, finish_request, reopen_request, visit_requester, withdraw_request
from qianxian.requests.commands.identity import reveal_requester
from qianxian.requests.commands.petitions import answer_review, ask_review, extend_petition, register_petition
from qianxian.requests.commands.receiving import Told, receive_request, renew_request_receipt, tell

__all__ = [
    "Told", "accept_request", "answer_request", "answer_review", "ask_review", "assign_request", "decline_request", "extend_petition", "finish_request",
    "name_complained_of", "note_request", "open_thread_for", "receive_request", "register_petition", "renew_request_receipt", "reopen_request",
    "reveal_requester", "tell", "visit_requester", "withdraw_request",
]  # fmt: skip
