"""The collective economy of the example: Lishan's land as the article tells it, Bajia's members, board, two shops, their rent and the income
divided, and what Dachikan has for everybody's use.

F32 to F34: some 600 mu of reserved land unresolved, 439 of them certified, 139 of those east of the archway. Members, lessees and rents are invented.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.collective import commands
from qianxian.collective.models import Asset, Lease, Roll
from qianxian.collective.rules.leases import schedule
from qianxian.decisions import commands as decisions
from qianxian.decisions import queries as matters
from qianxian.decisions.models import Certificate, Matter
from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.money_story import CHECKER
from qianxian.demo.registry_story import Play
from qianxian.foundation.periods import add_days, days_before
from qianxian.foundation.reach import acting_as
from qianxian.funds.commands import check_voucher
from qianxian.funds.models import Fund, VoucherLine

CERTIFIED_ON, COUNTED_ON = dt.date(2019, 5, 20), dt.date(2019, 11, 29)
MEMBERS = (
    ("容国华", "1号", "1962-03-11"), ("容少英", "1号", "1965-07-02"), ("容家俊", "1号", "1990-10-05"), ("邝伟强", "2号", "1970-01-19"), ("邝丽珍", "2号", "1972-12-08"),
    ("黄兆明", "3号", "1958-05-30"), ("黄秀兰", "3号", "1961-09-14"), ("黄嘉怡", "3号", "2012-04-21"), ("梁志坚", "4号", "1980-02-27"), ("梁翠珊", "4号", "1983-06-16"),
)  # fmt: skip
SEATS = (("容国华", "chair"), ("邝伟强", "director"), ("梁志坚", "director"), ("黄兆明", "supervisor"))
SECRETARY, CENTRE, SUPERVISOR, TOWN, KEEPER = "bajia-shuji", "bajia-weiyuan", "bajia-jiandu", "zhaobk", "tanrz"


def lishan(play: Play) -> None:
    """F32, F33 and F34, entered by the village from the park committee's papers."""
    with acting_as(play.actor(cast.secretary_login(cast.LISHAN_CODE))) as by:
        land = {"division_code": cast.LISHAN_CODE, "use": "reserved", "owner": "village", "owner_name": "荔山村股份合作经济联合社", "happened_on": CERTIFIED_ON, "by": by, "on": EXAMPLE_DAY}
        papers = {"state": "certified", "certificate_no": "粤（2019）珠海市（示例）0439号", "certified_by": "富山工业园管委会", "certified_on": CERTIFIED_ON, "document": "办证通知（示例）"}
        whole = commands.register_parcel(title="留用地", mu=Decimal("612.5"), place="荔山村各处留用地", document="历年征地留用地指标汇总（示例）", **land)
        certified = commands.register_parcel(title="已办证留用地", mu=Decimal(439), whole=whole, place="富山工业园内", **papers, **land)
        commands.register_parcel(title="牌坊东地块", mu=Decimal(139), whole=certified, place="村牌坊东，拟建钢材市场", **papers, **land)


def bajia_members(play: Play) -> None:
    """Ten members of four households, a board of three, a supervisor, and this year's roll."""
    with acting_as(play.actor(CENTRE)) as by:
        how = {"by": by, "on": EXAMPLE_DAY}
        rows = {}
        for name, household, born in MEMBERS:
            born_on = dt.date.fromisoformat(born)
            child = born_on.year > 2006
            rows[name] = commands.admit_member(
                division_code=cast.BAJIA_CODE, name=name, household=household, born_on=born_on, since=born_on if child else dt.date(2006, 8, 1), basis="birth" if child else "original",
                document="成员登记簿（示例）", shares=2, **how,
            )  # fmt: skip
        for name, kind in SEATS:
            seat = commands.seat_member(member=rows[name], kind=kind, first_day=dt.date(2019, 1, 16), last_day=dt.date(2024, 1, 15), document="选举结果公告（示例）",
                                        no_relatives=kind != "supervisor", **how)  # fmt: skip
        commands.declare_related(seat=seat, name="斗门区某五金店", relation="business", **how)
        commands.freeze_roll(division_code=cast.BAJIA_CODE, purpose="distribution", day=EXAMPLE_DAY, **how)


def _decided(play: Play, title: str, kind: str, amount: str, opened: dt.date, **more) -> Certificate:
    """A matter of Bajia through every body it must pass, ten days apart, to its certificate."""
    with acting_as(play.actor(SECRETARY)) as by:
        row = decisions.open_matter(division_code=cast.BAJIA_CODE, title=title, kind=kind, amount=Decimal(amount), purpose=title, unit="collective", by=by, on=opened, **more)
    held_on = opened
    while True:
        held_on = add_days(held_on, 4)
        with acting_as(play.actor(SECRETARY)) as by:
            step = matters.next_step(Matter.objects.get(pk=row.pk))
            if step is None:
                break
            notice = max(days_before(held_on, 4), opened)
            reps = {"eligible": 36, "eligible_note": "八甲村村民代表名册（示例）"} if step.body == "reps_meeting" else {}
            met = decisions.call_meeting(matter=row, notice_on=notice, held_on=held_on, place="党群服务中心会议室", agenda=title, by=by, on=notice, **reps)
            _count(met, 1, by)
        with acting_as(play.actor(SUPERVISOR)) as by:
            _count(met, 2, by)
        with acting_as(play.actor(TOWN)) as by:
            decisions.confirm_count(meeting=met, by=by, on=held_on)
    posted = add_days(held_on, 1)
    with acting_as(play.actor(SECRETARY)) as by:
        decisions.publish_decision(matter=row, published_from=posted, published_to=add_days(posted, 7), place="村务公开栏", text=f"{title}，已通过", by=by, on=posted)
    with acting_as(play.actor(TOWN)) as by:
        return decisions.issue_certificate(matter=row, by=by, on=add_days(posted, 8))


def _count(meeting, copy: int, by) -> None:
    came = meeting.eligible - meeting.eligible // 10
    decisions.enter_count(meeting=meeting, copy=copy, present=came, votes_for=came, votes_against=0, votes_abstain=0, by=by, on=meeting.held_on)


def _leased(play: Play, thing: Asset, paper: Certificate, counterparty: str, total: str, every: str) -> Lease:
    first, last, signed_on = dt.date(2019, 11, 1), dt.date(2020, 10, 31), dt.date(2019, 10, 21)
    with acting_as(play.actor(CENTRE)) as by:
        row = commands.plan_lease(
            thing=thing, certificate=paper, subject=f"{thing.title}出租", counterparty=counterparty, party_kind="organisation", first_day=first, last_day=last,
            dues=schedule(Decimal(total), first, last, every), asked_on=add_days(signed_on, -1), by=by, on=signed_on,
        )  # fmt: skip
    with acting_as(play.actor(SECRETARY)) as by:
        return commands.sign_lease(lease=row, signed_on=signed_on, signatory="八甲村股份合作经济联合社", by=by, on=signed_on)


def bajia_rent(play: Play) -> None:
    """A market stall decided by the authorised representatives and paid on time; a storehouse, small, whose rent is in arrears."""
    shop = {"division_code": cast.BAJIA_CODE, "category": "operating", "document": "固定资产登记簿（示例）", "on": dt.date(2019, 9, 2)}
    with acting_as(play.actor(CENTRE)) as by:
        stall = commands.register_asset(title="市场铺位", place="八甲市场一楼", acquired_on=dt.date(2012, 6, 1), original_value=Decimal("260000"), by=by, **shop)
        store = commands.register_asset(title="旧仓库", place="村委会后", acquired_on=dt.date(1998, 5, 1), original_value=Decimal("48000"), by=by, **shop)
        commands.record_inventory(division_code=cast.BAJIA_CODE, year=2019, counted_on=EXAMPLE_DAY, document="2019年清产核资报告（示例）", by=by, on=EXAMPLE_DAY)
    large = _decided(play, "市场铺位出租", "collective_property", "36000", dt.date(2019, 9, 2), authorisation="村民会议授权村民代表会议的决定（示例）")
    small = _decided(play, "旧仓库出租", "other", "4800", dt.date(2019, 9, 3))
    paid = _leased(play, stall, large, "斗门区某便利店", "36000", "half")
    _leased(play, store, small, "斗门区某物流服务部", "4800", "quarter")
    with acting_as(play.actor(KEEPER)) as by:
        line = VoucherLine.objects.get(division_code=cast.BAJIA_CODE, voucher__summary="收到铺位租金", debit__gt=0)
        commands.match_rent(instalment=paid.instalments.get(turn=1), line=line, amount=Decimal(18000), by=by, on=EXAMPLE_DAY)


def bajia_income(play: Play) -> None:
    """The income of 2018 divided as the authorised representatives decided: 30 % kept, the rest owed to the members of the roll; booked by two."""
    paper = _decided(play, "2018年集体收益分配", "collective_income", "18200", dt.date(2019, 9, 4), authorisation="村民会议授权村民代表会议的决定（示例）")
    with acting_as(play.actor(KEEPER)) as by:
        fund = Fund.objects.get(division_code=cast.BAJIA_CODE, origin=Fund.Origin.COLLECTIVE)
        roll = Roll.objects.get(division_code=cast.BAJIA_CODE, purpose=Roll.Purpose.DISTRIBUTION)
        row = commands.distribute(fund=fund, year=2018, roll=roll, certificate=paper, by=by, on=EXAMPLE_DAY)
        draft = commands.post_distribution(distribution=row, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor(CHECKER)) as by:
        check_voucher(draft=draft, by=by, on=EXAMPLE_DAY)


def dachikan_facilities(play: Play) -> None:
    """What the village has for everybody's use, gone through at the inventory: forms about lights and roads read it here."""
    things = (("村道路灯", "street_light", "86", "103200"), ("公共厕所", "public_toilet", "3", "180000"), ("垃圾收集点", "waste_point", "12", "24000"), ("村内道路", "road", "6.5", "1950000"),
              ("文化广场", "square", "1200", "260000"), ("农家书屋", "library", "1500", "30000"), ("微型消防站", "fire_station", "1", "15000"),
              ("防台风避护所", "shelter", "120", "420000"))  # fmt: skip
    given = {"division_code": cast.DACHIKAN_CODE, "category": "welfare", "document": "公益性资产清查登记表（示例）", "state": "own_use", "acquired_on": dt.date(2016, 6, 1), "on": COUNTED_ON}
    with acting_as(play.actor(cast.secretary_login(cast.DACHIKAN_CODE))) as by:
        for title, kind, quantity, value in things:
            commands.register_asset(title=title, facility=kind, quantity=Decimal(quantity), original_value=Decimal(value), place="全村", by=by, **given)
        commands.record_inventory(division_code=cast.DACHIKAN_CODE, year=2019, counted_on=COUNTED_ON, facilities=True, document="2019年清产核资报告（示例）", by=by, on=COUNTED_ON)


def collective(play: Play) -> None:
    """All of them."""
    lishan(play)
    dachikan_facilities(play)
    bajia_members(play)
    bajia_rent(play)
    bajia_income(play)
