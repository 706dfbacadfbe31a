"""The works looked at, accepted, audited, and entered as an asset."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.collective import commands as collective
from qianxian.collective.judging import facility_faults
from qianxian.collective.models import Asset as CollectiveAsset
from qianxian.decisions.models import Unit
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.money import half_up
from qianxian.foundation.verdict import require
from qianxian.projects import judging
from qianxian.projects import permissions as may
from qianxian.projects.commands.rows import expect, locked, moved
from qianxian.projects.models import Acceptance, Asset, Project
from qianxian.projects.numbers import ASSET, next_number

State = Project.State
#: How the collective's own register calls what came of a project.
COLLECTIVE = CollectiveAsset.Category
REGISTERED_AS = {
    Asset.Category.PUBLIC: COLLECTIVE.WELFARE, Asset.Category.BUSINESS: COLLECTIVE.OPERATING, Asset.Category.VENUE: COLLECTIVE.FIXED,
    Asset.Category.EQUIPMENT: COLLECTIVE.FIXED, Asset.Category.OTHER: COLLECTIVE.FIXED,
}  # fmt: skip


@transaction.atomic
def look_at_works(*, project: Project, good: bool, opinion: str, by: Actor, on: dt.date) -> Acceptance:
    """What one person found, in his own name; the latest word of each counts. Not the builder, nor whose hands the money passed through."""
    row = locked(project)
    require(may.can_accept_works(by, row))
    expect(row, State.BUILDING)
    faults = judging.accepter_faults(row, by)
    if not opinion.strip():
        faults.append(Violation("opinion", _("写明看了什么、结论是什么。"), field="opinion"))
    if faults:
        raise RuleViolated(faults)
    made = Acceptance.objects.create(division_code=row.division_code, project=row, login=by.login, name=by.name[:60] or by.login, looked_on=on, good=good, opinion=opinion.strip())
    audit.record(by=by, action="projects.look_at_works", thing=made, after={"project": row.number, "good": good})
    return made


@transaction.atomic
def accept_project(*, project: Project, by: Actor, on: dt.date) -> Project:
    """Accepted: every milestone done, enough people found it good, no change waits for its decision."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.BUILDING)
    if faults := judging.acceptance_faults(row, on):
        raise RuleViolated(faults)
    row.accepted_on = on
    before = moved(row, State.ACCEPTED)
    audit.record(by=by, action="projects.accept_project", thing=row, before=before, after={"state": row.state, "accepted_on": on})
    return row


@transaction.atomic
def audit_project(*, project: Project, amount: Decimal, body: str, document: str, by: Actor, on: dt.date) -> Project:
    """What the settlement audit found, in yuan: nothing is paid beyond it from now on."""
    row = locked(project)
    require(may.can_audit_project(by, row))
    expect(row, State.ACCEPTED)
    if faults := judging.audit_faults(row, amount, body, document):
        raise RuleViolated(faults)
    row.audited_amount, row.audited_on, row.audited_by, row.audit_body, row.audit_document = half_up(amount), on, by.login, body.strip(), document.strip()
    before = moved(row, State.AUDITED)
    audit.record(by=by, action="projects.audit_project", thing=row, before=before, after={"state": row.state, "audited_amount": row.audited_amount, "document": row.audit_document})
    return row


@transaction.atomic
def enter_asset(
    *, project: Project, name: str, category: str, place: str, by: Actor, on: dt.date, facility: str = "", quantity: Decimal | None = None,
) -> Asset:  # fmt: skip
    """The asset that came of it, at its audited cost. What is the collective's stands in the collective's register at once, a public facility with its
    kind and number: nobody types it again.

    Raises NotPermitted where it is the collective's and the actor may not keep the collective's property.
    """
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.AUDITED)
    faults = [Violation(field, told, field=field) for field, text, told in (("name", name, _("填写资产名称。")), ("place", place, _("填写地点。"))) if not text.strip()]
    if category not in Asset.Category.values:
        faults.append(Violation("category", _("选择资产类别。"), field="category"))
    faults += facility_faults(facility, quantity)
    if facility and row.unit != Unit.COLLECTIVE:
        faults.append(Violation("facility", _("这个项目不是集体的，资产不进集体资产台账。公共设施这两项不填。"), "R-C08", "facility"))
    if faults:
        raise RuleViolated(faults)
    made = Asset.objects.create(
        division_code=row.division_code, number=next_number(ASSET, row.division_code, on.year), project=row, name=name.strip(), category=category, unit=row.unit,
        place=place.strip(), cost=row.audited_amount, entered_on=on, entered_by=by.login,
    )  # fmt: skip
    before = moved(row, State.ASSET)
    audit.record(by=by, action="projects.enter_asset", thing=row, before=before, after={"state": row.state, "asset": made.number, "cost": made.cost})
    if row.unit == Unit.COLLECTIVE:
        collective.register_asset(
            division_code=row.division_code, title=made.name, category=REGISTERED_AS[Asset.Category(made.category)], place=made.place, acquired_on=on,
            original_value=made.cost, document=_("项目 %(no)s 结算审定，资产编号 %(asset)s") % {"no": row.number, "asset": made.number}, by=by, on=on,
            facility=facility, quantity=quantity,
        )  # fmt: skip
    return made
