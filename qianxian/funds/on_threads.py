"""What money shows on a thread's page: payments under the certificate of a matter that hangs on it, and which step each waits for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.decisions.models import Matter
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan
from qianxian.funds.models import Payment
from qianxian.funds.queries import payments as queries
from qianxian.threads import registry
from qianxian.threads.registry import Need


def _address(row: Payment, actor: Actor) -> str:
    return reverse("funds:payment", args=[row.uuid]) if actor.may(Permission.VIEW_FUNDS) else ""


def _money(uuids: Sequence[UUID], actor: Actor) -> Iterable[registry.Payment]:
    for row in queries.payments_for(actor, uuids).filter(queries.NOT_REVERSED, state=Payment.State.PAID):
        yield registry.Payment(row.paid_on, row.amount, f"{row.summary}（{row.number}）", address=_address(row, actor))


def _needs(uuids: Sequence[UUID], actor: Actor) -> Iterable[Need]:
    for row in queries.payments_for(actor, uuids).exclude(state__in=(Payment.State.PAID, Payment.State.WITHDRAWN)):
        words = _("付款 %(no)s（%(sum)s 元）：%(state)s") % {"no": row.number, "sum": format_yuan(row.amount), "state": row.get_state_display()}
        yield Need(words, _address(row, actor))


def register() -> None:
    """Payments hang on threads through the matter that decided them."""
    registry.adds("funds", Matter._meta.model_name, money=_money, needs=_needs)
