"""The 19,648 members: invented people in every branch, with believable ages and dates of joining.

Cadres who are members stand in their village's branches and count within them. Bajia: 96 members in one branch, 38 of them aged 60 or over
on the article's day. About two in a hundred are probationary; every branch keeps at least three full members.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qianxian.demo.blueprint import ARTICLE_DAY, SEED, Blueprint, Place
from qianxian.demo.cadres import Cadre
from qianxian.demo.people_pool import Invented, Pool
from qianxian.foundation.periods import add_months

ROSTER_DAY = dt.date(2019, 2, 25)
BAJIA_OLD = 38
WAITING = 0.062  # of those born after 1970; about two in a hundred of all
SIXTY_BORN_BY = dt.date(ARTICLE_DAY.year - 60, ARTICLE_DAY.month, ARTICLE_DAY.day)
# Decades of birth by how often: villages are older than offices and schools.
RURAL = ((1934, 1942, 6), (1943, 1952, 20), (1953, 1962, 22), (1963, 1972, 20), (1973, 1982, 16), (1983, 1990, 11), (1991, 1997, 5))
OFFICE = ((1955, 1962, 10), (1963, 1972, 30), (1973, 1982, 32), (1983, 1990, 20), (1991, 1996, 8))
EDUCATION_OLD = ("小学", "小学", "初中", "初中", "高中")
EDUCATION_MIDDLE = ("初中", "高中", "高中", "中专", "大专")
EDUCATION_YOUNG = ("高中", "大专", "大专", "本科", "本科")


@dataclass(frozen=True)
class Member:
    """One member as the workbook needs him; ``cadre`` when he sits in a village's two committees."""

    person: Invented
    branch: str
    division: str
    joined_on: dt.date
    full_on: dt.date | None
    education: str
    mobility: str = "local"
    cadre: Cadre | None = None

    @property
    def status(self) -> str:
        """full or probationary."""
        return "full" if self.full_on else "probationary"


class Roster:
    """Draws members branch by branch; the same plan gives the same people."""

    def __init__(self) -> None:
        self.pool = Pool(SEED + 5, first_order=500)
        self.dice = random.Random(SEED + 6)  # noqa: S311
        self._overdue = 4

    def of_branch(self, code: str, division: str, size: int, decades, cadres: Sequence[Cadre], probation: float, old: int | None = None) -> Iterator[Member]:
        """Exactly ``size`` members; ``old`` fixes how many are 60 or over."""
        for cadre in cadres:
            joined = cadre.joined_on
            yield Member(cadre.person, code, division, joined, add_months(joined, 12), cadre.education, "local", cadre)
        left = size - len(cadres)
        may_wait = min(left, size - 3)  # at least three full members stay
        for turn in range(left):
            span = decades if old is None else ((1936, 1958, 1),) if turn < old else ((1960, 1994, 1),)
            person = self._person(span)
            yield self._member(person, code, division, waits=turn >= left - may_wait and self.dice.random() < probation)

    def _person(self, decades) -> Invented:
        first, last, _often = self.dice.choices(decades, [d[2] for d in decades])[0]
        return self.pool.person(oldest=dt.date(first, 1, 1), youngest=dt.date(last, 12, 31))

    def _member(self, person: Invented, code: str, division: str, waits: bool) -> Member:
        dice, born = self.dice, person.birth_date
        mobility = "away" if born.year > 1962 and dice.random() < 0.04 else "local"
        if waits and born.year > 1970:
            joined = dt.date(2018, 12, 17) + dt.timedelta(days=dice.randrange(66))
            if self._overdue:  # a few whose probation is over on the example's day: work for their branches
                self._overdue -= 1
                joined = dt.date(2018, 12, 3) + dt.timedelta(days=2 * self._overdue)
            return Member(person, code, division, joined, None, _education(dice, born), mobility)
        latest = min(born.year + 46, 2016)
        year = min(max(born.year + 19 + int(dice.random() ** 1.6 * 26), 1952), latest)
        joined = dt.date(year, dice.randint(1, 12), dice.randint(1, 28))
        return Member(person, code, division, joined, add_months(joined, 12), _education(dice, born), mobility)


def _education(dice: random.Random, born: dt.date) -> str:
    return dice.choice(EDUCATION_OLD if born.year < 1958 else EDUCATION_MIDDLE if born.year < 1978 else EDUCATION_YOUNG)


def _near_a_threshold(place: Place) -> bool:
    """True where one full member less would make the organisation's kind doubtful (R-P03)."""
    total = sum(place.branch_sizes)
    return 50 <= total <= 57 or 100 <= total <= 107


def all_members(plan: Blueprint, cadres: Sequence[Cadre]) -> list[Member]:
    """Every member of the county, branch by branch."""
    roster, found = Roster(), []
    by_place: dict[str, list[Cadre]] = {}
    for cadre in cadres:
        if cadre.joined_on:
            by_place.setdefault(cadre.place.code, []).append(cadre)
    for place in plan.places:
        codes, mine = place.branch_codes(), by_place.get(place.code, [])
        probation = 0.0 if _near_a_threshold(place) else WAITING
        for turn, (code, size) in enumerate(zip(codes, place.branch_sizes, strict=True)):
            seats = mine[turn :: len(codes)]
            old = BAJIA_OLD if place.name == "八甲村" else None
            found += roster.of_branch(code, place.code, size, RURAL, seats, probation, old)
    for branch in plan.others:
        decades = RURAL if branch.sector == "two_new" else OFFICE
        found += roster.of_branch(branch.code, branch.division, branch.size, decades, (), WAITING)
    return found


def branch_secretaries(plan: Blueprint, members: Sequence[Member]) -> dict[str, Member]:
    """One full member of working age for each branch that no village committee leads: its secretary."""
    led = {place.top_code for place in plan.places}
    found: dict[str, Member] = {}
    spare: dict[str, Member] = {}
    for member in members:
        if member.branch in led or member.status != "full":
            continue
        spare.setdefault(member.branch, member)
        if 1959 < member.person.birth_date.year < 1988:
            found.setdefault(member.branch, member)
    return spare | found
