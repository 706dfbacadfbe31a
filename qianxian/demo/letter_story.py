"""Letters of the example: who holds which office, what a case came to, and a general letter that waits for the secretary's signature."""

from __future__ import annotations

import datetime as dt

from qianxian.cases import commands as cases
from qianxian.cases import outcomes
from qianxian.cases.models import Case
from qianxian.cases.permissions import guest_of
from qianxian.demo import cast
from qianxian.demo.registry_story import Play
from qianxian.foundation.reach import acting_as
from qianxian.letters import commands, sources
from qianxian.letters.models import Letter
from qianxian.services.queries import item_on

Kind = Letter.Kind
DRAFTS, SIGNS = "bajia-weiyuan", "bajia-shuji"


def _issued(play: Play, kind: str, words: str, addressee: str, purpose: str, on: dt.date, *, drafts: str, signs: str) -> None:
    with acting_as(play.actor(drafts)) as by:
        about = sources.found(kind, words, by, on)[0].about
        letter = commands.draft_letter(kind=kind, about=about, addressee=addressee, purpose=purpose, by=by, on=on)
    with acting_as(play.actor(signs)) as by:
        commands.issue_letter(letter=letter, by=by, on=on)


def asked_online(play: Play) -> None:
    """A resident asks over the phone page for what an earlier case came to, and fetches the letter with the receipt; at the window that week it was checked who asks."""
    on = dt.date(2019, 12, 12)
    with acting_as(guest_of(cast.BAJIA_CODE)) as by:
        words = "给斗门镇卫生院，说明慢性病管理登记的办理情况"
        row = cases.apply_for(division_code=cast.BAJIA_CODE, item=item_on("ZM-001", on), name="周秀珍", phone="0756-0551020", words=words, by=by, on=on).case
    with acting_as(play.actor(DRAFTS)) as by:
        cases.accept_case(case=row, by=by, on=on)
        about = Case.objects.filter(applicant_name=row.applicant_name).exclude(pk=row.pk).get().uuid
        letter = commands.draft_letter(kind=Kind.CASE, about=about, addressee="斗门镇卫生院", purpose="慢性病管理", case=row, online=True, by=by, on=on)
    with acting_as(play.actor(SIGNS)) as by:
        commands.issue_letter(letter=letter, by=by, on=dt.date(2019, 12, 13))
    with acting_as(play.actor(DRAFTS)) as by:
        row.refresh_from_db()
        cases.finish_case(case=row, words=outcomes.told(row), by=by, on=dt.date(2019, 12, 13))


def letters(play: Play) -> None:
    """One of the town's and three of Bajia's, one of them asked for online; the last waits for its signature."""
    with acting_as(play.actor("bajia-weiyuan")):
        number = Case.objects.get(applicant_name="周秀珍").number
    secretary = play.actor("bajia-shuji").name
    _issued(play, Kind.OFFICE, secretary, "珠海市斗门区农业农村局", "申报“头雁”培训", dt.date(2019, 12, 10), drafts="zhaobk", signs="wuhl")
    _issued(play, Kind.CASE, number, "斗门镇卫生院", "家庭医生签约", dt.date(2019, 12, 13), drafts=DRAFTS, signs=SIGNS)
    asked_online(play)
    with acting_as(play.actor("bajia-weiyuan")) as by:
        commands.draft_letter(
            kind=Kind.GENERAL, title="关于借用会议桌椅的函", addressee="上洲村村民委员会", purpose="村民会议", by=by, on=dt.date(2019, 12, 16),
            text="我村定于2019年12月28日召开村民会议，现有桌椅不够，拟借用贵村会议桌10张、椅子60把，用后两日内归还。\n请予支持为盼。",
        )  # fmt: skip
