"""The texts the room's rules stand in, said once, with the days they hold for."""

from __future__ import annotations

import datetime as dt

from qianxian.elections.rules.texts import village_law
from qianxian.foundation.rulebook import InForce

PARTY_RURAL = "《中国共产党农村基层组织工作条例》"
PARTY_RURAL_FROM = dt.date(2018, 12, 28)
COLLECTIVE_LAW = "《中华人民共和国农村集体经济组织法》"
COLLECTIVE_FROM = dt.date(2025, 5, 1)
LAND_LAW = "《中华人民共和国农村土地承包法》"

__all__ = ["COLLECTIVE_FROM", "COLLECTIVE_LAW", "PARTY_RURAL", "collective_law", "four_and_two", "land_contracting_law", "village_law"]


def four_and_two(note: str = "") -> list[InForce]:
    """四议两公开: recommended to all villages in 2010, in the Party's rules since 2018-12-28."""
    return [
        InForce(dt.date(2010, 1, 31), "2010年中央一号文件（推广“四议两公开”）", "", valid_to=dt.date(2018, 12, 27), confidence="likely", note=note),
        InForce(PARTY_RURAL_FROM, PARTY_RURAL, "第十九条", confidence="sure", note=note),
    ]


def collective_law(article: str) -> list[InForce]:
    """The collective law, in force from 2025-05-01; before it the provinces' rules, which are not computed here."""
    return [InForce(COLLECTIVE_FROM, COLLECTIVE_LAW, article, confidence="sure", note="此前按省里规定和章程办理，本系统不计算。")]


def land_contracting_law() -> list[InForce]:
    """The land contracting law of 2002 and 2018; the articles on two thirds kept their wording."""
    return [
        InForce(dt.date(2003, 3, 1), f"{LAND_LAW}（2002年）", "第二十七条、第四十八条", valid_to=dt.date(2018, 12, 31), confidence="sure"),
        InForce(dt.date(2019, 1, 1), f"{LAND_LAW}（2018年）", "第二十八条、第五十二条；土地管理法（2019年）第六十三条", confidence="sure"),
    ]
