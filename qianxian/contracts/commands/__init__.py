"""Writes of contracts, in the order of the work."""

from qianxian.contracts.commands.amending import amend_contract
from qianxian.contracts.commands.drafting import change_contract, draft_contract, withdraw_contract
from qianxian.contracts.commands.parties import answer_party, declare_party
from qianxian.contracts.commands.signing import end_contract, sign_contract, take_over_contract, terminate_contract

__all__ = [
    "amend_contract",
    "answer_party",
    "change_contract",
    "declare_party",
    "draft_contract",
    "end_contract",
    "sign_contract",
    "take_over_contract",
    "terminate_contract",
    "withdraw_contract",
]
