"""What a division's code and official name say about it. Pure; no database, no clock.

Code: 6 digits county (GB/T 2260), 3 town (001–099 subdistrict, 100–399 town or township), 3 village (001–199 community, 200–399 village,
400 and above a development zone or the like, which is not a village).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qianxian.foundation.errors import Violation

CODE = re.compile(r"^\d{12}$")
ENDINGS = (("村民委员会", "村"), ("居民委员会", ""), ("村委会", "村"), ("居委会", ""))


def kind_of(code: str) -> str:
    """county, subdistrict, town, community, village or zone, by the digits of a 12-digit code."""
    if code[6:] == "000000":
        return "county"
    if code[9:] == "000":
        return "subdistrict" if int(code[6:9]) < 100 else "town"
    number = int(code[9:])
    return "community" if number < 200 else "village" if number < 400 else "zone"


def parent_of(code: str) -> str:
    """The code one level up; empty for a county."""
    kind = kind_of(code)
    if kind == "county":
        return ""
    return code[:6] + "000000" if kind in ("town", "subdistrict") else code[:9] + "000"


def short_name(official: str) -> str:
    """The everyday name: 耕管村委会 → 耕管村, 好景社区居委会 → 好景社区, 白蕉工业开发区居委会 → 白蕉工业开发区."""
    for ending, instead in ENDINGS:
        if official.endswith(ending):
            stem = official.removesuffix(ending)
            return stem if stem.endswith(instead) else stem + instead
    return official


@dataclass(frozen=True)
class Place:
    """One division as read from a file, before it becomes a row."""

    code: str
    official_name: str

    @property
    def name(self) -> str:
        return short_name(self.official_name)

    @property
    def kind(self) -> str:
        return kind_of(self.code)

    @property
    def parent_code(self) -> str:
        return parent_of(self.code)


def places_of(file: dict) -> list[Place]:
    """Every place of a divisions file ``{area, streets: [{code, name, villages: [{code, name}]}]}``, the county first.

    Raises KeyError or TypeError when the file has another shape.
    """
    places = [Place(file["area"]["code"], file["area"]["name"])]
    for town in file["streets"]:
        places.append(Place(town["code"], town["name"]))
        places += [Place(v["code"], v["name"]) for v in town["villages"]]
    return places


def faults_of(places: list[Place]) -> list[Violation]:
    """Everything wrong with the places of a file: codes, doubles, parents that are not there."""
    faults = [Violation("code", f"区划代码要有 12 位数字：{p.code}（{p.official_name}）") for p in places if not CODE.match(p.code)]
    if faults:
        return faults
    codes = [p.code for p in places]
    faults += [Violation("double", f"区划代码出现了两次：{c}。只留一个") for c in sorted({c for c in codes if codes.count(c) > 1})]
    if kind_of(codes[0]) != "county":
        faults.append(Violation("county", f"第一个代码应是区（县）的代码，后六位为 0：{codes[0]}"))
    known = set(codes)
    faults += [
        Violation("parent", f"{p.official_name}（{p.code}）的上级 {p.parent_code} 不在文件里")
        for p in places
        if p.parent_code and p.parent_code not in known
    ]
    return faults
