"""The thread drawn to the scale of its days and money: its life as a line, the estimate as steps, the money as a second line.

Example: ``draw(strip, width=1120)`` gives shapes in viewBox units; the template writes them, the table beside it says the same numbers.
Pure but for words: no rows are read here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qianxian.threads.rules import days_waited

TEN_THOUSAND = Decimal(10_000)
LIFE, TOP, HEIGHT = 34, 78, 138  # the line of life, where the money's field begins, how high it is


def wan(amount: Decimal) -> str:
    """Yuan in 万元 with one place: 392.6."""
    return f"{(amount / TEN_THOUSAND).quantize(Decimal('0.1'), ROUND_HALF_UP):,}"


@dataclass(frozen=True)
class Strip:
    """What is drawn: from the day it was asked to the day looked at, stalls as (first, end), estimates and money as (day, yuan so far)."""

    asked: dt.date
    on: dt.date
    closed: dt.date | None = None
    stalls: Sequence[tuple[dt.date, dt.date]] = ()
    estimates: Sequence[tuple[dt.date, Decimal]] = ()
    paid: Sequence[tuple[dt.date, Decimal]] = ()
    knots: Sequence[dt.date] = ()
    now: str = ""


@dataclass
class Picture:
    """Shapes with their places. ``labels`` are (x, y, anchor, class, words)."""

    width: int
    height: int
    left: float
    right: float
    base: float | None = None
    shades: list[tuple[float, float]] = field(default_factory=list)
    life: list[tuple[float, float, str]] = field(default_factory=list)
    knots: list[float] = field(default_factory=list)
    grid: list[tuple[float, str]] = field(default_factory=list)
    ticks: list[tuple[float, str]] = field(default_factory=list)
    estimate: str = ""
    dots: list[tuple[float, float]] = field(default_factory=list)
    money: str = ""
    boxes: list[tuple[float, float, float, str]] = field(default_factory=list)
    labels: list[tuple[float, float, str, str, str]] = field(default_factory=list)
    now: float = 0

    @property
    def axis(self) -> float:
        """Where the years are written."""
        return self.base if self.base is not None else LIFE + 26

    @property
    def top(self) -> int:
        """Where the field of money begins."""
        return TOP

    @property
    def life_y(self) -> int:
        """Where the line of life runs."""
        return LIFE

    @property
    def field_height(self) -> float:
        """How high the field of money is."""
        return self.axis - TOP


class Scale:
    """Days to units."""

    def __init__(self, first: dt.date, last: dt.date, left: float, right: float) -> None:
        self.first, self.left = first, left
        self.unit = (right - left) / max(1, (last - first).days)

    def __call__(self, day: dt.date) -> float:
        return round(self.left + (day - self.first).days * self.unit, 1)


def draw(strip: Strip, *, width: int) -> Picture:
    """The picture for a width of viewBox units: 1120 beside a desk, 328 in a hand."""
    narrow = width < 600
    left, right = (34, width - 6) if narrow else (44, width - 8)
    end = strip.closed or strip.on
    span = max(30, (end - strip.asked).days)
    scale = Scale(strip.asked - dt.timedelta(days=span // 60 + 1), end + dt.timedelta(days=span // (9 if narrow else 14) + 1), left, right)
    money = bool(strip.estimates or strip.paid)
    made = Picture(width, TOP + HEIGHT + 28 if money else LIFE + 52, left, right, TOP + HEIGHT if money else None, now=scale(end))
    _draw_life(made, strip, scale, end, narrow)
    made.ticks = [(scale(day), words) for day, words in _ticks(scale.first, end, 5 if narrow else 10)]
    if money:
        _draw_money(made, strip, scale, end, narrow)
    return made


def _draw_life(made: Picture, strip: Strip, scale: Scale, end: dt.date, narrow: bool) -> None:
    at = scale(strip.asked)
    for first, last in strip.stalls:
        start, stop = scale(first), scale(min(last, end))
        made.life += [(at, start, "go"), (start, stop, "stand")]
        made.shades.append((start, round(stop - start, 1)))
        days = days_waited(first, min(last, end))
        words = _("搁置 %(n)s 天") % {"n": f"{days:,}"}
        wanted = 22 + sum(6.8 if ord(c) < 256 else 12.6 for c in words)
        if stop - start > wanted:
            made.boxes.append((round((start + stop) / 2 - wanted / 2, 1), round(wanted, 1), round(wanted / 2, 1), words))
        at = stop
    made.life.append((at, made.now, "go"))
    for x in sorted({scale(strip.asked), *(scale(day) for day in strip.knots if day <= end)}):
        if x < made.now - 8 and (not made.knots or x - made.knots[-1] >= 12):  # two that would touch are one
            made.knots.append(x)
    if strip.closed is None:
        made.life.append((made.now, made.right, "next"))
        made.labels.append((made.right, LIFE - 13, "end", "now", _("现在") if narrow or not strip.now else _("现在：%(step)s") % {"step": strip.now}))
    made.labels.append((scale(strip.asked), LIFE - 13, "start", "knot", pgettext("thread", "提出")))


def _draw_money(made: Picture, strip: Strip, scale: Scale, end: dt.date, narrow: bool) -> None:
    highest = max([amount for _day, amount in (*strip.estimates, *strip.paid)], default=TEN_THOUSAND)
    step = nice_step(highest)
    top = step * (highest / step).to_integral_value(ROUND_CEILING)
    y = lambda amount: round(float(made.base) - float(amount / top) * (HEIGHT - 14), 1)  # noqa: E731
    made.grid = [(y(step * n), wan(step * n).removesuffix(".0")) for n in range(int(top / step) + 1)]
    made.estimate, made.dots = _steps_of(strip.estimates, scale, y, made.now)
    made.money = _steps_of(strip.paid, scale, y, made.now)[0]
    last_x = -1e9
    for place, ((x, height), (_day, amount)) in enumerate(zip(made.dots, strip.estimates, strict=True)):
        last = place == len(made.dots) - 1
        words = wan(amount) if narrow else _("估算 %(n)s") % {"n": wan(amount)}
        room = 8 * len(words) + 14
        if last and x + room > made.right:
            made.labels.append((x - 8, height - 6, "end", "est", words))
        elif x - last_x > room or last:
            made.labels.append((x + 6, height - 8, "start", "est", words))
            last_x = x
    if strip.paid:
        day, amount = strip.paid[-1]
        made.labels.append((scale(day) - 6, y(amount) - 6, "end", "paid", _("已付 %(n)s") % {"n": wan(amount)}))


def _steps_of(rows: Sequence[tuple[dt.date, Decimal]], scale: Scale, y, until: float) -> tuple[str, list[tuple[float, float]]]:
    """The path of a step line and its corners; it runs on to the day looked at."""
    if not rows:
        return "", []
    corners = [(scale(day), y(amount)) for day, amount in rows]
    path = f"M{corners[0][0]} {corners[0][1]}" + "".join(f"H{x}V{height}" for x, height in corners[1:])
    return f"{path}H{until}", corners


def nice_step(highest: Decimal) -> Decimal:
    """The distance of the lines of the grid in yuan: 1, 2 or 4 of a round number, so that at most four are drawn."""
    size = Decimal(10) ** (max(0, (highest / 4).adjusted()))
    return next(size * n for n in (1, 2, 4, 5, 10, 20) if size * n * 4 >= highest)


def _ticks(first: dt.date, last: dt.date, most: int) -> list[tuple[dt.date, str]]:
    """At most so many days to write under the axis: years, or months where the thread is younger than a year and a half."""
    if (last - first).days > 550:
        years = [year for year in range(first.year, last.year + 1) if dt.date(year, 1, 1) >= first]
        every = -(-len(years) // most) or 1
        return [(dt.date(year, 1, 1), str(year)) for year in years[::every]]
    months = [dt.date(first.year + (first.month + n) // 12, (first.month + n) % 12 + 1, 1) for n in range(20)]
    months = [day for day in months if day <= last]
    every = -(-len(months) // most) or 1
    return [(day, f"{day:%Y-%m}") for day in months[::every]]
