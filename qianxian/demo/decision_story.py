"""Decisions of the example: Dachikan's water proposed anew, its venue money decided step by step to a certificate, a matter of Bajia half counted.

Figures of votes are invented; nobody is named who voted.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.decisions import commands, queries
from qianxian.decisions.models import Matter, Meeting, Resolution
from qianxian.demo import cast
from qianxian.demo.registry_story import Play
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days, days_before
from qianxian.foundation.reach import acting_as
from qianxian.threads.models import Thread

NOTICE = {"members_meeting": 3, "assembly": 10}
DACHIKAN, TOWN = (cast.secretary_login(cast.DACHIKAN_CODE), "dachikan-jiandu"), "zhaobk"
REPS = {"eligible": 42, "eligible_note": "大赤坎村村民代表名册（示例）"}


def _called(row: Matter, held_on: dt.date, by: Actor, **more) -> Meeting:
    notice = max(days_before(held_on, NOTICE.get(queries.next_step(row).body, 2)), row.opened_on)
    return commands.call_meeting(matter=row, notice_on=notice, held_on=held_on, place="党群服务中心会议室", agenda=row.title, by=by, on=notice, **more)


def _count(meeting: Meeting, copy: int, by: Actor, against: int) -> None:
    came = meeting.eligible - meeting.eligible // 10
    commands.enter_count(meeting=meeting, copy=copy, present=came, votes_for=came - against, votes_against=against, votes_abstain=0, by=by, on=meeting.held_on)


def _voted(play: Play, row: Matter, held_on: dt.date, village: tuple[str, str], against: int = 0) -> Resolution:
    """The next body called, counted by the secretary and by the supervision committee, confirmed by the town."""
    secretary, supervisor = village
    with acting_as(play.actor(secretary)) as by:
        meeting = _called(row, held_on, by, **(REPS if queries.next_step(row).body == "reps_meeting" else {}))
        _count(meeting, 1, by, against)
    with acting_as(play.actor(supervisor)) as by:
        _count(meeting, 2, by, against)
    with acting_as(play.actor(TOWN)) as by:
        return commands.confirm_count(meeting=meeting, by=by, on=held_on)


def water(play: Play) -> None:
    """The village's Party organisation proposes it anew; the two committees have it before them."""
    with acting_as(play.actor(DACHIKAN[0])) as by:
        row = commands.open_matter(
            division_code=cast.DACHIKAN_CODE, title="市政供水改造", kind="public_works", amount=Decimal("10236000"), unit="village", by=by, on=dt.date(2019, 5, 6),
            purpose="更换全村供水管网，接市政自来水；水费怎么收另附说明", thread=Thread.objects.get(division_code=cast.DACHIKAN_CODE, subject="water"),
        )  # fmt: skip
    _voted(play, row, dt.date(2019, 5, 14), DACHIKAN)


def venue(play: Play) -> None:
    """The 200,000 yuan for the village's premises: ① to ④, shown to the village, and the certificate that payments name."""
    with acting_as(play.actor(DACHIKAN[0])) as by:
        row = commands.open_matter(
            division_code=cast.DACHIKAN_CODE, title="阵地建设经费使用", kind="fund_use", amount=Decimal("200000"), unit="centre", by=by, on=dt.date(2019, 1, 2),
            purpose="建设党员活动中心和文化中心", authorisation="2017年村民会议授权村民代表会议的决定（示例）",
        )  # fmt: skip
    for held_on, against in ((dt.date(2019, 1, 3), 0), (dt.date(2019, 1, 7), 0), (dt.date(2019, 1, 14), 1), (dt.date(2019, 1, 21), 2)):
        _voted(play, row, held_on, DACHIKAN, against)
    posted = add_days(held_on, 1)
    with acting_as(play.actor(DACHIKAN[0])) as by:
        commands.publish_decision(matter=row, published_from=posted, published_to=add_days(posted, 7), place="村务公开栏", by=by, on=posted,
                                  text="阵地建设经费20万元用于党员活动中心和文化中心，村民代表会议已通过")  # fmt: skip
    with acting_as(play.actor(TOWN)) as by:
        commands.issue_certificate(matter=row, by=by, on=add_days(posted, 8))


def bajia(play: Play) -> None:
    """What is under way today: the committees have met, one count is entered, the supervision committee enters the other."""
    with acting_as(play.actor("bajia-shuji")) as by:
        row = commands.open_matter(division_code=cast.BAJIA_CODE, title="文化室修缮", kind="project", amount=Decimal("48000"), unit="village",
                                   purpose="修补屋面和门窗，更换线路", by=by, on=dt.date(2019, 12, 3))  # fmt: skip
    _voted(play, row, dt.date(2019, 12, 5), ("bajia-shuji", "bajia-jiandu"))
    with acting_as(play.actor("bajia-shuji")) as by:
        _count(_called(row, dt.date(2019, 12, 13), by), 1, by, 1)


def decide(play: Play) -> None:
    """All of them."""
    water(play)
    venue(play)
    bajia(play)
