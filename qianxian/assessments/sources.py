"""Facts that other rooms hold, read from them by the name of a source; a higher room registers its own and is not imported here.

Example: ``register("terms", "换届情况", read)``; an indicator with the source "terms" gets its facts from ``read(sheet)`` and from nobody's keyboard.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.assessments.models import AssessmentSheet
from qianxian.engagements.models import Engagement
from qianxian.foundation.periods import Period
from qianxian.organisations.models import Committee, OrganisationTerm


@dataclass(frozen=True)
class ReadFact:
    """A fact as the room that holds it tells it; ``key`` makes sure that it is read once."""

    key: str
    fact: str
    happened_on: dt.date
    evidence: str


Read = Callable[[AssessmentSheet], Iterable[ReadFact]]
_SOURCES: dict[str, tuple[str | Promise, Read]] = {}


def register(code: str, title: str | Promise, read: Read) -> None:
    """Offer facts of a room under a code."""
    _SOURCES[code] = (title, read)


def titles() -> dict[str, Any]:
    """Every source by code, with its words."""
    return {code: title for code, (title, _read) in _SOURCES.items()}


def facts_from(code: str, sheet: AssessmentSheet) -> list[ReadFact]:
    """What the room behind the code knows about the sheet's year; nothing for an unknown code."""
    return list(_SOURCES[code][1](sheet)) if code in _SOURCES else []


def _year(sheet: AssessmentSheet) -> Period:
    return Period(dt.date(sheet.year, 1, 1), dt.date(sheet.year, 12, 31))


def _posts(sheet: AssessmentSheet) -> Iterable[ReadFact]:
    """Days in post in the year, per engagement of the person (or of the centre's director)."""
    year = _year(sheet)
    rows = Engagement.objects.filter(person=sheet.person, centre=sheet.centre, period__overlap=year.half_open()).order_by("period")
    for row in rows:
        held = Period.from_half_open(row.period.lower, row.period.upper).overlap(year)
        if held is not None:
            said = _("%(post)s，%(first)s 至 %(last)s 在岗 %(n)d 天") % {
                "post": row.get_post_display(), "first": held.first, "last": held.last, "n": held.days
            }  # fmt: skip
            yield ReadFact(f"{row.uuid}", said, held.first, row.letter_number or row.acting_document)


def _terms(sheet: AssessmentSheet) -> Iterable[ReadFact]:
    """Committees of the place whose term ended in the year, and whether the election was held."""
    year = _year(sheet)
    for row in Committee.objects.filter(division_code=sheet.centre.division_code, due_on__range=(year.first, year.last)).order_by("due_on"):
        yield ReadFact(f"{row.uuid}", _("%(name)s第 %(n)s 届于 %(day)s 届满") % {"name": row.name, "n": row.number, "day": row.due_on}, row.due_on, _("届次台账"))
    terms = OrganisationTerm.objects.filter(organisation__division_code=sheet.centre.division_code, due_on__range=(year.first, year.last))
    for row in terms.select_related("organisation").order_by("due_on"):
        yield ReadFact(
            f"{row.uuid}", _("%(name)s于 %(day)s 届满") % {"name": row.organisation.short_name, "day": row.due_on}, row.due_on, _("任期台账")
        )


def register_own() -> None:
    """The sources of the rooms below, when the room is ready."""
    register("posts", gettext_lazy("在岗情况（选聘台账）"), _posts)
    register("terms", gettext_lazy("换届情况（任期台账）"), _terms)
