"""Payments on the page of the certificate that allows them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.decisions import outgoings
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor
from qianxian.funds.queries import payments as queries


def _under(certificate: Certificate, actor: Actor) -> Iterable[outgoings.Outgoing]:
    opens = actor.may(Permission.VIEW_FUNDS)
    rows = queries.payments(actor).filter(Q(certificate=certificate) | Q(contract__certificate=certificate)).exclude(state="withdrawn")
    for row in rows.distinct().order_by("id"):
        address = reverse("funds:payment", args=[row.uuid]) if opens else ""
        yield outgoings.Outgoing(_("付款"), f"{row.number} {row.summary}", row.paid_on or row.requested_on, row.amount, row.get_state_display(), address)


def register() -> None:
    """Tell the room of decisions."""
    outgoings.told_by(_under)
