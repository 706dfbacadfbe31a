"""Writes of this room, by noun: members and seats, property, leases and rent, distribution."""

from qianxian.collective.commands.distribution import distribute, drop_distribution, post_distribution
from qianxian.collective.commands.leases import drop_lease, end_lease, match_rent, plan_lease, sign_lease, state_namesake, take_over_lease
from qianxian.collective.commands.members import admit_member, correct_member, declare_related, end_member, end_seat, freeze_roll, link_member, seat_member
from qianxian.collective.commands.property import count_facility, dispose_asset, move_asset, move_parcel, record_inventory, register_asset, register_parcel, remeasure_parcel, strike_asset

__all__ = [
    "admit_member",
    "correct_member",
    "count_facility",
    "declare_related",
    "dispose_asset",
    "distribute",
    "drop_distribution",
    "drop_lease",
    "end_lease",
    "end_member",
    "end_seat",
    "freeze_roll",
    "link_member",
    "match_rent",
    "move_asset",
    "move_parcel",
    "plan_lease",
    "post_distribution",
    "record_inventory",
    "register_asset",
    "register_parcel",
    "remeasure_parcel",
    "seat_member",
    "sign_lease",
    "state_namesake",
    "strike_asset",
    "take_over_lease",
]
