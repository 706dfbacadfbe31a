"""What the collective did on the page of the certificate: distributions and assets disposed of. Leases stand there as their contracts."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.collective.models import Asset, Distribution
from qianxian.decisions import outgoings
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor


def _under(certificate: Certificate, actor: Actor) -> Iterable[outgoings.Outgoing]:
    opens = actor.may(Permission.VIEW_COLLECTIVE)
    for row in Distribution.objects.visible_to(actor).filter(certificate=certificate).exclude(state="dropped").select_related("draft"):
        address = reverse("collective:distribution", args=[row.uuid]) if opens else ""
        yield outgoings.Outgoing(_("收益分配"), row.number, row.computed_on, row.paid, row.standing, address)
    for row in Asset.objects.visible_to(actor).filter(disposal_certificate=certificate):
        address = reverse("collective:asset", args=[row.uuid]) if opens else ""
        yield outgoings.Outgoing(_("资产处置"), f"{row.number} {row.title}", row.disposed_on, row.disposal_price, row.get_state_display(), address)


def register() -> None:
    """Tell the room of decisions."""
    outgoings.told_by(_under)
