"""Tabs and panels of a person's page that belong to rooms above this one: 经历, 聘任, 工资.

Example, in the ``ready`` of a room's AppConfig: ``register_tab(Tab("pay", _("工资"), "pay/_person.html", load, may, order=40))``. ``load`` gives
the template's context; ``may`` says who sees it. The person's own record page shows the same tabs with ``own=True``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from qianxian.foundation.actor import Actor
from qianxian.people.models import Person


@dataclass(frozen=True)
class Tab:
    """One tab; with ``panel=True`` it stands on the overview instead. ``own``: shown on one's own record too."""

    key: str
    title: str | Promise
    template: str
    load: Callable[[HttpRequest, Person], dict[str, Any]]
    may: Callable[[Actor, Person], bool]
    order: int = 50
    own: bool = False
    panel: bool = False


_tabs: dict[str, Tab] = {}


def register_tab(tab: Tab) -> Tab:
    """The tab, on every person's page from now on; the last one of a key wins."""
    _tabs[tab.key] = tab
    return tab


def tabs_for(actor: Actor, person: Person, *, own: bool = False) -> list[Tab]:
    """The tabs and panels this actor may see of this person, in order."""
    found = [tab for tab in _tabs.values() if (tab.own if own else tab.may(actor, person))]
    return sorted(found, key=lambda tab: tab.order)
