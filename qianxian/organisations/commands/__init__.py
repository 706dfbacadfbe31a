"""Writes of the registry: organisations and terms, members and transfers, committees, and who holds which office."""

from qianxian.organisations.commands.committees import open_committee
from qianxian.organisations.commands.mandates import end_mandate, open_mandate
from qianxian.organisations.commands.members import admit_member, change_member_status, extend_probation, record_death
from qianxian.organisations.commands.terms import extend_term, open_term
from qianxian.organisations.commands.transfers import cancel_transfer, expire_transfers, issue_transfer, receive_transfer
from qianxian.organisations.commands.tree import change_organisation, dissolve_organisation, found_organisation

__all__ = [
    "admit_member", "cancel_transfer", "change_member_status", "change_organisation", "dissolve_organisation", "end_mandate", "expire_transfers",
    "extend_probation", "extend_term", "found_organisation", "issue_transfer", "open_committee", "open_mandate", "open_term", "receive_transfer", "record_death",
]  # fmt: skip
