"""The county's filing of secretaries with its objection window (R-E08), and cadres whom a ground of the law takes out of office (R-E06).

The town never removes an elected member: the law ends the seat (村委会组织法 art. 18), and the register says so with the judgment's number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.engagements import judging
from qianxian.engagements import permissions as may
from qianxian.engagements.models import Engagement, GroundRecord, SecretaryFiling
from qianxian.engagements.numbers import file_number
from qianxian.engagements.rules.filing import WHAT_A_FILING_HOLDS
from qianxian.engagements.rules.grounds import ENDS_BY_LAW
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person


@transaction.atomic
def file_secretary(
    *, mandate: Mandate, event: str, document: str, pieces: Sequence[str], by: Actor, on: dt.date, late_reason: str = ""
) -> SecretaryFiling:
    """An election, appointment or removal of a village's secretary filed with the county; late only with its reason."""
    held = Mandate.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=mandate.pk)
    require(may.can_file_secretary(by, held))
    faults = []
    if held.role != Mandate.Role.SECRETARY or held.organisation is None or not held.organisation.is_top_of_village:
        faults.append(Violation("mandate", _("只有村（社区）党组织书记需要备案。请核对职务。"), "R-E08"))
    if event not in SecretaryFiling.Event.values:
        raise violated("event", _("请选择事项：当选、任命，或免职、撤换。"), "R-E08", "event")
    removed = event == SecretaryFiling.Event.REMOVED
    if removed and held.period.upper is None:
        faults.append(Violation("running", _("这位书记还在任，不能按免职、撤换备案。请先登记离任。"), "R-E08", "event"))
    if not document.strip():
        faults.append(Violation("document", _("请填写党组织决定或选举结果的文号。"), "R-E08", "document"))
    if SecretaryFiling.objects.filter(mandate=held, event=event).exists():
        faults.append(Violation("filed", _("这件事已经备案。"), "R-E08"))
    if faults:
        raise RuleViolated(faults)
    event_on = add_days(held.period.upper, -1) if removed else held.period.lower
    lacking = [piece for piece in WHAT_A_FILING_HOLDS[event] if piece not in pieces]
    answer = judging.ask("R-E08", on, {"event": event, "event_on": event_on, "filed_on": on, "lacking": lacking})
    excused = {"filed_late"} if late_reason.strip() else set()
    if broken := [found for found in answer.errors if found.code not in excused]:
        raise RuleViolated(broken)
    made = SecretaryFiling.objects.create(
        division_code=held.division_code, number=file_number("BA", held.division_code, on), mandate=held, event=event, event_on=event_on,
        pieces=sorted(pieces), document=document.strip(), late_reason=late_reason.strip(), filed_on=on, filed_by=by.login,
        objection_until=answer.outputs["objection_until"],
    )  # fmt: skip
    audit.record(by=by, action="engagements.file_secretary", thing=made, after=audit.snapshot(made, "event", "event_on", "filed_on", "objection_until"))
    return made


def _locked(filing: SecretaryFiling) -> SecretaryFiling:
    return SecretaryFiling.objects.select_for_update(of=["self"]).select_related("mandate").get(pk=filing.pk)


@transaction.atomic
def object_to_filing(*, filing: SecretaryFiling, objection: str, by: Actor, on: dt.date) -> SecretaryFiling:
    """The county's objection within its days, with its reason; the town committee owes an answer."""
    row = _locked(filing)
    require(may.can_object_to_filing(by, row))
    answer = judging.ask("R-E08", on, {"event": row.event, "event_on": row.event_on, "filed_on": row.filed_on, "objected_on": on})
    faults = [found for found in answer.errors if found.code == "objection_late"]
    if row.objected_on is not None:
        faults.append(Violation("objected", _("对这件备案已提出过异议。"), "R-E08"))
    if not objection.strip():
        faults.append(Violation("objection", _("请写明异议的理由。"), "R-E08", "objection"))
    if faults:
        raise RuleViolated(faults)
    row.objected_on, row.objected_by, row.objection, row.version = on, by.login, objection.strip(), row.version + 1
    row.save(update_fields=["objected_on", "objected_by", "objection", "version"])
    audit.record(by=by, action="engagements.object_to_filing", thing=row, after=audit.snapshot(row, "objected_on", "objection"))
    return row


@transaction.atomic
def answer_objection(*, filing: SecretaryFiling, answer: str, by: Actor, on: dt.date) -> SecretaryFiling:
    """The town committee's answer to the county."""
    row = _locked(filing)
    require(may.can_answer_objection(by, row))
    if row.objected_on is None or row.answered_on is not None:
        raise violated("objection", _("没有等待答复的异议。"), "R-E08")
    if not answer.strip():
        raise violated("answer", _("请写明研究结果。"), "R-E08", "answer")
    row.answered_on, row.answered_by, row.answer, row.version = on, by.login, answer.strip(), row.version + 1
    row.save(update_fields=["answered_on", "answered_by", "answer", "version"])
    audit.record(by=by, action="engagements.answer_objection", thing=row, after=audit.snapshot(row, "answered_on", "answer"))
    return row


@transaction.atomic
def record_ground(*, person: Person, code: str, since: dt.date, document: str, by: Actor, on: dt.date, until: dt.date | None = None) -> GroundRecord:
    """A ground of the closed list on record: its code and document, nothing of the file."""
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(may.can_record_ground(by, held))
    answer = judging.ask("R-E06", on, {"ground": code, "since": since, "until": until, "document": document})
    faults = list(answer.errors)
    if GroundRecord.objects.filter(person=held, code=code, since=since).exists():
        faults.append(Violation("recorded", _("这一情形已经登记。"), "R-E06"))
    if faults:
        raise RuleViolated(faults)
    made = GroundRecord.objects.create(
        division_code=held.division_code, person=held, code=code, since=since, until=answer.outputs["expires_on"], document=document.strip(),
        recorded_on=on, recorded_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="engagements.record_ground", thing=made, after={"code": code, "person": str(held.uuid)})
    return made


@transaction.atomic
def clear_cadre(*, record: GroundRecord, last_day: dt.date, by: Actor, on: dt.date) -> list[Mandate]:
    """Every office that the law ends, ended by the law with the judgment's number: never "removed by the town". The mandates ended."""
    row = GroundRecord.objects.select_for_update(of=["self"]).select_related("person").get(pk=record.pk)
    require(may.can_clear_cadre(by, row))
    faults = []
    if row.code not in ENDS_BY_LAW:
        faults.append(Violation("code", _("这一情形不能依法直接终止职务。请按罢免、辞职或党内程序办理。"), "《村民委员会组织法》第十八条"))
    if row.cleared_on is not None:
        faults.append(Violation("cleared", _("这一情形已经处理。"), "R-E06"))
    if Engagement.objects.filter(person=row.person, period__endswith__gt=on).exists():
        faults.append(Violation("engaged", _("这个人还在受聘。请先听取陈述并由镇（街道）党委决定结束聘任。"), "R-E11"))
    if faults:
        raise RuleViolated(faults)
    open_ones = Mandate.objects.filter(person=row.person, period__endswith__isnull=True).order_by("pk")
    ended = [
        organisations.end_mandate(mandate=one, last_day=last_day, reason=Mandate.EndReason.AUTO_END, document=row.document, by=by, on=on)
        for one in open_ones
    ]
    row.cleared_on, row.cleared_by, row.version = on, by.login, row.version + 1
    row.save(update_fields=["cleared_on", "cleared_by", "version"])
    audit.record(by=by, action="engagements.clear_cadre", thing=row, after={"ended": [str(one.uuid) for one in ended], "last_day": last_day})
    return ended
