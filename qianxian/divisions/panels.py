"""Panels of a place's page that belong to rooms above: its organisations, committees, centre.

Example: ``register_panel(Panel("centre", _("党群服务中心"), "centres/_of_place.html", load, may, order=30))`` in the ``ready`` of a room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from qianxian.divisions.models import Division
from qianxian.foundation.actor import Actor


@dataclass(frozen=True)
class Panel:
    """One panel; ``load`` gives the template's context, ``may`` says who sees it."""

    key: str
    title: str | Promise
    template: str
    load: Callable[[HttpRequest, Division], dict[str, Any]]
    may: Callable[[Actor], bool]
    order: int = 50


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> Panel:
    """The panel, on every place's page from now on; the last one of a key wins."""
    _panels[panel.key] = panel
    return panel


def panels_for(actor: Actor) -> list[Panel]:
    """The panels this actor may see, in order."""
    return sorted((p for p in _panels.values() if p.may(actor)), key=lambda p: p.order)
