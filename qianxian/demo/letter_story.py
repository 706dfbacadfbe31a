"""Letters of the example: who holds which office, what a case came to, and a general letter that waits for the secretary's signature."""

from __future__ import annotations

import datetime as dt

from qianxian.cases.models import Case
from qianxian.demo.registry_story import Play
from qianxian.foundation.reach import acting_as
from qianxian.letters import commands, sources
from qianxian.letters.models import Letter

Kind = Letter.Kind


def _issued(play: Play, kind: str, words: str, addressee: str, purpose: str, on: dt.date, *, drafts: str, signs: str) -> None:
    with acting_as(play.actor(drafts)) as by:
        about = sources.found(kind, words, by, on)[0].about
        letter = commands.draft_letter(kind=kind, about=about, addressee=addressee, purpose=purpose, by=by, on=on)
    with acting_as(play.actor(signs)) as by:
        commands.issue_letter(letter=letter, by=by, on=on)


def letters(play: Play) -> None:
    """One of the town's and two of Bajia's; the last waits for its signature."""
    with acting_as(play.actor("bajia-weiyuan")):
        number = Case.objects.get(applicant_name="周秀珍").number
    secretary = play.actor("bajia-shuji").name
    _issued(play, Kind.OFFICE, secretary, "珠海市斗门区农业农村局", "申报“头雁”培训", dt.date(2019, 12, 10), drafts="zhaobk", signs="wuhl")
    _issued(play, Kind.CASE, number, "斗门镇卫生院", "家庭医生签约", dt.date(2019, 12, 13), drafts="bajia-weiyuan", signs="bajia-shuji")
    with acting_as(play.actor("bajia-weiyuan")) as by:
        commands.draft_letter(
            kind=Kind.GENERAL, title="关于借用会议桌椅的函", addressee="上洲村村民委员会", purpose="村民会议", by=by, on=dt.date(2019, 12, 16),
            text="我村定于2019年12月28日召开村民会议，现有桌椅不够，拟借用贵村会议桌10张、椅子60把，用后两日内归还。\n请予支持为盼。",
        )  # fmt: skip
