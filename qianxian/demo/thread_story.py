"""Threads of the example: the water of Dachikan as the article tells it (asked in 2012, six years at a stand, dearer each year), and a few beside it.

The officer of Doumen town enters 2012–2018 from old papers in April 2019; nobody is named, neither who asked nor who was against.
Lishan's market and its four works hang on these threads as projects (``project_story``).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registry_story import Play
from qianxian.foundation.reach import acting_as
from qianxian.threads import commands
from qianxian.threads.models import Thread

ENTERED = dt.date(2019, 4, 15)
PAPERS = "大赤坎村档案（示例）"


def water(play: Play) -> None:
    """F22 to F25: asked, supported, voted down and left lying, taken up again, and where it stands today."""
    with acting_as(play.actor("zhaobk")) as by:
        how = {"by": by, "on": ENTERED}
        thread = commands.open_thread(
            division_code=cast.DACHIKAN_CODE, title="市政供水改造", matter="引山水的镀锌水管用了 20 多年，担心饮水卫生，希望铺新管、接市政自来水", subject="water", origin="villagers",
            channel="meeting", asked_on=dt.date(2012, 3, 12), document=f"{PAPERS} 2012-3", households=486, **how,
        )  # fmt: skip
        _step(thread, "planning", dt.date(2012, 4, 20), "town_org_officer", cast.DOUMEN_TOWN, "镇水利所", f"{PAPERS} 2012-5", how)
        commands.note(thread=thread, happened_on=dt.date(2012, 5, 20), title="区、镇支持，预备立项", words="区、镇两级同意支持，村里先表决，再立项", document="镇复函（示例）", **how)
        _cost(thread, dt.date(2012, 6, 18), "3926000", "镇水利所", "工程估算书", how)
        _step(thread, "villagers", dt.date(2012, 9, 15), "village_secretary", cast.DACHIKAN_CODE, "村民会议", f"{PAPERS} 2012-11", how)
        commands.note(thread=thread, happened_on=dt.date(2012, 9, 15), title="村民会议表决，未通过", words="对阶段水费有不同意见，没有通过", document="村民会议记录（示例）", **how)
        commands.stall(thread=thread, cause="vote_not_passed", since=dt.date(2012, 9, 16), words="表决没有通过，工程停下来；记录上没有应到、实到人数和票数，也没有再次表决", **how)
        _cost(thread, dt.date(2016, 11, 2), "7350000", "区供水公司", "造价复核表", how)
        commands.lift(thread=thread, lifted_on=dt.date(2018, 11, 20), words="村党组织研究决定重新提出，按“四议两公开”从头走，水费怎么收先书面说清楚", **how)
        _step(thread, "party_proposal", dt.date(2018, 11, 20), "village_secretary", cast.DACHIKAN_CODE, "村党组织", "党组织会议记录（示例）", how)
        _cost(thread, dt.date(2018, 12, 28), "10236000", "设计单位", "重新测算报告", how)
    with acting_as(play.actor("lianghs")) as by:
        commands.move(
            thread=thread, step="committees", since=dt.date(2019, 5, 20), holder_role="village_secretary", holder_code=cast.DACHIKAN_CODE, holder_body="村“两委”",
            missing=["两委商议的会议记录", "水价怎么收的书面说明（区水务局）", "要回避的人员申明", "招标方案"], by=by, on=dt.date(2019, 5, 21),
        )  # fmt: skip


def _step(thread: Thread, step: str, since: dt.date, role: str, code: str, body: str, document: str, how: dict) -> None:
    commands.move(thread=thread, step=step, since=since, holder_role=role, holder_code=code, holder_body=body, document=document, **how)


def _cost(thread: Thread, day: dt.date, amount: str, source: str, document: str, how: dict) -> None:
    commands.estimate(thread=thread, estimated_on=day, amount=Decimal(amount), source=source, document=f"{document}（示例）", **how)


def lishan(play: Play) -> None:
    """The temporary market over the drain, and the four works; opened by the first secretary from the year's plan."""
    plan = {"origin": "plan", "channel": "plan", "document": "荔山村整顿提升行动计划（示例）", "division_code": cast.LISHAN_CODE}
    with acting_as(play.actor("diyi")) as by:
        on = dt.date(2019, 3, 4)
        market = commands.open_thread(title="临时市场", matter="马路市场占道一公里，先在排洪渠上建临时市场，把商户迁进去", subject="market", asked_on=dt.date(2018, 7, 2), by=by, on=on, **plan)
        commands.move(thread=market, step="result", since=dt.date(2019, 2, 18), holder_role="first_secretary", holder_code=cast.LISHAN_CODE,
                      missing=["结果公告", "资金来源和支出的公示表"], by=by, on=on)  # fmt: skip
        works = commands.open_thread(title="村容整治四项工程", matter="三线下地、雨污分流、排洪渠整治、村内道路", subject="roads", asked_on=dt.date(2018, 8, 6), by=by, on=on, **plan)
        commands.move(thread=works, step="building", since=dt.date(2019, 11, 25), holder_role="first_secretary", holder_code=cast.LISHAN_CODE,
                      missing=["各项工程的验收安排"], by=by, on=EXAMPLE_DAY)  # fmt: skip


def bajia(play: Play) -> None:
    """What a village settles by itself: lights mended and told, a path that waits for land, a request of this month."""
    place = {"division_code": cast.BAJIA_CODE, "origin": "villagers"}
    with acting_as(play.actor("bajia-weiyuan")) as by:
        lights = commands.open_thread(title="祠堂路路灯", matter="晚上路灯不亮，老人出门不方便", subject="other", channel="window", road="direct",
                                      asked_on=dt.date(2019, 10, 8), by=by, on=dt.date(2019, 10, 8), **place)  # fmt: skip
        commands.move(thread=lights, step="handling", since=dt.date(2019, 10, 9), holder_role="centre_member", holder_code=cast.BAJIA_CODE, by=by, on=dt.date(2019, 10, 9))
        commands.tell(thread=lights, told_on=dt.date(2019, 10, 15), channel="visit", words="上门告知：换了 6 盏，都亮了", by=by, on=dt.date(2019, 10, 15))
        commands.close(thread=lights, words="换灯 6 盏，用村里小额支出", by=by, on=dt.date(2019, 10, 16))
        path = commands.open_thread(title="村口机耕路", matter="下雨积水，农机进不去", subject="roads", channel="visit", asked_on=dt.date(2019, 5, 6), by=by,
                                    on=dt.date(2019, 5, 6), **place)  # fmt: skip
        commands.stall(thread=path, cause="land", since=dt.date(2019, 8, 12), words="要占一段荒地，用地手续还在补", by=by, on=dt.date(2019, 8, 12))
    with acting_as(play.actor("bajia-chuangkou")) as by:
        commands.open_thread(title="活动中心空调", matter="夏天太热，老人活动室希望装空调", subject="venue", channel="window", road="direct", asked_on=dt.date(2019, 12, 9),
                             by=by, on=dt.date(2019, 12, 9), **place)  # fmt: skip


def threads(play: Play) -> None:
    """All of them."""
    water(play)
    lishan(play)
    bajia(play)
