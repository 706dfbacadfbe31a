"""Projects on the page of the certificate by which they were decided."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.decisions import outgoings
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor
from qianxian.projects.models import Project


def _under(certificate: Certificate, actor: Actor) -> Iterable[outgoings.Outgoing]:
    opens = actor.may(Permission.VIEW_PROJECTS)
    for row in Project.objects.visible_to(actor).filter(certificate=certificate):
        address = reverse("projects:project", args=[row.uuid]) if opens else ""
        yield outgoings.Outgoing(_("项目"), f"{row.number} {row.name}", row.voted_on, None, row.get_state_display(), address)


def register() -> None:
    """Tell the room of decisions."""
    outgoings.told_by(_under)
