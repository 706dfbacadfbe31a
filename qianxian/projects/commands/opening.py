"""A project recorded as an idea, and its budget with the sources that add up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.divisions.queries import division_on
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.money import format_yuan, half_up
from qianxian.foundation.verdict import require
from qianxian.funds.models import Allocation
from qianxian.projects import permissions as may
from qianxian.projects.commands.rows import expect, locked, moved
from qianxian.projects.models import Budget, BudgetSource, Project
from qianxian.projects.numbers import PROJECT, next_number
from qianxian.threads.commands import attach
from qianxian.threads.models import Thread

State = Project.State


@dataclass(frozen=True)
class Source:
    """One source of a budget: whose money, what it is called, how many yuan, and its allocation where there is one."""

    level: str
    title: str
    amount: Decimal
    allocation: Allocation | None = None


@transaction.atomic
def open_project(
    *, division_code: str, name: str, kind: str, tender_class: str, unit: str, site: str, thought_on: dt.date, by: Actor, on: dt.date, thread: Thread | None = None
) -> Project:
    """An idea with its number, hung on its thread where there is one."""
    require(may.can_keep_project(by, division_code))
    place = division_on(division_code, on)
    faults = [Violation(field, told, field=field) for field, text, told in (("name", name, _("填写项目名称。")), ("site", site, _("填写地点。"))) if not text.strip()]
    if place is None or place.kind not in ("village", "community"):
        faults.append(Violation("division", _("项目登记在村或社区。"), field="division_code"))
    if thought_on > on:
        faults.append(Violation("thought_on", _("日期不能晚于今天。"), field="thought_on"))
    if thread is not None and thread.division_code != division_code:
        faults.append(Violation("thread", _("这条线是另一个村（社区）的，不能串在一起。"), field="thread"))
    if faults:
        raise RuleViolated(faults)
    row = Project.objects.create(
        division_code=division_code, number=next_number(PROJECT, division_code, on.year), name=name.strip(), kind=kind, tender_class=tender_class, unit=unit, site=site.strip(),
        thought_on=thought_on, recorded_on=on, recorded_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="projects.open_project", thing=row, after=audit.snapshot(row, "number", "kind", "tender_class", "unit", "state"))
    if thread is not None:
        attach(thread=thread, kind=Project._meta.model_name, thing_uuid=row.uuid, label=row.name, by=by, on=on)
    return row


@transaction.atomic
def set_budget(
    *, project: Project, amount: Decimal, sources: Sequence[Source], made_on: dt.date, document: str, by: Actor, on: dt.date, reason: str = ""
) -> Budget:
    """A further budget in yuan, its sources adding up to it. Dearer than what was decided, the project goes back to be decided again."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.IDEA, State.APPROVED, State.VOTED, State.TENDERING, State.BUILDING)
    total = half_up(amount)
    faults = _budget_faults(row, total, sources, made_on, document, on)
    dearer = row.certificate is not None and total > row.certificate.amount_limit
    if dearer and not reason.strip():
        faults.append(Violation("reason", _("超过决策凭证的金额，要写明为什么，并重新决策。"), "R-D01", "reason"))
    if faults:
        raise RuleViolated(faults)
    before = {"state": row.state}
    if dearer:
        row.certificate = row.voted_on = None
        before = moved(row, State.APPROVED)
    made = Budget.objects.create(
        division_code=row.division_code, project=row, position=row.budgets.count() + 1, made_on=made_on, amount=total, document=document.strip(), reason=reason.strip(),
        recorded_on=on, recorded_by=by.login,
    )  # fmt: skip
    BudgetSource.objects.bulk_create([
        BudgetSource(division_code=row.division_code, budget=made, level=s.level, title=s.title.strip(), amount=half_up(s.amount), allocation=s.allocation) for s in sources
    ])  # fmt: skip
    audit.record(by=by, action="projects.set_budget", thing=row, before=before, after={"state": row.state, "position": made.position, "amount": total}, reason=reason or document)
    return made


def _budget_faults(row: Project, total: Decimal, sources: Sequence[Source], made_on: dt.date, document: str, on: dt.date) -> list[Violation]:
    faults = []
    if total <= 0:
        faults.append(Violation("amount", _("预算要大于零。"), field="amount"))
    if not document.strip():
        faults.append(Violation("document", _("填写估算书、预算书的名称或文号。"), field="document"))
    if made_on > on:
        faults.append(Violation("made_on", _("日期不能晚于今天。"), field="made_on"))
    added = sum((half_up(s.amount) for s in sources), Decimal(0))
    if added != total:
        told = _("资金来源合计 %(sum)s 元，预算 %(total)s 元，两者要相等。") % {"sum": format_yuan(added), "total": format_yuan(total)}
        faults.append(Violation("sources", told, "R-F02", "amount"))
    if any(s.amount <= 0 or not s.title.strip() for s in sources):
        faults.append(Violation("sources", _("每项资金来源都要有名称和大于零的金额。"), field="amount"))
    if any(s.allocation is not None and (s.allocation.division_code != row.division_code or s.amount > s.allocation.amount) for s in sources):
        faults.append(Violation("allocation", _("资金来源超过拨付的数额，或者是别的村（社区）的拨付。"), "R-F02", "amount"))
    return faults
