"""Who may read and keep the registry of Party organisations, members, committees and offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.organisations.models import Committee, Mandate, MemberTransfer, PartyMember, PartyOrganisation

ELSEWHERE = _("这个地方不在您的范围内。请联系所在镇（街道）的组织干部。")
EDITORS = _("党组织台账由镇（街道）组织干部和区委组织部干部录入。请把材料交给他们。")


def _edits(by: Actor, division_code: str) -> Verdict:
    if not by.may(P.EDIT_REGISTRY):
        return deny(EDITORS)
    return ALLOWED if by.reaches(division_code) else deny(ELSEWHERE)


def can_view_organisations(by: Actor) -> Verdict:
    """Everyone who works with the registry."""
    return ALLOWED if by.may(P.VIEW_REGISTRY) else deny(_("党组织台账由组织部门、镇（街道）和村（社区）党组织查看。"))


def can_view_members(by: Actor) -> Verdict:
    """Membership is sensitive: Party organisations and their officers only."""
    return ALLOWED if by.may(P.VIEW_MEMBERS) else deny(_("党员名册由组织部门和党组织查看。需要核对的，请联系所在支部书记。"))


def can_found_organisation(by: Actor, division_code: str) -> Verdict:
    """Officers who keep the registry of the place."""
    return _edits(by, division_code)


def can_change_organisation(by: Actor, organisation: PartyOrganisation) -> Verdict:
    """As for founding."""
    return _edits(by, organisation.division_code)


def can_keep_terms(by: Actor, organisation: PartyOrganisation) -> Verdict:
    """As for founding."""
    return _edits(by, organisation.division_code)


def can_admit_member(by: Actor, organisation: PartyOrganisation) -> Verdict:
    """As for founding; the branch decides, the officer enters."""
    return _edits(by, organisation.division_code)


def can_change_member(by: Actor, member: PartyMember) -> Verdict:
    """Officers of the place; never one's own membership."""
    if by.person_uuid and str(member.person.uuid) == str(by.person_uuid):
        return deny(_("自己的党籍由同事录入。"))
    return _edits(by, member.division_code)


def can_issue_transfer(by: Actor, member: PartyMember) -> Verdict:
    """The place that lets the member go."""
    return can_change_member(by, member)


def can_receive_transfer(by: Actor, transfer: MemberTransfer) -> Verdict:
    """The place that takes the member in."""
    return _edits(by, transfer.to_division_code)


def can_keep_committee(by: Actor, division_code: str) -> Verdict:
    """Officers enter what the voters decided."""
    return _edits(by, division_code)


def can_open_mandate(by: Actor, body: PartyOrganisation | Committee) -> Verdict:
    """Officers enter what the election or the upper organisation decided."""
    return _edits(by, body.division_code)


def can_end_mandate(by: Actor, mandate: Mandate) -> Verdict:
    """As for opening; never one's own office."""
    if by.person_uuid and str(mandate.person.uuid) == str(by.person_uuid):
        return deny(_("自己的任职变动由同事录入。"))
    return _edits(by, mandate.division_code)
