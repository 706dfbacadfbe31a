"""What a person should have been paid in a year, from dated facts alone, and the difference to what was posted.

Example: a review overturned on 07-10 restores a post from 05-01; should be − already posted gives the back pay per payer, to the cent.
A correction never looks at earlier corrections' causes, only at all facts known and all sums posted: any order of corrections therefore
makes the same sums, and posting twice makes nothing. Source: handbook 5.4 (P10, P11 and the edge cases).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from qianxian.foundation.periods import ONE_DAY
from qianxian.pay.rules.annual import AnnualPay, PaySpan, PayTerms, annual_pay
from qianxian.pay.rules.withholding import NOTHING, WithheldYear, WithholdingTerms, withheld_of_year

PAYERS = ("city", "district", "town")
#: What each payer bears of the employer's social insurance, beside the pay: no part of gross or net.
EMPLOYER = {payer: f"employer_{payer}" for payer in PAYERS}
#: What a difference line may be about: three payers' shares, two deductions from what the person receives, the employer's insurance by payer.
PARTS = (*PAYERS, "insurance", "tax", *EMPLOYER.values())


@dataclass(frozen=True)
class Held:
    """Days at one post in one village, both ends included; ``why`` names the fact it rests on (engagement, restored after review)."""

    first: dt.date
    last: dt.date
    post: str
    place: str
    post_coeff: Decimal
    why: str = "engagement"


@dataclass(frozen=True)
class Stop:
    """Days on which only ``share`` of the base pay is due: unpaid leave (0), or a suspension with its written basis."""

    first: dt.date
    last: dt.date
    share: Decimal
    kind: str


def two_villages(held: Sequence[Held]) -> list[tuple[dt.date, str, str]]:
    """(first common day, village, other village) for posts held in two villages at once: forbidden, never paid."""
    return [
        (max(one.first, other.first), one.place, other.place)
        for one, other in combinations(sorted(held, key=lambda h: h.first), 2)
        if one.place != other.place and one.first <= other.last and other.first <= one.last
    ]


@dataclass(frozen=True)
class Moved:
    """A post whose days in the register are no longer those that the run was locked with: ``was`` None: taken up since, ``now`` None: no days left."""

    post: str
    was: tuple[dt.date, dt.date] | None
    now: tuple[dt.date, dt.date] | None

    @property
    def changed_on(self) -> dt.date:
        """The first day that is paid otherwise now than then."""
        if self.was is None or self.now is None:
            return (self.was or self.now)[0]
        if self.was[0] != self.now[0]:
            return min(self.was[0], self.now[0])
        return min(self.was[1], self.now[1]) + ONE_DAY


def moved_since(locked: Mapping[Any, tuple[str, dt.date, dt.date]], now: Mapping[Any, tuple[str, dt.date, dt.date]]) -> list[Moved]:
    """What changed between the locked roster and the register, engagement by engagement: (post, first day, last day) by its key."""
    found = []
    for key in {**locked, **now}:
        was, held = locked.get(key), now.get(key)
        if was != held:
            found.append(Moved((held or was)[0], was[1:] if was else None, held[1:] if held else None))
    return sorted(found, key=lambda one: (one.changed_on, one.post))


def filled(restored: Held, held: Sequence[Held]) -> list[Held]:
    """The days of a restored post on which the person held no other: nobody is paid twice for a day."""
    pieces, first = [], restored.first
    for other in sorted(held, key=lambda h: h.first):
        if other.last < first or other.first > restored.last:
            continue
        if other.first > first:
            pieces.append((first, other.first - ONE_DAY))
        first = max(first, other.last + ONE_DAY)
    if first <= restored.last:
        pieces.append((first, restored.last))
    return [Held(a, b, restored.post, restored.place, restored.post_coeff, restored.why) for a, b in pieces]


def paid_spans(held: Sequence[Held], stops: Sequence[Stop] = (), died_on: dt.date | None = None) -> list[PaySpan]:
    """The paid days at their coefficients. Death pays to the end of that day; where stops overlap the lowest share stands."""
    spans = []
    for post in held:
        last = min(post.last, died_on) if died_on else post.last
        if last < post.first:
            continue
        touching = [s for s in stops if s.first <= last and s.last >= post.first]
        cuts = {post.first, *(max(s.first, post.first) for s in touching), *(s.last + ONE_DAY for s in touching if s.last < last)}
        starts = sorted(cuts)
        for start, following in zip(starts, [*starts[1:], last + ONE_DAY], strict=True):
            share = min((s.share for s in touching if s.first <= start <= s.last), default=Decimal(1))
            if share > 0:
                spans.append(PaySpan(start, following - ONE_DAY, post.post_coeff * share, post.post))
    return spans


@dataclass(frozen=True)
class Entitlement:
    """What a person should have for a year: the pay, the deductions, and their sums by part."""

    pay: AnnualPay
    withheld: WithheldYear

    @property
    def sums(self) -> dict[str, Decimal]:
        """City, district and town shares, insurance and tax, and the employer's insurance by payer."""
        return {
            "city": self.pay.city,
            "district": self.pay.district,
            "town": self.pay.town,
            "insurance": self.withheld.insurance,
            "tax": self.withheld.tax,
            **{part: self.withheld.employer.get(payer, NOTHING) for payer, part in EMPLOYER.items()},
        }

    @property
    def net(self) -> Decimal:
        """What the person receives; never negative."""
        return net_of(self.sums)


def entitled(
    year: int,
    spans: Sequence[PaySpan],
    terms: PayTerms,
    grade: str | None,
    withholding: WithholdingTerms,
    additional: Mapping[str, Decimal] | None = None,
) -> Entitlement:
    """The entitlement of a year. Raises ImpossibleFacts as ``annual_pay`` does."""
    paid = annual_pay(year, spans, terms, grade)
    incomes: dict[str, Decimal] = {}
    for line in paid.lines:
        incomes[line.month] = incomes.get(line.month, NOTHING) + line.amount
    return Entitlement(paid, withheld_of_year(incomes, paid.town, withholding, additional))


def net_of(sums: Mapping[str, Decimal]) -> Decimal:
    """Payers' shares less deductions; the employer's insurance never reaches the person."""
    return sum((sums.get(payer, NOTHING) for payer in PAYERS), NOTHING) - sums.get("insurance", NOTHING) - sums.get("tax", NOTHING)


def differences(should: Mapping[str, Decimal], posted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Should be − already posted, part by part; parts that agree are left out, so a second time there is nothing."""
    found = {part: should.get(part, NOTHING) - posted.get(part, NOTHING) for part in PARTS}
    return {part: amount for part, amount in found.items() if amount}
