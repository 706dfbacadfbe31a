"""The roll: entered or taken from the branch, published, objected to, decided; members not counted, with approval."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qianxian.elections import judging
from qianxian.elections import permissions as may
from qianxian.elections.commands.road import expect, kept, locked, moved
from qianxian.elections.models import Election, Proxy, RollEntry, RollObjection
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.organisations.models import PartyMember
from qianxian.organisations.rules import VOTING_STATUSES
from qianxian.people.models import Person

State = Election.State


@transaction.atomic
def take_party_roll(*, election: Election, by: Actor, on: dt.date) -> int:
    """The branch's members with a vote as the roll of a Party election; how many were added. Can be taken again: nobody stands twice."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.CALLED)
    if row.is_village:
        raise RuleViolated([Violation("village", _("村（居）民的名单由选举委员会登记，不从党员名册产生。"))])
    known = set(row.roll.values_list("person_id", flat=True))
    below = PartyMember.objects.filter(organisation__path__startswith=row.organisation.path, status__in=VOTING_STATUSES, ended_on__isnull=True)
    made = [
        RollEntry(division_code=row.division_code, election=row, person=m.person, name=m.person.name, birth_date=m.person.birth_date, basis="member")
        for m in below.select_related("person") if m.person_id not in known
    ]  # fmt: skip
    RollEntry.objects.bulk_create(made)
    audit.record(by=by, action="elections.take_party_roll", thing=row, after={"added": len(made)})
    return len(made)


@transaction.atomic
def enter_voter(
    *, election: Election, name: str, birth_date: dt.date, basis: str, by: Actor, on: dt.date, person: Person | None = None, declared: bool = False,
    applied: bool = False, resident_months: int = 0, basis_document: str = "", deprived: bool = False, registered_elsewhere: bool = False,
) -> RollEntry:  # fmt: skip
    """A villager on the roll by one of the three bases (R-V03). Every reason against is told at once."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.CALLED)
    facts = {
        "birth_date": birth_date, "election_on": row.election_on, "basis": basis, "declared": declared, "applied": applied,
        "approved": bool(basis_document.strip()), "resident_months": resident_months, "deprived": deprived, "registered_elsewhere": registered_elsewhere,
    }  # fmt: skip
    faults = []
    if not row.is_village:
        faults.append(Violation("party", _("党内选举的名单从党员名册产生。"), field="name"))
    if not name.strip():
        faults.append(Violation("name", _("填写姓名。"), field="name"))
    if row.roll.filter(name=name.strip(), birth_date=birth_date, struck_on__isnull=True).exists():
        faults.append(Violation("twice", _("%(name)s 已经在名单上。") % {"name": name.strip()}, "R-V03", "name"))
    faults += judging.judged("R-V03", row.election_on, facts, "basis")[0]
    if faults:
        raise RuleViolated(faults)
    made = RollEntry.objects.create(
        division_code=row.division_code, election=row, person=person, name=name.strip(), birth_date=birth_date, basis=basis, basis_document=basis_document.strip()
    )
    audit.record(by=by, action="elections.enter_voter", thing=row, after={"entry": str(made.uuid), "basis": basis})
    return made


@transaction.atomic
def exclude_member(*, entry: RollEntry, excluded_for: str, by: Actor, on: dt.date) -> RollEntry:
    """A member proposed not to be counted among those who should attend; it takes effect by approval and adoption only (R-P14)."""
    row = locked(entry.election)
    held = RollEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    require(may.can_organise(by, row))
    expect(row, State.CALLED, State.ROLL_PUBLISHED)
    if row.exclusions_approved_by:
        raise Conflict(_("不计入名单已经批复，不能再改。"))
    if row.is_village or (excluded_for and excluded_for not in RollEntry.Exclusion.values):
        raise RuleViolated([Violation("excluded_for", _("选择不计入应到会人数的情形。"), "R-P14", "excluded_for")])
    before = {"excluded_for": held.excluded_for}
    held.excluded_for, held.version = excluded_for, held.version + 1
    held.save(update_fields=["excluded_for", "version"])
    audit.record(by=by, action="elections.exclude_member", thing=row, before=before, after={"entry": str(held.uuid), "excluded_for": excluded_for})
    return held


@transaction.atomic
def approve_exclusions(*, election: Election, document: str, adopted_on: dt.date, by: Actor, on: dt.date) -> Election:
    """The list of members not counted, agreed above and adopted by the meeting; only then the base is smaller (R-P14)."""
    row = locked(election)
    require(may.can_approve_election(by, row))
    expect(row, State.CALLED, State.ROLL_PUBLISHED)
    faults = []
    if not row.roll.exclude(excluded_for="").exists():
        faults.append(Violation("none", _("没有拟不计入的党员。"), "R-P14"))
    if not document.strip():
        faults.append(Violation("document", _("填写同意不计入的文号。"), "R-P14", "document"))
    if adopted_on > row.election_on:
        faults.append(Violation("adopted_on", _("党员大会通过的日期不能晚于选举日。"), "R-P14", "adopted_on"))
    if faults:
        raise RuleViolated(faults)
    row.exclusions_approved_by, row.exclusions_document, row.exclusions_adopted_on = by.login, document.strip(), adopted_on
    kept(row)
    audit.record(by=by, action="elections.approve_exclusions", thing=row, after={"adopted_on": adopted_on}, reason=document)
    return row


@transaction.atomic
def publish_roll(*, election: Election, by: Actor, on: dt.date) -> Election:
    """The roll published on the day; a village's at least twenty days before the election (R-V04)."""
    row = locked(election)
    require(may.can_organise(by, row))
    faults = []
    if not row.roll.exists():
        faults.append(Violation("empty", _("名单上还没有人。")))
    if row.is_village:
        faults += judging.judged("R-V04", on, {"election_on": row.election_on, "published_on": on}, "election_on")[0]
        if not row.staff.filter(duty="chair").exists():
            faults.append(Violation("no_committee", _("先登记选举委员会主任和成员。"), "《村民委员会组织法》第十二条"))
    if faults:
        raise RuleViolated(faults)
    row.roll_published_on = on
    before = moved(row, State.ROLL_PUBLISHED)
    audit.record(by=by, action="elections.publish_roll", thing=row, before=before, after={"state": row.state, "voters": row.roll.count()})
    return row


@transaction.atomic
def receive_objection(
    *, election: Election, wish: str, about: str, made_by: str, reason: str, received_on: dt.date, by: Actor, on: dt.date, entry: RollEntry | None = None
) -> RollObjection:
    """An objection to the roll, in time; to be decided within three days (R-V04). Against a name on the roll ``about`` may be empty: it is that name."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.ROLL_PUBLISHED)
    faults = []
    if not row.is_village:
        faults.append(Violation("party", _("党员名册的异议由支部核对党员登记后更正。")))
    if wish == "strike" and (entry is None or entry.election_id != row.pk or entry.struck_on):
        faults.append(Violation("entry", _("选择名单上的人。"), "R-V04", "entry"))
    about = about.strip() or (entry.name if entry is not None else "")
    if not reason.strip() or not made_by.strip() or not about:
        faults.append(Violation("reason", _("写明异议人、所指的人和理由。"), "R-V04", "reason"))
    if received_on > on:
        faults.append(Violation("future", _("日期 %(day)s 还没有到。") % {"day": received_on}, field="received_on"))
    else:
        facts = {"published_on": row.roll_published_on, "objection_on": received_on, "decided_on": received_on}
        faults += judging.judged("R-V04", received_on, facts, "received_on")[0]
    if faults:
        raise RuleViolated(faults)
    decide_by = judging.ask("R-V04", received_on, {"received_on": received_on}).outputs["decide_by"]
    made = RollObjection.objects.create(
        division_code=row.division_code, election=row, entry=entry, wish=wish, about=about, made_by=made_by.strip(), reason=reason.strip(),
        received_on=received_on, decide_by=decide_by,
    )  # fmt: skip
    audit.record(by=by, action="elections.receive_objection", thing=row, after={"objection": str(made.uuid), "wish": wish, "decide_by": decide_by})
    return made


@transaction.atomic
def decide_objection(*, objection: RollObjection, upheld: bool, reason: str, by: Actor, on: dt.date, birth_date: dt.date | None = None) -> RollObjection:
    """The election committee's decision entered; upheld, the roll is put right. A late decision is kept and told as late."""
    row = locked(objection.election)
    held = RollObjection.objects.select_for_update(of=["self"], no_key=True).get(pk=objection.pk)
    require(may.can_organise(by, row))
    expect(row, State.ROLL_PUBLISHED)
    if held.decision:
        raise Conflict(_("这条异议已经处理过。"))
    faults = []
    if not reason.strip():
        faults.append(Violation("reason", _("写明处理的理由。"), "R-V04", "reason"))
    if upheld and held.wish == "add" and birth_date is None:
        faults.append(Violation("birth_date", _("填写补登选民的出生日期。"), "R-V03", "birth_date"))
    elif upheld and held.wish == "add":
        faults += judging.judged("R-V03", row.election_on, {"birth_date": birth_date, "election_on": row.election_on}, "birth_date")[0]
        if row.roll.filter(name=held.about, birth_date=birth_date, struck_on__isnull=True).exists():
            faults.append(Violation("twice", _("%(name)s 已经在名单上。") % {"name": held.about}, "R-V03", "birth_date"))
    if faults:
        raise RuleViolated(faults)
    fallen = 0
    if upheld and held.wish == "add":
        held.entry = RollEntry.objects.create(division_code=row.division_code, election=row, name=held.about, birth_date=birth_date, basis="hukou_resident")
    elif upheld:
        RollEntry.objects.filter(pk=held.entry_id).update(struck_on=on)
        fallen = _proxies_fall(held.entry)
    held.decision, held.decision_reason = ("upheld" if upheld else "rejected"), reason.strip()
    held.decided_on, held.decided_by, held.version = on, by.login, held.version + 1
    held.save()
    after = {"objection": str(held.uuid), "decision": held.decision, "late": on > held.decide_by, "proxies_fallen": fallen}
    audit.record(by=by, action="elections.decide_objection", thing=row, reason=reason, after=after)
    return held


def _proxies_fall(entry: RollEntry) -> int:
    """Who is no voter gives no proxy and holds none: those proxies end with his place on the roll; how many. Whoever gave him one votes himself or asks another."""
    return Proxy.objects.filter(Q(principal=entry) | Q(proxy=entry)).delete()[0]

