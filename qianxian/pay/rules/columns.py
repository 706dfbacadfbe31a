"""A year's pay and tax for many people at once: whole cents in NumPy columns, the same cents as ``entitled`` for each of them.

Example: ``year_of_many(columns, terms)`` for four million people takes a second or two on one core. For whole provinces and what-ifs;
a county's run goes person by person. Nothing is rounded through a float: every product and quotient is an integer's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64] | NDArray[np.int32]
MONTHS = 12
LONGEST = 31  # days of a month
CHUNK = 1 << 15  # a dozen columns of a chunk stay in the processor's cache


@dataclass(frozen=True)
class Columns:
    """One row per person: yearly base in cents, first paid month (0–11) with its paid days and length, grade, declared deduction a month.

    ``grade_percent`` is the grade's coefficient in percent, -1 while no grade is known. From the first month to December all are paid.
    """

    year_base: Ints
    first_month: Ints
    first_days: Ints
    first_length: Ints
    grade_percent: Ints
    additional: Ints

    def part(self, chosen: slice, width: type[np.signedinteger] = np.int64) -> Columns:
        """Some rows, as integers of that width."""
        return Columns(*(getattr(self, name)[chosen].astype(width, copy=False) for name in self.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.year_base)


@dataclass(frozen=True)
class IntegerTerms:
    """The dated settings as integers: percents, permilles and cents. Brackets: (upper end in cents or None, percent, quick deduction)."""

    bonus_cap_percent: int
    city_percent: int
    basic: int
    insured_floor: int
    insured_ceiling: int
    insurance_permille: tuple[int, ...]
    brackets: tuple[tuple[int | None, int, int], ...]


@dataclass(frozen=True)
class YearOfMany:
    """Cents: payers' shares, insurance and net of the year per person, and the tax of every month (12 × people)."""

    city: Ints
    district: Ints
    town: Ints
    insurance: Ints
    tax: Ints
    net: Ints


def year_of_many(people: Columns, terms: IntegerTerms) -> YearOfMany:
    """The year of everybody, exact to the cent; the sums of each person are those of the rules PAY and TAX with the bonus merged."""
    n, width = len(people), _width(people, terms)
    whole = YearOfMany(*(np.empty(n, width) for _ in range(4)), np.empty((MONTHS, n), width), np.empty(n, width))
    for start in range(0, n, CHUNK):
        chosen = slice(start, min(start + CHUNK, n))
        _year_of_chunk(people.part(chosen, width), terms, whole, chosen)
    return whole


def _width(people: Columns, terms: IntegerTerms) -> type[np.signedinteger]:
    """The narrower of two widths where no product of an amount with a rate or with days can pass it: half the memory, twice the speed."""
    base, declared, grade = (int(column.max(initial=0)) for column in (people.year_base, people.additional, people.grade_percent))
    factor = max(2 * LONGEST, terms.city_percent, terms.bonus_cap_percent * max(100, grade) // 100 + 1)
    products = (base * factor, terms.insured_ceiling * max(terms.insurance_permille, default=0), MONTHS * (base + declared + terms.basic))
    return np.int32 if max(products) + 1000 < 2**31 else np.int64


def _year_of_chunk(one: Columns, terms: IntegerTerms, whole: YearOfMany, chosen: slice) -> None:
    full = (one.year_base * 2 + MONTHS) // (2 * MONTHS)
    december = one.year_base - (MONTHS - 1) * full
    starts_in_december = one.first_month == MONTHS - 1
    first_full = np.where(starts_in_december, december, full)
    first = (2 * first_full * one.first_days + one.first_length) // (2 * one.first_length)
    last = np.where(starts_in_december, 0, december)
    between = np.maximum(MONTHS - 2 - one.first_month, 0)
    base = first + between * full + last
    cap = base * terms.bonus_cap_percent // 100
    bonus = np.where(one.grade_percent >= 0, np.minimum(cap, (cap * one.grade_percent + 50) // 100), 0)
    si_first, si_full, si_last = (_insured(wage, terms) for wage in (first, full, last))
    insurance = si_first + between * si_full + si_last
    off = one.additional + terms.basic
    taxed = _tax(
        one.first_month, first - si_first - off, full - si_full - off, np.where(starts_in_december, 0, last - si_last - off) + bonus, terms,
        whole.tax[:, chosen],
    )
    city = base * terms.city_percent // 100
    whole.city[chosen], whole.district[chosen], whole.town[chosen] = city, base - city, bonus
    whole.insurance[chosen], whole.net[chosen] = insurance, base + bonus - insurance - taxed


def _insured(wage: Ints, terms: IntegerTerms) -> Ints:
    """The personal insurance of a month, kind by kind, never more than the wage."""
    insured = np.clip(wage, terms.insured_floor, terms.insured_ceiling)
    total = sum((insured * rate + 500) // 1000 for rate in terms.insurance_permille)
    return np.where(wage > 0, np.minimum(total, wage), 0)


def _tax(first_month: Ints, first: Ints, full: Ints, last: Ints, terms: IntegerTerms, out: Ints) -> Ints:
    """Each month's withholding into ``out``, and the year's sum. ``first``, ``full``, ``last`` are what the months add to taxable income."""
    closing = np.where(first_month == MONTHS - 1, full, 0) + last
    cumulative = first - full * first_month  # so that adding a full month each month meets ``first`` in the first paid one
    farthest = sum(scale * int(np.abs(column).max()) for scale, column in ((1, first), (MONTHS - 1, full), (1, closing)))
    rows = _brackets_up_to(farthest, terms)
    width = np.int32 if farthest * rows[-1][0] + 50 < 2**31 else np.int64
    cumulative, full, closing = (column.astype(width, copy=False) for column in (cumulative, full, closing))
    already, due, spare = (np.zeros(len(first), cumulative.dtype) for _ in range(3))
    for month in range(MONTHS):
        if month:
            cumulative += full if month < MONTHS - 1 else closing
        _due(np.maximum(cumulative, 0), due, spare, rows)
        if month < MONTHS - 1:
            due *= first_month <= month
        due -= already
        np.maximum(due, 0, out=due)
        already += due
        out[month] = due
    return already


def _brackets_up_to(highest: int, terms: IntegerTerms) -> list[tuple[int, int]]:
    """(percent, quick deduction) of the brackets that a cumulative income of so many cents can reach."""
    rows = []
    for upper, percent, quick in terms.brackets:
        rows.append((percent, quick))
        if upper is None or highest <= upper:
            break
    return rows


def _due(taxable: NDArray, due: NDArray, spare: NDArray, rows: list[tuple[int, int]]) -> None:
    """The tax on a cumulative income into ``due``: the highest of the brackets' lines, since rates only rise; half a cent upwards."""
    np.multiply(taxable, rows[0][0], out=due)
    for percent, quick in rows[1:]:
        np.multiply(taxable, percent, out=spare)
        spare -= quick * 100
        np.maximum(due, spare, out=due)
    due += 50
    due //= 100
