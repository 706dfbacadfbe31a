"""Who may see, keep, correct and merge persons, and who may see a sealed field in full."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.people.models import Person

ELSEWHERE = _("这个人不在您的范围内。请联系所在镇（街道）的组织干部。")


def is_himself(by: Actor, person: Person) -> bool:
    """True when the actor is the person."""
    return bool(by.person_uuid) and str(by.person_uuid) == str(person.uuid)


def can_list_people(by: Actor) -> Verdict:
    """Lists of persons: those who work with members."""
    return ALLOWED if by.may(P.VIEW_MEMBERS) else deny(_("人员名册由组织部门和党组织查看。自己的记录在「我的档案」。"))


def can_view_person(by: Actor, person: Person) -> Verdict:
    """One person's page: those who work with members or engagements, within reach."""
    if not (by.may(P.VIEW_MEMBERS) or by.may(P.VIEW_ENGAGEMENTS)):
        return deny(_("人员档案由组织部门和党组织查看。自己的记录在「我的档案」。"))
    return ALLOWED if by.reaches(person.division_code) else deny(ELSEWHERE)


def can_view_own_record(by: Actor) -> Verdict:
    """One's own record, for everybody whose login is tied to a person."""
    if not by.may(P.VIEW_OWN_RECORD):
        return deny(_("这个角色没有个人档案页面。换到本人的角色再看。"))
    return ALLOWED if by.person_uuid else deny(_("您的账号还没有和人员档案对应。请联系所在镇（街道）的组织干部。"))


def can_register_person(by: Actor, division_code: str) -> Verdict:
    """Officers who keep the registry of the place."""
    if not by.may(P.EDIT_REGISTRY):
        return deny(_("人员由镇（街道）组织干部或区委组织部干部登记。"))
    return ALLOWED if by.reaches(division_code) else deny(_("这个地方不在您的范围内。"))


def can_correct_person(by: Actor, person: Person) -> Verdict:
    """Officers of the place; never one's own record."""
    if not by.may(P.CORRECT_PERSONS):
        return deny(_("人员信息由镇（街道）组织干部或区委组织部干部更正。请把证件交给他们核对。"))
    if is_himself(by, person):
        return deny(_("自己的档案由同事更正。"))
    return ALLOWED if by.reaches(person.division_code) else deny(ELSEWHERE)


def can_merge_persons(by: Actor, kept: Person, doubled: Person) -> Verdict:
    """Both records in reach."""
    verdict = can_correct_person(by, kept)
    return can_correct_person(by, doubled) if verdict else verdict


def can_reveal_field(by: Actor, person: Person) -> Verdict:
    """Sealed and masked fields in full: organisation officers, with a reason, within a daily limit."""
    if not by.may(P.REVEAL_FIELDS):
        return deny(_("完整号码由组织部门干部因工作需要查看。请说明用途，请他们代查。"))
    return ALLOWED if by.reaches(person.division_code) else deny(ELSEWHERE)
