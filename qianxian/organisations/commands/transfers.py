"""组织关系转接: a letter is issued by one branch and received by another within its days, across towns too."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.organisations import permissions
from qianxian.organisations.commands.members import HOLDERS, close_registration
from qianxian.organisations.models import BranchRegistration, MemberTransfer, PartyMember, PartyOrganisation
from qianxian.people.beyond_reach import beyond_reach

LONGEST_LETTER = 90
SOURCE = "《中国共产党党员教育管理工作条例》第二十九条"


@transaction.atomic
def issue_transfer(
    *, member: PartyMember, to_organisation: PartyOrganisation, issued_on: dt.date, by: Actor, on: dt.date, valid_days: int = LONGEST_LETTER
) -> MemberTransfer:
    """The letter of introduction; the member stays in the old branch until it is received."""
    held = PartyMember.objects.select_for_update(of=["self"], no_key=True).select_related("person", "organisation").get(pk=member.pk)
    require(permissions.can_issue_transfer(by, held))
    faults = []
    if held.ended_on is not None:
        faults.append(Violation("left", _("%(name)s 已不在册，不能转接。") % {"name": held.person.name}))
    if to_organisation.pk == held.organisation_id:
        faults.append(Violation("same", _("转入的支部就是现在的支部。"), field="to_organisation"))
    if to_organisation.kind not in HOLDERS or to_organisation.status != "active":
        faults.append(Violation("to", _("转入的党组织要是在册的支部；临时党支部不转组织关系。"), "R-P09", "to_organisation"))
    if not 1 <= valid_days <= LONGEST_LETTER:
        faults.append(Violation("days", _("介绍信有效期最长 %(n)d 天。") % {"n": LONGEST_LETTER}, SOURCE, "valid_days"))
    if issued_on > on:
        faults.append(Violation("future", _("开出日期 %(day)s 还没有到。") % {"day": issued_on}, field="issued_on"))
    if MemberTransfer.objects.filter(member=held, state="issued").exists():
        faults.append(Violation("open", _("已有一封介绍信还没有接收。先撤销或等它过期。")))
    if faults:
        raise RuleViolated(faults)
    letter = MemberTransfer.objects.create(
        division_code=held.division_code, member=held, from_organisation=held.organisation, to_organisation=to_organisation,
        to_division_code=to_organisation.division_code, issued_on=issued_on, valid_days=valid_days,
    )  # fmt: skip
    audit.record(
        by=by,
        action="organisations.issue_transfer",
        thing=letter,
        after={**audit.snapshot(letter, "issued_on", "valid_days", "to_division_code"), "to": to_organisation.code},
    )
    return letter


@transaction.atomic
def receive_transfer(*, transfer: MemberTransfer, received_on: dt.date, by: Actor, on: dt.date) -> MemberTransfer:
    """The member in the new branch from that day: registration, membership and person move together. After the last day the letter is void."""
    require(permissions.can_receive_transfer(by, transfer))
    with beyond_reach():
        letter = MemberTransfer.objects.select_for_update(of=["self"]).get(pk=transfer.pk)
        require(permissions.can_receive_transfer(by, letter))
        last = letter.issued_on + dt.timedelta(days=letter.valid_days)
        faults = []
        if letter.state != MemberTransfer.State.ISSUED:
            faults.append(Violation("state", _("这封介绍信%(state)s。") % {"state": letter.get_state_display()}))
        if received_on > last:
            faults.append(
                Violation("expired", _("介绍信有效期到 %(day)s，已经过期。请原支部重新开出。") % {"day": last}, SOURCE, "received_on")
            )
        if not letter.issued_on <= received_on <= on:
            faults.append(
                Violation("date", _("接收日期要在开出日期 %(day)s 到今天之间。") % {"day": letter.issued_on}, field="received_on")
            )
        if faults:
            raise RuleViolated(faults)
        member = PartyMember.objects.select_for_update(of=["self"], no_key=True).select_related("person").get(pk=letter.member_id)
        _move(member, letter, received_on)
        before = {"organisation": letter.from_organisation.code}
        letter.state, letter.received_on, letter.version = MemberTransfer.State.RECEIVED, received_on, letter.version + 1
        letter.save(update_fields=["state", "received_on", "version"])
        audit.record(by=by, action="organisations.receive_transfer", thing=member, before=before,
                     after={"organisation": letter.to_organisation.code, "received_on": received_on})  # fmt: skip
    return letter


def _move(member: PartyMember, letter: MemberTransfer, day: dt.date) -> None:
    close_registration(member, day)
    place = letter.to_division_code
    BranchRegistration.objects.create(
        division_code=place, member=member, organisation_id=letter.to_organisation_id, period=DateRange(day, None)
    )
    member.organisation_id, member.division_code, member.version = letter.to_organisation_id, place, member.version + 1
    member.save(update_fields=["organisation", "division_code", "version"])
    member.person.division_code, member.person.version = place, member.person.version + 1
    member.person.save(update_fields=["division_code", "version"])


@transaction.atomic
def cancel_transfer(*, transfer: MemberTransfer, reason: str, by: Actor, on: dt.date) -> MemberTransfer:
    """The letter taken back by the branch that issued it; the member stays where he is."""
    letter = MemberTransfer.objects.select_for_update(of=["self"]).select_related("member__person").get(pk=transfer.pk)
    require(permissions.can_issue_transfer(by, letter.member))
    if letter.state != MemberTransfer.State.ISSUED:
        raise violated("state", _("只有还没有接收的介绍信可以撤销。"))
    if not reason.strip():
        raise violated("reason", _("写明撤销的原因。"), field="reason")
    letter.state, letter.version = MemberTransfer.State.CANCELLED, letter.version + 1
    letter.save(update_fields=["state", "version"])
    audit.record(
        by=by, action="organisations.cancel_transfer", thing=letter, before={"state": "issued"}, after={"state": "cancelled"}, reason=reason
    )
    return letter


@transaction.atomic
def expire_transfers(*, by: Actor, on: dt.date) -> int:
    """How many letters ran out before ``on`` without being received; safe to run every night, twice too."""
    count = 0
    for letter in MemberTransfer.objects.select_for_update().visible_to(by).filter(state="issued"):
        if letter.issued_on + dt.timedelta(days=letter.valid_days) < on:
            letter.state, letter.version = MemberTransfer.State.EXPIRED, letter.version + 1
            letter.save(update_fields=["state", "version"])
            audit.record(
                by=by, action="organisations.expire_transfer", thing=letter, before={"state": "issued"}, after={"state": "expired"}
            )
            count += 1
    return count
