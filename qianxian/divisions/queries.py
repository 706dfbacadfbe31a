"""Reads of the map: what a code was called on a day, what lies in it, and its numbers.

Places are public; lists narrow to the actor's reach all the same, so that nobody has to look past other people's villages.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qianxian.divisions.models import County, Designation, Division, PopulationSnapshot
from qianxian.foundation.actor import Actor
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.reach import narrowed
from qianxian.foundation.statements import prepared, rows_where

VILLAGES = (Division.Kind.VILLAGE, Division.Kind.COMMUNITY)
TOWNS = (Division.Kind.TOWN, Division.Kind.SUBDISTRICT)


def county() -> County | None:
    """The county of this installation; None before it was opened."""
    return County.objects.first()


def divisions_on(on: dt.date, actor: Actor | None = None, scope: str | None = None) -> QuerySet[Division]:
    """Divisions valid on a date, by code; narrowed to the actor's reach and a scope when an actor is given."""
    found = Division.objects.filter(valid__contains=on)
    if actor is None:
        return found.filter(code__startswith=scope) if scope else found
    inside = Q()
    for prefix in narrowed(actor, scope):
        inside |= Q(code__startswith=prefix)
    return found.filter(inside) if inside else found.none()


def place_names_on(on: dt.date) -> dict[str, str]:
    """Every place's name by code, in one query: its name on the day, for a merged place the last one before it, else its first."""
    names: dict[str, str] = {}
    for code, name, valid in Division.objects.order_by("valid").values_list("code", "name", "valid"):
        if code not in names or valid.lower is None or valid.lower <= on:
            names[code] = name
    return names


def division_on(code: str, on: dt.date) -> Division | None:
    """What stood under the code on a date; a place already merged is found by its last row."""
    return next(iter(rows_where(Division, "code = %s ORDER BY valid @> %s::date DESC, valid DESC LIMIT 1", code, on)), None)


def children(code: str, on: dt.date) -> QuerySet[Division]:
    """The places directly below, on a date."""
    return divisions_on(on).filter(parent_code=code)


def codes_above(code: str) -> list[str]:
    """The code itself and those above it, the county first."""
    return list(dict.fromkeys([code[:6] + "000000", code[:9] + "000", code]))


def crumbs(code: str, on: dt.date) -> list[Division]:
    """The way from the county down to the place, in one query."""
    return list(divisions_on(on).filter(code__in=codes_above(code)))


def names_of(codes: Iterable[str], on: dt.date | None = None) -> dict[str, str]:
    """Short names by code, in one query: on a date, else the latest name each code had."""
    with prepared() as cursor:
        cursor.execute(
            "SELECT code, name FROM divisions_division WHERE code = ANY(%s::text[]) AND (%s::date IS NULL OR valid @> %s::date) ORDER BY valid", [sorted({code for code in codes if code}), on, on]
        )
        return dict(cursor.fetchall())


def place_on_paper(code: str) -> str:
    """Town and village by their latest names, as papers say where they are of; a town's code gives the town alone."""
    names = names_of([code, f"{code[:9]}000"])
    return "".join(dict.fromkeys((names.get(f"{code[:9]}000", ""), names.get(code, ""))))


def villages(on: dt.date, actor: Actor | None = None, scope: str | None = None) -> QuerySet[Division]:
    """Villages and communities on a date; development zones are neither."""
    return divisions_on(on, actor, scope).filter(kind__in=VILLAGES)


def village_names(on: dt.date, actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the villages and communities in the actor's reach on a date, by code: for the many forms that choose one."""
    with prepared() as cursor:
        cursor.execute(
            "SELECT code, name FROM divisions_division WHERE valid @> %s::date AND kind IN ('village', 'community') AND code ^@ ANY(%s::text[]) ORDER BY code",
            [on, list(narrowed(actor, None))],
        )
        return cursor.fetchall()


def towns(on: dt.date, actor: Actor | None = None, scope: str | None = None) -> QuerySet[Division]:
    """Towns and subdistricts on a date."""
    return divisions_on(on, actor, scope).filter(kind__in=TOWNS)


def villages_by_town(on: dt.date) -> list[tuple[str, list[Division]]]:
    """(town's name, its villages and communities) on a date, by code; towns without any are left out."""
    by_town: dict[str, tuple[str, list[Division]]] = {town.code[:9]: (town.name, []) for town in towns(on)}
    for place in villages(on):
        if place.code[:9] in by_town:
            by_town[place.code[:9]][1].append(place)
    return [one for one in by_town.values() if one[1]]


def history_of(code: str) -> QuerySet[Division]:
    """Every row the code ever had, newest first."""
    return Division.objects.filter(code=code).order_by("-valid")


def merged_from(code: str) -> QuerySet[Division]:
    """Places that went up in this one."""
    return Division.objects.filter(replaced_by=code).exclude(code=code)


def population_of(code: str, *, known_on: dt.date | None = None) -> QuerySet[PopulationSnapshot]:
    """All snapshots of a place, newest year first, approved or not; with ``known_on`` those approved by that day."""
    found = PopulationSnapshot.objects.filter(division_code=code).order_by("-year")
    return found.filter(approved_on__lte=known_on) if known_on else found


def snapshots() -> QuerySet[PopulationSnapshot]:
    """Every snapshot; numbers of places are public."""
    return PopulationSnapshot.objects.all()


def latest_snapshot(code: str, year: int) -> PopulationSnapshot | None:
    """The latest *approved* snapshot with a resident number, of the year or before it."""
    return population_of(code).filter(year__lte=year, approved_on__isnull=False, resident__isnull=False).first()


def resident_population(code: str, year: int) -> int | None:
    """Resident persons (常住人口) by the latest approved snapshot of the year or before; None when there is none."""
    snapshot = latest_snapshot(code, year)
    return snapshot.resident if snapshot else None


def designations_of(code: str) -> QuerySet[Designation]:
    """Titles and listings of a place, newest first."""
    return Designation.objects.filter(division_code=code).order_by("-period")


def designations_on(codes: Iterable[str], on: dt.date) -> QuerySet[Designation]:
    """Titles and listings that hold in the places on the day, by place and kind."""
    return Designation.objects.filter(division_code__in=list(codes), period__contains=on).order_by("division_code", "kind")


def unit_count_label(on: dt.date, actor: Actor | None = None, scope: str | None = None) -> str:
    """How many places of each kind, in words: 「5 个镇、1 个街道、101 个村、28 个社区」."""
    counts = Counter(divisions_on(on, actor, scope).values_list("kind", flat=True))
    words = {
        "town": _("%(n)d 个镇"),
        "subdistrict": _("%(n)d 个街道"),
        "village": _("%(n)d 个村"),
        "community": _("%(n)d 个社区"),
        "zone": _("%(n)d 个开发区"),
    }
    return _("、").join(text % {"n": counts[kind]} for kind, text in words.items() if counts[kind])


def residents_by_code(year: int) -> dict[str, int]:
    """Resident persons by place from each place's latest approved snapshot up to the year, in one query."""
    rows = PopulationSnapshot.objects.filter(year__lte=year, approved_on__isnull=False, resident__isnull=False).order_by("year")
    return dict(rows.values_list("division_code", "resident"))


@dataclass(frozen=True)
class ScopeChoice:
    """A place as a link that narrows a page to it."""

    name: str
    url: str


def scope_groups(actor: Actor, on: dt.date, target: str) -> list[tuple[ScopeChoice, list[ScopeChoice]]]:
    """Towns in reach with their villages, each leading to ``target`` narrowed to it; the whole reach first."""
    parts = urlsplit(target)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in ("scope", "page")]

    def link(prefix: str) -> str:
        return urlunsplit(("", "", parts.path, urlencode([*kept, *([("scope", prefix)] if prefix else [])]), ""))

    groups: dict[str, tuple[ScopeChoice, list[ScopeChoice]]] = {"": (ScopeChoice(_("我的全部范围"), link("")), [])}
    for place in divisions_on(on, actor):
        if place.kind in TOWNS:
            groups[place.code[:9]] = (ScopeChoice(place.name, link(place.code[:9])), [])
        elif place.kind != "county":
            group = groups.setdefault(place.code[:9] if place.code[:9] in groups else "", groups[""])
            group[1].append(ScopeChoice(place.name, link(place.code)))
    return list(groups.values())


@dataclass(frozen=True)
class LogEntry:
    """One recorded act on a place."""

    at: dt.datetime
    actor: str
    role: str
    action: str
    reason: str
    before: dict | None
    after: dict | None
    object_type: str = ""
    on_behalf_of: str = ""


def log_of(place: Division) -> list[LogEntry]:
    """What was done to the place's rows and numbers, newest first."""
    leaves = list(AuditLeaf.objects.filter(action__startswith="divisions.", division_code=place.code).order_by("-id")[:100])
    rows = {h.leaf: h for h in ChangeHistory.objects.filter(leaf__in=[leaf.uuid for leaf in leaves])}
    told = ("before", "after", "object_type")
    return [LogEntry(x.at, x.actor, x.role, x.action, x.reason, on_behalf_of=x.on_behalf_of, **{name: getattr(rows.get(x.uuid), name, None) for name in told}) for x in leaves]
