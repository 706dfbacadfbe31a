"""A year's pay of one person, exact to the cent, with a line for every month and post.

Example: index 26,190 × 3, from 15 April: April 16/30 × 6,547.50 = 3,492.00, May–December 52,380.00, base paid 55,872.00, cap 16,761.60.
Works in whole cents; taxes and slips' papers do not belong here. Source: the article's pay measures (handbook section 5.3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from qianxian.foundation.errors import say as _
from qianxian.foundation.money import cut, from_cents, half_up, split_shares, to_cents
from qianxian.foundation.periods import Period
from qianxian.foundation.rulebook import DatedSetting, ImpossibleFacts, SettingMissing, SettingsBook

ONE = Decimal(1)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class PaySpan:
    """Days at one post, both ends included."""

    first: dt.date
    last: dt.date
    post_coeff: Decimal = ONE
    post: str = ""


@dataclass(frozen=True)
class PayTerms:
    """What applies to everybody in a year: index × multiple, cap, payers' shares, grade coefficients."""

    index: Decimal
    multiple: Decimal = Decimal(3)
    bonus_cap_rate: Decimal = Decimal("0.30")
    city_share: Decimal = Decimal("0.5")
    grade_coeff: Mapping[str, Decimal] = field(default_factory=dict)
    post_coeff: Mapping[str, Decimal] = field(default_factory=dict)
    per_person_cap: bool = True  # the cap binds each person; the pool's binds in any case


@dataclass(frozen=True)
class YearBase:
    """A post's base pay of a full year: eleven equal months, and December with the remainder."""

    year: Decimal
    month: Decimal
    december: Decimal


@dataclass(frozen=True)
class PayLine:
    """One month at one post: ``amount`` = ``full_month`` × ``days`` / ``days_in_month``, half a cent upwards."""

    month: str
    post: str
    post_coeff: Decimal
    days: int
    days_in_month: int
    full_month: Decimal
    amount: Decimal


@dataclass(frozen=True)
class AnnualPay:
    """The result for one person. ``bonus`` is None while no grade is known; ``gross`` then is the base alone. Payers make gross exactly."""

    bases: Mapping[Decimal, YearBase]
    lines: Sequence[PayLine]
    base_paid: Decimal
    cap: Decimal
    bonus: Decimal | None
    gross: Decimal
    city: Decimal
    district: Decimal
    town: Decimal


def year_base(terms: PayTerms, post_coeff: Decimal = ONE) -> YearBase:
    """Full year, month and December of a post. Raises ImpossibleFacts below one yuan a year: twelve months need at least a cent each."""
    year = half_up(terms.index * terms.multiple * post_coeff)
    if year < 1:
        raise ImpossibleFacts(_("全年基本报酬不足 1 元，请核对收入指数、倍数和岗位系数。"), "index")
    cents = to_cents(year)
    month = (2 * cents + 12) // 24  # half a cent upwards
    return YearBase(year, from_cents(month), from_cents(cents - 11 * month))


def annual_pay(year: int, spans: Sequence[PaySpan], terms: PayTerms, grade: str | None = None) -> AnnualPay:
    """Pay of a year for the days in ``spans``. Raises ImpossibleFacts for days outside the year or two posts on one day.

    Days of one post and coefficient within a month are added before rounding, so that a month cut in two never pays a cent more.
    """
    bases: dict[Decimal, YearBase] = {}
    days: dict[tuple[int, str, Decimal], list[int]] = {}
    for span in _in_order(year, spans):
        if span.post_coeff not in bases:
            bases[span.post_coeff] = year_base(terms, span.post_coeff)
        for _year, month, worked, length in Period(span.first, span.last).months():
            days.setdefault((month, span.post, span.post_coeff), [0, length])[0] += worked
    lines, paid = [], 0
    for (month, post, coeff), (worked, length) in sorted(days.items(), key=lambda entry: entry[0][0]):
        full = bases[coeff].december if month == 12 else bases[coeff].month
        amount = (2 * to_cents(full) * worked + length) // (2 * length)
        paid += amount
        lines.append(PayLine(f"{year}-{month:02d}", post, coeff, worked, length, full, from_cents(amount)))
    return _with_bonus(bases, lines, from_cents(paid), terms, grade)


def _with_bonus(bases: dict[Decimal, YearBase], lines: list[PayLine], base_paid: Decimal, terms: PayTerms, grade: str | None) -> AnnualPay:
    cap = cut(terms.bonus_cap_rate * base_paid)
    bonus = None
    if grade:
        if grade not in terms.grade_coeff:
            raise ImpossibleFacts(_("等次 %(grade)s 没有系数；请在参数 pay.grade_coeff 中补上。") % {"grade": grade}, "grade")
        earned = half_up(cap * terms.grade_coeff[grade])
        bonus = min(cap, earned) if terms.per_person_cap else earned
    town = bonus if bonus is not None else Decimal("0.00")
    city, district = split_shares(base_paid, [terms.city_share, 1 - terms.city_share])
    return AnnualPay(bases, lines, base_paid, cap, bonus, base_paid + town, city, district, town)


def _in_order(year: int, spans: Sequence[PaySpan]) -> list[PaySpan]:
    ordered = sorted(spans, key=lambda span: span.first)
    for span in ordered:
        if span.last < span.first:
            raise ImpossibleFacts(_("截止日期 %(last)s 早于起始日期 %(first)s，请核对。") % {"last": span.last, "first": span.first}, "end")
        if span.first.year != year or span.last.year != year:
            raise ImpossibleFacts(_("%(first)s 至 %(last)s 不全在 %(year)s 年内；请按年度分开计算。") % {"first": span.first, "last": span.last, "year": year}, "start")
        if span.post_coeff <= 0:
            raise ImpossibleFacts(_("岗位系数要大于 0。"), "post_coeff")
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            raise ImpossibleFacts(_("%(first)s 这一天有两个岗位；请把前一段的截止日期改到前一天。") % {"first": later.first}, "start")
    return ordered


def run_pay(year: int, people: Iterable[tuple[Key, Sequence[PaySpan], str | None]], terms: PayTerms) -> dict[Key, AnnualPay]:
    """The pay of a whole run: key → result. 721 people take a small part of a second."""
    return {key: annual_pay(year, spans, terms, grade) for key, spans, grade in people}


def pool_cap(base_paid: Iterable[Decimal], rate: Decimal) -> Decimal:
    """The most the bonuses of a centre or town may make together, cut to the cent."""
    return cut(rate * sum(base_paid, Decimal("0.00")))


def pool_excess(base_paid: Iterable[Decimal], bonuses: Iterable[Decimal], rate: Decimal) -> Decimal:
    """By how much the bonuses pass the pool's cap; 0.00 when they do not."""
    return max(Decimal("0.00"), sum(bonuses, Decimal("0.00")) - pool_cap(base_paid, rate))


def bonus_excess(base_paid: Decimal, bonus: Decimal, rate: Decimal) -> Decimal:
    """By how much one person's bonus passes the cap; 0.00 when it does not."""
    return pool_excess([base_paid], [bonus], rate)


def difference_lines(before: AnnualPay | None, after: AnnualPay) -> list[tuple[str, Decimal]]:
    """(month, difference) for a late index or an overturned review, plus ("bonus", difference); zeros left out.

    They make the whole exactly.
    """
    months: dict[str, Decimal] = {}
    for line in after.lines:
        months[line.month] = months.get(line.month, Decimal("0.00")) + line.amount
    for line in before.lines if before else ():
        months[line.month] = months.get(line.month, Decimal("0.00")) - line.amount
    found = [(month, amount) for month, amount in sorted(months.items()) if amount]
    bonus = after.town - (before.town if before else Decimal("0.00"))
    return [*found, ("bonus", bonus)] if bonus else found


@dataclass(frozen=True)
class IndexChoice:
    """The index row taken for a year's pay; ``provisional`` when last year's was not out and the older one stands in for now."""

    row: DatedSetting
    provisional: bool

    @property
    def value(self) -> Decimal:
        """The index in yuan a year."""
        return self.row.value


def income_index_for(year: int, on: dt.date, settings: SettingsBook) -> IndexChoice:
    """The income index for the pay of ``year`` as known on ``on``: the year before, else the newest published one before that.

    A provisional choice is followed by a difference line once the figure is out. Raises SettingMissing when none was published.
    """
    for measured in (year - 1, year - 2):
        row = settings.find("pay.income_index", dt.date(measured, 12, 31))
        if row is not None and (row.published_on is None or row.published_on <= on):
            return IndexChoice(row, measured != year - 1)
    raise SettingMissing("pay.income_index", dt.date(year - 1, 12, 31), settings.title_of("pay.income_index"))


def terms_for(year: int, on: dt.date, settings: SettingsBook) -> tuple[PayTerms, list[DatedSetting], bool]:
    """(terms of a year's pay, the dated rows they came from, whether the index is provisional). Raises SettingMissing on a gap.

    The rows in force on the year's last day decide, so that one year is paid by one policy; the index by what is published on ``on``.
    """
    view = settings.on(dt.date(year, 12, 31))
    choice = income_index_for(year, on, settings)
    terms = PayTerms(
        index=choice.value,
        multiple=view["pay.multiple"],
        bonus_cap_rate=view["pay.bonus_cap_rate"],
        city_share=view["pay.city_share"],
        per_person_cap=view["pay.per_person_cap"],
        grade_coeff=view["pay.grade_coeff"],
        post_coeff=view["pay.post_coeff"],
    )
    return terms, [choice.row, *view.used], choice.provisional
