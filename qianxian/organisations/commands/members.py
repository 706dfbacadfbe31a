"""Admission, status and death of members. Counting by votes and the long way of development (R-P18) is another issue's."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import ONE_DAY, add_months
from qianxian.foundation.records import holding_from
from qianxian.foundation.sheets.checks import full_years
from qianxian.foundation.verdict import require
from qianxian.organisations import permissions
from qianxian.organisations.judging import judged
from qianxian.organisations.models import BranchRegistration, Mandate, PartyMember, PartyOrganisation
from qianxian.people import commands as people
from qianxian.people.models import Person

S = PartyMember.Status
LEFT = frozenset({S.EXPELLED, S.WITHDRAWN, S.STRUCK_OFF, S.DECEASED})
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    S.PROBATIONARY: frozenset({S.FULL, S.WITHDRAWN, S.STRUCK_OFF, S.EXPELLED, S.DECEASED}),
    S.FULL: frozenset({S.SUSPENDED, S.OBSERVED, *LEFT}),
    S.SUSPENDED: frozenset({S.FULL, *LEFT}),
    S.OBSERVED: frozenset({S.FULL, *LEFT}),
    S.EXPELLED: frozenset(), S.WITHDRAWN: frozenset(), S.STRUCK_OFF: frozenset(), S.DECEASED: frozenset(),
}  # fmt: skip
HOLDERS = frozenset({"party_branch", "joint_branch", "general_party_branch", "primary_party_committee"})


@transaction.atomic
def admit_member(
    *, person: Person, organisation: PartyOrganisation, joined_on: dt.date, by: Actor, on: dt.date, status: str = S.PROBATIONARY,
    full_on: dt.date | None = None, document: str = "",
) -> PartyMember:  # fmt: skip
    """The person as a member of the branch from the day of the members' meeting (党章 art. 7); 18 years old; never in a temporary branch (R-P09)."""
    branch = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_admit_member(by, branch))
    faults = _admission_faults(held, branch, joined_on, full_on, status, on)
    if faults:
        raise RuleViolated(faults)
    probation_ends = add_months(joined_on, 12) if status == S.PROBATIONARY else None
    member = PartyMember.objects.create(division_code=branch.division_code, person=held, organisation=branch, status=status, joined_on=joined_on,
                                        full_on=full_on, probation_ends_on=probation_ends)  # fmt: skip
    BranchRegistration.objects.create(
        division_code=branch.division_code, member=member, organisation=branch, period=DateRange(joined_on, None), source_document=document
    )
    audit.record(by=by, action="organisations.admit_member", thing=member, reason=document,
                 after={**audit.snapshot(member, "status", "joined_on", "full_on"), "organisation": branch.code, "person": str(held.uuid)})  # fmt: skip
    return member


def _admission_faults(
    person: Person, branch: PartyOrganisation, joined: dt.date, full: dt.date | None, status: str, on: dt.date
) -> list[Violation]:
    faults = []
    if branch.kind == "temporary_branch":
        faults += judged("R-P09", joined, {"act": "admission", "task_ends": branch.expires_on}, "organisation")[0]
    elif branch.kind not in HOLDERS or branch.status != "active":
        faults.append(Violation("organisation", _("选择一个在册的支部。"), field="organisation"))
    if full_years(person.birth_date, joined) < 18:
        faults.append(Violation("too_young", _("入党那天未满 18 岁。核对入党日期和出生日期。"), "党章第一条", "joined_on"))
    if joined > on:
        faults.append(Violation("future", _("入党日期 %(day)s 还没有到。") % {"day": joined}, field="joined_on"))
    if full and full < joined:
        faults.append(Violation("date_order", _("转正日期要不早于入党日期 %(day)s。") % {"day": joined}, "党章第七条", "full_on"))
    if (status == S.FULL) != bool(full):
        faults.append(Violation("full_on", _("正式党员要写转正日期，预备党员不写。"), "党章第七条", "full_on"))
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用。"), field="person"))
    if PartyMember.objects.filter(person=person).exists():
        faults.append(Violation("member", _("这个人已经登记为党员。变更所在支部请走组织关系转接。"), field="person"))
    return faults


@transaction.atomic
def change_member_status(*, member: PartyMember, status: str, date: dt.date, document: str, by: Actor, on: dt.date) -> PartyMember:
    """The member in the new status from ``date``. Becoming a full member needs the year of probation; leaving closes the registration that day."""
    held = PartyMember.objects.select_for_update(of=["self"], no_key=True).select_related("person").get(pk=member.pk)
    require(permissions.can_change_member(by, held))
    faults = []
    if status not in ALLOWED_MOVES[held.status]:
        words = {"a": held.get_status_display(), "b": dict(S.choices).get(status, status)}
        faults.append(Violation("move", _("「%(a)s」不能直接变为「%(b)s」。") % words, "党章第七条、第九条、第四十二条", "status"))
    if not document.strip():
        faults.append(Violation("document", _("填写支部大会决议或上级批复的文号。"), field="document"))
    if date > on:
        faults.append(Violation("future", _("日期 %(day)s 还没有到。") % {"day": date}, field="date"))
    if held.status == S.PROBATIONARY and status == S.FULL and held.probation_ends_on and date < held.probation_ends_on:
        faults.append(Violation("probation", _("预备期到 %(day)s 才满。") % {"day": held.probation_ends_on}, "党章第七条", "date"))
    if (last := held.former.aggregate(n=Max("period__endswith"))["n"]) and date < last:
        faults.append(Violation("out_of_order", _("从 %(day)s 起已有一次变更，新的变更不能早于它。核对日期。") % {"day": last}, field="date"))
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(held, "status", "full_on", "ended_on")
    if held.status == S.PROBATIONARY and status == S.FULL:
        held.full_on = date
    held.status, held.version = status, held.version + 1
    if status in LEFT:
        held.ended_on = date
        close_registration(held, date + ONE_DAY)
    with holding_from(date + ONE_DAY if status in LEFT else date):  # on his last day somebody still is a member
        held.save(update_fields=["status", "full_on", "ended_on", "version"])
    audit.record(
        by=by,
        action="organisations.change_member_status",
        thing=held,
        before=before,
        after=audit.snapshot(held, "status", "full_on", "ended_on"),
        reason=document,
    )
    return held


@transaction.atomic
def extend_probation(*, member: PartyMember, months: int, document: str, by: Actor, on: dt.date) -> PartyMember:
    """The probation's end moved by ``months`` (R-P18: once, six to twelve; who calls has asked the rule)."""
    held = PartyMember.objects.select_for_update(of=["self"], no_key=True).select_related("person").get(pk=member.pk)
    require(permissions.can_change_member(by, held))
    if held.status != S.PROBATIONARY or held.probation_ends_on is None:
        raise violated("move", _("只有预备党员可以延长预备期。"), "党章第七条", "months")
    before = audit.snapshot(held, "probation_ends_on")
    held.probation_ends_on, held.version = add_months(held.probation_ends_on, months), held.version + 1
    held.save(update_fields=["probation_ends_on", "version"])
    audit.record(by=by, action="organisations.extend_probation", thing=held, before=before, after=audit.snapshot(held, "probation_ends_on"), reason=document)
    return held


def close_registration(member: PartyMember, first_day_after: dt.date) -> None:
    """End the open branch registration; the day given is the first one outside."""
    for row in member.registrations.select_for_update().filter(period__endswith__isnull=True):
        if row.period.lower >= first_day_after:
            raise violated("registration", _("组织关系从 %(day)s 起算，日期不能早于它。") % {"day": row.period.lower}, field="date")
        row.period, row.version = DateRange(row.period.lower, first_day_after), row.version + 1
        row.save(update_fields=["period", "version"])


@transaction.atomic
def record_death(*, person: Person, died_on: dt.date, document: str, by: Actor, on: dt.date) -> Person:
    """The person's end of life: membership and offices end that day. A director's engagement has to be ended first, by its own command."""
    held = people.record_death(person=person, died_on=died_on, document=document, by=by, on=on)
    member = PartyMember.objects.filter(person=held).exclude(status__in=LEFT).first()
    if member is not None:
        change_member_status(member=member, status=S.DECEASED, date=died_on, document=document or _("去世"), by=by, on=on)
    for mandate in Mandate.objects.select_for_update(of=["self"]).filter(person=held, period__contains=died_on):
        before = audit.snapshot(mandate, "period", "end_reason")
        mandate.period = DateRange(mandate.period.lower, died_on + ONE_DAY)
        mandate.end_reason, mandate.end_document, mandate.version = Mandate.EndReason.DEATH, document, mandate.version + 1
        mandate.save(update_fields=["period", "end_reason", "end_document", "version"])
        audit.record(
            by=by,
            action="organisations.end_mandate",
            thing=mandate,
            before=before,
            after=audit.snapshot(mandate, "period", "end_reason"),
            reason=document,
        )
    return held
