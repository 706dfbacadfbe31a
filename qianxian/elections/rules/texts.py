"""The texts the villagers' rules stand in, said once: the committee law of 2010 and 2018, amended from 2026-01-01.

The amended law's numbers were not available: from that day the 2018 text answers and says so (``text_unverified``).
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import InForce

AMENDED_FROM = dt.date(2026, 1, 1)
LAW = "《中华人民共和国村民委员会组织法》"

#: Near relatives of 民法典 art. 1045, and what is not one; codes as in R-E09.
RELATIONS = (
    ("spouse", "配偶"),
    ("parent_child", "父母子女"),
    ("sibling", "兄弟姐妹"),
    ("grandparent_grandchild", "祖孙（含外祖孙）"),
    ("other_relative", "其他亲属"),
    ("none", "无亲属关系"),
)
NEAR_RELATIVES = frozenset({"spouse", "parent_child", "sibling", "grandparent_grandchild"})


def village_law(article: str, confidence: str = "sure", note: str = "") -> list[InForce]:
    """The two texts of the villagers' committee law for an article, the second marked from the day it was amended."""
    return [
        InForce(dt.date(2010, 10, 28), f"{LAW}（2010年）", article, valid_to=dt.date(2018, 12, 28), confidence=confidence, note=note),
        InForce(dt.date(2018, 12, 29), f"{LAW}（2018年）", article, confidence=confidence, unverified_from=AMENDED_FROM, note=note),
    ]
