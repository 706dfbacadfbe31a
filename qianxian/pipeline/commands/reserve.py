"""Writes of the reserve: propose, confirm or decline, end; and what a person has shown, with its evidence.

The log and its history are read beyond the organisation roles. So they say that something was done, never about whom nor with which words:
those stand on the rows, which PostgreSQL shows to organisation roles alone (R-T03).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.organisations.models import PartyMember, PartyOrganisation
from qianxian.organisations.queries import MEMBERS
from qianxian.people.models import Person
from qianxian.pipeline import permissions as may
from qianxian.pipeline.models import Capability, CapabilityWithdrawal, ReserveCandidate
from qianxian.pipeline.rules import ALLOWED_MOVES

State = ReserveCandidate.State
SOURCE = "村（社区）党组织书记后备人选（R-T03）"


@transaction.atomic
def propose_candidate(
    *, organisation: PartyOrganisation, person: Person, source: str, reason: str, document: str, by: Actor, on: dt.date
) -> ReserveCandidate:
    """The person proposed for the reserve of the village's secretary; a Party member of the county, once per village."""
    top = PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(may.can_propose_candidate(by, top.division_code))
    faults = _proposal_faults(top, person, source, reason, document)
    if faults:
        raise RuleViolated(faults)
    made = ReserveCandidate.objects.create(
        division_code=top.division_code, organisation=top, person=person, source=source, reason=reason.strip(), document=document.strip(),
        proposed_on=on, proposed_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="pipeline.propose_candidate", thing=made, after={"state": made.state, "proposed_on": on})
    return made


def _proposal_faults(top: PartyOrganisation, person: Person, source: str, reason: str, document: str) -> list[Violation]:
    faults = []
    if not top.is_top_of_village or top.status != "active":
        faults.append(Violation("organisation", _("选择村（社区）的最高党组织。"), SOURCE, "organisation"))
    if source not in ReserveCandidate.Source.values:
        faults.append(Violation("source", _("选择人选来源。"), SOURCE, "source"))
    if not reason.strip():
        faults.append(Violation("reason", _("写明推荐的事实依据。"), SOURCE, "reason"))
    if not document.strip():
        faults.append(Violation("document", _("填写推荐会议或材料的文号。"), SOURCE, "document"))
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用。"), SOURCE, "person"))
    elif not PartyMember.objects.filter(person=person, status__in=MEMBERS).exists():
        faults.append(Violation("not_member", _("书记后备人选要是党员。先办理发展党员，再提名。"), SOURCE, "person"))
    if ReserveCandidate.objects.filter(organisation=top, person=person, state__in=[State.PROPOSED, State.CONFIRMED]).exists():
        faults.append(Violation("already", _("%(name)s 已在这个村（社区）的后备人选里。") % {"name": person.name}, SOURCE, "person"))
    return faults


@transaction.atomic
def settle_candidate(*, candidate: ReserveCandidate, confirm: bool, opinion: str, by: Actor, on: dt.date) -> ReserveCandidate:
    """The proposal confirmed into the reserve, or declined with the reason."""
    row = _locked(candidate)
    require(may.can_settle_candidate(by, row))
    state = State.CONFIRMED if confirm else State.DECLINED
    _expect(row, state)
    if not confirm and not opinion.strip():
        raise RuleViolated([Violation("opinion", _("写明不列入的理由。"), SOURCE, "opinion")])
    row.settled_on, row.settled_by, row.opinion = on, by.login, opinion.strip()
    return _move(row, state, "pipeline.settle_candidate", by)


@transaction.atomic
def end_candidate(*, candidate: ReserveCandidate, end_reason: str, document: str, by: Actor, on: dt.date) -> ReserveCandidate:
    """The person out of the reserve from the day, with the reason; ``unsuitable`` rests on a paper."""
    row = _locked(candidate)
    require(may.can_end_candidate(by, row))
    _expect(row, State.ENDED)
    faults = []
    if end_reason not in ReserveCandidate.EndReason.values:
        faults.append(Violation("end_reason", _("选择出库原因。"), SOURCE, "end_reason"))
    elif end_reason == "unsuitable" and not document.strip():
        faults.append(Violation("document", _("「不再适合」要有书面依据，填写文号。"), SOURCE, "document"))
    if faults:
        raise RuleViolated(faults)
    row.ended_on, row.end_reason, row.end_document = on, end_reason, document.strip()
    return _move(row, State.ENDED, "pipeline.end_candidate", by)


def _locked(candidate: ReserveCandidate) -> ReserveCandidate:
    return ReserveCandidate.objects.select_for_update(of=["self"], no_key=True).select_related("person").get(pk=candidate.pk)


def _expect(row: ReserveCandidate, state: str) -> None:
    if state not in ALLOWED_MOVES[row.state]:
        raise Conflict(_("这条记录现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})


def _move(row: ReserveCandidate, state: str, action: str, by: Actor) -> ReserveCandidate:
    before = {"state": row.state}
    row.state, row.version = state, row.version + 1
    row.save()
    audit.record(by=by, action=action, thing=row, before=before, after=audit.snapshot(row, "state", "settled_on", "ended_on"))
    return row


@transaction.atomic
def record_capability(*, person: Person, kind: str, fact: str, evidence: str, shown_on: dt.date, by: Actor, on: dt.date) -> Capability:
    """A fact that shows what the person can do, with its day and evidence."""
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may.can_record_capability(by, held.division_code))
    faults = []
    if kind not in Capability.Kind.values:
        faults.append(Violation("kind", _("选择哪一类能力。"), field="kind"))
    if not fact.strip():
        faults.append(Violation("fact", _("写明做成了什么事。"), field="fact"))
    if not evidence.strip():
        faults.append(Violation("evidence", _("填写材料或文号；没有依据的不登记。"), field="evidence"))
    if shown_on > on:
        faults.append(Violation("future", _("日期 %(day)s 还没有到。") % {"day": shown_on}, field="shown_on"))
    if faults:
        raise RuleViolated(faults)
    made = Capability.objects.create(
        division_code=held.division_code, person=held, kind=kind, fact=fact.strip(), evidence=evidence.strip(), shown_on=shown_on,
        recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    audit.record(by=by, action="pipeline.record_capability", thing=made, after={"recorded_on": on})
    return made


@transaction.atomic
def withdraw_capability(*, capability: Capability, reason: str, by: Actor, on: dt.date) -> CapabilityWithdrawal:
    """The entry taken back with why; it stays for the record and no page counts it any more."""
    row = Capability.objects.select_related("person").get(pk=capability.pk)
    Person.objects.select_for_update(no_key=True).get(pk=row.person_id)
    require(may.can_withdraw_capability(by, row))
    if CapabilityWithdrawal.objects.filter(capability=row).exists():
        raise Conflict(_("这条已经撤回过。"))
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么撤回。"), field="reason")])
    made = CapabilityWithdrawal.objects.create(
        division_code=row.division_code, capability=row, reason=reason.strip(), withdrawn_on=on, withdrawn_by=by.login
    )
    audit.record(by=by, action="pipeline.withdraw_capability", thing=row, before={"withdrawn": False}, after={"withdrawn": True})
    return made
