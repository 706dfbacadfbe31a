"""What a division's code and official name say about it. Pure; no database, no clock.

Also the unit land is measured in: the registered rule MU.
Code: 6 digits county (GB/T 2260), 3 town (001–099 subdistrict, 100–399 town or township), 3 village (001–199 community, 200–399 village,
400 and above a development zone or the like, which is not a village).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from qianxian.foundation.errors import Violation
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, rule

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


SQUARE_METRES_OF_THREE_MU = 2000
PLACES = Decimal("0.01")


def square_metres(mu: Decimal) -> Decimal:
    """The square metres of so many mu, with two places, half upwards: 439 mu = 292,666.67. One mu is 2,000/3 m²."""
    return (mu * SQUARE_METRES_OF_THREE_MU / 3).quantize(PLACES, rounding=ROUND_HALF_UP)


def mu_of(metres: Decimal) -> Decimal:
    """The mu of so many square metres, with two places, half upwards."""
    return (metres * 3 / SQUARE_METRES_OF_THREE_MU).quantize(PLACES, rounding=ROUND_HALF_UP)


@rule(
    "MU",
    title="亩与平方米换算",
    title_en="Mu and square metres",
    versions=[
        InForce(dt.date(1984, 2, 27), "《关于在我国统一实行法定计量单位的命令》及土地面积计量单位的规定", "1亩=2000/3平方米", confidence="likely")
    ],
    inputs=[
        Input("mu", "decimal", "亩", "Mu", unit="亩", required=False, minimum=Decimal(0)),
        Input("m2", "decimal", "平方米", "Square metres", unit="平方米", required=False, minimum=Decimal(0)),
    ],
    outputs=[
        Output("m2", "decimal", "平方米", "Square metres", "平方米"),
        Output("mu", "decimal", "亩", "Mu", "亩"),
    ],
)
def mu_and_square_metres(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Mu as square metres, or square metres as mu, with two places; both given are compared by the square metres."""
    if facts.mu is None and facts.m2 is None:
        raise ImpossibleFacts("请填写亩数或平方米数。", "mu")
    if facts.mu is not None and facts.m2 is not None and square_metres(facts.mu) != facts.m2.quantize(PLACES, rounding=ROUND_HALF_UP):
        raise ImpossibleFacts(f"{facts.mu:f} 亩是 {square_metres(facts.mu)} 平方米，与填写的不一致；请只填一项。", "m2")
    if facts.mu is not None:
        return Finding({"m2": square_metres(facts.mu), "mu": facts.mu.quantize(PLACES, rounding=ROUND_HALF_UP)})
    return Finding({"m2": facts.m2.quantize(PLACES, rounding=ROUND_HALF_UP), "mu": mu_of(facts.m2)})
