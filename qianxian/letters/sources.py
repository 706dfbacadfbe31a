"""What each kind of letter says, read from the register that holds it: nothing is typed that the house knows.

Example: ``said("membership", uuid, by, on)`` gives name, place and the lines of 党员身份证明; None where the register does not hold it on the day.
Wording is Chinese by office and is not translated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import override

from qianxian.accounts.rights import Permission as P
from qianxian.cases import queries as cases
from qianxian.cases.models import Case
from qianxian.cases.moves import CLOSED
from qianxian.collective.queries.members import members_on
from qianxian.divisions.queries import place_on_paper
from qianxian.foundation.actor import Actor
from qianxian.foundation.papers.engine import chinese_date
from qianxian.letters.models import Letter
from qianxian.organisations import queries as organisations
from qianxian.organisations.models import PartyMember

FOUND = 20
Kind = Letter.Kind


@dataclass(frozen=True)
class Said:
    """Of whom, of which place, by which body, in which lines."""

    about: UUID
    name: str
    label: str
    division_code: str
    issuer: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A kind's register: who may read it, how a name is found in it, what it says of one row."""

    permission: P
    find: Callable[[Actor, dt.date, str], Any]
    one: Callable[[Actor, dt.date, UUID], Any]
    say: Callable[[Any, dt.date], Said]


def _who(name: str, identity: str) -> str:
    return f"{name}（公民身份号码{identity}）" if identity else name


def _member(row: PartyMember, on: dt.date) -> Said:
    full = f"{chinese_date(row.full_on)}转为正式党员" if row.full_on else "现为预备党员"
    lines = (f"兹证明{_who(row.person.name, row.person.identity_masked)}同志系{row.organisation.name}党员，{chinese_date(row.joined_on)}入党，{full}。",
             f"以上根据{chinese_date(on)}党员名册。组织关系转接另开介绍信，本证明不作转接用。")  # fmt: skip
    return Said(row.uuid, row.person.name, f"{row.person.name}　{row.organisation.short_name or row.organisation.name}", row.division_code, row.organisation.name, lines)


def _office(row: Any, on: dt.date) -> Said:
    body = row.organisation.name if row.organisation_id else row.committee.name
    where = "" if row.organisation_id else place_on_paper(row.division_code)
    office = f"{where}{body}{row.get_role_display()}"
    lines = (f"兹证明{_who(row.person.name, row.person.identity_masked)}同志自{chinese_date(row.period.lower)}起担任{office}，至今在任。", f"以上根据{chinese_date(on)}任职台账。")
    return Said(row.uuid, row.person.name, f"{row.person.name}　{office}", row.division_code, place_on_paper(row.division_code), lines)


def _collective(row: Any, on: dt.date) -> Said:
    place = place_on_paper(row.division_code)
    lines = (f"兹证明{row.name}自{chinese_date(row.since)}起为{place}集体经济组织成员，成员编号{row.number}，取得依据为{row.get_basis_display()}。", f"以上根据{chinese_date(on)}成员登记簿。")
    return Said(row.uuid, row.name, f"{row.name}　{row.number}", row.division_code, f"{place}集体经济组织", lines)


def _case(row: Any, on: dt.date) -> Said:
    stands = f"{chinese_date(row.closed_on)}结束，结果为{row.get_state_display()}" if row.state in CLOSED else f"现在{row.get_state_display()}"
    lines = (f"{row.applicant_name}于{chinese_date(row.received_on)}在{place_on_paper(row.division_code)}党群服务中心申请办理「{row.item.name}」，办件编号{row.number}，{stands}。",
             f"以上根据{chinese_date(on)}办件登记。")  # fmt: skip
    return Said(row.uuid, row.applicant_name, f"{row.number}　{row.item.name}", row.division_code, f"{place_on_paper(row.division_code)}党群服务中心", lines)


def _members(by: Actor, on: dt.date) -> Any:
    return organisations.members_on(by, on).filter(status__in=[PartyMember.Status.FULL, PartyMember.Status.PROBATIONARY])


SOURCES: dict[str, Source] = {
    Kind.MEMBERSHIP: Source(P.VIEW_MEMBERS, lambda by, on, words: _members(by, on).filter(person__name__contains=words),
                            lambda by, on, uuid: _members(by, on).filter(uuid=uuid).first(), _member),
    Kind.OFFICE: Source(P.VIEW_REGISTRY, lambda by, on, words: organisations.mandates_on(by, on).filter(person__name__contains=words),
                        lambda by, on, uuid: organisations.mandates_on(by, on).filter(uuid=uuid).first(), _office),
    Kind.COLLECTIVE: Source(P.VIEW_COLLECTIVE, lambda by, on, words: members_on(by, on).filter(name__contains=words),
                            lambda by, on, uuid: members_on(by, on).filter(uuid=uuid).first(), _collective),
    Kind.CASE: Source(P.VIEW_CASES, lambda by, on, words: cases.cases(by).filter(number__icontains=words), lambda by, on, uuid: cases.case_by_uuid(uuid, by), _case),
}  # fmt: skip


def kinds_of(by: Actor) -> list[tuple[str, str]]:
    """The kinds that the actor may draft: those whose register he reads, and the general letter."""
    return [(code, label) for code, label in Kind.choices if code == Kind.GENERAL or by.may(SOURCES[Kind(code)].permission)]


def found(kind: str, words: str, by: Actor, on: dt.date) -> list[Said]:
    """Rows of the kind's register that answer to the words, the first twenty."""
    source = SOURCES.get(Kind(kind))
    if source is None or not words.strip() or not by.may(source.permission):
        return []
    with override("zh-hans"):
        return [source.say(row, on) for row in source.find(by, on, words.strip())[:FOUND]]


def cases_of_applicant(case: Case, by: Actor, on: dt.date) -> list[Said]:
    """The other cases of the applicant of a case, by his name: what a letter asked for over that case may be about."""
    with override("zh-hans"):
        return [_case(row, on) for row in cases.cases(by).filter(division_code=case.division_code, applicant_name=case.applicant_name).exclude(pk=case.pk)[:FOUND]]


def said(kind: str, about: UUID, by: Actor, on: dt.date) -> Said | None:
    """What the register says of one row on the day; None where it does not hold it, or the actor may not read it."""
    source = SOURCES.get(Kind(kind))
    row = source.one(by, on, about) if source and by.may(source.permission) else None
    with override("zh-hans"):
        return source.say(row, on) if source and row else None
