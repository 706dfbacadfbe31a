"""What a village is doing: requests, decisions, contracts, projects, and what its collective has. Keys are 12-digit codes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.collective.queries import members as collective
from qianxian.collective.queries import property as things
from qianxian.collective.queries import published
from qianxian.contracts import queries as contracts
from qianxian.decisions import queries as decisions
from qianxian.elements.readers.registry import offer
from qianxian.elements.readers.villages import Found, counted
from qianxian.foundation.actor import Actor
from qianxian.projects import queries as projects
from qianxian.threads import queries as threads


def _at(name: str) -> Any:
    """The list of a room narrowed to the village."""
    return lambda code: f"{reverse(name)}?scope={code}"


THREADS, MATTERS, CONTRACTS, PROJECTS = _at("threads:list"), _at("decisions:matters"), _at("contracts:list"), _at("projects:list")
MEMBERS, LAND, ASSETS, LEASES = _at("collective:members"), _at("collective:land"), _at("collective:assets"), _at("collective:leases")


@offer("village.open_requests", _("线"), P.VIEW_THREADS, THREADS)
def open_requests(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Threads that are not closed and not joined into another."""
    return counted(threads.threads(by).filter(asked_on__lte=on), codes, THREADS, state__in=("open", "stalled"))


@offer("village.stalled_requests", _("线"), P.VIEW_THREADS, THREADS)
def stalled_requests(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Threads that stand still."""
    return counted(threads.threads(by).filter(asked_on__lte=on), codes, THREADS, state="stalled")


@offer("village.matters_this_year", _("决策事项"), P.VIEW_DECISIONS, MATTERS)
def matters(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Certificates issued in the year up to the day: matters decided in the four steps."""
    return counted(decisions.certificates(by).filter(issued_on__year=on.year, issued_on__lte=on), codes, MATTERS)


@offer("village.contracts_running", _("合同库"), P.VIEW_CONTRACTS, CONTRACTS)
def contracts_running(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Contracts that are being performed."""
    return counted(contracts.contracts(by), codes, CONTRACTS, state="signed")


@offer("village.projects_running", _("项目台账"), P.VIEW_PROJECTS, PROJECTS)
def projects_running(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Projects between approval and acceptance."""
    return counted(projects.projects(by), codes, PROJECTS, state__in=("approved", "voted", "tendering", "building"))


@offer("village.projects_stalled", _("项目台账"), P.VIEW_PROJECTS, PROJECTS)
def projects_stalled(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Projects that stand still."""
    return counted(projects.projects(by), codes, PROJECTS, state="stalled")


@offer("village.collective_members", _("集体成员名册"), P.VIEW_COLLECTIVE, MEMBERS)
def collective_members(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Members of the collective on the day."""
    rows = collective.members_on(by, on)
    return counted(rows, codes, MEMBERS, kept=rows)


@offer("village.collective_households", _("集体成员名册"), P.VIEW_COLLECTIVE, MEMBERS)
def collective_households(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Households of its members."""
    pairs = collective.members_on(by, on).filter(division_code__in=codes).order_by().values_list("division_code", "household").distinct()
    tally: dict[str, int] = {}
    for code, _household in pairs:
        tally[code] = tally.get(code, 0) + 1
    return {code: (count, None, MEMBERS(code)) for code, count in tally.items()}


def _of_land(code: str, figure: str) -> None:
    @offer(code, _("集体土地台账"), P.VIEW_COLLECTIVE, LAND)
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        by_place: dict[str, list] = {}
        for row in things.parcels(by).filter(division_code__in=codes):
            by_place.setdefault(row.division_code, []).append(row)
        return {place: (getattr(things.figures_of(rows), figure), None, LAND(place)) for place, rows in by_place.items()}


_of_land("village.land_mu", "entitled")
_of_land("village.land_certified_mu", "certified")


@offer("village.asset_value", _("集体资产台账"), P.VIEW_COLLECTIVE, ASSETS)
def asset_value(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Original value of the collective's assets that are there, in yuan."""
    rows = things.assets(by).filter(division_code__in=codes).exclude(state__in=("disposed", "struck")).order_by().values_list("division_code").annotate(s=Sum("original_value"))
    return {code: (total, None, ASSETS(code)) for code, total in rows}


@offer("village.rent_overdue", _("出租合同"), P.VIEW_COLLECTIVE, LEASES)
def rent_overdue(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Rent overdue on the day, in yuan; of villages that let something."""
    letting = counted(things.parcels(by), codes, LEASES, kept=things.parcels(by))
    return {code: (published.leases(code, on).arrears, on, LEASES(code)) for code in letting}
