"""A village's own facts: names, people, the centre, the Party and the committee. Keys are 12-digit codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.centres import queries as centres
from qianxian.divisions import queries as divisions
from qianxian.elements.readers.registry import offer
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.organisations import queries as organisations

Found = dict[str, tuple[Any, dt.date | None, str]]


def _division(code: str) -> str:
    return reverse("divisions:division", args=[code])


def counted(rows: Any, codes: Iterable[str], url: Callable[[str], str], kept: Any = None, **more: Any) -> Found:
    """How many rows stand in each place. None is a number too where the register is kept: where ``kept`` has rows, or everywhere without it."""
    codes = list(codes)
    tally = dict(rows.filter(division_code__in=codes, **more).order_by().values_list("division_code").annotate(n=Count("pk")))
    known = codes if kept is None else set(kept.filter(division_code__in=codes).order_by().values_list("division_code", flat=True))
    return {code: (tally.get(code, 0), None, url(code)) for code in known}


def _of_division(code: str, field: Callable[[Any], Any]) -> None:
    @offer(code, _("区划台账"), P.VIEW_REGISTRY, _division)
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        return {d.code: (field(d), None, _division(d.code)) for d in divisions.villages(on, by) if d.code in set(codes)}


_of_division("village.name", lambda d: d.name)
_of_division("village.official_name", lambda d: d.official_name)
_of_division("village.code", lambda d: d.code)
_of_division("village.kind", lambda d: d.get_kind_display())


@offer("village.town", _("区划台账"), P.VIEW_REGISTRY, _division)
def town(codes: list[str], by: Actor, on: dt.date) -> Found:
    """The town or subdistrict it lies in."""
    names = divisions.names_of({code[:9] + "000" for code in codes}, on)
    return {code: (names.get(code[:9] + "000"), None, _division(code)) for code in codes}


def _of_snapshot(code: str, field: str) -> None:
    @offer(code, _("人口数（每年审定）"), P.VIEW_REGISTRY, lambda place: reverse("divisions:population", args=[place]))
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        rows = divisions.snapshots().filter(division_code__in=codes, year__lte=on.year, approved_on__isnull=False, approved_on__lte=on).order_by("year")
        told = [(row, getattr(row, field)) for row in rows]
        return {row.division_code: (value, dt.date(row.year, 12, 31) if row.year < on.year else row.approved_on, _division(row.division_code)) for row, value in told if value is not None}


_of_snapshot("village.registered_population", "registered")
_of_snapshot("village.resident_population", "resident")
_of_snapshot("village.households", "households")
_of_snapshot("village.age60_plus", "age60_plus")


def _of_centre(code: str, field: Callable[[Any], Any]) -> None:
    @offer(code, _("服务中心台账"), P.VIEW_CENTRES, lambda place: f"{reverse('centres:list')}?scope={place}")
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        rows = centres.main_centres_on(on, by).filter(division_code__in=codes)
        return {c.division_code: (field(c), None, reverse("centres:centre", args=[c.uuid])) for c in rows}


_of_centre("village.centre_name", lambda c: c.name)
_of_centre("village.centre_area", lambda c: c.area_m2)
_of_centre("village.centre_opened_on", lambda c: c.opened_on)
_of_centre("village.centre_windows", lambda c: c.windows or None)
_of_centre("village.centre_hours", lambda c: c.opening_hours)
_of_centre("village.centre_telephone", lambda c: c.telephone)
_of_centre("village.centre_address", lambda c: c.address)


def _centres(code: str) -> str:
    return f"{reverse('centres:list')}?scope={code}"


@offer("village.window_staff", _("窗口人员"), P.VIEW_CENTRES, _centres)
def window_staff(codes: list[str], by: Actor, on: dt.date) -> Found:
    """People at the windows on the day."""
    return counted(centres.window_staff_on(on, by), codes, _centres, kept=centres.main_centres_on(on, by))


@offer("village.centre_functions", _("中心职能"), P.VIEW_CENTRES, _centres)
def centre_functions(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Lines of work that the hall has taken over."""
    return counted(centres.functions_within(on, by), codes, _centres, kept=centres.main_centres_on(on, by))


def _members(code: str) -> str:
    return f"{reverse('organisations:members')}?scope={code}"


def _of_members(code: str, **more: Any) -> None:
    @offer(code, _("党员名册"), P.VIEW_REGISTRY, _members)
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        rows = organisations.members_on(by, on)
        return counted(rows, codes, _members, kept=rows, **more)


_of_members("village.party_members")
_of_members("village.party_members_probationary", status_on="probationary")
_of_members("village.party_members_women", person__sex="female")


@offer("village.party_members_60", _("党员名册"), P.VIEW_REGISTRY, _members)
def older_members(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Members who have had their 60th birthday."""
    rows = organisations.members_on(by, on)
    return counted(rows, codes, _members, kept=rows, person__birth_date__lte=add_months(on, -720))


def _organisations(code: str) -> str:
    return f"{reverse('organisations:organisations')}?scope={code}"


@offer("village.party_organisations", _("党组织台账"), P.VIEW_REGISTRY, _organisations)
def party_organisations(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Party organisations that stand in the village."""
    rows = organisations.organisations_on(by, on)
    return counted(rows, codes, _organisations, kept=rows)


@offer("village.secretary", _("任职"), P.VIEW_REGISTRY, _organisations)
def secretary(codes: list[str], by: Actor, on: dt.date) -> Found:
    """The secretary of the village's top organisation, by name."""
    rows = organisations.mandates_on(by, on).filter(division_code__in=codes, role="secretary", organisation__is_top_of_village=True).select_related("person", "organisation")
    return {m.division_code: (m.person.name, None, reverse("organisations:organisation", args=[m.organisation.uuid])) for m in rows}


def _committees(code: str) -> str:
    return f"{reverse('organisations:committees')}?scope={code}"


@offer("village.committee_head", _("任职"), P.VIEW_REGISTRY, _committees)
def committee_head(codes: list[str], by: Actor, on: dt.date) -> Found:
    """The director of the villagers' (residents') committee, by name."""
    rows = organisations.mandates_on(by, on).filter(division_code__in=codes, role="head", committee__isnull=False).exclude(committee__kind="supervision_committee")
    return {m.division_code: (m.person.name, None, reverse("organisations:committee", args=[m.committee.uuid])) for m in rows.select_related("person", "committee")}


def _of_committee(code: str, field: Callable[[Any], Any]) -> None:
    @offer(code, _("村（居）委会台账"), P.VIEW_REGISTRY, _committees)
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        rows = organisations.committees_on(by, on).filter(division_code__in=codes).exclude(kind="supervision_committee")
        return {c.division_code: (field(c), None, reverse("organisations:committee", args=[c.uuid])) for c in rows}


_of_committee("village.committee_seats", lambda c: c.seats)
_of_committee("village.committee_elected_on", lambda c: c.elected_on)
_of_committee("village.committee_due_on", lambda c: c.due_on)


@offer("village.designations", _("区划称号"), P.VIEW_REGISTRY, _division)
def designations(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Titles that the place bears on the day, as issued."""
    found: dict[str, list[str]] = {}
    for row in divisions.designations_on(codes, on):
        found.setdefault(row.division_code, []).append(row.kind)
    return {code: ("、".join(kinds), None, _division(code)) for code, kinds in found.items()}
