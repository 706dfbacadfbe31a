"""What contracts show on a thread's page: signed, changed, ended; and what a draft still waits for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.rights import Permission
from qianxian.contracts import queries
from qianxian.contracts.models import Amendment, Contract
from qianxian.foundation.actor import Actor
from qianxian.threads import registry
from qianxian.threads.queries import tied
from qianxian.threads.registry import Event, Need


def address_of(uuid: UUID) -> str:
    """The contract's one page."""
    return reverse("contracts:contract", args=[uuid])


def _events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    rows = {row.pk: row for row in queries.contracts(actor).filter(uuid__in=uuids)}
    opens = actor.may(Permission.VIEW_CONTRACTS)
    here = {row.pk: address_of(row.uuid) if opens else "" for row in rows.values()}
    for row in rows.values():
        if row.signed_on:
            yield Event(row.signed_on, _("签订合同：%(what)s") % {"what": row.subject}, row.amount, here[row.pk], row.number)
        if row.ended_on and row.state != Contract.State.WITHDRAWN:
            yield Event(row.ended_on, _("合同%(state)s：%(what)s") % {"state": row.get_state_display(), "what": row.subject}, None, here[row.pk], row.end_reason)
    for one in Amendment.objects.filter(contract__in=rows):
        yield Event(one.signed_on, _("补充协议：%(what)s") % {"what": one.subject}, one.amount_change or None, here[one.contract_id])


def _needs(uuids: Sequence[UUID], actor: Actor) -> Iterable[Need]:
    for row in queries.contracts(actor).filter(uuid__in=uuids, state=Contract.State.DRAFT):
        yield Need(_("合同还没有签订：%(what)s") % {"what": row.subject}, address_of(row.uuid) if actor.may(Permission.VIEW_CONTRACTS) else "")


def _choices(actor: Actor, division_code: str) -> Iterable[tuple[str, str]]:
    rows = list(queries.contracts(actor).filter(division_code=division_code))
    held = tied([str(row.uuid) for row in rows], actor)
    return [(str(row.uuid), f"{row.subject}（{row.number}）") for row in rows if str(row.uuid) not in held]


def register() -> None:
    """Let contracts hang on threads."""
    registry.contributes(
        Contract._meta.model_name, title=gettext_lazy("合同"), model=Contract._meta.label, icon="file", events=_events, needs=_needs, address=address_of, choices=_choices,
        opens=Permission.VIEW_CONTRACTS,
    )
