"""What this room shows on a place's page: the place's party organisations, the highest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission
from qianxian.divisions.models import Division
from qianxian.divisions.panels import Panel, register_panel
from qianxian.foundation.reach import prefix_of
from qianxian.organisations import queries

SHOWN = 8


def organisations_of_place(request: HttpRequest, place: Division) -> dict[str, Any]:
    """The first few organisations of the place with their members, and how many there are."""
    rows = queries.organisations_on(request.actor, request.on, prefix_of(place.code))
    shown = queries.with_member_counts(rows, request.on).order_by("path")[:SHOWN]
    return {"organisations": list(shown), "count": rows.count(), "scope": prefix_of(place.code)}


def register_place_panels() -> None:
    """Called once when Django is ready."""
    register_panel(
        Panel("organisations", _("党组织"), "organisations/_of_place.html", organisations_of_place, lambda by: by.may(Permission.VIEW_REGISTRY), order=10)
    )
