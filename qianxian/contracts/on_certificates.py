"""Contracts on the page of the certificate that they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.contracts.models import Contract
from qianxian.decisions import outgoings
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor


def _under(certificate: Certificate, actor: Actor) -> Iterable[outgoings.Outgoing]:
    opens = actor.may(Permission.VIEW_CONTRACTS)
    for row in Contract.objects.visible_to(actor).filter(certificate=certificate).exclude(state="withdrawn"):
        address = reverse("contracts:contract", args=[row.uuid]) if opens else ""
        yield outgoings.Outgoing(_("合同"), f"{row.number} {row.subject}", row.signed_on, row.amount, row.get_state_display(), address)


def register() -> None:
    """Tell the room of decisions."""
    outgoings.told_by(_under)
