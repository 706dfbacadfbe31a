"""Invented people, made reproducibly: the same seed gives the same county, name by name.

Names are drawn from pools of surnames and given names; identity numbers carry a right check digit and an invented order number.
Nobody here is real.
"""

# ruff: noqa: SIM905 - names one after another read better than a list of quoted strings
from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

SURNAMES = (
    "黄 陈 梁 李 周 赵 邝 吴 林 何 张 谭 罗 邓 冯 杨 钟 容 叶 郑 彭 卢 曾 蔡 潘 区 麦 莫 曹 谢 伍 苏 余 刘 温 廖 杜 江 甘 古 姚 戚 霍 布 植 禤 招 单 解 仇"
).split()
WEIGHTS = [
    30,
    26,
    24,
    22,
    18,
    16,
    14,
    14,
    13,
    12,
    12,
    11,
    10,
    10,
    10,
    9,
    9,
    8,
    8,
    8,
    7,
    7,
    7,
    7,
    6,
    5,
    5,
    5,
    5,
    5,
    5,
    5,
    5,
    4,
    4,
    4,
    4,
    4,
    3,
    3,
    3,
    2,
    2,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
]
MEN_OLD = "国强 志明 伟雄 炳坤 锦荣 志恒 伟基 坚明 嘉豪 耀祖 金水 水生 兆基 华安 观胜 桂洪 柏林 树根 福田 永昌 润祥 文达 少雄 健生 广源".split()
MEN_NEW = "子轩 俊杰 浩然 家宝 泽宇 宇航 博文 嘉俊 梓豪 志豪 伟杰 建业 景行 明哲 启航 卓然 思远 承泽 一鸣 立新 海涛 文轩 国栋 少峰 学谦".split()
WOMEN_OLD = "惠兰 月娥 淑贞 丽琼 少芬 艳芳 少珍 桂英 秀莲 玉珍 凤仙 瑞珍 金好 顺好 彩霞 美娟 燕群 银娣 丽华 爱莲 惠芳 雪梅 巧云 碧霞 锦棠".split()
WOMEN_NEW = "咏诗 雅文 嘉怡 思敏 晓彤 梓晴 欣怡 佩珊 静雯 洁莹 若琳 颖欣 倩仪 诗韵 可欣 子涵 雨桐 婉婷 芷晴 美琪 慧敏 心怡 琳琳 晓君 海燕".split()
RARE = "䶮 𫖯 堃 喆 翀 祎 旻 昇 珺 赟".split()

CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True)
class Invented:
    """One invented person as the workbooks need it."""

    name: str
    sex: str
    birth_date: dt.date
    identity_number: str


def identity_number(region: str, birth: dt.date, order: int) -> str:
    """An 18-digit number of the GB 11643 shape; ``order`` odd for men, even for women."""
    stem = f"{region}{birth:%Y%m%d}{order:03d}"
    return stem + CHECK_DIGITS[sum(int(d) * w for d, w in zip(stem, CHECK_WEIGHTS, strict=True)) % 11]


class Pool:
    """Draws invented people, each identity number once."""

    def __init__(self, seed: int, region: str = "440403", first_order: int = 100) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.region = region
        self.first_order = first_order  # pools of one county start apart, so that no two draw the same number
        self._orders: dict[dt.date, int] = {}
        self._drawn = 0

    def _order(self, birth: dt.date, woman: bool) -> int:
        turn = self._orders.get(birth, 0)
        self._orders[birth] = turn + 1
        return self.first_order + turn * 2 + (0 if woman else 1)

    def _given(self, woman: bool, old: bool) -> str:
        self._drawn += 1
        if self._drawn % 977 == 0:
            return self.dice.choice(RARE)
        pools = ((MEN_OLD, MEN_NEW), (WOMEN_OLD, WOMEN_NEW))[woman]
        pool = pools[0] if old else pools[1]
        first, second = self.dice.choice(pool), self.dice.choice(pool)
        return (first[0] + second[-1]) if self.dice.random() < 0.55 else (first if self.dice.random() < 0.8 else first[0])

    def elder(self, person: Invented, year: int) -> Invented:
        """The same person, born in that year; draws nothing, so nobody who is drawn later becomes another."""
        birth = person.birth_date.replace(year=year, day=min(person.birth_date.day, 28))
        return Invented(person.name, person.sex, birth, identity_number(self.region, birth, self._order(birth, person.sex == "女")))

    def person(self, *, youngest: dt.date, oldest: dt.date, woman: bool | None = None) -> Invented:
        """A person born between ``oldest`` and ``youngest`` (dates of birth), both included."""
        woman = self.dice.random() < 0.31 if woman is None else woman
        birth = oldest + dt.timedelta(days=self.dice.randrange((youngest - oldest).days + 1))
        name = self.dice.choices(SURNAMES, WEIGHTS[: len(SURNAMES)])[0] + self._given(woman, birth.year < 1976)
        return Invented(name, "女" if woman else "男", birth, identity_number(self.region, birth, self._order(birth, woman)))
