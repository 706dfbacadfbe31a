"""Facts that other rooms hold, read from them by the name of a source; a higher room registers its own and is not imported here.

Example: ``register("terms", "换届情况", read)``; an indicator with the source "terms" gets its facts from ``read(sheet, on)`` and from nobody's keyboard.
What happened on days when the person held no post of the centre is not his: meetings and cases are read for the days in post alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.assessments.models import AssessmentScheme, AssessmentSheet
from qianxian.cases.models import Case
from qianxian.decisions.models import Resolution
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


Read = Callable[[AssessmentSheet, dt.date], Iterable[ReadFact]]
_SOURCES: dict[str, tuple[str | Promise, Read]] = {}


def register(code: str, title: str | Promise, read: Read) -> None:
    """Offer facts of a room under a code."""
    _SOURCES[code] = (title, read)


def titles() -> dict[str, Any]:
    """Every source by code, with its words."""
    return {code: title for code, (title, _read) in _SOURCES.items()}


def facts_from(code: str, sheet: AssessmentSheet, on: dt.date) -> list[ReadFact]:
    """What the room behind the code knows on that day about the sheet's year; nothing for an unknown code."""
    return list(_SOURCES[code][1](sheet, on)) if code in _SOURCES else []


def _year(sheet: AssessmentSheet) -> Period:
    return Period(dt.date(sheet.year, 1, 1), dt.date(sheet.year, 12, 31))


def _held(sheet: AssessmentSheet) -> list[tuple[Engagement, Period]]:
    """The person's posts at the centre with their days in the year, the earliest first."""
    year = _year(sheet)
    rows = Engagement.objects.filter(person=sheet.person, centre=sheet.centre, period__overlap=year.half_open()).order_by("period")
    spans = [(row, Period.from_half_open(row.period.lower, row.period.upper).overlap(year)) for row in rows]
    return [(row, span) for row, span in spans if span is not None]


def _answers(sheet: AssessmentSheet) -> Callable[[dt.date], bool]:
    """Whether the sheet answers for a day: a centre for its whole year, a person for the days he held a post of it."""
    whole = [_year(sheet)] if sheet.subject == AssessmentScheme.Subject.CENTRE else [span for _row, span in _held(sheet)]
    return lambda day: any(span.first <= day <= span.last for span in whole)


def _posts(sheet: AssessmentSheet, on: dt.date) -> Iterable[ReadFact]:
    """Days in post in the year, per engagement of the person (or of the centre's director)."""
    for row, held in _held(sheet):
        said = _("%(post)s，本年聘期 %(first)s 至 %(last)s，共 %(n)d 天") % {"post": row.get_post_display(), "first": held.first, "last": held.last, "n": held.days}
        yield ReadFact(f"{row.uuid}", said, held.first, row.letter_number or row.acting_document)


def _meetings(sheet: AssessmentSheet, on: dt.date) -> Iterable[ReadFact]:
    """Every meeting of the place that voted in the year, by its confirmed count: who should come, how many came, what became of it."""
    year, answers = _year(sheet), _answers(sheet)
    rows = Resolution.objects.filter(division_code=sheet.centre.division_code, decided_on__range=(year.first, min(year.last, on)))
    for row in rows.select_related("matter").order_by("decided_on", "id"):
        if not answers(row.decided_on):
            continue
        end = _("通过") if row.passed else _("未通过") if row.has_quorum else _("到会人数不够")
        said = _("%(body)s表决「%(matter)s」，应到 %(eligible)d，到会 %(present)d，%(end)s") % {
            "body": row.get_body_display(), "matter": row.matter.title[:120], "eligible": row.eligible, "present": row.present, "end": end
        }  # fmt: skip
        yield ReadFact(f"{row.uuid}", said, row.decided_on, row.number)


def _cases(sheet: AssessmentSheet, on: dt.date) -> Iterable[ReadFact]:
    """Cases of the place: how many ended in each quarter that is over, and each one past its last day by number. Whose case it is is not read."""
    year, answers = _year(sheet), _answers(sheet)
    rows = Case.objects.filter(division_code=sheet.centre.division_code, due_on__isnull=False, closed_on__range=(year.first, min(year.last, on)))
    ended = [row for row in rows.select_related("item").order_by("closed_on", "id") if answers(row.closed_on)]
    yield from _quarters(ended, sheet.year, on)
    for row in ended:
        if row.closed_on > row.due_on:
            words = {"number": row.number, "item": row.item.name, "due": row.due_on, "day": row.closed_on, "holder": row.get_holder_display()}
            yield ReadFact(f"{row.uuid}", _("%(number)s %(item)s：期限 %(due)s，%(day)s 办结，办结时在%(holder)s") % words, row.due_on, _("办件台账"))
    waiting = Case.objects.filter(division_code=sheet.centre.division_code, closed_on__isnull=True, due_on__range=(year.first, min(year.last, on - dt.timedelta(days=1))))
    for row in waiting.select_related("item").order_by("due_on", "id"):
        if answers(row.due_on):
            words = {"number": row.number, "item": row.item.name, "due": row.due_on, "day": on, "holder": row.get_holder_display()}
            yield ReadFact(f"{row.uuid}", _("%(number)s %(item)s：期限 %(due)s，到 %(day)s 还没有办结，现在在%(holder)s") % words, row.due_on, _("办件台账"))


def _quarters(ended: list[Case], year: int, on: dt.date) -> Iterable[ReadFact]:
    """One line per quarter that is over: what ended in it no longer changes, so it is read once."""
    total = Counter((row.closed_on.month - 1) // 3 + 1 for row in ended)
    late = Counter((row.closed_on.month - 1) // 3 + 1 for row in ended if row.closed_on > row.due_on)
    for quarter, count in sorted(total.items()):
        last = dt.date(year, 12, 31) if quarter == 4 else dt.date(year, quarter * 3 + 1, 1) - dt.timedelta(days=1)
        if last < on:
            said = _("第 %(quarter)d 季度办结 %(count)d 件，其中超过期限 %(late)d 件") % {"quarter": quarter, "count": count, "late": late[quarter]}
            yield ReadFact(f"{year}-{quarter}", said, last, _("办件台账"))


def _terms(sheet: AssessmentSheet, on: dt.date) -> Iterable[ReadFact]:
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
    register("meetings", gettext_lazy("会议表决（议事台账）"), _meetings)
    register("cases", gettext_lazy("窗口办件（办件台账）"), _cases)
