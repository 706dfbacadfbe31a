"""What projects show on a thread's page: each step with its day and money, and what a project waits for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.projects import queries
from qianxian.projects.models import Budget, Project
from qianxian.threads import registry
from qianxian.threads.queries import tied
from qianxian.threads.registry import Event, Need


def address_of(uuid: UUID) -> str:
    """The project's one page."""
    return reverse("projects:project", args=[uuid])


def _events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    rows = {row.pk: row for row in queries.projects(actor).filter(uuid__in=uuids)}
    opens = actor.may(Permission.VIEW_PROJECTS)
    for row in rows.values():
        here = address_of(row.uuid) if opens else ""
        told = (
            (row.approved_on, _("批复立项：%(what)s"), None), (row.tendered_on, _("招标：%(what)s"), None), (row.started_on, _("开工：%(what)s"), None),
            (row.accepted_on, _("验收合格：%(what)s"), None), (row.audited_on, _("结算审计：%(what)s"), row.audited_amount), (row.stalled_since, _("项目搁置：%(what)s"), None),
        )  # fmt: skip
        for day, words, amount in told:
            if day is not None:
                yield Event(day, words % {"what": row.name}, amount, here)
    for one in Budget.objects.filter(project__in=rows):
        yield Event(one.made_on, _("预算：%(what)s") % {"what": rows[one.project_id].name}, one.amount, address_of(rows[one.project_id].uuid) if opens else "", one.document)


def _needs(uuids: Sequence[UUID], actor: Actor) -> Iterable[Need]:
    over = (Project.State.ASSET, Project.State.CANCELLED)
    for row in queries.projects(actor).filter(uuid__in=uuids).exclude(state__in=over):
        words = _("项目“%(what)s”：%(state)s") % {"what": row.name, "state": row.get_state_display()}
        yield Need(words, address_of(row.uuid) if actor.may(Permission.VIEW_PROJECTS) else "")


def _choices(actor: Actor, division_code: str) -> Iterable[tuple[str, str]]:
    rows = list(queries.projects(actor).filter(division_code=division_code))
    held = tied([str(row.uuid) for row in rows], actor)
    return [(str(row.uuid), f"{row.name}（{row.number}）") for row in rows if str(row.uuid) not in held]


def register() -> None:
    """Let projects hang on threads."""
    registry.contributes(
        Project._meta.model_name, title=gettext_lazy("项目"), model=Project._meta.label, icon="file", events=_events, needs=_needs, address=address_of, choices=_choices,
        opens=Permission.VIEW_PROJECTS,
    )
