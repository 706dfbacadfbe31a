"""What if: a year's pay under another multiple, cap, share, coefficients or bands, beside the one in force. Nothing is adopted by computing.

Example: the multiple 3.2 instead of 3 → who changes, by how much, and which budget bears it, per person, post, town and payer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from qianxian.foundation.money import cut, half_up, split_shares
from qianxian.pay.rules.annual import AnnualPay, PayTerms, annual_pay, year_base
from qianxian.pay.rules.entitlement import PAYERS, Held, Stop, paid_spans
from qianxian.pay.rules.withholding import NOTHING, InsuranceTerms, borne_by, employer_of

#: A post that a band adds or takes is priced as a member's, at the grade most people get.
PRICED_POST, PRICED_GRADE = "member", "competent"


@dataclass(frozen=True)
class Scenario:
    """A name, the terms of pay, the bands of leading posts (rows as in the setting staffing.bands), and how the employer is insured."""

    name: str
    terms: PayTerms
    bands: Sequence[Mapping[str, Any]] = ()
    insurance: InsuranceTerms | None = None


@dataclass(frozen=True)
class Worker:
    """One person's year as facts: where, at which post last, and the days."""

    place: str
    post: str
    held: Sequence[Held]
    stops: Sequence[Stop]
    died_on: Any
    grade: str


@dataclass(frozen=True)
class Centre:
    """A centre's place and the resident population its posts are set by."""

    place: str
    resident: int


@dataclass(frozen=True)
class Outcome:
    """What a scenario comes to: pay of each person, and the posts its bands give each centre."""

    scenario: Scenario
    pay: Mapping[Any, AnnualPay]
    posts: Mapping[str, int]
    priced: Mapping[str, Decimal]
    borne: Mapping[Any, Mapping[str, Decimal]] = field(default_factory=dict)

    def borne_by_payer(self) -> dict[str, Decimal]:
        """The employer's insurance per payer over everybody, beside the pay."""
        return {payer: sum((one.get(payer, NOTHING) for one in self.borne.values()), NOTHING) for payer in PAYERS}

    def by_payer(self) -> dict[str, Decimal]:
        """Sums per payer over everybody."""
        return {payer: sum((getattr(paid, payer) for paid in self.pay.values()), NOTHING) for payer in PAYERS}

    def grouped(self, groups: Mapping[Any, str]) -> dict[str, dict[str, Decimal]]:
        """Group → payer → sum, by a key for each person."""
        found: dict[str, dict[str, Decimal]] = {}
        for key, paid in self.pay.items():
            sums = found.setdefault(groups[key], dict.fromkeys(PAYERS, NOTHING))
            for payer in PAYERS:
                sums[payer] += getattr(paid, payer)
        return found


def posts_of(resident: int, bands: Iterable[Mapping[str, Any]]) -> int:
    """Leading posts for so many residents; 0 where the bands leave a gap."""
    for row in bands:
        most = row.get("resident_max")
        if row["resident_min"] <= resident and (most is None or resident <= most):
            return int(row["leading_posts"])
    return 0


def outcome(year: int, workers: Mapping[Any, Worker], centres: Sequence[Centre], scenario: Scenario) -> Outcome:
    """The year under a scenario. Raises ImpossibleFacts as ``annual_pay`` does, KeyError for a post without coefficient."""
    terms = scenario.terms
    pay = {}
    for key, one in workers.items():
        held = [replace(h, post_coeff=terms.post_coeff[h.post]) for h in one.held]
        pay[key] = annual_pay(year, paid_spans(held, one.stops, one.died_on), terms, one.grade or None)
    borne = {key: borne_of(paid, scenario.insurance) for key, paid in pay.items()} if scenario.insurance else {}
    return Outcome(scenario, pay, {c.place: posts_of(c.resident, scenario.bands) for c in centres}, price_of_a_post(terms), borne)


def borne_of(paid: AnnualPay, terms: InsuranceTerms) -> dict[str, Decimal]:
    """What each payer bears of the employer's insurance on the year's base pay, the same cents as a run."""
    incomes: dict[str, Decimal] = {}
    for line in paid.lines:
        incomes[line.month] = incomes.get(line.month, NOTHING) + line.amount
    year = sum((amount for wage in incomes.values() for amount in employer_of(wage, terms).values()), NOTHING)
    return borne_by(year, terms.employer_shares)


def price_of_a_post(terms: PayTerms) -> dict[str, Decimal]:
    """What one more leading post costs each payer in a full year: a member's base, and the bonus of a competent one."""
    base = year_base(terms, terms.post_coeff[PRICED_POST]).year
    city, district = split_shares(base, [terms.city_share, 1 - terms.city_share])
    cap = cut(terms.bonus_cap_rate * base)
    return {"city": city, "district": district, "town": min(cap, half_up(cap * terms.grade_coeff[PRICED_GRADE]))}


@dataclass(frozen=True)
class Change:
    """One scenario against the one in force: who changes, by payer, what the employer's insurance moves by, and what its bands add or take."""

    people: int
    by_payer: Mapping[str, Decimal]
    posts: int
    posts_by_payer: Mapping[str, Decimal]
    borne: Decimal = NOTHING
    incomes: int = 0  # of those people, whose pay as a whole changes; for the others only who bears it

    @property
    def total(self) -> Decimal:
        """All payers together, posts apart."""
        return sum(self.by_payer.values(), NOTHING)


def change(now: Outcome, then: Outcome) -> Change:
    """How ``then`` differs from ``now``, exact to the cent per payer; posts are priced by the scenario's own terms."""
    differing = sum(any(getattr(then.pay[key], p) != getattr(paid, p) for p in PAYERS) for key, paid in now.pay.items())
    incomes = sum(_whole(then.pay[key]) != _whole(paid) for key, paid in now.pay.items())
    before, after = now.by_payer(), then.by_payer()
    posts = sum(then.posts.values()) - sum(now.posts.values())
    return Change(differing, {p: after[p] - before[p] for p in PAYERS}, posts, {p: posts * then.priced[p] for p in PAYERS},
                  sum(then.borne_by_payer().values(), NOTHING) - sum(now.borne_by_payer().values(), NOTHING), incomes)


def _whole(paid: AnnualPay) -> Decimal:
    return sum((getattr(paid, payer) for payer in PAYERS), NOTHING)
