"""Corrections of an approved run: facts recorded on a written basis, differences computed, checked, approved, and posted once.

Example: a review overturned on 07-10 restores the post from 05-01; ``prepare_correction(run=run, cause="overturned_review", person=…)``
proposes should be − already posted per payer, and ``approve_correction`` posts it. An approved slip is never touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.permissions import require_fresh_code
from qianxian.engagements.models import Engagement
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.pay import queries
from qianxian.pay.explanations import settings_record
from qianxian.pay.models import DifferenceLine, PayCorrection, PayFact, PayRun
from qianxian.pay.permissions import can_approve_correction, can_check_correction, can_prepare, can_record_fact
from qianxian.pay.queries import PersonFacts, YearPolicy, known_facts, places_posted, policy_of, posted_sums
from qianxian.pay.rules import PARTS, two_villages
from qianxian.people.models import Person
from qianxian.rulebook.queries import county_settings

State, Cause, Kind = PayCorrection.State, PayCorrection.Cause, PayFact.Kind
SOURCE = "村（社区）干部报酬办法"
NOTHING = Decimal("0.00")


@transaction.atomic
def record_fact(
    *,
    person: Person,
    kind: str,
    first_day: dt.date,
    document: str,
    by: Actor,
    on: dt.date,
    last_day: dt.date | None = None,
    share: Decimal | None = None,
    amount: Decimal | None = None,
    engagement: Engagement | None = None,
) -> PayFact:
    """A fact that changes what is due: leave without pay, a suspension, the days really in post, a declared tax deduction.

    Each rests on a written basis: without its document nothing is stopped and nothing is paid.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(can_record_fact(by, person))
    if kind == Kind.UNPAID_LEAVE:
        share = NOTHING
    if kind == Kind.SUSPENSION and share is None:
        share = county_settings().on(first_day)["pay.suspension_share"]
    if faults := _fact_faults(person, kind, first_day, last_day, document, share, amount, engagement):
        raise RuleViolated(faults)
    made = PayFact.objects.create(
        division_code=person.division_code, person=person, kind=kind, first_day=first_day, last_day=last_day, share=share, amount=amount,
        engagement_uuid=engagement.uuid if engagement else None, document=document.strip(), recorded_by=by.login, recorded_on=on,
    )
    audit.record(by=by, action="pay.record_fact", thing=made, after=audit.snapshot(made, "kind", "first_day", "last_day", "share", "document"))
    return made


def _fact_faults(person, kind, first_day, last_day, document, share, amount, engagement) -> list[Violation]:
    faults = []
    if kind not in (Kind.UNPAID_LEAVE, Kind.SUSPENSION, Kind.ACTUAL_DAYS, Kind.ADDITIONAL_DEDUCTION):
        faults.append(Violation("kind", _("请选择登记的事项。"), SOURCE, "kind"))
    if not document.strip():
        faults.append(Violation("document", _("停薪、停职和改日期都要有书面依据。请填写文件名称和文号。"), SOURCE, "document"))
    if last_day is not None and last_day < first_day:
        faults.append(Violation("last_day", _("最后一天早于第一天，请核对。"), SOURCE, "last_day"))
    if kind == Kind.SUSPENSION and share is not None and not 0 <= share < 1:
        faults.append(Violation("share", _("停职期间的发放比例要在 0 和 1 之间（不含 1）。"), SOURCE, "share"))
    if kind == Kind.ACTUAL_DAYS and (engagement is None or engagement.person_id != person.pk):
        faults.append(Violation("engagement", _("请选择这个人的哪一段聘任改日期。"), SOURCE, "engagement"))
    if kind == Kind.ADDITIONAL_DEDUCTION and (amount is None or amount <= 0):
        faults.append(Violation("amount", _("请填写每月扣除金额。"), SOURCE, "amount"))
    return faults


@transaction.atomic
def cancel_fact(*, fact: PayFact, document: str, by: Actor, on: dt.date) -> PayFact:
    """A recorded fact no longer stands; it stays in the record beside the one that cancels it."""
    row = PayFact.objects.select_related("person").get(pk=fact.pk)
    Person.objects.select_for_update(no_key=True).get(pk=row.person_id)
    require(can_record_fact(by, row.person))
    if not document.strip():
        raise violated("document", _("请填写撤销的依据文件。"), SOURCE, "document")
    if row.kind == Kind.CANCELLED or PayFact.objects.filter(cancels=row).exists():
        raise Conflict(_("这项登记已经撤销过。"))
    made = PayFact.objects.create(
        division_code=row.division_code, person=row.person, kind=Kind.CANCELLED, first_day=row.first_day, last_day=row.last_day,
        document=document.strip(), recorded_by=by.login, recorded_on=on, cancels=row,
    )
    audit.record(by=by, action="pay.cancel_fact", thing=made, after={"cancels": str(row.uuid), "document": made.document})
    return made


@transaction.atomic
def prepare_correction(*, run: PayRun, cause: str, document: str, by: Actor, on: dt.date, person: Person | None = None) -> PayCorrection:
    """A correction of an approved run with its proposed differences: of one person, or of everybody whose sums differ.

    Raises RuleViolated when the run is not approved, no fact bears the cause out, nothing differs, or a person held two villages at once.
    """
    run = PayRun.objects.select_for_update().get(pk=run.pk)
    require(can_prepare(by, run.division_code))
    policy = policy_of(run.year, on)
    if faults := _cause_faults(run, cause, document, policy, person):
        raise RuleViolated(faults)
    proposal = _proposed(run, policy, by, person, cause)
    turn = PayCorrection.objects.filter(run=run).count() + 1
    made = PayCorrection(
        division_code=run.division_code, number=f"{run.number}-C{turn:02d}", run=run, year=run.year, person=person, cause=cause, document=document.strip(),
        prepared_by=by.login, prepared_on=on, settings=settings_record(policy.terms, policy.withholding, policy.rows, policy.provisional),
    )
    _take(made, proposal)
    made.save()
    audit.record(by=by, action="pay.prepare_correction", thing=made, after=_said(made), reason=document)
    return made


def _cause_faults(run: PayRun, cause: str, document: str, policy: YearPolicy, person: Person | None) -> list[Violation]:
    faults = []
    if run.state != PayRun.State.APPROVED:
        faults.append(Violation("not_approved", _("%(year)s 年的批次还没有审批，直接退回重算，不用更正。") % {"year": run.year}, SOURCE))
    if cause not in Cause.values:
        faults.append(Violation("cause", _("请选择更正的原因。"), SOURCE, "cause"))
    if not document.strip():
        faults.append(Violation("document", _("请填写更正的依据文件。"), SOURCE, "document"))
    if cause == Cause.LATE_INDEX and Decimal(run.settings["index"]) == policy.terms.index:
        faults.append(Violation("no_new_index", _("收入基数没有变化。先在「参数」里登记公布的数字和文件。"), SOURCE, "cause"))
    if cause not in (Cause.LATE_INDEX, Cause.LATE_GRADE) and person is None:
        faults.append(Violation("person", _("请选择要更正的人。"), SOURCE, "person"))
    return faults


def _proposed(run: PayRun, policy: YearPolicy, by: Actor, person: Person | None, cause: str) -> list[dict[str, Any]]:
    """Should be − already posted of each person concerned; only people with a difference."""
    persons = None if person is None else {person.pk}
    posted = posted_sums(by, run, persons)
    try:
        facts = known_facts(by, run.year, run.through, policy.terms.post_coeff, persons)
    except KeyError as gap:
        raise violated("no_coefficient", _("岗位 %(post)s 没有系数。在参数「岗位系数」里补上。") % {"post": gap.args[0]}) from gap
    moved = queries.moves_since(by, run, persons)
    faults = _two_villages(facts)
    if person is not None and not _borne_out(cause, facts.get(person.pk), bool(moved.get(person.pk))):
        faults.append(Violation("no_fact", NO_FACT[cause](), SOURCE, "cause"))
    if faults:
        raise RuleViolated(faults)
    found = []
    withholding = queries.withholding_of(run, policy)
    places = places_posted(by, run, {*facts, *posted})
    for person_id in sorted({*facts, *posted}):
        line = queries.difference_of(run, policy, withholding, person_id, facts.get(person_id), posted.get(person_id, {}), moved.get(person_id, ()))
        if line:  # where the pay stands it is added to or taken back, wherever the person went since
            found.append(line | {"division_code": places.get(person_id, line["division_code"])})
    if not found:
        raise violated("no_difference", _("应发和已发没有差额，不用更正。"), SOURCE)
    return found


def _two_villages(facts: dict[int, PersonFacts]) -> list[Violation]:
    return [
        Violation("two_villages", _("%(day)s 起同一个人在两个村（社区）受聘。先结束其中一处，再更正。") % {"day": day}, SOURCE)
        for known in facts.values()
        for day, _one, _other in two_villages(known.held)
    ]


#: Each cause of one person's correction is borne out by a fact in the register, never by a typed amount.
NO_FACT: dict[str, Callable[[], str]] = {
    Cause.LATE_INDEX: lambda: _("收入基数没有变化。"),
    Cause.LATE_GRADE: lambda: _("这个人没有年度等次。先登记考核等次。"),
    Cause.OVERTURNED_REVIEW: lambda: _("没有改变原决定的复核。先办结复核。"),
    Cause.WRONG_DAY: lambda: _("没有登记实际在岗日期。先登记日期和依据；批次以后才到任、离任、换岗的，选「批次以后到任、离任、换岗」。"),
    Cause.DEATH: lambda: _("没有登记去世日期。先在人员里登记。"),
    Cause.UNPAID_LEAVE: lambda: _("没有登记不带薪请假。先登记日期和依据。"),
    Cause.SUSPENSION: lambda: _("没有登记停职。停职要有书面决定，先登记。"),
    Cause.DEDUCTION: lambda: _("没有登记专项附加扣除。先登记。"),
    Cause.POST_CHANGED: lambda: _("批次锁定名册以后，这个人的聘任没有变动。日期登记错了的，选「在岗日期登记有误」。"),
}


def _borne_out(cause: str, known: PersonFacts | None, moved: bool) -> bool:
    if cause == Cause.POST_CHANGED:
        return moved
    if known is None:
        return cause in (Cause.UNPAID_LEAVE, Cause.SUSPENSION, Cause.WRONG_DAY)  # a fact taken back leaves nothing: still a correction
    return {
        Cause.LATE_INDEX: True,
        Cause.LATE_GRADE: bool(known.grade),
        Cause.OVERTURNED_REVIEW: bool(known.restored),
        Cause.WRONG_DAY: bool(known.actual_days) or not moved,  # a fact taken back shows in the difference itself; a leaver was no mistake
        Cause.DEATH: known.died_on is not None,
        Cause.UNPAID_LEAVE: True,
        Cause.SUSPENSION: True,
        Cause.DEDUCTION: True,
    }.get(cause, False)


def _take(correction: PayCorrection, proposal: list[dict[str, Any]]) -> None:
    correction.proposal, correction.people = proposal, len(proposal)
    for part in PARTS:
        setattr(correction, f"{part}_total", sum((Decimal(line["amounts"].get(part, "0")) for line in proposal), NOTHING))


def _said(correction: PayCorrection) -> dict[str, Any]:
    return {"state": correction.state, "cause": correction.cause, "people": correction.people, **{part: getattr(correction, f"{part}_total") for part in PARTS}}


def _locked(correction: PayCorrection) -> PayCorrection:
    PayRun.objects.select_for_update().get(pk=correction.run_id)  # corrections of one run are posted one after another
    return PayCorrection.objects.select_for_update(of=["self"]).select_related("run", "person").get(pk=correction.pk)


def _again(row: PayCorrection, by: Actor) -> list[dict[str, Any]]:
    return _proposed(row.run, policy_of(row.year, row.prepared_on), by, row.person, row.cause)


@transaction.atomic
def recompute_correction(*, correction: PayCorrection, by: Actor, on: dt.date) -> PayCorrection:
    """A returned correction computed anew from today's facts."""
    row = _locked(correction)
    require(can_prepare(by, row.division_code))
    _expect(row, State.RETURNED)
    row.prepared_by, row.prepared_on = by.login, on
    _take(row, _again(row, by))
    return _move(row, State.COMPUTED, "pay.recompute_correction", by)


@transaction.atomic
def check_correction(*, correction: PayCorrection, by: Actor, on: dt.date) -> PayCorrection:
    """The correction checked by finance: computed again, it comes to the same cents."""
    row = _locked(correction)
    require(can_check_correction(by, row))
    _expect(row, State.COMPUTED)
    _unchanged(row, by)
    row.checked_by, row.checked_on = by.login, on
    return _move(row, State.CHECKED, "pay.check_correction", by)


@transaction.atomic
def approve_correction(*, correction: PayCorrection, by: Actor, on: dt.date) -> PayCorrection:
    """The correction approved by a third person and its lines posted; raises Conflict when facts or posted sums changed meanwhile."""
    row = _locked(correction)
    require(can_approve_correction(by, row))
    require_fresh_code(by, on)
    _expect(row, State.CHECKED)
    _unchanged(row, by)
    row.approved_by, row.approved_on = by.login, on
    row = _move(row, State.APPROVED, "pay.approve_correction", by)
    _post(row, on)
    return row


def _unchanged(row: PayCorrection, by: Actor) -> None:
    try:
        again = _again(row, by)
    except RuleViolated as changed:
        raise Conflict(_("编制以后情况有变化：%(why)s 退回重新计算。") % {"why": changed}) from changed
    if [(line["person"], line["amounts"]) for line in again] != [(line["person"], line["amounts"]) for line in row.proposal]:
        raise Conflict(_("编制以后，登记的事实或已发的数有变化。退回重新计算。"))


def _post(row: PayCorrection, on: dt.date) -> None:
    """The lines, each numbered after the earlier ones of its person, year and part; the database refuses one that does not follow."""
    turns: dict[tuple[int, str], int] = {}
    people = [line["person"] for line in row.proposal]
    for person_id, part in DifferenceLine.objects.filter(year=row.year, person_id__in=people).values_list("person_id", "part"):
        turns[person_id, part] = turns.get((person_id, part), 0) + 1
    made = [
        DifferenceLine(
            division_code=line["division_code"], correction=row, run_id=row.run_id, person_id=line["person"], number=f"{row.number}-{turn:04d}", year=row.year,
            part=part, turn=turns.get((line["person"], part), 0) + 1, posted=Decimal(line["posted"][part]), should=Decimal(line["should"][part]),
            amount=Decimal(line["amounts"][part]), cause=row.cause, document=row.document, approved_on=on,
            explanation={} if place else line["explanation"],  # said once per person, at the first line
        )
        for turn, line in enumerate(row.proposal, 1)
        for place, part in enumerate(p for p in PARTS if p in line["amounts"])
    ]
    DifferenceLine.objects.bulk_create(made, batch_size=1000)


@transaction.atomic
def return_correction(*, correction: PayCorrection, by: Actor, reason: str) -> PayCorrection:
    """The correction sent back to its preparer with what has to be mended."""
    row = _locked(correction)
    require(can_check_correction(by, row) if row.state == State.COMPUTED else can_approve_correction(by, row))
    if row.state not in (State.COMPUTED, State.CHECKED):
        raise Conflict(_("这张更正单现在不能退回：%(state)s。") % {"state": row.get_state_display()})
    if not reason.strip():
        raise violated("no_reason", _("写明要改什么。"), field="reason")
    row.returned_reason, row.checked_by, row.checked_on = reason, "", None
    return _move(row, State.RETURNED, "pay.return_correction", by, reason)


@transaction.atomic
def withdraw_correction(*, correction: PayCorrection, by: Actor, reason: str) -> PayCorrection:
    """A correction not yet approved, withdrawn; it stays for the record and nothing is posted."""
    row = _locked(correction)
    require(can_prepare(by, row.division_code))
    if row.state in (State.APPROVED, State.WITHDRAWN):
        raise Conflict(_("已办结的更正不能撤销；再有差额，另编一张更正单。"))
    if not reason.strip():
        raise violated("no_reason", _("写明为什么撤销。"), field="reason")
    return _move(row, State.WITHDRAWN, "pay.withdraw_correction", by, reason)


def _expect(row: PayCorrection, state: str) -> None:
    if row.state != state:
        raise Conflict(_("这张更正单现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})


def _move(row: PayCorrection, state: str, action: str, by: Actor, reason: str = "") -> PayCorrection:
    before = {"state": row.state}
    row.state, row.version = state, row.version + 1
    row.save()
    audit.record(by=by, action=action, thing=row, before=before, after=_said(row), reason=reason)
    return row
