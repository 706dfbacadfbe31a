"""What a request shows on its thread: that it came and was answered, never from whom, and only to who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.requests import queries
from qianxian.requests.models import Request, RequestStep, State
from qianxian.requests.moves import CLOSED
from qianxian.threads import registry
from qianxian.threads.registry import Event, Need

SHOWN = (RequestStep.Kind.RECEIVE, RequestStep.Kind.ANSWER, RequestStep.Kind.FINISH, RequestStep.Kind.REOPEN)


def _address(row: Request, actor: Actor) -> str:
    return queries.address_of(row.uuid) if actor.may(Permission.VIEW_REQUESTS) else ""


def _events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    rows = {row.pk: row for row in queries.requests(actor).filter(uuid__in=uuids)}
    for step in RequestStep.objects.filter(request__in=rows, kind__in=SHOWN).order_by("id"):
        row = rows[step.request_id]
        yield Event(step.happened_on, _("诉求：%(what)s") % {"what": step.get_kind_display()}, None, _address(row, actor), row.number)


def _needs(uuids: Sequence[UUID], actor: Actor) -> Iterable[Need]:
    for row in queries.requests(actor).filter(uuid__in=uuids).exclude(state__in=(*CLOSED, State.ANSWERED)):
        yield Need(_("诉求 %(number)s 还要书面答复") % {"number": row.number}, _address(row, actor))


def register() -> None:
    """Let requests hang on threads."""
    registry.contributes(
        Request._meta.model_name, title=gettext_lazy("诉求"), model=Request._meta.label, icon="file", events=_events, needs=_needs, address=queries.address_of,
        opens=Permission.VIEW_REQUESTS,
    )
