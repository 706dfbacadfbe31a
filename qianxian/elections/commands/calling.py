"""An election called, its people named, approved from above where the Party votes, put off or called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.divisions.queries import division_on
from qianxian.elections import judging, make_up
from qianxian.elections import permissions as may
from qianxian.elections.commands.road import expect, kept, locked, moved
from qianxian.elections.models import Candidate, Contest, Election, ElectionStaff
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.organisations.models import Committee, Mandate, PartyOrganisation
from qianxian.people.models import Person

Kind, Occasion = Election.Kind, Election.Occasion
PARTY_ROLES = ("secretary", "deputy_secretary", "organisation_member", "publicity_member", "discipline_member", "other_member")
COMMITTEE_ROLES = ("head", "deputy_head", "committee_member")


@dataclass(frozen=True)
class Seats:
    """So many seats of one office; ``women_only`` is the seat kept for a woman."""

    role: str
    seats: int
    women_only: bool = False


@transaction.atomic
def call_election(
    *, kind: str, division_code: str, election_on: dt.date, contests: Sequence[Seats], document: str, by: Actor, on: dt.date,
    organisation: PartyOrganisation | None = None, committee: Committee | None = None, occasion: str = Occasion.TERM, number: int | None = None,
    target: Mandate | None = None, petition: int | None = None, registered: int | None = None, reps_petition: int | None = None,
    representatives: int | None = None, reasons: str = "", held_by: str = "", shift_document: str = "", petition_counted_on: dt.date | None = None,
) -> Election:  # fmt: skip
    """An election of one body on a day. A recall stands on its petition, with how many signed of how many as counted on a day (R-V09); a by-election fills vacant seats of the running term
    by the assembly or the representatives (``held_by``, R-V11); a Party's term election off its day needs ``shift_document`` (R-P06)."""
    if organisation is not None:
        PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(may.can_call_election(by, division_code))
    faults = _body_faults(kind, division_code, organisation, committee, occasion, election_on)
    faults += _seat_faults(kind, occasion, contests)
    faults = faults or _term_faults(kind, occasion, organisation, committee, contests, election_on, held_by, shift_document)
    if election_on < on:
        faults.append(Violation("past", _("选举日 %(day)s 已经过去。以往的选举用导入登记。") % {"day": election_on}, field="election_on"))
    if not document.strip():
        faults.append(Violation("document", _("填写批复或决定选举的文号。"), field="document"))
    if occasion == Occasion.RECALL:
        faults += _recall_faults(target, committee, registered, petition, representatives, reps_petition, reasons, petition_counted_on or on, on)
    open_one = Election.objects.filter(division_code=division_code, kind=kind, organisation=organisation).exclude(state__in=["closed", "cancelled"])
    if open_one.exists():
        faults.append(Violation("open", _("这个机构已有一次选举正在进行。先办完或取消那一次。")))
    if faults:
        raise RuleViolated(faults)
    made = Election.objects.create(
        kind=kind, occasion=occasion, division_code=division_code, organisation=organisation, committee=committee, election_on=election_on,
        number=number or _next_number(kind, organisation, division_code, committee, occasion), document=document.strip(), called_on=on, called_by=by.login,
        target=target, petition=petition, voters_known=registered, representatives=representatives, reps_petition=reps_petition,
        petition_counted_on=(petition_counted_on or on) if occasion == Occasion.RECALL else None,
        recall_reasons=reasons.strip(), held_by=held_by if kind != Kind.PARTY else "", shift_document=shift_document.strip(),
    )  # fmt: skip
    for one in contests:
        way = Contest.Way.RECALL if occasion == Occasion.RECALL else Contest.Way.FIRST
        held = Contest.objects.create(division_code=division_code, election=made, role=one.role, seats=one.seats, women_only=one.women_only, held_on=election_on, way=way)
        if target is not None:
            Candidate.objects.create(division_code=division_code, contest=held, person=target.person)
    audit.record(by=by, action="elections.call_election", thing=made, reason=document,
                 after={"kind": kind, "occasion": occasion, "election_on": election_on, "seats": [[one.role, one.seats] for one in contests]})  # fmt: skip
    return made


def _body_faults(kind, division_code, organisation, committee, occasion, election_on) -> list[Violation]:
    if kind == Kind.PARTY:
        if organisation is None or organisation.status != "active" or organisation.division_code != division_code:
            return [Violation("organisation", _("选择要选举的党组织。"), field="organisation")]
        if organisation.kind == "temporary_branch":
            return judging.judged("R-P09", election_on, {"act": "term_election"}, "organisation")[0]
        if occasion == Occasion.RECALL:
            return [Violation("occasion", _("罢免只用于村（居）委会成员；党内职务按党内规定办理。"), "R-V09、R-P22", "occasion")]
        return []
    place = division_on(division_code, election_on)
    if place is None or place.kind not in ("village", "community"):
        return [Violation("division", _("村（居）委会设在村或社区。"), "《村民委员会组织法》第三条", "division_code")]
    if occasion != Occasion.TERM and (committee is None or committee.kind != kind or committee.division_code != division_code):
        return [Violation("committee", _("选择要补选或罢免成员的本届委员会。"), field="committee")]
    return []


def _seat_faults(kind: str, occasion: str, contests: Sequence[Seats]) -> list[Violation]:
    roles = PARTY_ROLES if kind == Kind.PARTY else COMMITTEE_ROLES
    faults = []
    if not contests or any(one.seats < 1 for one in contests):
        faults.append(Violation("seats", _("至少填写一项职务的应选名额。"), field="seats"))
    if any(one.role not in roles for one in contests):
        faults.append(Violation("role", _("有的职务不属于这个机构。"), field="seats"))
    if kind in (Kind.VILLAGERS, Kind.RESIDENTS) and occasion == Occasion.TERM and not any(one.women_only for one in contests):
        faults.append(Violation("womens_seat", _("为妇女成员留一个名额。"), "《村民委员会组织法》第六条，R-V01", "women"))
    if any(one.role in ("secretary", "head") and one.seats != 1 for one in contests):
        faults.append(Violation("one_head", _("书记、主任各只有一名。"), field="seats"))
    return faults


def _term_faults(kind, occasion, organisation, committee, contests, election_on, held_by, shift_document) -> list[Violation]:
    """What the running term says: seats vacant for a by-election, a Party's term election near its day, a committee of a lawful size."""
    wanted: dict[str, int] = {}
    for one in contests:
        wanted[one.role] = wanted.get(one.role, 0) + one.seats
    if occasion == Occasion.TERM:
        return judging.shift_faults(election_on, organisation, shift_document) if kind == Kind.PARTY else make_up.size_faults(kind, sum(wanted.values()), election_on)
    if occasion == Occasion.BY_ELECTION and kind != Kind.PARTY:
        return judging.vacancy_faults(election_on, committee, wanted, held_by)
    if occasion == Occasion.BY_ELECTION and wanted.get("secretary") and organisation.mandates.filter(role="secretary", period__contains=election_on).exists():
        return [Violation("secretary_serves", _("书记在任，没有出缺，不能补选书记。先登记离任。"), field="seats")]
    return []


def _recall_faults(target, committee, registered, petition, representatives, reps_petition, reasons, counted_on, on) -> list[Violation]:
    if target is None or committee is None or target.committee_id != committee.pk or target.period.upper is not None:
        return [Violation("target", _("选择在任的委员会成员。"), "R-V09", "target")]
    late = [Violation("future", _("日期 %(day)s 还没有到。") % {"day": counted_on}, "R-V09", "petition_counted_on")] if counted_on > on else []
    facts = {"registered": registered, "petition": petition, "reps": representatives, "reps_petition": reps_petition, "reasons_stated": bool(reasons.strip())}
    return [*late, *judging.judged("R-V09", min(counted_on, on), facts, "petition")[0]]


def _next_number(kind, organisation, division_code, committee, occasion) -> int:
    if kind == Kind.PARTY:
        last = organisation.terms.order_by("-number").values_list("number", flat=True).first() or 0
        return last + 1 if occasion == Occasion.TERM else max(last, 1)
    if committee is not None and occasion != Occasion.TERM:
        return committee.number
    last = Committee.objects.filter(division_code=division_code, kind=kind).order_by("-number").values_list("number", flat=True).first() or 0
    return last + 1


@transaction.atomic
def appoint_staff(*, election: Election, person: Person, duty: str, by: Actor, on: dt.date) -> ElectionStaff:
    """A person on the election's committee, or as teller or counter. Whoever stands does none of it."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, "called", "roll_published", "candidates_published", "published")
    faults = []
    if duty not in ElectionStaff.Duty.values:
        faults.append(Violation("duty", _("选择担任什么工作。"), field="duty"))
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用。"), field="person"))
    if Candidate.objects.filter(contest__election=row, person=person).exclude(state="withdrawn").exists():
        faults.append(Violation("stands", _("%(name)s 是候选人，不能担任选举工作。") % {"name": person.name}, "职责分离：监票、计票人不得是候选人", "person"))
    if row.staff.filter(person=person, duty=duty).exists():
        faults.append(Violation("already", _("%(name)s 已经登记这项工作。") % {"name": person.name}, field="person"))
    if faults:
        raise RuleViolated(faults)
    made = ElectionStaff.objects.create(division_code=row.division_code, election=row, person=person, duty=duty)
    audit.record(by=by, action="elections.appoint_staff", thing=row, after={"person": str(person.uuid), "duty": duty})
    return made


@transaction.atomic
def approve_election(*, election: Election, document: str, by: Actor, on: dt.date) -> Election:
    """The upper organisation's word on a Party election's candidates, once joint vetting cleared them; somebody else's than who called it."""
    row = locked(election)
    require(may.can_approve_election(by, row))
    expect(row, "called", "roll_published")
    faults = []
    if row.is_village:
        faults.append(Violation("village", _("村（居）委会的候选人由选民提名，不用批复。"), "《村民委员会组织法》第十五条"))
    if not document.strip():
        faults.append(Violation("document", _("填写批复的文号。"), field="document"))
    for contest in row.contests.all():
        faults += judging.candidate_faults(contest, list(contest.candidates.exclude(state="withdrawn")), row.election_on)
    if not row.is_village:
        faults += make_up.approval_faults(row)
    if faults:
        raise RuleViolated(faults)
    row.approved_on, row.approved_by, row.approval_document = on, by.login, document.strip()
    kept(row)
    audit.record(by=by, action="elections.approve_election", thing=row, after={"approved_on": on}, reason=document)
    return row


@transaction.atomic
def postpone_election(*, election: Election, election_on: dt.date, document: str, by: Actor, on: dt.date) -> Election:
    """The election on a later day, before anybody has voted; every day of the calendar moves with it."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, "called", "roll_published", "candidates_published")
    faults = []
    if election_on <= row.election_on:
        faults.append(Violation("earlier", _("新的选举日要晚于 %(day)s。") % {"day": row.election_on}, field="election_on"))
    if not document.strip():
        faults.append(Violation("document", _("写明延期的依据文号。"), field="document"))
    shifts = not row.is_village and row.occasion == Occasion.TERM
    if shifts:
        faults += judging.shift_faults(election_on, row.organisation, document, "document")
    if row.occasion == Occasion.BY_ELECTION and row.committee_id and election_on > row.committee.due_on:
        faults.append(Violation("term_over", _("本届 %(day)s 届满，不能延到届满以后补选。") % {"day": row.committee.due_on}, "R-V11", "election_on"))
    if faults:
        raise RuleViolated(faults)
    row.election_on = election_on
    row.shift_document = document.strip() if shifts else row.shift_document
    row.contests.update(held_on=election_on)
    kept(row)
    audit.record(by=by, action="elections.postpone_election", thing=row, after={"election_on": election_on}, reason=document)
    return row


@transaction.atomic
def cancel_election(*, election: Election, reason: str, by: Actor, on: dt.date) -> Election:
    """The election called off before the count, with why."""
    row = locked(election)
    require(may.can_organise(by, row))
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么取消。"), field="reason")])
    row.cancel_reason = reason.strip()
    before = moved(row, Election.State.CANCELLED)
    audit.record(by=by, action="elections.cancel_election", thing=row, before=before, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def record_audit(*, election: Election, published_on: dt.date, by: Actor, on: dt.date) -> Election:
    """When the leaving audit of the outgoing committee was published: before the day of the election (R-V19)."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, "called", "roll_published", "candidates_published")
    if published_on > on:
        raise RuleViolated([Violation("future", _("日期 %(day)s 还没有到。") % {"day": published_on}, "R-V19", "published_on")])
    faults = judging.judged("R-V19", published_on, {"election_on": row.election_on, "audit_published_on": published_on}, "published_on")[0]
    if faults:
        raise RuleViolated(faults)
    row.audit_published_on = published_on
    kept(row)
    audit.record(by=by, action="elections.record_audit", thing=row, after={"published_on": published_on})
    return row


@transaction.atomic
def record_defence(*, election: Election, heard_on: dt.date, document: str, by: Actor, on: dt.date) -> Election:
    """The person to be recalled was heard, or was offered it and declined in writing; without it no vote (R-V09)."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, "called", "roll_published")
    faults = []
    if row.occasion != Occasion.RECALL:
        faults.append(Violation("occasion", _("只有罢免才登记申辩。")))
    if not row.called_on <= heard_on <= on:
        faults.append(Violation("heard_on", _("申辩日期在 %(first)s 和今天之间。") % {"first": row.called_on}, "R-V09", "heard_on"))
    if not document.strip():
        faults.append(Violation("document", _("填写申辩记录或本人放弃申辩的书面声明。"), "R-V09", "document"))
    if faults:
        raise RuleViolated(faults)
    row.defence_heard_on = heard_on
    kept(row)
    audit.record(by=by, action="elections.record_defence", thing=row, after={"heard_on": heard_on}, reason=document)
    return row
