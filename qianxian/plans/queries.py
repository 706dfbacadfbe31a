"""The article's figures beside what the rows say."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qianxian.divisions import queries as divisions
from qianxian.divisions.models import County, Division
from qianxian.foundation.actor import Actor
from qianxian.plans.figures import COMPUTED, Computed, village
from qianxian.plans.rules import agrees

#: The morning the reporter stood in Dachikan's hall; every figure is counted as of it.
ARTICLE_DAY = dt.date(2019, 6, 24)

#: The article's own way of not being exact, in words.
SAID = {
    "approx+": gettext_lazy("%(v)s 多%(u)s"),
    "approx−": gettext_lazy("近 %(v)s %(u)s"),
    "approx": gettext_lazy("约 %(v)s %(u)s"),
    "lower": gettext_lazy("超过 %(v)s %(u)s"),
    "upper": gettext_lazy("不超过 %(v)s %(u)s"),
    "lower, approx": gettext_lazy("不低于 %(v)s %(u)s左右"),
}


@dataclass(frozen=True)
class Figure:
    """One figure of the article. ``room`` is where its rows stand or will stand."""

    id: str
    value: Any
    qualifier: str
    unit: str
    unit_en: str
    title: str
    title_en: str
    sentence: str
    scope: str
    room: str


@dataclass(frozen=True)
class Line:
    """A figure with its value of rows. ``state``: agrees, differs, not_built, out_of_reach or empty (nothing recorded)."""

    figure: Figure
    value: Any
    state: str
    url: str = ""

    @property
    def agrees(self) -> bool | None:
        """None where there is nothing to compare."""
        return {"agrees": True, "differs": False}.get(self.state)

    @property
    def unit(self) -> str:
        """In the reader's language."""
        return self.figure.unit_en if (get_language() or "").startswith("en") else self.figure.unit

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.figure.title_en if (get_language() or "").startswith("en") else self.figure.title

    @property
    def said(self) -> str:
        """What the article says, with its qualifier: 700 多人, 近 40%, 约 120 平方米."""
        number = self._plain(self.figure.value)
        return (str(SAID.get(self.figure.qualifier, "%(v)s %(u)s")) % {"v": number, "u": self.unit}).strip()

    @property
    def shown(self) -> str:
        """The value of rows with its unit; empty where there is none."""
        return "" if self.value is None else f"{self._plain(self.value)} {self.unit}".strip()

    def _plain(self, value: Any) -> str:
        if isinstance(value, str):
            return {"all": _("全部"), "end 2018/early 2019": _("2018年底至2019年初")}.get(value, value)
        # a year is no quantity: it has no unit and takes no commas
        if isinstance(value, Decimal):
            value = int(value) if value == value.to_integral_value() else value.normalize()
        return str(value) if not self.figure.unit else str(intcomma(value, use_l10n=False))

    def to_json(self) -> dict[str, Any]:
        """As ``qianxian story --json`` publishes it: numbers as numbers."""
        value = self.value
        if isinstance(value, Decimal):
            value = int(value) if value == value.to_integral_value() else float(value)
        return {
            "id": self.figure.id,
            "article": self.figure.value,
            "qualifier": self.figure.qualifier,
            "value": value,
            "agrees": self.agrees,
            "room": self.figure.room,
        }


@lru_cache(maxsize=1)
def figures() -> tuple[Figure, ...]:
    """F01 to F47, the project's own copy."""
    text = (files("qianxian.plans") / "data" / "article_figures.json").read_text("utf-8")
    return tuple(Figure(**entry) for entry in json.loads(text)["figures"])


def story(actor: Actor, on: dt.date = ARTICLE_DAY) -> list[Line]:
    """Every figure, computed within the actor's reach as of the article's day; what lies beyond it is not guessed."""
    places = {name: village(name, on) for name in sorted({c.place for c in COMPUTED.values() if c.place})} | {"": divisions.county()}
    return [_line(figure, COMPUTED.get(figure.id), places, actor, on) for figure in figures()]


def _line(figure: Figure, computed: Computed | None, places: dict[str, Division | County | None], actor: Actor, on: dt.date) -> Line:
    if computed is None:
        return Line(figure, None, "not_built")
    place = places[computed.place]
    if place is None:
        return Line(figure, None, "empty")
    if not actor.reaches(place.code):
        return Line(figure, None, "out_of_reach")
    value = computed.compute(actor, on, place.code) if computed.place else computed.compute(actor, on)
    url = _url(computed, place.code if computed.place else "", on)
    if value is None:
        return Line(figure, None, "empty", url)
    right = computed.agrees(value) if computed.agrees else agrees(value, figure.value, figure.qualifier)
    return Line(figure, value, "agrees" if right else "differs", url)


def _url(computed: Computed, scope: str, on: dt.date) -> str:
    try:
        if computed.page == "divisions:division":
            return reverse(computed.page, args=[scope])
        address = reverse(computed.page)
    except NoReverseMatch:
        return ""
    asked = [computed.query, f"scope={scope}" if scope else "", f"on={on.isoformat()}"]
    return f"{address}?{'&'.join(part for part in asked if part)}"
