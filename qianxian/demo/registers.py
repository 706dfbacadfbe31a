"""Rows of the example's registers by column key: organisations, members, committees, offices, window staff, grades, accounts.

Example: ``organisation_rows(plan)[0]["code"]`` is "DM". Headings are not known here: the rooms' sheets give them (see ``workbooks``).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qianxian.demo.blueprint import SEED, TOWN_START, Blueprint, Place
from qianxian.demo.cadres import NAMED, PARTY_ELECTED, VILLAGE_ELECTED, Cadre, party_elected
from qianxian.demo.people_pool import Invented, Pool
from qianxian.demo.roster import Member

Row = dict[str, Any]
SEX = {"女": "female", "男": "male"}
BANK = "示例农商行"
DISTRICT = "中共珠海市斗门区委员会"
SHORT_KIND = {"party_branch": "党支部", "general_party_branch": "党总支", "primary_party_committee": "党委"}
ORDINALS = "一二三四五六七八九"
XIAOCHIKAN, BAJIA, DACHIKAN = "小赤坎村", "八甲村", "大赤坎村"
GRADED_ON = dt.date(2019, 12, 10)
WINDOWS = ("社保医保窗口", "民政残联窗口", "计生卫健窗口", "党员服务窗口", "综合受理窗口")
SUPERVISORS = 3
REPLACED = 14


def person_cells(person: Invented) -> Row:
    """What every register asks of a person."""
    return {"name": person.name, "identity_number": person.identity_number, "sex": SEX[person.sex]}


def mobile(turn: int) -> str:
    """A number of the shape of a mobile phone's; invented."""
    return f"1990000{turn:04d}"


def bank_account(turn: int) -> str:
    """An invented account number."""
    return f"62000019{turn:011d}"


def committee_name(place: Place, kind: str = "") -> str:
    """八甲村村民委员会; in communities 居民委员会."""
    return f"{place.name}{kind or ('居民委员会' if place.community else '村民委员会')}"


def centre_name(place: Place) -> str:
    """The name over the door."""
    return f"{place.name}党群服务中心"


def organisation_rows(plan: Blueprint) -> list[Row]:
    """The tree: committees above, villages' tops with their branches, all other branches."""
    dice = random.Random(SEED + 7)  # noqa: S311
    rows = []
    for unit in plan.committees:
        elected = dt.date(2016, 9, 20) if unit.code == "DM" else dt.date(2016, 8, 10) if unit.kind == "primary_party_committee" else None
        rows.append(
            {
                "code": unit.code,
                "name": unit.name,
                "kind": unit.kind,
                "sector": unit.sector,
                "parent": unit.parent,
                "division": unit.division,
                "founded_on": dt.date(2001, 4, 4),
                "approved_by": "" if unit.code == "DM" else DISTRICT,
                "elected_on": elected,
                "term_number": 5 if elected else None,
            }
        )
    for turn, place in enumerate(plan.places, 1):
        rows += _village_rows(place, turn, dice)
    for branch in plan.others:
        elected = dt.date(2017, 1, 5) + dt.timedelta(days=dice.randrange(700))
        rows.append(
            {
                "code": branch.code,
                "name": branch.name,
                "kind": branch.kind,
                "sector": branch.sector,
                "parent": branch.parent,
                "division": branch.division,
                "founded_on": dt.date(dice.randint(1988, 2014), dice.randint(1, 12), 1 + dice.randrange(28)),
                "elected_on": elected,
                "term_number": dice.randint(2, 8),
            }
        )
    return rows


def _village_rows(place: Place, turn: int, dice: random.Random) -> Iterator[Row]:
    sector = "urban_community" if place.community else "rural"
    founded = dt.date(1938, 7, 1) if place.name == BAJIA else dt.date(dice.randint(1951, 1965), dice.randint(1, 12), 1 + dice.randrange(28))
    term = {"term_number": 7, "elected_on": party_elected(place), "term_years": 5}
    primary = place.top_kind == "primary_party_committee"
    yield {
        "code": place.top_code,
        "name": place.top_name,
        "short_name": place.name + SHORT_KIND[place.top_kind],
        "kind": place.top_kind,
        "sector": sector,
        "parent": f"DM{place.town_code[6:9]}",
        "division": place.code,
        "is_top_of_village": True,
        "founded_on": founded,
        "approved_by": DISTRICT if primary else f"中共珠海市斗门区{place.town}{'工作委员会' if place.town.endswith('街道') else '委员会'}",
        "approval_document": f"斗委〔2017〕{turn}号" if primary else "",
        "telephone": f"0756-5550{turn:03d}",
        **term,
    }
    if place.top_kind == "party_branch":
        return
    for number, code in enumerate(place.branch_codes()):
        ordinal = f"第{ORDINALS[number]}支部"
        yield {
            "code": code,
            "name": f"中共{place.town}{place.name}{ordinal}委员会",
            "short_name": f"{place.name}第{ORDINALS[number]}党支部",
            "kind": "party_branch",
            "sector": sector,
            "parent": place.top_code,
            "division": place.code,
            "founded_on": dt.date(2008 + number, 7, 1),
            "approved_by": place.top_name,
            **term,
        }


def member_rows(members: Sequence[Member], cadres: Sequence[Cadre]) -> list[Row]:
    """One row per member; telephones of cadres only."""
    turns = {cadre.person.identity_number: turn for turn, cadre in enumerate(cadres, 1)}
    rows = []
    for member in members:
        turn = turns.get(member.person.identity_number)
        rows.append(
            person_cells(member.person)
            | {
                "organisation": member.branch,
                "status": member.status,
                "joined_on": member.joined_on,
                "full_on": member.full_on,
                "mobility": member.mobility,
                "education": member.education,
                "ethnicity": "汉族",
                "mobile": mobile(turn) if turn else "",
            }
        )
    return rows


ONE_VACANT = "南门村"  # its fourth seat was left open in 2017 and is filled by the by-election of the example's day


def committee_rows(plan: Blueprint) -> list[Row]:
    """The term of 2017 everywhere, supervision committees of villages, and Xiaochikan's first two terms."""
    rows = []
    for place in plan.places:
        kind = "residents_committee" if place.community else "villagers_committee"
        common = {"division": place.code, "elected_on": VILLAGE_ELECTED, "term_years": 3}
        rows.append(common | {"kind": kind, "number": 7, "name": committee_name(place), "seats": 5 if place.community else 4 if place.name == ONE_VACANT else 3})
        if not place.community:
            rows.append(common | {"kind": "supervision_committee", "number": 3, "name": committee_name(place, "村务监督委员会"), "seats": SUPERVISORS})
        if place.name == XIAOCHIKAN:
            for number, elected, ended in (
                (1, dt.date(1999, 4, 18), dt.date(2002, 4, 20)),
                (2, dt.date(2002, 4, 21), dt.date(2005, 4, 23)),
            ):
                rows.append(
                    {
                        "division": place.code,
                        "kind": kind,
                        "number": number,
                        "name": committee_name(place),
                        "seats": 3,
                        "elected_on": elected,
                        "term_years": 3,
                        "ended_on": ended,
                    }
                )
    return rows


def replaced(cadres: Sequence[Cadre]) -> dict[str, Cadre]:
    """Who was secretary before, by the village's code, in the 14 villages whose secretary the Party replaced in January 2019 (F06).

    Each of them sits in the village's committee and stays there. No village that the article names is among them.
    """
    found: dict[str, Cadre] = {}
    for cadre in cadres:
        fits = cadre.place.has_centre and cadre.place.name not in NAMED and cadre.rank > 2 and cadre.outcome == "engaged"
        if fits and cadre.committee_role == "committee_member" and cadre.joined_on and cadre.joined_on.year < 2014:
            found.setdefault(cadre.place.code, cadre)
    return {code: found[code] for code in sorted(found)[:: max(1, len(found) // REPLACED)][:REPLACED]}


def office_rows(plan: Blueprint, cadres: Sequence[Cadre], secretaries: Mapping[str, Member]) -> list[Row]:
    """Who was elected to what: the two committees, supervision committees, branch secretaries, and Xiaochikan's earlier offices."""
    rows, before = [], replaced(cadres)
    for turn, cadre in enumerate(cadres, 1):
        more = person_cells(cadre.person) | {"education": cadre.education, "mobile": mobile(turn)}
        if cadre.place.has_centre and cadre.outcome == "engaged":
            more |= {"bank_name": BANK, "bank_account": bank_account(turn)}
        if cadre is before.get(cadre.place.code):  # the secretary until he is replaced; his successor comes by command
            rows.append(more | {"body": cadre.place.top_code, "role": "secretary", "from": party_elected(cadre.place)})
        if cadre.party_role and not (cadre.rank == 1 and cadre.place.code in before):
            rows.append(
                more
                | {
                    "body": cadre.place.top_code,
                    "role": cadre.party_role,
                    "from": cadre.party_from,
                    "source_document": f"{cadre.place.town}委任〔{cadre.party_from.year}〕{cadre.rank}号",
                }
            )
        if cadre.committee_role:
            role = "member" if cadre.committee_role == "committee_member" else cadre.committee_role
            rows.append(more | {"body": committee_name(cadre.place), "role": role, "from": VILLAGE_ELECTED})
    rows += _other_seats(plan)
    in_villages = {code: party_elected(place) for place in plan.places for code in place.branch_codes()}
    elsewhere = min(PARTY_ELECTED.values())  # schools, offices, enterprises
    rows += [person_cells(m.person) | {"body": code, "role": "secretary", "from": max(in_villages.get(code, elsewhere), m.full_on or elsewhere)} for code, m in secretaries.items()]
    return rows + _xiaochikan(plan, cadres)


def _other_seats(plan: Blueprint) -> list[Row]:
    """Supervisors of villages, and the two residents beside the cadres in a residents' committee; none of them is a candidate."""
    pool, rows = Pool(SEED + 8, first_order=900), []
    for place in plan.places:
        body = committee_name(place) if place.community else committee_name(place, "村务监督委员会")
        for number in range(2 if place.community else SUPERVISORS):
            person = pool.person(oldest=dt.date(1952, 1, 1), youngest=dt.date(1990, 12, 31))
            role = "head" if number == 0 and not place.community else "member"
            rows.append(person_cells(person) | {"body": body, "role": role, "from": VILLAGE_ELECTED})
    return rows


def _xiaochikan(plan: Blueprint, cadres: Sequence[Cadre]) -> list[Row]:
    secretary = next(c for c in cadres if c.place.name == XIAOCHIKAN and c.rank == 1)
    place, his = secretary.place, person_cells(secretary.person)
    before = Pool(SEED + 9, first_order=960).person(oldest=dt.date(1958, 1, 1), youngest=dt.date(1962, 12, 31), woman=False)
    head = {"body": committee_name(place), "role": "head"}
    return [
        his | head | {"from": dt.date(1999, 4, 18), "last_day": dt.date(2002, 4, 20), "end_reason": "term_end"},
        his | head | {"from": dt.date(2002, 4, 21), "last_day": dt.date(2003, 6, 30), "end_reason": "resign"},
        person_cells(before) | {"body": place.top_code, "role": "secretary", "from": party_elected(place), "last_day": dt.date(2018, 12, 28), "end_reason": "resign"},
    ]


def opened_on(place: Place) -> dt.date:
    """The day the centre's board was hung out: in the weeks before the town's reviews began."""
    return TOWN_START[place.town_code] - dt.timedelta(days=49 + int(place.code[9:]) % 5 * 2)


def staff_rows(plan: Blueprint) -> list[Row]:
    """Who serves at the windows; five in Dachikan, as on the article's morning."""
    pool, dice, rows = Pool(SEED + 10, first_order=940), random.Random(SEED + 11), []  # noqa: S311
    for place in plan.places:
        if not place.has_centre:
            continue
        for number in range(5 if place.name == DACHIKAN else dice.randint(2, 4)):
            person = pool.person(oldest=dt.date(1972, 1, 1), youngest=dt.date(1997, 12, 31))
            rows.append(
                person_cells(person)
                | {
                    "centre": centre_name(place),
                    "title": WINDOWS[number],
                    "from": opened_on(place),
                    "education": dice.choice(("高中", "中专", "大专")),
                }
            )
    return rows


def grade_rows(cadres: Sequence[Cadre], grades: Mapping[str, str], town_code: str) -> list[Row]:
    """The town's grades of 2019."""
    return [
        {
            "identity_number": c.person.identity_number,
            "name": c.person.name,
            "year": 2019,
            "grade": grades[c.person.identity_number],
            "decided_on": GRADED_ON,
            "document": f"{c.place.town}委〔2019〕61号",
        }
        for c in cadres
        if c.place.town_code == town_code and c.person.identity_number in grades
    ]


def grade_rows_before(cadres: Sequence[Cadre], grades: Mapping[str, str], town_code: str) -> list[Row]:
    """What the same people were graded in 2018 as members of the two committees, on paper and without a quota: every third excellent."""
    rows = grade_rows(cadres, grades, town_code)
    said = {"year": 2018, "decided_on": dt.date(2018, 12, 20), "document": f"{next(c.place.town for c in cadres if c.place.town_code == town_code)}委〔2018〕58号"}
    return [row | said | {"grade": "competent" if turn % 3 else "excellent"} for turn, row in enumerate(rows)]
