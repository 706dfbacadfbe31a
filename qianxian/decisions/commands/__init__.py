"""Writes of decisions, in the order of the work."""

from qianxian.decisions.commands.matters import amend_matter, close_matter, open_matter, take_up_again, withdraw_matter
from qianxian.decisions.commands.meetings import call_meeting, cancel_meeting, confirm_count, enter_count, postpone_meeting, recuse
from qianxian.decisions.commands.papers import answer_objection, issue_certificate, publish_decision, publish_result, receive_objection, revoke_certificate
from qianxian.decisions.commands.powers import look_at_flag, move_power_case, open_power_case, stop_power_case

__all__ = [
    "amend_matter",
    "answer_objection",
    "call_meeting",
    "cancel_meeting",
    "close_matter",
    "confirm_count",
    "enter_count",
    "issue_certificate",
    "look_at_flag",
    "move_power_case",
    "open_matter",
    "open_power_case",
    "postpone_meeting",
    "publish_decision",
    "publish_result",
    "receive_objection",
    "recuse",
    "revoke_certificate",
    "stop_power_case",
    "take_up_again",
    "withdraw_matter",
]
