"""Who holds which office: opened after an election or appointment, ended with a reason.

A committee's seat never ends by an act from above: 村民委员会组织法 art. 11 (nobody may appoint, remove or replace), art. 16 (recall by voters).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.periods import ONE_DAY
from qianxian.foundation.verdict import require
from qianxian.organisations import permissions
from qianxian.organisations.judging import judged
from qianxian.organisations.models import Committee, Mandate, PartyMember, PartyOrganisation
from qianxian.people.models import Person

R = Mandate.Role
PARTY_ROLES = frozenset({R.SECRETARY, R.DEPUTY_SECRETARY, R.ORGANISATION_MEMBER, R.PUBLICITY_MEMBER, R.DISCIPLINE_MEMBER, R.OTHER_MEMBER})
COMMITTEE_ROLES = frozenset({R.HEAD, R.DEPUTY_HEAD, R.COMMITTEE_MEMBER})
FROM_ABOVE = frozenset({Mandate.EndReason.REPLACED, Mandate.EndReason.TRANSFER})
ELECTED_SEAT = "《村民委员会组织法》第十一条、第十六条，R-V09"


@transaction.atomic
def open_mandate(
    *, person: Person, role: str, first_day: dt.date, by: Actor, on: dt.date, organisation: PartyOrganisation | None = None,
    committee: Committee | None = None, way: str = Mandate.Way.ELECTED, document: str = "", term_number: int | None = None,
) -> Mandate:  # fmt: skip
    """The person in the office from ``first_day``. A secretary with less than a year of Party age needs the upper organisation's ``document`` (R-P08)."""
    body = _locked_body(organisation, committee)
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_open_mandate(by, body))
    faults = _opening_faults(held, body, role, first_day, way, on)
    warnings: list[Violation] = []
    if role == R.SECRETARY:
        member = PartyMember.objects.filter(person=held, full_on__isnull=False).first()
        if member is not None:
            facts = {
                "full_on": member.full_on,
                "joined_on": member.joined_on,
                "elected_on": first_day,
                "upper_approval": bool(document.strip()),
            }
            errors, warnings = judged("R-P08", first_day, facts, "document")
            faults += errors
            if warnings and not document.strip():
                faults += warnings
    if faults:
        raise RuleViolated(faults)
    of_party = isinstance(body, PartyOrganisation)
    made = Mandate.objects.create(
        division_code=body.division_code, person=held, organisation=body if of_party else None, committee=None if of_party else body, role=role, way=way,
        period=DateRange(first_day, None), source_document=document.strip(), term_number=term_number,
    )  # fmt: skip
    after = {
        **audit.snapshot(made, "role", "way", "period"),
        "person": str(held.uuid),
        "body": body.name,
        "warnings": [w.code for w in warnings],
    }
    audit.record(by=by, action="organisations.open_mandate", thing=made, after=after, reason=document)
    return made


def _locked_body(organisation: PartyOrganisation | None, committee: Committee | None) -> PartyOrganisation | Committee:
    if (organisation is None) == (committee is None):
        raise TypeError("an office belongs to an organisation or to a committee")
    if organisation is not None:
        return PartyOrganisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    return Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)


def _opening_faults(
    person: Person, body: PartyOrganisation | Committee, role: str, first_day: dt.date, way: str, on: dt.date
) -> list[Violation]:
    faults = []
    of_party = isinstance(body, PartyOrganisation)
    if role not in (PARTY_ROLES if of_party else COMMITTEE_ROLES):
        faults.append(Violation("role", _("这个职务不属于 %(name)s。") % {"name": body.name}, field="role"))
    if first_day > on:
        faults.append(Violation("future", _("任职日期 %(day)s 还没有到。") % {"day": first_day}, field="first_day"))
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用。"), field="person"))
    if of_party and not PartyMember.objects.filter(person=person, status="full").exists():
        faults.append(Violation("member", _("党内职务由正式党员担任。先核对党员登记。"), "党章第二十九条", "person"))
    if of_party and body.status != "active":
        faults.append(Violation("body", _("%(name)s 已经撤销。") % {"name": body.name}))
    if not of_party and way != Mandate.Way.ELECTED:
        faults.append(Violation("way", _("村（居）委会成员由选民选举产生，任何组织和个人不得指定、委派。"), ELECTED_SEAT, "way"))
    if not of_party and not body.elected_on <= first_day <= (body.ended_on or dt.date.max):
        faults.append(Violation("term", _("任职日期不在 %(name)s 这一届之内。") % {"name": body.name}, field="first_day"))
    others = body.mandates.filter(period__overlap=DateRange(first_day, None))
    if others.filter(person=person, role=role).exists():
        faults.append(Violation("double", _("这个人这段时间已经担任同一职务。"), field="person"))
    one = others.filter(role=role).select_related("person").first() if role in (R.SECRETARY, R.HEAD) else None
    if one is not None:
        faults.append(
            Violation(
                "overlap",
                _("这段时间已有%(role)s（%(since)s 起）。先登记前任离任。") % {"role": one.get_role_display(), "since": one.period.lower},
                field="first_day",
            )
        )
    if not of_party and others.values("person").distinct().count() >= body.seats and not others.filter(person=person).exists():
        faults.append(
            Violation("seats", _("%(name)s 职数 %(n)d 人，已经满员。") % {"name": body.name, "n": body.seats}, "《村民委员会组织法》第六条")
        )
    return faults


@transaction.atomic
def end_mandate(*, mandate: Mandate, last_day: dt.date, reason: str, document: str, by: Actor, on: dt.date) -> Mandate:
    """The office ended on its last day. For a committee's seat 撤换 and 调动 are refused: only voters, the person or the law end it."""
    held = Mandate.objects.select_for_update(of=["self"]).select_related("person", "committee").get(pk=mandate.pk)
    require(permissions.can_end_mandate(by, held))
    faults = []
    if held.committee_id and reason in FROM_ABOVE:
        faults.append(Violation("no_removal_from_an_elected_seat",
                                _("村（居）委会成员由选民选举，任何组织和个人不得撤换。可以由选民罢免、本人辞职、任期届满或依法终止。"), ELECTED_SEAT, "reason"))  # fmt: skip
    if reason not in Mandate.EndReason.values:
        faults.append(Violation("reason", _("选择离任的原因。"), field="reason"))
    if held.period.upper is not None:
        faults.append(Violation("ended", _("这个职务已在 %(day)s 结束。") % {"day": held.period.upper - ONE_DAY}))
    if last_day < held.period.lower:
        faults.append(Violation("order", _("离任日期要不早于任职日期 %(day)s。") % {"day": held.period.lower}, field="last_day"))
    if last_day > on:
        faults.append(Violation("future", _("离任日期 %(day)s 还没有到。") % {"day": last_day}, field="last_day"))
    if reason not in (Mandate.EndReason.TERM_END, Mandate.EndReason.DEATH) and not document.strip():
        faults.append(
            Violation(
                "document", _("填写离任的文件，例如辞职书、罢免结果或判决书的文号。"), ELECTED_SEAT if held.committee_id else "", "document"
            )
        )
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(held, "period", "end_reason")
    held.period, held.end_reason = DateRange(held.period.lower, last_day + ONE_DAY), reason
    held.end_document, held.version = document.strip(), held.version + 1
    held.save(update_fields=["period", "end_reason", "end_document", "version"])
    audit.record(
        by=by,
        action="organisations.end_mandate",
        thing=held,
        before=before,
        after=audit.snapshot(held, "period", "end_reason", "end_document"),
        reason=document,
    )
    return held
