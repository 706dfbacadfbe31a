"""The year as it stands, for scenarios to be laid beside: workers, centres and the policy in force. Reads only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qianxian.centres import queries as centres
from qianxian.divisions import queries as divisions
from qianxian.foundation.actor import Actor
from qianxian.pay.queries.entitlements import known_facts
from qianxian.pay.rules import InsuranceTerms, PayTerms, terms_for, withholding_terms
from qianxian.pay.rules.what_if import Centre, Worker
from qianxian.people.models import Person
from qianxian.rulebook.queries import county_settings


@dataclass(frozen=True)
class Picture:
    """What a scenario is computed on: the year's people and centres in reach, the terms and bands in force, and names for pages."""

    year: int
    workers: Mapping[int, Worker]
    centres: Sequence[Centre]
    terms: PayTerms
    bands: Sequence[Mapping[str, Any]]
    names: Mapping[int, str]
    places: Mapping[str, str]
    insurance: InsuranceTerms | None = None


def picture(actor: Actor, year: int, on: dt.date, scope: str | None = None) -> Picture:
    """The picture of a year as known on a day. Raises SettingMissing where the policy has a gap."""
    book = county_settings()
    terms, _rows, _provisional = terms_for(year, on, book)
    known = known_facts(actor, year, dt.date(year, 12, 31), defaultdict(lambda: Decimal(1)))
    if scope:
        known = {key: fact for key, fact in known.items() if fact.division_code.startswith(scope)}
    workers = {
        key: Worker(fact.division_code, fact.held[-1].post, fact.held, fact.stops, fact.died_on, fact.grade) for key, fact in known.items() if fact.held
    }
    planned = centres.plans_of_year(year, actor, scope).select_related("centre")
    towns = {d.code: d.name for d in divisions.towns(on)}
    places = divisions.names_of({w.place for w in workers.values()}, on) | towns
    names = dict(Person.objects.visible_to(actor).filter(pk__in=workers).values_list("pk", "name"))
    found = [Centre(plan.centre.division_code, plan.resident) for plan in planned]
    return Picture(year, workers, found, terms, book.on(dt.date(year, 12, 31))["staffing.bands"], names, places,
                   withholding_terms(year, book)[0].insurance)
