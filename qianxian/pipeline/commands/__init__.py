"""Writes of this room, by noun: the reserve and what people have shown, admissions."""

from qianxian.pipeline.commands.admissions import (
    admit_at_meeting,
    approve_admission,
    end_admission,
    extend_probation,
    make_full_member,
    name_activist,
    name_target,
    open_admission,
    take_over_probation,
)
from qianxian.pipeline.commands.reserve import end_candidate, propose_candidate, record_capability, settle_candidate, withdraw_capability

__all__ = [
    "admit_at_meeting",
    "approve_admission",
    "end_admission",
    "end_candidate",
    "extend_probation",
    "make_full_member",
    "name_activist",
    "name_target",
    "open_admission",
    "propose_candidate",
    "record_capability",
    "settle_candidate",
    "take_over_probation",
    "withdraw_capability",
]
