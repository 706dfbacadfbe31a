"""The article's figures beside what the rows say."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from qianxian.divisions import queries as divisions
from qianxian.foundation.actor import Actor
from qianxian.plans.figures import COMPUTED, Computed, village
from qianxian.plans.rules import agrees

#: The morning the reporter stood in Dachikan's hall; every figure is counted as of it.
ARTICLE_DAY = dt.date(2019, 6, 24)


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
    return [_line(figure, COMPUTED.get(figure.id), actor, on) for figure in figures()]


def _line(figure: Figure, computed: Computed | None, actor: Actor, on: dt.date) -> Line:
    if computed is None:
        return Line(figure, None, "not_built")
    place = village(computed.place, on) if computed.place else divisions.county()
    if place is None:
        return Line(figure, None, "empty")
    if not actor.reaches(place.code):
        return Line(figure, None, "out_of_reach")
    value = computed.compute(actor, on)
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
