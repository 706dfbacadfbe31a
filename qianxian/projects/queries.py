"""Reads of projects: the register, budgets with their sources, what was ordered, whose hands were in it, what waits, assets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.contracts.models import Contract
from qianxian.contracts.rules.amending import Change
from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task
from qianxian.funds.models import Allocation, Payment
from qianxian.projects.models import Acceptance, Asset, Budget, BudgetSource, Measure, Milestone, MilestonePhoto, Project
from qianxian.projects.rules.changes import stands_still
from qianxian.projects.rules.hands import PAYING_PARTS
from qianxian.rulebook.queries import county_settings

State = Project.State


def projects(actor: Actor, scope: str | None = None) -> QuerySet[Project]:
    """Every project within reach with its latest ``budget`` in yuan, the latest first."""
    latest = Budget.objects.filter(project=OuterRef("pk")).order_by("-position").values("amount")[:1]
    rows = Project.objects.visible_to(actor, scope).select_related("certificate__matter", "contract")
    return rows.annotate(budget=Subquery(latest)).order_by("-recorded_on", "-id")


def project_by_uuid(uuid, actor: Actor) -> Project | None:
    """One project within reach."""
    return projects(actor).filter(uuid=uuid).first()


def milestone_by_uuid(uuid, actor: Actor) -> Milestone | None:
    """One milestone within reach, with its project."""
    return Milestone.objects.visible_to(actor).filter(uuid=uuid).select_related("project").first()


def photo_by_uuid(uuid, actor: Actor) -> MilestonePhoto | None:
    """One photo within reach."""
    return MilestonePhoto.objects.visible_to(actor).filter(uuid=uuid).first()


def measured(actor: Actor, code: str, kind: str, what: str, on: dt.date) -> Decimal | None:
    """The last measure of that kind made by the day for the village's projects of a kind; None where nobody measured."""
    rows = Measure.objects.visible_to(actor, code).filter(project__kind=kind, what=what, measured_on__lte=on)
    return rows.order_by("-measured_on", "-id").values_list("amount", flat=True).first()


def measures_of(project: Project) -> QuerySet[Measure]:
    """What was measured of a project, in order."""
    return project.measures.order_by("measured_on", "id")


def milestones_of(project: Project) -> QuerySet[Milestone]:
    """Its milestones in order, each with its photos without their bytes, asked for together."""
    photos = MilestonePhoto.objects.defer("content").order_by("id")
    return project.milestones.order_by("position").prefetch_related(Prefetch("photos", queryset=photos))


def change_by_uuid(project: Project, uuid):
    """One change order of the project."""
    return project.changes.filter(uuid=uuid).first()


def assets(actor: Actor, scope: str | None = None) -> QuerySet[Asset]:
    """Every asset within reach, the latest first."""
    return Asset.objects.visible_to(actor, scope).select_related("project").order_by("-entered_on", "-id")


def budget_of(project: Project) -> Decimal:
    """The latest budget in yuan; nothing where there is none."""
    latest = project.budgets.order_by("-position").first()
    return latest.amount if latest else Decimal(0)


def thought_of_by(on: dt.date, actor: Actor, scope: str) -> QuerySet[Project]:
    """The projects that a place had in mind by the end of a day, those given up later or before left out."""
    return projects(actor, scope).filter(thought_on__lte=on).exclude(state=State.CANCELLED)


def raised_for(project: Project, on: dt.date) -> Decimal:
    """What the sources of the latest budget made by the end of a day add up to, in yuan."""
    latest = project.budgets.filter(made_on__lte=on).order_by("-position").first()
    return BudgetSource.objects.filter(budget=latest).aggregate(s=Sum("amount"))["s"] or Decimal(0) if latest else Decimal(0)


def allocations_in(actor: Actor, division_code: str) -> QuerySet[Allocation]:
    """What was allocated to the village: a budget's source may be one of these."""
    return Allocation.objects.visible_to(actor).filter(division_code=division_code).order_by("-allocated_on", "-id")


def beside(project: Project) -> list[Project]:
    """Other projects of the village of one kind and class that were approved or put to tender."""
    rows = Project.objects.filter(division_code=project.division_code, kind=project.kind, tender_class=project.tender_class, approved_on__isnull=False)
    return list(rows.exclude(pk=project.pk).exclude(state=State.CANCELLED).order_by("id"))


def as_lots(rows: list[Project]) -> list[dict]:
    """Projects as lots of R-D06: of one kind is of one site here."""
    return [{"kind": row.tender_class, "site": row.kind, "amount": budget_of(row), "signed_on": row.tendered_on or row.approved_on} for row in rows]


def contracts_for(actor: Actor, project: Project) -> QuerySet[Contract]:
    """Signed contracts of the village that no project has yet."""
    return Contract.objects.visible_to(actor).filter(division_code=project.division_code, state="signed", project__isnull=True).order_by("-signed_on", "-id")


def payments_of(project: Project) -> QuerySet[Payment]:
    """Payments that name the project's contract."""
    return Payment.objects.filter(contract=project.contract_id) if project.contract_id else Payment.objects.none()


def paying_hands(project: Project) -> set[str]:
    """The logins through whose hands a payment of the project passed, supervision's look apart."""
    return {login for row in payments_of(project).values_list(*PAYING_PARTS) for login in row if login}


def stands_still_now(project: Project) -> bool:
    """Whether changes ordered wait for a new decision, so that nothing may be paid or accepted."""
    if project.contract_id is None:
        return False
    orders = list(project.changes.order_by("position"))
    percent = county_settings().on(orders[-1].ordered_on)["contracts.amend_percent"] if orders else Decimal(0)
    return bool(orders) and stands_still(project.contract.amount, [Change(one.amount, one.certificate_id is not None) for one in orders], percent)


def good_findings(project: Project) -> int:
    """How many people's latest word on the works is that they are good."""
    latest: dict[str, bool] = {}
    for one in Acceptance.objects.filter(project=project).order_by("id"):
        latest[one.login] = one.good
    return sum(latest.values())


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What waits: projects for the town's word, decisions, acceptances, audits, entries; milestones late; stalls without end."""
    if not actor.may(P.VIEW_PROJECTS):
        return []
    found: list[Task] = []
    kind = _("项目")
    waits = {
        State.IDEA: (P.APPROVE_PROJECTS, _("项目要批复立项")), State.VOTED: (P.KEEP_PROJECTS, _("已决策，要招标")), State.TENDERING: (P.KEEP_PROJECTS, _("招标结果和合同要登记")),
        State.ACCEPTED: (P.AUDIT_PROJECTS, _("已验收，要结算审计")), State.AUDITED: (P.KEEP_PROJECTS, _("已审计，要列入资产")),
    }  # fmt: skip
    mine = {state: why for state, (permission, why) in waits.items() if actor.may(permission)}
    for row in projects(actor).filter(state__in=mine):
        if row.state != State.IDEA or row.budget is not None:
            found.append(Task(kind, row.name, mine[row.state], None, address_of(row), row.division_code))
    if actor.may(P.KEEP_PROJECTS):
        late = Milestone.objects.visible_to(actor).filter(done_on__isnull=True, due_on__lt=on, project__state=State.BUILDING).select_related("project")
        for one in late.order_by("due_on", "id"):
            found.append(Task(kind, one.project.name, _("节点过期：%(what)s") % {"what": one.title}, one.due_on, address_of(one.project), one.division_code))
    return found


def address_of(project: Project) -> str:
    """The project's one page."""
    return reverse("projects:project", args=[project.uuid])
