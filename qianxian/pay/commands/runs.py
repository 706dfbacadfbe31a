"""A pay run: inputs locked → computed → checked by finance → approved. An approved run is never changed: ``corrections``.

Example: ``compute_run(run=lock_inputs(year=2019, …, by=officer), by=officer)`` gives 721 slips whose cents add up per payer.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qianxian.accounts.permissions import require_fresh_code
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.rulebook import RulebookError
from qianxian.foundation.verdict import require
from qianxian.notices.outbox import Kind, announce
from qianxian.pay.explanations import explain, settings_record, year_to_come
from qianxian.pay.models import PayInput, PayRun, PaySlip
from qianxian.pay.permissions import can_approve, can_check, can_prepare
from qianxian.pay.queries import YearPolicy, known_facts, policy_of, roster, standing_run, totals_beside, totals_by_payer
from qianxian.pay.rules import (
    EMPLOYER,
    AnnualPay,
    Entitlement,
    PaySpan,
    PayTerms,
    entitled,
    pool_excess,
)

SLIP_COLUMNS = (
    "uuid", "version", "division_code", "run_id", "person_id", "number", "year", "through", "grade", "base_paid", "cap", "person_capped", "bonus", "gross",
    "city", "district", "town", "insurance", "tax", "net", *EMPLOYER.values(), "explanation",
)


@transaction.atomic
def lock_inputs(*, year: int, by: Actor, on: dt.date, through: dt.date | None = None, override_reason: str = "") -> PayRun:
    """A run with its roster locked: who was at which post from when to when, with the year's grade.

    ``through`` defaults to the year's last day. Raises RuleViolated when a run of the year stands, nobody was engaged, the policy is
    missing, or the multiple is under three without a reason (R of the article: not less than about three times).
    """
    division_code = by.reach[0].ljust(12, "0") if by.reach else "0" * 12
    require(can_prepare(by, division_code))
    through = through or dt.date(year, 12, 31)
    spans = roster(by, year, through)
    policy = policy_of(year, on)
    _may_lock(year, by, spans, policy.terms, override_reason)
    turn = PayRun.objects.filter(year=year).count() + 1
    run = PayRun.objects.create(
        division_code=division_code, number=f"GZ{year}-{division_code[:6]}-{turn:02d}", year=year, through=through, locked_on=on,
        prepared_by=by.login, people=len({s.engagement.person_id for s in spans}),
        settings=settings_record(policy.terms, policy.withholding, policy.rows, policy.provisional),
        override_reason=override_reason,
    )
    inputs = [
        PayInput(division_code=s.engagement.division_code, run=run, person_id=s.engagement.person_id, engagement_uuid=s.engagement.uuid,
                 centre_name=s.engagement.centre.name, post=s.engagement.post, first_day=s.first_day, last_day=s.last_day, grade=s.grade)
        for s in spans
    ]
    PayInput.objects.bulk_create(inputs, batch_size=1000)
    run.inputs_digest = audit.salted_digest("", {"rows": [[i.person_id, i.post, i.first_day, i.last_day, i.grade] for i in inputs]})
    run.save(update_fields=["inputs_digest"])
    audit.record(by=by, action="pay.lock_inputs", thing=run, after={"year": year, "people": run.people, "inputs": run.inputs_digest}, reason=override_reason)
    return run


def _may_lock(year: int, by: Actor, spans: Sequence[Any], terms: PayTerms, override_reason: str) -> None:
    faults = []
    if standing := standing_run(by, year):
        faults.append(Violation("run_stands", _("%(year)s 年已有批次 %(number)s。要重做先撤销它。") % {"year": year, "number": standing.number}))
    if not spans:
        faults.append(Violation("nobody", _("%(year)s 年没有受聘的人。先印发聘任书，再编制工资。") % {"year": year}))
    if terms.multiple < 3 and not override_reason:
        faults.append(Violation("below_three", _("倍数 %(m)s 低于 3 倍。写明理由才能编制。") % {"m": terms.multiple}, field="override_reason"))
    if faults:
        raise RuleViolated(faults)


@transaction.atomic
def compute_run(*, run: PayRun, by: Actor) -> PayRun:
    """The run with one slip per person, computed from the locked inputs and the recorded policy only.

    Raises Conflict when the run was computed meanwhile, RuleViolated when a pool's bonus would pass its cap.
    """
    run = PayRun.objects.select_for_update().get(pk=run.pk)
    require(can_prepare(by, run.division_code))
    if run.state not in (PayRun.State.LOCKED, PayRun.State.RETURNED):
        raise Conflict(_("这个批次已经算过：%(state)s。") % {"state": run.get_state_display()})
    policy = policy_of(run.year, run.locked_on)
    spans, who = _locked(run, policy.terms)
    declared = _declared(run, by, spans)
    try:
        results = {key: entitled(run.year, spans[key], policy.terms, who[key]["grade"] or None, policy.withholding, declared.get(key)) for key in spans}
    except RulebookError as refused:
        raise violated("not_computable", str(refused)) from refused
    _pools({key: due.pay for key, due in results.items()}, who, policy.terms)
    PaySlip.objects.filter(run=run).delete()
    _store(run, results, who, policy)
    _sum_up(run, results.values())
    before = {"state": run.state}
    run.state, run.version = PayRun.State.COMPUTED, run.version + 1
    run.save()
    audit.record(by=by, action="pay.compute_run", thing=run, before=before,
                 after={"state": run.state, "people": run.people, "base": run.base_total, "bonus": run.bonus_total, "city": run.city_total,
                        "district": run.district_total, "town": run.town_total})
    return run


def _locked(run: PayRun, terms: PayTerms) -> tuple[dict[int, list[PaySpan]], dict[int, dict[str, str]]]:
    spans: dict[int, list[PaySpan]] = {}
    who: dict[int, dict[str, str]] = {}
    for row in PayInput.objects.filter(run=run).order_by("division_code", "person_id", "first_day"):
        coefficient = terms.post_coeff.get(row.post)
        if coefficient is None:
            raise violated("no_coefficient", _("岗位 %(post)s 没有系数。在参数「岗位系数」里补上。") % {"post": row.post})
        spans.setdefault(row.person_id, []).append(PaySpan(row.first_day, row.last_day, coefficient, row.post))
        who.setdefault(row.person_id, {"division": row.division_code, "centre": row.centre_name, "grade": row.grade})
    return spans, who


def _declared(run: PayRun, by: Actor, persons: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """Person → month → additional deductions declared for the tax, as recorded when the run is computed."""
    facts = known_facts(by, run.year, run.through, defaultdict(lambda: Decimal(1)), set(persons))
    return {key: fact.additional for key, fact in facts.items() if fact.additional}


def _pools(results: dict[int, AnnualPay], who: dict[int, dict[str, str]], terms: PayTerms) -> None:
    """The article's pool reading: the bonuses of a centre together stay within 30 % of its base pay."""
    centres: dict[str, list[AnnualPay]] = {}
    for key, paid in results.items():
        centres.setdefault(who[key]["centre"], []).append(paid)
    faults = [
        Violation("pool_over_cap", _("%(centre)s 的绩效合计超过基本报酬的上限 %(over)s 元。") % {"centre": centre, "over": over}, "PAY")
        for centre, paid in centres.items()
        if (over := pool_excess([p.base_paid for p in paid], [p.town for p in paid], terms.bonus_cap_rate))
    ]
    if faults:
        raise RuleViolated(faults)


def _store(run: PayRun, results: dict[int, Entitlement], who: dict[int, dict[str, str]], policy: YearPolicy) -> None:
    values = []
    for turn, (key, due) in enumerate(results.items(), 1):
        person, paid = who[key], due.pay
        values.append((
            uuid.uuid4(), 1, person["division"], run.pk, key, f"{run.number}-{turn:04d}", run.year, run.through, person["grade"],
            paid.base_paid, paid.cap, policy.terms.per_person_cap, paid.town, paid.gross,
            paid.city, paid.district, paid.town, due.withheld.insurance, due.withheld.tax, due.net,
            *(due.sums[part] for part in EMPLOYER.values()),
            audit.canonical(explain(due, policy.terms, policy.withholding, policy.rows, person["centre"], person["grade"])),
        ))
    marks = f"({', '.join(['%s'] * len(SLIP_COLUMNS))})"
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO pay_payslip ({', '.join(SLIP_COLUMNS)}) VALUES {marks}", values)


def _sum_up(run: PayRun, results) -> None:
    results = list(results)
    run.people = len(results)
    for field, part in (("base_total", "base_paid"), ("bonus_total", "town"), ("city_total", "city"), ("district_total", "district"), ("town_total", "town")):
        setattr(run, field, sum((getattr(due.pay, part) for due in results), Decimal("0.00")))
    run.insurance_total = sum((due.withheld.insurance for due in results), Decimal("0.00"))
    run.tax_total = sum((due.withheld.tax for due in results), Decimal("0.00"))
    for part in EMPLOYER.values():
        setattr(run, f"{part}_total", sum((due.sums[part] for due in results), Decimal("0.00")))


@transaction.atomic
def check_run(*, run: PayRun, by: Actor, on: dt.date) -> PayRun:
    """The run checked by finance: the cents add up again from the slips."""
    run = PayRun.objects.select_for_update().get(pk=run.pk)
    require(can_check(by, run))
    _expect(run, PayRun.State.COMPUTED)
    if totals_by_payer(run) != {"city": run.city_total, "district": run.district_total, "town": run.town_total}:
        raise violated("sums_differ", _("各付款方合计与工资条不符。退回重算。"))
    if any(amount != getattr(run, f"{part}_total") for part, amount in totals_beside(run).items()):
        raise violated("sums_differ", _("代扣款或单位缴纳的社会保险合计与工资条不符。退回重算。"))
    run.checked_by, run.checked_on = by.login, on
    return _move(run, PayRun.State.CHECKED, "pay.check_run", by)


@transaction.atomic
def return_run(*, run: PayRun, by: Actor, reason: str) -> PayRun:
    """The run sent back to its preparer with what has to be mended."""
    run = PayRun.objects.select_for_update().get(pk=run.pk)
    require(can_check(by, run) if run.state == PayRun.State.COMPUTED else can_approve(by, run))
    if run.state not in (PayRun.State.COMPUTED, PayRun.State.CHECKED):
        raise Conflict(_("这个批次现在不能退回：%(state)s。") % {"state": run.get_state_display()})
    if not reason.strip():
        raise violated("no_reason", _("写明要改什么。"), field="reason")
    run.returned_reason, run.checked_by, run.checked_on = reason, "", None
    announce(Kind.RETURNED, to=run.prepared_by)
    return _move(run, PayRun.State.RETURNED, "pay.return_run", by, reason)


@transaction.atomic
def approve_run(*, run: PayRun, by: Actor, on: dt.date) -> PayRun:
    """The run approved by a third person; from now on its slips are open to their persons and its files may be paid.

    Raises RuleViolated (``year_to_come``) for a year that has not begun: prepared and checked it may be before, with what is known then.
    """
    run = PayRun.objects.select_for_update().get(pk=run.pk)
    require(can_approve(by, run))
    require_fresh_code(by, on)
    _expect(run, PayRun.State.CHECKED)
    if told := year_to_come(run.year, on):
        raise violated("year_to_come", told)
    run.approved_by, run.approved_on = by.login, on
    run = _move(run, PayRun.State.APPROVED, "pay.approve_run", by)
    PaySlip.objects.filter(run=run).update(approved_on=on)
    return run


@transaction.atomic
def withdraw_run(*, run: PayRun, by: Actor, reason: str) -> PayRun:
    """A run not yet approved, withdrawn by its preparer's office; its rows stay for the record."""
    run = PayRun.objects.select_for_update().get(pk=run.pk)
    require(can_prepare(by, run.division_code))
    if run.state in (PayRun.State.APPROVED, PayRun.State.WITHDRAWN):
        raise Conflict(_("已审批的批次不能撤销；多发少发用差额更正。"))
    if not reason.strip():
        raise violated("no_reason", _("写明为什么撤销。"), field="reason")
    return _move(run, PayRun.State.WITHDRAWN, "pay.withdraw_run", by, reason)


def _expect(run: PayRun, state: str) -> None:
    if run.state != state:
        raise Conflict(_("这个批次现在是「%(state)s」，先刷新页面看看。") % {"state": run.get_state_display()})


def _move(run: PayRun, state: str, action: str, by: Actor, reason: str = "") -> PayRun:
    before = {"state": run.state}
    run.state, run.version = state, run.version + 1
    run.save()
    audit.record(by=by, action=action, thing=run, before=before, after={"state": state}, reason=reason)
    return run
