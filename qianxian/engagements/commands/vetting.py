"""Joint vetting (R-E05): a list goes to the departments, each answers for itself, another officer concludes. Silence is not consent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.divisions.queries import county
from qianxian.engagements import grounds, judging
from qianxian.engagements import permissions as may
from qianxian.engagements.models import VettingCase, VettingReply, VettingRound
from qianxian.engagements.numbers import file_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.sealing import seal
from qianxian.foundation.verdict import require
from qianxian.people.models import Person

CONCLUSIONS = ("no_objection", "objection", "need_more")
CLOSED = (VettingCase.State.CLEARED, VettingCase.State.BLOCKED)
R_E05 = "R-E05"


@dataclass(frozen=True)
class Answer:
    """One line of a department's list: conclusion, ground code (objections only) and who signs."""

    reply: VettingReply
    conclusion: str
    ground_code: str = ""


@transaction.atomic
def create_round(
    *, persons: Sequence[Person], purpose: str, due_on: dt.date, by: Actor, on: dt.date, departments: Sequence[str] | None = None
) -> VettingRound:
    """A new list, not yet sent. Departments default to the county's setting. Each person is locked to one open vetting at a time."""
    place = county()
    division_code = place.code if place else (persons[0].division_code[:6] + "000000" if persons else "")
    require(may.can_create_round(by, division_code))
    asked = list(dict.fromkeys(departments or judging.departments(on)))
    people = list(Person.objects.select_for_update().visible_to(by).filter(pk__in=[p.pk for p in persons]).order_by("pk"))
    if faults := _round_faults(people, len({p.pk for p in persons}), asked, purpose, due_on, on):
        raise RuleViolated(faults)
    made = VettingRound.objects.create(
        division_code=division_code, number=file_number("LS", division_code, on), purpose=purpose, departments=asked, due_on=due_on
    )
    VettingCase.objects.bulk_create(VettingCase(division_code=p.division_code, round=made, person=p) for p in people)
    audit.record(
        by=by,
        action="engagements.create_round",
        thing=made,
        after={"number": made.number, "purpose": purpose, "departments": asked, "due_on": due_on, "persons": [str(p.uuid) for p in people]},
    )
    return made


def _round_faults(people: list[Person], wanted: int, asked: list[str], purpose: str, due_on: dt.date, on: dt.date) -> list[Violation]:
    faults = []
    if not people or len(people) < wanted:
        faults.append(Violation("persons", _("请至少选择一名人选；名单里有人不在您的范围内的，请核对。"), R_E05, "persons"))
    faults += judging.asking_faults(asked, on)
    if purpose not in VettingRound.Purpose.values:
        faults.append(Violation("purpose", _("请选择联审用途。"), R_E05, "purpose"))
    if due_on <= on:
        faults.append(Violation("due_on", _("答复期限要晚于今天（%(on)s）。") % {"on": on}, R_E05, "due_on"))
    open_already = VettingCase.objects.filter(person__in=people, state__in=["open", "needs_info"]).select_related("person")
    faults += [
        Violation("already_open", _("%(name)s 已在另一批联审中，等那一批下结论后再发起。") % {"name": c.person.name}, R_E05, "persons")
        for c in open_already
    ]
    return faults


@transaction.atomic
def send_round(*, round: VettingRound, by: Actor, on: dt.date) -> VettingRound:
    """The round sent: from now on each asked department sees its lines and owes an answer by the due day."""
    row = VettingRound.objects.select_for_update(no_key=True).get(pk=round.pk)
    require(may.can_send_round(by, row))
    if row.sent_on is not None:
        raise violated("sent", _("这份名单已在 %(day)s 发出。") % {"day": row.sent_on}, R_E05)
    if row.due_on <= on:
        raise violated("due_on", _("答复期限已到，请另建一份名单并填写新的期限。"), R_E05, "due_on")
    row.sent_on, row.sent_by, row.version = on, by.login, row.version + 1
    row.save(update_fields=["sent_on", "sent_by", "version"])
    VettingReply.objects.bulk_create(
        VettingReply(division_code=case.division_code, case=case, department=department, asked_on=on, due_on=row.due_on)
        for case in row.cases.order_by("pk")
        for department in row.departments
    )
    audit.record(
        by=by, action="engagements.send_round", thing=row, before={"sent_on": None}, after={"sent_on": on, "departments": row.departments}
    )
    return row


@transaction.atomic
def answer_vetting(*, reply: VettingReply, conclusion: str, signed_by: str, by: Actor, on: dt.date, ground_code: str = "") -> VettingReply:
    """The department's answer, sealed. May be answered again until the case is concluded (after 需补充, or to correct a slip)."""
    return answer_vetting_list(answers=[Answer(reply, conclusion, ground_code)], signed_by=signed_by, by=by, on=on)[0]


@transaction.atomic
def answer_vetting_list(*, answers: Iterable[Answer], signed_by: str, by: Actor, on: dt.date) -> list[VettingReply]:
    """All answers of one list, or none: as the paper 联审表 is signed once at its foot."""
    given = {answer.reply.pk: answer for answer in answers}
    if not given:
        raise violated("lines", _("还没有给任何人选结论。至少给一个人选好结论再提交；没查清的可以留到下次。"), R_E05)
    cases = VettingCase.objects.select_for_update(of=["self"]).select_related("person").filter(replies__in=given).order_by("pk")
    open_cases = {case.pk: case for case in cases}
    rows = list(VettingReply.objects.select_for_update(of=["self"]).select_related("case__person").filter(pk__in=given).order_by("pk"))
    if not rows or len(rows) < len(given):
        raise violated("lines", _("名单里没有可以答复的人，或有的行不属于本部门。请刷新页面。"), R_E05)
    for row in rows:
        require(may.can_answer_vetting(by, row))
    faults = [fault for row in rows for fault in _answer_faults(row, open_cases[row.case_id], given[row.pk])]
    if not signed_by.strip():
        faults.append(Violation("signed_by", _("请填写答复人姓名。"), R_E05, "signed_by"))
    if faults:
        raise RuleViolated(faults)
    told = []
    for row in rows:
        answer = given[row.pk]
        again = row.replied_on is not None
        row.sealed = seal(json.dumps({"conclusion": answer.conclusion, "ground_code": answer.ground_code}), row=judging.seal_row(row))
        row.replied_on, row.signed_by, row.version = on, signed_by.strip(), row.version + 1
        # the answer itself is sealed and stands in no history row
        told.append((row, {"department": row.department, "replied_on": on, "signed_by": row.signed_by, "again": again}))
    VettingReply.objects.bulk_update(rows, ["sealed", "replied_on", "signed_by", "version"])
    audit.record_each(by=by, action="engagements.answer_vetting", written=told)
    return rows


def _answer_faults(row: VettingReply, case: VettingCase, answer: Answer) -> list[Violation]:
    name = case.person.name
    if case.state in CLOSED:
        return [Violation("concluded", _("%(name)s 的联审已下结论，不能再改答复。") % {"name": name}, R_E05)]
    if answer.conclusion not in CONCLUSIONS:
        return [Violation("conclusion", _("请给 %(name)s 选择结论。") % {"name": name}, R_E05, f"conclusion_{row.pk}")]
    fault = grounds.vetting_ground_fault(answer.conclusion, answer.ground_code)
    return [Violation(fault.code, f"{name}：{fault.message}", fault.source, f"ground_{row.pk}")] if fault else []


@transaction.atomic
def conclude_case(*, case: VettingCase, by: Actor, on: dt.date) -> VettingCase:
    """The case with its state by rule: cleared (valid six months), blocked, or waiting for more. Refused while anyone is silent."""
    row = VettingCase.objects.select_for_update(of=["self"]).select_related("round", "person").get(pk=case.pk)
    require(may.can_conclude_case(by, row))
    if row.state in CLOSED:
        raise violated("concluded", _("这个人的联审已下结论。有新情况请发起新的联审。"), R_E05)
    if row.round.sent_on is None:
        raise violated("unsent", _("名单还没有发出。请先发出名单。"), R_E05)
    finding = judging.vetting(row, on)
    if finding.silent:
        raise violated(
            "silent", _("还没有答复的部门：%(names)s。没有答复不等于同意，请催办。") % {"names": _("、").join(finding.silent)}, R_E05
        )
    before = audit.snapshot(row, "state", "valid_until")
    row.state, row.version = finding.state, row.version + 1
    if row.state in CLOSED:
        row.concluded_on, row.concluded_by = on, by.login
    row.valid_until = finding.valid_until if row.state == VettingCase.State.CLEARED else None
    row.save(update_fields=["state", "concluded_on", "concluded_by", "valid_until", "version"])
    audit.record(by=by, action="engagements.conclude_case", thing=row, before=before, after=audit.snapshot(row, "state", "valid_until"))
    return row
