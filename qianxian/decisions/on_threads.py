"""What decisions show on a thread's page: each vote, publication and certificate of a matter that hangs on it, and what is missing next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.rights import Permission
from qianxian.decisions import pages, queries
from qianxian.decisions.models import Certificate, Matter, Publication, Resolution
from qianxian.decisions.moves import OVER
from qianxian.foundation.actor import Actor
from qianxian.foundation.clock import today
from qianxian.threads import registry
from qianxian.threads.queries import tied
from qianxian.threads.registry import Event, Need


def address_of(uuid: UUID) -> str:
    """The matter's one page."""
    return reverse("decisions:matter", args=[uuid])


def _events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    rows = {row.pk: row for row in queries.matters(actor).filter(uuid__in=uuids)}
    opens = actor.may(Permission.VIEW_DECISIONS)  # who sees the line but not the papers reads what happened, without a link that refuses
    for row in rows.values():
        yield Event(row.opened_on, _("发起决策事项：%(title)s") % {"title": row.title}, row.amount, address_of(row.uuid) if opens else "")
    for one in Resolution.objects.filter(matter__in=rows).select_related("meeting"):
        result = _("通过") if one.passed else _("未通过")
        words = pages.counts_in_words(one) if one.passed else one.failed_because
        title = _("%(body)s表决：%(result)s") % {"body": one.get_body_display(), "result": result}
        yield Event(one.decided_on, title, None, reverse("decisions:meeting", args=[one.meeting.uuid]) if opens else "", words)
    for one in Publication.objects.filter(matter__in=rows):
        title = _("公开实施结果") if one.kind == Publication.Kind.RESULT else _("公开决议")
        words = _("至 %(day)s，%(place)s") % {"day": one.published_to, "place": one.place}
        yield Event(one.published_from, title, None, address_of(rows[one.matter_id].uuid) if opens else "", words)
    for one in Certificate.objects.filter(matter__in=rows):
        here = reverse("decisions:certificate", args=[one.uuid]) if opens else ""
        yield Event(one.issued_on, _("出具决策凭证 %(no)s") % {"no": one.number}, one.amount_limit, here)
        if one.revoked_on:
            yield Event(one.revoked_on, _("撤销决策凭证 %(no)s") % {"no": one.number}, None, here)


def _needs(uuids: Sequence[UUID], actor: Actor) -> Iterable[Need]:
    for row in queries.matters(actor).filter(uuid__in=uuids).exclude(state__in=OVER):
        if words := pages.missing_next(row, today()):
            yield Need(words, address_of(row.uuid) if actor.may(Permission.VIEW_DECISIONS) else "")


def _choices(actor: Actor, division_code: str) -> Iterable[tuple[str, str]]:
    rows = list(queries.matters(actor).filter(division_code=division_code))
    held = tied([str(row.uuid) for row in rows], actor)
    return [(str(row.uuid), f"{row.title}（{row.number}）") for row in rows if str(row.uuid) not in held]


def register() -> None:
    """Let matters hang on threads."""
    registry.contributes(
        Matter._meta.model_name, title=gettext_lazy("决策事项"), model=Matter._meta.label, icon="file", events=_events, needs=_needs, address=address_of, choices=_choices,
        opens=Permission.VIEW_DECISIONS,
    )
