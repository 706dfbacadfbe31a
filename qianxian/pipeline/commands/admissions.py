"""发展党员: from the application to full membership, step by step (R-P18). Each step is a paper's content; votes are totals (R-P12).

The membership itself is the organisations room's: the upper committee's approval opens it, dated from the branch meeting (党章 art. 6).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.periods import add_months
from qianxian.foundation.verdict import require
from qianxian.organisations import commands as organisations
from qianxian.organisations.judging import judged
from qianxian.organisations.models import PartyMember, PartyOrganisation
from qianxian.organisations.rules.votes import BRANCH_RULES_FROM
from qianxian.people.models import Person
from qianxian.pipeline import permissions as may
from qianxian.pipeline.models import Admission, AdmissionStep
from qianxian.pipeline.queries.admissions import admission_days
from qianxian.pipeline.rules import STAGES

Stage = Admission.Stage
SOURCE = "《中国共产党发展党员工作细则》，R-P18"


@transaction.atomic
def open_admission(*, person: Person, organisation: PartyOrganisation, applied_on: dt.date, document: str, by: Actor, on: dt.date) -> Admission:
    """The application received by the branch. Raises RuleViolated for somebody under 18 or already a member."""
    branch = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may.can_keep_admission(by, branch.division_code))
    faults = _dated(applied_on, document, on, "applied_on")
    faults += judged("R-P18", on, {"birth_date": held.birth_date, "applied_on": applied_on}, "applied_on")[0]
    if branch.kind == "temporary_branch":
        faults += judged("R-P09", applied_on, {"act": "admission", "task_ends": branch.expires_on}, "organisation")[0]
    if PartyMember.objects.filter(person=held).exists():
        faults.append(Violation("member", _("这个人已经登记为党员。"), SOURCE, "person"))
    elif Admission.objects.filter(person=held).exclude(stage__in=[Stage.FULL, Stage.ENDED]).exists():
        faults.append(Violation("open", _("这个人已有正在办理的发展党员记录。"), SOURCE, "person"))
    if faults:
        raise RuleViolated(faults)
    row = Admission.objects.create(division_code=branch.division_code, organisation=branch, person=held, stage_on=applied_on)
    _step(row, Stage.APPLIED, applied_on, document, by)
    audit.record(by=by, action="pipeline.open_admission", thing=row, after={"branch": branch.code, "person": str(held.uuid), "on": applied_on}, reason=document)
    return row


@transaction.atomic
def take_over_probation(*, member: PartyMember, approved_on: dt.date, document: str, by: Actor, on: dt.date) -> Admission:
    """A probationary member of the register whose way began on paper, taken in where he stands: admitted on the day he joined, approved on the day
    given, an extension already in force counted. From here on his probation ends by the branch's vote like anybody's (R-P18).

    Raises RuleViolated for who is no probationary member or stands here already.
    """
    held = PartyMember.objects.select_for_update(of=["self"], no_key=True).select_related("person", "organisation").get(pk=member.pk)
    require(may.can_keep_admission(by, held.division_code, held.person))
    faults = _dated(approved_on, document, on, "approved_on")
    if held.status != PartyMember.Status.PROBATIONARY:
        faults.append(Violation("not_probationary", _("只有预备党员可以接续登记。"), SOURCE, "identity"))
    if Admission.objects.filter(person=held.person).exclude(stage=Stage.ENDED).exists():
        faults.append(Violation("open", _("这个人已有发展党员记录。"), SOURCE, "identity"))
    if approved_on < held.joined_on:
        faults.append(Violation("order", _("日期不能早于上一步的 %(day)s。") % {"day": held.joined_on}, SOURCE, "approved_on"))
    if faults:
        raise RuleViolated(faults)
    row = Admission.objects.create(
        division_code=held.division_code, organisation=held.organisation, person=held.person, member=held, stage=Stage.PROBATIONARY, stage_on=approved_on
    )
    _step(row, Stage.ADMITTED, held.joined_on, document, by)
    _step(row, Stage.PROBATIONARY, approved_on, document, by)
    if months := _extended_by(held):
        _step(row, Stage.PROBATIONARY, approved_on, document, by, extension_months=months)
    after = {"branch": held.organisation.code, "person": str(held.person.uuid), "joined_on": held.joined_on, "approved_on": approved_on, "extension_months": months}
    audit.record(by=by, action="pipeline.take_over_probation", thing=row, after=after, reason=document)
    return row


def _extended_by(member: PartyMember) -> int:
    """Whole months by which the register's end of probation lies behind the year; 0 where it does not."""
    ends = member.probation_ends_on
    return next((n for n in range(1, 13) if ends and add_months(member.joined_on, 12 + n) == ends), 0)


@transaction.atomic
def name_activist(*, admission: Admission, date: dt.date, document: str, by: Actor, on: dt.date) -> Admission:
    """入党积极分子: the branch committee's decision, filed above."""
    return _advance(admission, Stage.ACTIVIST, date, document, by, on, {"activist_on": date})


@transaction.atomic
def name_target(*, admission: Admission, date: dt.date, document: str, by: Actor, on: dt.date) -> Admission:
    """发展对象: after at least a year of training (R-P18)."""
    return _advance(admission, Stage.TARGET, date, document, by, on, {"target_on": date})


@transaction.atomic
def admit_at_meeting(
    *, admission: Admission, date: dt.date, document: str, first_introducer: PartyMember, second_introducer: PartyMember, voters: int, present: int,
    votes_for: int, by: Actor, on: dt.date,
) -> Admission:  # fmt: skip
    """The branch meeting's vote to admit: both introducers present, quorum and majority by R-P12. Only totals are kept."""
    faults = []
    if first_introducer.pk == second_introducer.pk:
        faults.append(Violation("introducers", _("两名入党介绍人不能是同一个人。"), SOURCE, "second_introducer"))
    for field, one in (("first_introducer", first_introducer), ("second_introducer", second_introducer)):
        if one.status != PartyMember.Status.FULL or one.person_id == admission.person_id:
            faults.append(Violation("introducer", _("入党介绍人要是其他正式党员。"), SOURCE, field))
    faults += _counted(date, voters, present, votes_for)
    more = {"first_introducer": first_introducer, "second_introducer": second_introducer, "voters": voters, "present": present, "votes_for": votes_for}
    return _advance(admission, Stage.ADMITTED, date, document, by, on, {"meeting_on": date}, faults=faults, **more)


@transaction.atomic
def approve_admission(*, admission: Admission, date: dt.date, document: str, special_case: bool = False, by: Actor, on: dt.date) -> Admission:
    """The upper committee's approval; the person is a probationary member from the day of the branch meeting. Entered by another than the meeting's recorder."""
    row = _locked(admission)
    require(may.can_approve_admission(by, row))
    meeting_on = admission_days(row)["meeting_on"]
    moved = _advance(row, Stage.PROBATIONARY, date, document, by, on, {"approved_on": date, "special_case": special_case}, save=False)
    moved.member = organisations.admit_member(
        person=moved.person, organisation=moved.organisation, joined_on=meeting_on, status="probationary", document=document, by=by, on=on
    )
    moved.save()
    return moved


@transaction.atomic
def extend_probation(*, admission: Admission, date: dt.date, months: int, document: str, by: Actor, on: dt.date) -> Admission:
    """The probation extended once by six to twelve months."""
    row = _locked(admission)
    times = row.steps.filter(extension_months__gt=0).count() + 1
    moved = _advance(row, Stage.PROBATIONARY, date, document, by, on, {"extension_months": months, "extensions": times}, from_=Stage.PROBATIONARY, extension_months=months)
    organisations.extend_probation(member=moved.member, months=months, document=document, by=by, on=on)
    return moved


@transaction.atomic
def make_full_member(*, admission: Admission, date: dt.date, document: str, voters: int, present: int, votes_for: int, by: Actor, on: dt.date) -> Admission:
    """Full membership by the branch meeting's vote after the probation, approved above (the document's number)."""
    faults = _counted(date, voters, present, votes_for)
    moved = _advance(
        admission, Stage.FULL, date, document, by, on, {"decided_on": date}, faults=faults, voters=voters, present=present, votes_for=votes_for
    )
    organisations.change_member_status(member=moved.member, status="full", date=date, document=document, by=by, on=on)
    return moved


@transaction.atomic
def end_admission(*, admission: Admission, date: dt.date, document: str, reason: str, by: Actor, on: dt.date) -> Admission:
    """The way ended with its reason; a probationary member loses the membership by the branch's resolution."""
    row = _locked(admission)
    faults = [] if reason.strip() else [Violation("reason", _("写明终止的理由。"), SOURCE, "reason")]
    was_member = row.stage == Stage.PROBATIONARY
    moved = _advance(row, Stage.ENDED, date, document, by, on, {}, faults=faults, note=reason.strip())
    if was_member:
        organisations.change_member_status(member=moved.member, status="struck_off", date=date, document=document, by=by, on=on)
    return moved


def _locked(admission: Admission) -> Admission:
    return Admission.objects.select_for_update(of=["self"], no_key=True).select_related("person", "organisation", "member").get(pk=admission.pk)


def _counted(date: dt.date, voters: int, present: int, votes_for: int) -> list[Violation]:
    """R-P12; meetings before its first day are counted alike, since 发展党员工作细则 of 2014 asked the same majority."""
    return judged("R-P12", max(date, BRANCH_RULES_FROM), {"voters": voters, "present": present, "for": votes_for}, "votes_for")[0]


def _dated(day: dt.date, document: str, on: dt.date, field: str) -> list[Violation]:
    faults = [] if document.strip() else [Violation("document", _("填写决议、批复或材料的文号。"), SOURCE, "document")]
    return faults + ([Violation("future", _("日期 %(day)s 还没有到。") % {"day": day}, SOURCE, field)] if day > on else [])


def _advance(
    admission: Admission, stage: str, date: dt.date, document: str, by: Actor, on: dt.date, facts: dict[str, Any], *, from_: str = "",
    faults: list[Violation] | None = None, save: bool = True, **more: Any,
) -> Admission:  # fmt: skip
    """One step: lock, permit, the moves allowed, the clocks of R-P18 with all days so far, then the step, the row and the log."""
    row = _locked(admission)
    require(may.can_keep_admission(by, row.division_code, row.person))
    if stage not in STAGES[row.stage] or (from_ and row.stage != from_) or (stage == row.stage and not from_):
        raise Conflict(_("这份记录现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_stage_display()})
    errors, _warnings = judged("R-P18", on, {"birth_date": row.person.birth_date, **admission_days(row), **facts}, "date")
    found = [*(faults or []), *_dated(date, document, on, "date"), *(errors if stage != Stage.ENDED else [])]
    if date < row.stage_on:
        found.append(Violation("order", _("日期不能早于上一步的 %(day)s。") % {"day": row.stage_on}, SOURCE, "date"))
    if found:
        raise RuleViolated(found)
    before = {"stage": row.stage, "stage_on": row.stage_on}
    _step(row, stage, date, document, by, **more)
    row.stage, row.stage_on, row.version = stage, date, row.version + 1
    if save:
        row.save()
    audit.record(by=by, action=f"pipeline.{ACTIONS[stage] if not from_ else 'extend_probation'}", thing=row, before=before,
                 after={"stage": stage, "stage_on": date}, reason=document)  # fmt: skip
    return row


ACTIONS = {
    Stage.ACTIVIST: "name_activist", Stage.TARGET: "name_target", Stage.ADMITTED: "admit_at_meeting", Stage.PROBATIONARY: "approve_admission",
    Stage.FULL: "make_full_member", Stage.ENDED: "end_admission",
}  # fmt: skip


def _step(row: Admission, stage: str, date: dt.date, document: str, by: Actor, **more: Any) -> None:
    AdmissionStep.objects.create(
        division_code=row.division_code, admission=row, stage=stage, on=date, document=document.strip(), recorded_by=by.login, **more
    )
