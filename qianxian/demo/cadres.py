"""The cadres of each village: who sits in which committee, who is a candidate for a centre post, and how the reviews end.

751 candidates, as many as the planned posts: 721 engaged, 17 not engaged, 13 deferred. Adverse outcomes never fall on a village that
the article names.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import dataclass, replace

from qianxian.demo.blueprint import SEED, TOWN_START, WEAK_2018, Place
from qianxian.demo.people_pool import Invented, Pool

NAMED = (*WEAK_2018, "八甲村", "大赤坎村", "小赤坎村")
NOT_ENGAGED, DEFERRED = 17, 13
VILLAGE_ELECTED = dt.date(2017, 4, 16)
#: Party elections went town by town through March 2017, each town's villages on five days of its own; villagers voted on one Sunday.
PARTY_ELECTED = {
    "440403103000": dt.date(2017, 3, 9), "440403001000": dt.date(2017, 3, 14), "440403105000": dt.date(2017, 3, 16),
    "440403107000": dt.date(2017, 3, 21), "440403106000": dt.date(2017, 3, 23), "440403100000": dt.date(2017, 3, 28),
}  # fmt: skip
#: Where the Party organisation was set up or raised in between, its term is its own; the opinion of 2018 on terms made it one of five years.
OFF_SEASON = {
    dt.date(2015, 8, 20): ("新乡村", "家和社区"), dt.date(2015, 11, 12): ("乾南社区", "昭信村"), dt.date(2016, 5, 19): ("新伟社区", "五福村", "东湾村"),
    dt.date(2016, 10, 20): ("城东社区", "三里村", "草朗村"), dt.date(2018, 6, 14): ("白藤社区", "沙石村", "横山社区"),
}  # fmt: skip
OWN_DAY = {name: day for day, names in OFF_SEASON.items() for name in names}
#: The one whose term was put off with approval, to vote together with the villagers' committee.
PUT_OFF, MONTHS_PUT_OFF = "新乡村", 6
#: Secretaries of long standing who reach the age at which a vacancy is foreseen before the term ends: so the reserve is asked for earlier there.
ELDERS_BORN, EVERY, FIRST = (1960, 1961, 1961), 14, 6


@dataclass(frozen=True)
class Cadre:
    """One member of the two committees of a village. ``party_role`` and ``committee_role`` are codes of Mandate.Role or empty."""

    person: Invented
    place: Place
    rank: int
    party_role: str
    committee_role: str
    joined_on: dt.date | None
    party_from: dt.date
    outcome: str = "engaged"
    education: str = "大专"

    @property
    def post(self) -> str:
        """The centre post the candidate stands for: the secretary as director, the next as deputy in large centres."""
        return "director" if self.rank == 1 else "deputy_director" if self.rank == 2 and self.place.posts >= 6 else "member"


PARTY_ROLES = ("secretary", "deputy_secretary", "organisation_member", "publicity_member", "discipline_member")


def _roles(rank: int, count: int) -> tuple[str, str]:
    party_seats = 3 if count <= 5 else 5
    party = PARTY_ROLES[rank - 1] if rank <= party_seats else ""
    if rank == 1:
        return party, "head"
    if not party:
        return party, "committee_member"
    need = 3 - 1 - (count - party_seats)
    return party, "deputy_head" if rank == 2 and need > 0 else "committee_member" if rank <= 1 + need else ""


def party_elected(place: Place) -> dt.date:
    """The day the village's Party members elected whom they have now."""
    return OWN_DAY.get(place.name) or PARTY_ELECTED[place.town_code] + dt.timedelta(days=int(place.code[9:]) % 5 * 2)


def _joined(dice: random.Random, person: Invented, place: Place) -> dt.date:
    age = dice.randint(20, 32)
    drawn = dt.date(person.birth_date.year + age, dice.randint(1, 12), dice.randint(1, 28))
    return min(drawn, dt.date(2016, 6, 30), party_elected(place) - dt.timedelta(days=800))


def _place_cadres(pool: Pool, dice: random.Random, place: Place) -> list[Cadre]:
    cadres = []
    for rank in range(1, place.posts + 1):
        last = rank == place.posts
        person = pool.person(youngest=dt.date(1992, 12, 31), oldest=dt.date(1963, 1, 1), woman=True if last else None)
        if place.name == "小赤坎村" and rank == 1:
            person = pool.person(youngest=dt.date(1966, 12, 31), oldest=dt.date(1964, 1, 1), woman=False)
        party, committee = _roles(rank, place.posts)
        member = bool(party) or dice.random() < 0.6
        begins = dt.date(2019, 1, 15) if place.name == "小赤坎村" and rank == 1 else party_elected(place)
        if place.name == "小赤坎村":  # he returned as secretary; the village's committee of three was elected without him
            committee = ("", "head", "committee_member", "committee_member")[rank - 1]
        cadres.append(
            Cadre(
                person,
                place,
                rank,
                party,
                committee,
                _joined(dice, person, place) if member else None,
                begins,
                education=dice.choice(("高中", "中专", "大专", "大专", "本科")),
            )
        )
    return cadres


def _settle_outcomes(cadres: list[Cadre], dice: random.Random) -> list[Cadre]:
    free = [i for i, c in enumerate(cadres) if c.place.has_centre and c.place.name not in NAMED and c.rank > 1]
    chosen = dice.sample(free, NOT_ENGAGED + DEFERRED - 1)
    secretary = next(i for i, c in enumerate(cadres) if c.place.name == "南门村" and c.rank == 1)
    outcome = dict.fromkeys(chosen[:NOT_ENGAGED], "not_engaged") | dict.fromkeys(chosen[NOT_ENGAGED:], "deferred") | {secretary: "deferred"}
    return [Cadre(**{**c.__dict__, "outcome": outcome.get(i, "engaged")}) for i, c in enumerate(cadres)]


def all_cadres(places: list[Place]) -> list[Cadre]:
    """Every member of the two committees of the 129 villages and communities, in order of code and rank."""
    pool, dice = Pool(SEED + 2), random.Random(SEED + 3)  # noqa: S311
    return _settle_outcomes(_with_elders([c for place in places for c in _place_cadres(pool, dice, place)], pool), dice)


def _with_elders(cadres: list[Cadre], pool: Pool) -> list[Cadre]:
    free = [i for i, c in enumerate(cadres) if c.rank == 1 and c.place.name not in (*NAMED, "南门村")][FIRST::EVERY]
    years = dict(zip(free, itertools.cycle(ELDERS_BORN), strict=False))
    return [replace(c, person=pool.elder(c.person, years[i])) if i in years else c for i, c in enumerate(cadres)]


def decided_on(cadre: Cadre) -> dt.date:
    """The day of the town's decision: two weeks before the town's start, so that the publicity ends in time; deferrals in mid-June."""
    if cadre.outcome == "deferred":
        return dt.date(2019, 6, 18) + dt.timedelta(days=cadre.rank % 3)
    return TOWN_START[cadre.place.town_code] - dt.timedelta(days=14)


def restored(cadres: list[Cadre]) -> Cadre:
    """The one whom the town first refused and whom a review engaged: among the 721, with back pay from the term's first day."""
    return next(c for c in cadres if c.place.town == "斗门镇" and c.place.has_centre and c.place.name not in NAMED and c.rank == 3 and c.outcome == "engaged")


def heard(cadres: list[Cadre]) -> Cadre:
    """The one whose ending was decided and overturned: another of Doumen town, of a village that the article does not name."""
    first = restored(cadres)
    return next(c for c in cadres if c.place.town == "斗门镇" and c.place.has_centre and c.place.name not in NAMED and c.rank == 4 and c.outcome == "engaged"
                and c.place != first.place)  # fmt: skip


def deferred_until(cadre: Cadre) -> dt.date:
    """The last day of a deferral: in the week of the example's own day, within six months of the decision."""
    return dt.date(2019, 12, 16) + dt.timedelta(days=2 * (cadre.rank % 3))


def grades(cadres: list[Cadre]) -> dict[str, str]:
    """Yearly grade by identity number of the engaged: excellent at most a quarter of each town (rounded down)."""
    dice = random.Random(SEED + 4)  # noqa: S311
    found: dict[str, str] = {}
    for town in TOWN_START:
        engaged = [c for c in cadres if c.place.town_code == town and c.place.has_centre and c.outcome == "engaged"]
        dice.shuffle(engaged)
        quota = len(engaged) // 4
        for i, cadre in enumerate(engaged):
            found[cadre.person.identity_number] = (
                "excellent" if i < quota else "basic" if dice.random() < 0.05 else "not_competent" if dice.random() < 0.008 else "competent"
            )
    return found
