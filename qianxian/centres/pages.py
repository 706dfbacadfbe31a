"""What this room shows on a place's page: its service centre, or that it has none; of a town or the county, the figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission
from qianxian.centres import queries
from qianxian.divisions.models import Division
from qianxian.divisions.panels import Panel, register_panel
from qianxian.foundation.reach import prefix_of


def centres_of_place(request: HttpRequest, place: Division) -> dict[str, Any]:
    """The village's centres with their planned posts; above the village how many centres there are and which places have none."""
    scope = prefix_of(place.code)
    rows = list(queries.centres_on(request.on, request.actor, scope))
    plans = queries.plans_on(rows, request.on)
    single = len(scope) == 12
    return {
        "centres": [{"centre": c, "plan": plans.get(c.pk)} for c in rows] if single else [], "single": single, "count": len(rows), "scope": scope,
        "gaps": [] if single else queries.centre_gaps(request.on, request.actor, scope),
    }  # fmt: skip


def register_place_panels() -> None:
    """Called once when Django is ready."""
    register_panel(
        Panel("centre", _("党群服务中心"), "centres/_of_place.html", centres_of_place, lambda by: by.may(Permission.VIEW_CENTRES), order=30)
    )
