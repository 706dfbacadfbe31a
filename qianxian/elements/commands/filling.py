"""A unit fills its form: what is held is confirmed with one press, what is really new is given once and is held from then on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.elements import permissions as may
from qianxian.elements.judging import value_of
from qianxian.elements.models import Answer, AskedBefore, CollectionTask, DataElement, Question, TaskUnit
from qianxian.elements.queries.holding import Standing, counting, standings
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.periods import add_months
from qianxian.foundation.verdict import require
from qianxian.notices.outbox import Kind, announce

LONGEST = 24 * 3600


def _locked(unit: TaskUnit) -> TaskUnit:
    return TaskUnit.objects.select_for_update(of=("self",)).select_related("task", "organisation").get(pk=unit.pk)


def _expect_open(row: TaskUnit) -> None:
    if row.task.state != CollectionTask.State.ISSUED:
        raise Conflict(_("这个任务已经结束，不用再填。"), current=row.task)


@transaction.atomic
def submit_unit(*, unit: TaskUnit, values: Mapping[str, str], by: Actor, on: dt.date, seconds: int | None = None) -> TaskUnit:
    """Everything held is confirmed, everything missing given in ``values`` by element code; ``seconds`` from opening to sending.

    A value given for an element that is held by an answer takes its place. Raises RuleViolated for every value that is missing or does not fit.
    """
    row = _locked(unit)
    require(may.can_fill(by, row))
    _expect_open(row)
    if row.state not in (TaskUnit.State.OPEN, TaskUnit.State.RETURNED):
        raise Conflict(_("已经报过了。"), current=row)
    questions = list(row.task.questions.select_related("element__same_as").order_by("position"))
    stand = standings([q.element for q in questions], [row], by, on)
    faults: list[Violation] = []
    answers = [a for q in questions if (a := _answer(row, counting(q.element), stand.get((counting(q.element).pk, row.key)), values, faults, by, on))]
    if faults:
        raise RuleViolated(faults)
    Answer.objects.bulk_create(answers)
    row.state, row.submitted_on, row.submitted_by, row.version = TaskUnit.State.SUBMITTED, on, by.login, row.version + 1
    row.seconds = None if seconds is None else max(0, min(seconds, LONGEST))
    row.save()
    audit.record(by=by, action="elements.submit_unit", thing=row, after={"task": row.task.title, "given": sum(not a.confirmed for a in answers), "state": row.state})
    return row


def _answer(row: TaskUnit, element: DataElement, held: Standing | None, values: Mapping[str, str], faults: list[Violation], by: Actor, on: dt.date) -> Answer | None:
    """The row to keep for one question; None where the register holds it, or an answer still holds and nothing else is given."""
    given = (values.get(element.code) or "").strip()
    if element.lives:
        if held is None:
            faults.append(Violation("register", _("「%(name)s」在台账里还没有登记。请先在台账登记，这里会自动显示。") % {"name": element.name}, "R-K20", element.code))
        return None
    if not given and held is not None:
        return _kept(row, element, held.held.value, by, on, confirmed=True) if held.stale else None
    try:
        return _kept(row, element, value_of(element, given), by, on, confirmed=False)
    except RuleViolated as wrong:
        faults += wrong.violations
        return None


def _kept(row: TaskUnit, element: DataElement, value: str, by: Actor, on: dt.date, *, confirmed: bool) -> Answer:
    return Answer(unit=row, division_code=row.division_code, organisation=row.organisation, element=element, value=value, confirmed=confirmed, answered_on=on,
                  valid_to=add_months(on, element.validity_months), answered_by=by.login)  # fmt: skip


@transaction.atomic
def return_unit(*, unit: TaskUnit, words: str, by: Actor) -> TaskUnit:
    """Sent back by who asked, with what is to be put right."""
    row = _locked(unit)
    require(may.can_steer_collection(by, row.task))
    _expect_open(row)
    if row.state != TaskUnit.State.SUBMITTED:
        raise Conflict(_("这个单位还没有报。"), current=row)
    if not words.strip():
        raise violated("words", _("请写明哪一项、怎么改。"), "", "words")
    row.state, row.returns, row.return_words, row.version = TaskUnit.State.RETURNED, row.returns + 1, words.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="elements.return_unit", thing=row, after={"task": row.task.title, "state": row.state}, reason=words)
    announce(Kind.RETURNED, to=row.submitted_by)
    return row


@transaction.atomic
def report_question(*, unit: TaskUnit, question: Question, words: str, by: Actor, on: dt.date) -> AskedBefore:
    """「这道题问过了」: where and when it was given already, in the village's words; goes to the element's owner."""
    row = _locked(unit)
    require(may.can_fill(by, row))
    _expect_open(row)
    if question.task_id != row.task_id:
        raise violated("question", _("这道题不在这张表里。"), "")
    if not words.strip():
        raise violated("words", _("请写明在哪张表、哪里报过。"), "", "words")
    if AskedBefore.objects.filter(question=question, division_code=row.division_code).exists():
        raise Conflict(_("这道题已经反映过，等归口单位答复。"))
    made = AskedBefore.objects.create(division_code=row.division_code, question=question, words=words.strip(), reported_on=on, reported_by=by.login)
    audit.record(by=by, action="elements.report_question", thing=made, after={"element": question.element.code, "words": made.words})
    return made


@transaction.atomic
def answer_report(*, report: AskedBefore, reply: str, by: Actor, on: dt.date, words: str = "", merged_into: DataElement | None = None) -> AskedBefore:
    """The element's owner merges it into the other, or says why it is another thing. A merged element is asked no more: what the other holds counts."""
    row = AskedBefore.objects.select_for_update(of=("self",)).select_related("question__element").get(pk=report.pk)
    element = DataElement.objects.select_for_update().get(pk=row.question.element_id)
    require(may.can_answer_report(by, row))
    if row.reply:
        raise Conflict(_("已经答复过了。"), current=row)
    if faults := _reply_faults(element, reply, words, merged_into):
        raise RuleViolated(faults)
    if reply == AskedBefore.Reply.MERGED:
        DataElement.objects.filter(same_as=element).update(same_as=merged_into)
        element.same_as, element.version = merged_into, element.version + 1
        element.save(update_fields=["same_as", "version"])
    row.reply, row.reply_words, row.replied_on, row.replied_by, row.version = reply, words.strip(), on, by.login, row.version + 1
    row.merged_into = merged_into if reply == AskedBefore.Reply.MERGED else None
    row.save()
    audit.record(by=by, action="elements.answer_report", thing=row, after={"reply": reply, "merged_into": merged_into.code if merged_into else ""}, reason=words)
    return row


def _reply_faults(element: DataElement, reply: str, words: str, merged_into: DataElement | None) -> list[Violation]:
    if reply not in AskedBefore.Reply.values:
        return [Violation("reply", _("请选择怎么答复。"), "", "reply")]
    if reply == AskedBefore.Reply.KEPT:
        return [] if words.strip() else [Violation("words", _("请写明为什么不是同一件事。"), "", "words")]
    if merged_into is None or merged_into.pk == element.pk or merged_into.same_as_id:
        return [Violation("merged_into", _("请选择并入哪一项；已并入别处的不能选。"), "", "merged_into")]
    if element.lives or element.same_as_id:
        return [Violation("merged_into", _("台账已有的、已并入的数据元不再合并。"), "", "merged_into")]
    if merged_into.subject != element.subject or (merged_into.kind != element.kind and not merged_into.lives):
        return [Violation("merged_into", _("两项的对象和类型要相同。"), "", "merged_into")]
    return []
