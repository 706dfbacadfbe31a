"""Writes of elections, in the order of the work."""

from qianxian.elections.commands.calling import (
    appoint_staff,
    approve_election,
    call_election,
    cancel_election,
    postpone_election,
    record_audit,
    record_defence,
)
from qianxian.elections.commands.candidates import declare_kinship, grant_proxy, nominate, publish_candidates, record_statement, revoke_proxy, withdraw_candidate
from qianxian.elections.commands.counting import compute_result, enter_sheet, open_following, publish_result
from qianxian.elections.commands.offices import open_offices, record_handover
from qianxian.elections.commands.roll import approve_exclusions, decide_objection, enter_voter, exclude_member, publish_roll, receive_objection, take_party_roll

__all__ = [
    "appoint_staff",
    "approve_election",
    "approve_exclusions",
    "call_election",
    "cancel_election",
    "compute_result",
    "decide_objection",
    "declare_kinship",
    "enter_sheet",
    "enter_voter",
    "exclude_member",
    "grant_proxy",
    "nominate",
    "open_following",
    "open_offices",
    "postpone_election",
    "publish_candidates",
    "publish_result",
    "publish_roll",
    "receive_objection",
    "record_audit",
    "record_defence",
    "record_handover",
    "record_statement",
    "revoke_proxy",
    "take_party_roll",
    "withdraw_candidate",
]
