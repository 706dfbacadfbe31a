"""Members admitted, corrected and ended; rolls frozen; delegates, directors and supervisors seated, with those near to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.collective import numbers
from qianxian.collective import permissions as may
from qianxian.collective.judging import judged
from qianxian.collective.models import Member, NearParty, Roll, RollEntry, Seat
from qianxian.collective.queries import members as queries
from qianxian.collective.rules.members import last_day_of_seat
from qianxian.decisions.models import Body, Meeting, Recusal
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.people.models import Person

SIDES = (Seat.Kind.CHAIR, Seat.Kind.DIRECTOR, Seat.Kind.SUPERVISOR)


@transaction.atomic
def admit_member(
    *, division_code: str, name: str, household: str, born_on: dt.date, since: dt.date, basis: str, document: str, by: Actor, on: dt.date, shares: int = 1,
    incapable: bool = False, person: Person | None = None,
) -> Member:  # fmt: skip
    """A member from a day on, on one of the lawful grounds. Raises RuleViolated; PostgreSQL refuses a person who is a member elsewhere."""
    require(may.can_keep_members(by, division_code))
    faults = [Violation(field, said, "R-C04", field) for field, said, wrong in (
        ("name", _("写明姓名。"), not name.strip()), ("household", _("写明户号或户主。"), not household.strip()), ("document", _("写明依据的文件或会议记录。"), not document.strip()),
        ("since", _("成为成员的日期不能晚于今天，不能早于出生日期。"), not born_on <= since <= on)) if wrong]  # fmt: skip
    if division_code.endswith("000"):
        faults.append(Violation("division", _("集体成员按村（社区）登记。请选择村（社区）。"), "R-C04", "division"))
    if person is not None and Member.objects.filter(person=person, ended_on__isnull=True).exists():
        faults.append(Violation("member", _("这个人已经是集体成员。"), "R-C04", "person"))
    if faults:
        raise RuleViolated(faults)
    row = Member.objects.create(
        division_code=division_code, number=numbers.next_number(numbers.MEMBER, division_code, on.year), person=person, name=name.strip(), household=household.strip(), born_on=born_on,
        incapable=incapable, shares=shares, since=since, basis=basis, document=document.strip(), recorded_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="collective.admit_member", thing=row, after={"since": since, "basis": basis, "shares": shares}, reason=document)
    return row


@transaction.atomic
def correct_member(*, member: Member, household: str, shares: int, incapable: bool, reason: str, by: Actor) -> Member:
    """Household, shares or capacity set right, with the paper it rests on; rolls already frozen keep what they said."""
    row = _locked(member)
    require(may.can_keep_members(by, row.division_code))
    if row.ended_on:
        raise Conflict(_("这名成员的身份已经终止，不能再改。"))
    if not reason.strip() or not household.strip():
        raise violated("reason", _("写明户号和依据的文件。"), "R-C04", "reason")
    before = audit.snapshot(row, "household", "shares", "incapable")
    row.household, row.shares, row.incapable, row.version = household.strip(), shares, incapable, row.version + 1
    row.save()
    audit.record(by=by, action="collective.correct_member", thing=row, before=before, after=audit.snapshot(row, "household", "shares", "incapable"), reason=reason)
    return row


@transaction.atomic
def link_member(*, member: Member, person: Person, by: Actor, reason: str = "") -> Member:
    """The member known as a person of the registry, found by the identity number on his own paper; a link that was wrong is set right with its reason.

    Raises RuleViolated where name or day of birth differ, or the person is a member already (R-C04). Both persons stay in the change's history.
    """
    row = _locked(member)
    require(may.can_keep_members(by, row.division_code))
    if row.person_id == person.pk:
        raise Conflict(_("这名成员已经对应这份人员档案。"), current=row)
    faults = []
    if (person.name, person.birth_date) != (row.name, row.born_on):
        faults.append(Violation("other_person", _("人员档案的姓名或出生日期与成员登记不同。核对证件；登记有误的先更正。"), "R-C04", "identity"))
    if Member.objects.filter(person=person, ended_on__isnull=True).exclude(pk=row.pk).exists():
        faults.append(Violation("member", _("这个人已经是集体成员。"), "R-C04", "identity"))
    if row.person_id and not reason.strip():
        faults.append(Violation("reason", _("这名成员已对应另一份人员档案。改的要写明原因。"), "R-C04", "reason"))
    if faults:
        raise RuleViolated(faults)
    before = {"person": str(row.person.uuid) if row.person_id else None}
    row.person, row.version = person, row.version + 1
    row.save(update_fields=["person", "version"])
    audit.record(by=by, action="collective.link_member", thing=row, before=before, after={"person": str(person.uuid)}, reason=reason)
    return row


@transaction.atomic
def end_member(*, member: Member, event: str, ended_on: dt.date, document: str, by: Actor, on: dt.date, elsewhere: str = "", contract_civil_servant: bool = False) -> Member:
    """Membership ended on one of the four lawful grounds (R-C04); seats end with it. Raises RuleViolated for marriage, study, work away and the like."""
    row = _locked(member)
    require(may.can_keep_members(by, row.division_code))
    if row.ended_on:
        raise Conflict(_("这名成员的身份已经终止。"), current=row)
    # Asked by the newest text whatever the day: what the law of 2025 says plainly was no ground before it either.
    faults = judged("R-C04", max(ended_on, on, queries.LAW_FROM), {"event": event, "elsewhere": elsewhere, "contract_civil_servant": contract_civil_servant}, "event")[0]
    if not faults and event not in Member.EndBasis.values:
        faults.append(Violation("event", _("请选择终止的情形。"), "R-C04", "event"))
    if not document.strip():
        faults.append(Violation("document", _("写明依据的文件或会议记录。"), "R-C04", "document"))
    if not row.since <= ended_on <= on:
        faults.append(Violation("ended_on", _("终止日期不能早于成为成员的日期，不能晚于今天。"), "R-C04", "ended_on"))
    if faults:
        raise RuleViolated(faults)
    for one in row.seats.filter(period__endswith__gt=add_days(ended_on, 1), period__startswith__lte=ended_on):
        _shorten(one, ended_on, _("成员身份终止"), by)
    row.ended_on, row.end_basis, row.end_document, row.ended_by, row.version = ended_on, event, document.strip(), by.login, row.version + 1
    row.elsewhere = elsewhere.strip() if event == Member.EndBasis.MEMBER_ELSEWHERE else ""
    row.save()
    audit.record(by=by, action="collective.end_member", thing=row, after={"ended_on": ended_on, "basis": event}, reason=document)
    return row


@transaction.atomic
def freeze_roll(*, division_code: str, purpose: str, by: Actor, on: dt.date, day: dt.date | None = None, meeting: Meeting | None = None) -> Roll:
    """The members of a day written down for an assembly or a distribution. For a meeting it is the notice's day, and the number called must be theirs."""
    require(may.can_keep_members(by, division_code) if purpose == Roll.Purpose.ASSEMBLY or by.may("keep_collective") else may.can_distribute(by, division_code))
    of_day = meeting.notice_on if meeting is not None else day or on
    rows = list(queries.members_on(by, of_day, division_code).order_by("household", "id"))
    voters = sum(row.votes_on(of_day) for row in rows)
    faults = []
    if of_day > on or not rows:
        faults.append(Violation("day", _("这一天还没有到，或者没有登记成员。"), "R-C01", "day"))
    if meeting is not None and (meeting.body != Body.COLLECTIVE_ASSEMBLY or meeting.eligible != voters):
        faults.append(Violation("meeting", _("会议通知的应到会人数是 %(told)s，名册上有表决权的成员是 %(voters)s 人；请取消会议，按名册重新通知。")
                                % {"told": meeting.eligible, "voters": voters}, "R-C01", "meeting"))  # fmt: skip
    if faults:
        raise RuleViolated(faults)
    made = Roll.objects.create(
        division_code=division_code, number=numbers.next_number(numbers.ROLL, division_code, on.year), purpose=purpose, on=of_day, meeting=meeting, members=len(rows), voters=voters,
        households=len({row.household for row in rows}), shares=sum(row.shares for row in rows), frozen_on=on, frozen_by=by.login,
    )  # fmt: skip
    _entries(made, rows)
    audit.record(by=by, action="collective.freeze_roll", thing=made, after={"on": of_day, "members": made.members, "voters": voters, "shares": made.shares})
    return made


def _entries(roll: Roll, rows: Sequence[Member]) -> None:
    RollEntry.objects.bulk_create(
        RollEntry(division_code=roll.division_code, roll=roll, member=row, turn=turn, name=row.name, household=row.household, votes=row.votes_on(roll.on), shares=row.shares)
        for turn, row in enumerate(rows, start=1)
    )


@transaction.atomic
def seat_member(*, member: Member, kind: str, first_day: dt.date, last_day: dt.date, document: str, by: Actor, on: dt.date, no_relatives: bool = False) -> Seat:
    """A delegate, chair, director or supervisor for at most five years. Raises RuleViolated for near relatives on the board, both sides at once, a second chair."""
    row = _locked(member)
    require(may.can_keep_members(by, row.division_code))
    faults = _seat_faults(row, kind, first_day, last_day, document, no_relatives)
    if faults:
        raise RuleViolated(faults)
    made = Seat.objects.create(division_code=row.division_code, member=row, kind=kind, period=DateRange(first_day, add_days(last_day, 1)), document=document.strip(),
                               no_relatives=no_relatives, recorded_by=by.login)  # fmt: skip
    audit.record(by=by, action="collective.seat_member", thing=made, after={"kind": kind, "first_day": first_day, "last_day": last_day}, reason=document)
    return made


def _seat_faults(row: Member, kind: str, first_day: dt.date, last_day: dt.date, document: str, no_relatives: bool) -> list[Violation]:
    faults = []
    if not first_day <= last_day <= last_day_of_seat(first_day):
        faults.append(Violation("term", _("每届任期不超过五年，最迟到 %(day)s。") % {"day": last_day_of_seat(first_day)}, "R-C03", "last_day"))
    if first_day < row.since or (row.ended_on and last_day > row.ended_on) or not row.votes_on(first_day):
        faults.append(Violation("member", _("要由有完全民事行为能力的现任成员担任。"), "R-C03", "member"))
    if kind in (Seat.Kind.CHAIR, Seat.Kind.DIRECTOR) and not no_relatives:
        faults.append(Violation("relatives", _("理事会成员之间实行近亲属回避；请核对并申明没有近亲属同在理事会。"), "R-C03", "no_relatives"))
    if not document.strip():
        faults.append(Violation("document", _("写明选举结果的文件。"), "R-C03", "document"))
    if faults:
        return faults
    period = DateRange(first_day, add_days(last_day, 1))
    taken = Seat.objects.filter(period__overlap=period)
    if taken.filter(member=row, kind__in=SIDES if kind in SIDES else [kind]).exists():
        faults.append(Violation("twice", _("这名成员同期已经任职；理事和监事不能由一个人兼任。"), "R-C03", "member"))
    if kind == Seat.Kind.CHAIR and taken.filter(division_code=row.division_code, kind=kind).exists():
        faults.append(Violation("chair", _("同期已经有理事长。请先办理离任。"), "R-C03", "kind"))
    return faults


@transaction.atomic
def end_seat(*, seat: Seat, last_day: dt.date, reason: str, by: Actor, on: dt.date) -> Seat:
    """A seat ended before its term, with why."""
    row = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    require(may.can_keep_members(by, row.division_code))
    if row.last_day < on:
        raise Conflict(_("任期已经届满或已经离任。"))
    if not reason.strip() or not row.period.lower <= last_day <= on:
        raise violated("reason", _("写明离任原因；离任日期在任期内，不能晚于今天。"), "R-C03", "last_day")
    _shorten(row, last_day, reason.strip(), by)
    audit.record(by=by, action="collective.end_seat", thing=row, after={"last_day": last_day}, reason=reason)
    return row


def _shorten(row: Seat, last_day: dt.date, reason: str, by: Actor) -> None:
    row.period, row.ended_by, row.end_reason, row.version = DateRange(row.period.lower, add_days(last_day, 1)), by.login, reason[:200], row.version + 1
    row.save()


@transaction.atomic
def declare_related(*, seat: Seat, name: str, relation: str, by: Actor, on: dt.date) -> NearParty:
    """Who is near to a director or supervisor: asked of each contract (R-C06)."""
    row = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    require(may.can_keep_members(by, row.division_code))
    faults = []
    if row.kind == Seat.Kind.DELEGATE:
        faults.append(Violation("kind", _("关联方由理事、监事申明，成员代表不用申明。"), "R-C06", "name"))
    if relation not in Recusal.Relation.values:
        faults.append(Violation("relation", _("选择与对方的关系。"), "R-C06", "relation"))
    if not name.strip() or row.related_parties.filter(name=name.strip()).exists():
        faults.append(Violation("name", _("写明关联方的姓名或单位全称，同一个只申明一次。"), "R-C06", "name"))
    if faults:
        raise RuleViolated(faults)
    made = NearParty.objects.create(division_code=row.division_code, seat=row, name=name.strip(), relation=relation, declared_on=on, declared_to=by.login)
    audit.record(by=by, action="collective.declare_related", thing=made, after={"relation": relation})
    return made


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update(no_key=True).get(pk=member.pk)
