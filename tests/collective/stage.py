"""A village whose collective has members, a board, 600 mu of reserved land with 439 certified and 139 to lease, assets, and a book with rent.

Days stand in 2019; the county's day is 2019-12-16. Matters are walked through the decisions room's own commands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from qianxian.collective import commands
from qianxian.collective.models import Asset, Lease, Member, Parcel, Roll, Seat
from qianxian.collective.rules.leases import schedule
from qianxian.decisions.models import Certificate, Matter
from qianxian.divisions.models import County
from qianxian.foundation.reach import bind
from qianxian.funds.models import Fund
from qianxian.people.models import Person
from tests.cast import SERVICE, TOWN_OFFICER, acting
from tests.decisions import stage as decisions
from tests.elections import stage as polls
from tests.funds import stage as funds

VILLAGE, SIBLING = "440403103200", "440403103209"
ON, EARLY = dt.date(2019, 12, 16), dt.date(2019, 1, 2)
SECRETARY = decisions.SECRETARY
CENTRE = acting("kuangjs", "邝经手", "centre_member", VILLAGE)
BOOKKEEPER, SECOND_BOOKKEEPER = funds.BOOKKEEPER, funds.SECOND_BOOKKEEPER
PEOPLE = ("邝国强", "邝月娥", "黄志明", "黄小燕", "陈伟文", "陈亚娣", "梁炳坤", "梁少芬", "赵海生", "赵丽容")
ASKED = {"title": "牌坊东139亩留用地出租", "purpose": "出租给钢材市场", "unit": "collective", "kind": "collective_property"}


def settle() -> None:
    """What PostgreSQL would look at when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def on_the_day(day: dt.date) -> Iterator[dt.date]:
    """The county's business day, and afterwards the one it was."""
    before = County.objects.values_list("example_day", flat=True).get()
    County.objects.update(example_day=day)
    yield day
    County.objects.update(example_day=before)


def certificate(amount: str = "500000", **more: Any) -> Certificate:
    """A matter decided by the village's assembly and certified; ``kind`` other than property in ``more``."""
    bind(SERVICE)
    return decisions.certified(decisions.matter(amount=amount, **(ASKED | more)))


def small_certificate(**more: Any) -> Certificate:
    """A matter that no assembly decided: small and of no kind that the law keeps for it."""
    bind(SERVICE)
    row = decisions.matter(kind="other", amount="1000", title="铺位出租", purpose="出租铺位", unit="collective", **more)
    return decisions.certified(row)


def admitted(name: str, household: str = "1号", code: str = VILLAGE, **more: Any) -> Member:
    """One member."""
    bind(SERVICE)
    given = {"born_on": dt.date(1975, 5, 4), "since": dt.date(2006, 1, 1), "basis": "original", "document": "成员登记簿", "shares": 2} | more
    return commands.admit_member(division_code=code, name=name, household=household, by=acting("j", "经手", "centre_member", code), on=ON, **given)


def members() -> list[Member]:
    """Ten members of five households, two shares each, one of them a child."""
    bind(SERVICE)
    return [admitted(name, f"{n // 2 + 1}号", **({"born_on": dt.date(2010, 1, 1), "since": dt.date(2010, 1, 1), "basis": "birth"} if n == 9 else {})) for n, name in enumerate(PEOPLE)]


def seated(member: Member, kind: str = "director", first: dt.date = dt.date(2019, 1, 10), last: dt.date = dt.date(2024, 1, 9), **more: Any) -> Seat:
    """A seat of five years."""
    bind(SERVICE)
    return commands.seat_member(member=member, kind=kind, first_day=first, last_day=last, document="选举结果公告", by=CENTRE, on=ON, **({"no_relatives": True} | more))


def father_and_son() -> tuple[Seat, Person]:
    """A director who stood in the village's election and declared his son there; nothing was declared with the seat."""
    member = admitted("邝国强", person=polls.person("邝国强"))
    son = polls.person("邝小强")
    election, _people = polls.call_village()
    polls.commands.enter_voter(election=election, name="邝国强", birth_date=member.person.birth_date, basis="hukou_resident", person=member.person, by=TOWN_OFFICER, on=polls.CALLED)
    polls.commands.publish_roll(election=election, by=TOWN_OFFICER, on=polls.CALLED)
    polls.commands.nominate(contest=election.contests.get(role="head"), person=member.person, nominations=12, by=TOWN_OFFICER, on=polls.CALLED)
    polls.commands.declare_kinship(election=election, first=member.person, second=son, relation="parent_child", by=TOWN_OFFICER, on=polls.CALLED)
    return seated(member), son


def parcel(title: str, mu: str, code: str = VILLAGE, **more: Any) -> Parcel:
    """Reserved land of the village."""
    bind(SERVICE)
    given = {"use": "reserved", "owner": "village", "owner_name": "荔山村股份合作经济联合社", "place": title, "document": "留用地批复"} | more
    return commands.register_parcel(division_code=code, title=title, mu=Decimal(mu), by=acting("j", "经手", "centre_member", code), on=ON, **given)


CERTIFIED = {"state": "certified", "certificate_no": "粤（2019）斗门示例第0439号", "certified_by": "富山工业园管委会", "certified_on": dt.date(2019, 5, 20)}


@dataclass
class Land:
    """The three parcels: F32, F33, F34."""

    whole: Parcel = field(default_factory=lambda: parcel("留用地", "600"))
    certified: Parcel = field(init=False)
    east: Parcel = field(init=False)

    def __post_init__(self) -> None:
        self.certified = parcel("已办证留用地", "439", whole=self.whole, **CERTIFIED)
        self.east = parcel("村牌坊东", "139", whole=self.certified, **CERTIFIED)


def asset(title: str = "市场铺位", value: str = "260000", **more: Any) -> Asset:
    """A shop."""
    bind(SERVICE)
    given = {"category": "operating", "place": "市场一楼", "acquired_on": dt.date(2012, 3, 1), "document": "竣工决算", "state": "own_use"} | more
    return commands.register_asset(division_code=VILLAGE, title=title, original_value=Decimal(value), by=CENTRE, on=ON, **given)


FIRST, LAST = dt.date(2020, 1, 1), dt.date(2024, 12, 31)


def planned(thing: Any, paper: Certificate, total: str = "500000", **more: Any) -> Lease:
    """A lease of five years as the centre drafts it, rent by the year."""
    bind(SERVICE)
    first, last = more.pop("first_day", FIRST), more.pop("last_day", LAST)
    given = {"subject": "钢材市场用地", "counterparty": "斗门某钢材市场有限公司", "party_kind": "organisation", "platform_no": "JY2019-1", "asked_on": ON,
             "dues": schedule(Decimal(total), first, last, more.pop("every", "year"))} | more  # fmt: skip
    return commands.plan_lease(thing=thing, certificate=paper, first_day=first, last_day=last, by=CENTRE, on=ON, **given)


def signed(thing: Any, paper: Certificate, total: str = "500000", day: dt.date = ON, **more: Any) -> Lease:
    """Drafted by the centre, signed by the secretary."""
    return commands.sign_lease(lease=planned(thing, paper, total, **more), signed_on=day, signatory="黄志明", by=SECRETARY, on=ON)


def book() -> funds.Village:
    """The village's book with its collective fund."""
    return funds.village()


def roll(purpose: str = "distribution", day: dt.date = ON, **more: Any) -> Roll:
    """Everybody of the day."""
    bind(SERVICE)
    return commands.freeze_roll(division_code=VILLAGE, purpose=purpose, by=CENTRE, on=ON, day=day, **more)


def matter_of(paper: Certificate) -> Matter:
    """The matter behind a certificate."""
    return paper.matter


def walked(code: str, day: dt.date, kind: str, amount: str, title: str = "集体事项", unit: str = "collective", **more: Any) -> Certificate:
    """A matter of any village walked to its certificate by the day, by its own registry; sixty days are enough for every notice."""
    from qianxian.decisions import commands as deciding
    from qianxian.decisions import queries

    bind(SERVICE)
    secretary, supervisor = (acting(name, name, role, code) for name, role in (("sj", "village_secretary"), ("jd", "supervision_member")))
    first = day - dt.timedelta(days=60)
    row = deciding.open_matter(division_code=code, kind=kind, amount=Decimal(amount), title=title, purpose=title, unit=unit, by=secretary, on=first, **more)
    held = first
    while (step := queries.next_step(row)) is not None:
        known = queries.registered_voters(row, step.body, secretary, first)
        entered = {} if known else {"eligible": 30, "eligible_note": "名册"}
        held = held + dt.timedelta(days=10)
        met = deciding.call_meeting(matter=row, notice_on=held - dt.timedelta(days=10), held_on=held, place="村委会", agenda="议题", by=secretary, on=held, **entered)
        for copy, by in ((1, secretary), (2, supervisor)):
            deciding.enter_count(meeting=met, copy=copy, present=met.eligible, votes_for=met.eligible, votes_against=0, votes_abstain=0, by=by, on=held)
        deciding.confirm_count(meeting=met, by=decisions.TOWN_OFFICER, on=held)
        row = Matter.objects.get(pk=row.pk)
    posted = held + dt.timedelta(days=1)
    deciding.publish_decision(matter=row, published_from=posted, published_to=posted + dt.timedelta(days=7), place="公开栏", text="通过", by=secretary, on=posted)
    return deciding.issue_certificate(matter=Matter.objects.get(pk=row.pk), by=decisions.TOWN_OFFICER, on=posted + dt.timedelta(days=8))


def things(code: str, day: dt.date, first: dt.date) -> dict[str, Any]:
    """One of each of this room's things in a village, as of a day: what pages and operations are asked with."""
    keeper, made = {"by": acting("sj", "书记", "village_secretary", code), "on": day}, {}
    bind(SERVICE)
    given = {"division_code": code, "born_on": dt.date(1970, 1, 1), "since": first, "basis": "original", "document": "登记簿", "shares": 3}
    made["collective_member"] = commands.admit_member(name="容大妹", household="1号", **given, **keeper)
    made["seat"] = commands.seat_member(member=made["collective_member"], kind="director", first_day=first, last_day=dt.date(2023, 1, 1), document="公告", no_relatives=True, **keeper)
    made["roll"] = commands.freeze_roll(division_code=code, purpose="distribution", day=day, **keeper)
    land = {"division_code": code, "use": "reserved", "owner": "village", "owner_name": "某村经济联合社", "place": "村口", "document": "批复"}
    made["parcel"] = commands.register_parcel(title="留用地", mu=Decimal("20"), **land, **keeper)
    shop = {"division_code": code, "category": "operating", "place": "一楼", "acquired_on": first, "original_value": Decimal(9000), "document": "决算"}
    made["asset"] = commands.register_asset(title="铺位", **shop, **keeper)
    rented = commands.register_asset(title="仓库", **shop, **keeper)
    made["lease"] = commands.plan_lease(
        thing=rented, certificate=walked(code, day, "other", "900"), subject="仓库出租", counterparty="某公司", party_kind="organisation", first_day=day, last_day=dt.date(2020, 3, 19),
        dues=schedule(Decimal(1200), day, dt.date(2020, 3, 19), "quarter"), asked_on=day, by=acting("wy", "委员", "centre_member", code), on=day,
    )  # fmt: skip
    fund = Fund.objects.filter(division_code=code, origin="collective").first()
    if fund is not None:
        paper = walked(code, day, "collective_income", "5000", authorisation="村民会议授权")
        by = acting("jz", "记账员", "town_bookkeeper", code[:9])
        with on_the_day(dt.date(day.year + 1, 1, 5)) as later:
            made["distribution"] = commands.distribute(fund=fund, year=day.year, roll=made["roll"], certificate=paper, by=by, on=later)
    return made
