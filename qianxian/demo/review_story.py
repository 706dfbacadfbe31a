"""What came right afterwards: a refusal overturned by a review, and the two corrections of pay that follow from facts.

A member of a village of Doumen town is refused for missing papers, asks for a review, and other people of the town engage him from the
term's first day. After the year's run the back pay is posted, and the index that came out late moves everybody by a few yuan.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from qianxian.demo import cadres as plan_of
from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registry_story import Play, fix_setting
from qianxian.engagements import commands
from qianxian.engagements.commands.reviews import Ruling
from qianxian.engagements.models import EngagementReview
from qianxian.foundation.periods import add_days, add_months, next_working_day
from qianxian.foundation.reach import acting_as
from qianxian.pay import commands as pay
from qianxian.pay.models import PayRun

#: An invented figure within the handbook's ±15 yuan of the derived one: the example shows what happens when the index comes late.
LATE_INDEX, NEXT_INDEX = "26195", "29069"


def refused(one: Any, on: dt.date) -> Ruling:
    """The town's first decision about the one who is restored later."""
    heard = next_working_day(add_days(on, -6))
    return Ruling(
        outcome="not_engaged", body=f"{one.cadre.place.town}党委", meeting=f"2019年{on.month}月{on.day}日党委会议", ground_code="conditions_not_met",
        evidence=f"岗位任职条件核对表（{heard.isoformat()}）", statement_heard_on=heard,
    )


def overturn(play: Play, review: EngagementReview, decided: dt.date, first: dt.date) -> None:
    """Notice, request, another panel's answer within its days, then publicity and letter as for the others."""
    officer = cast.town_login(review.centre.division_code[:9] + "000", "town_org_officer")
    with acting_as(play.actor(officer)) as by:
        decision = review.decisions.get()
        notice = commands.issue_notice(decision=decision, contact="斗门镇党建办 0756-5550103", by=by, on=add_days(decided, 1))
        commands.serve_notice(notice=notice, served_on=add_days(decided, 2), by=by, on=add_days(decided, 2))
        asked = commands.request_review(decision=decision, grounds="学历证明已补齐，请复核任职条件。", by=by, on=add_days(decided, 11))
    answered = next_working_day(add_days(decided, 37))
    ruling = Ruling(outcome="engaged", body="斗门镇党委", meeting=f"2019年{answered.month}月{answered.day}日复核会议", term_from=add_days(answered, 1),
                    term_to=add_days(add_months(first, 36), -1))
    with acting_as(play.actor("dengsf")) as by:
        commands.answer_review(request=asked, result="overturned", panel="没有参加原决定的党委委员三人", reasons="学历证明核实无误，符合任职条件。", by=by,
                               on=answered, ruling=ruling)
    with acting_as(play.actor(officer)) as by:
        row = EngagementReview.objects.select_related("centre").get(pk=review.pk)
        row = commands.publicise(review=row, by=by, on=add_days(answered, 1))
        after = next_working_day(add_days(row.publicity_to, 1))
        commands.settle_publicity(review=row, feedback="没有收到反映", by=by, on=after)
        commands.issue_letter(review=row, by=by, on=after)


def correct_pay(play: Play) -> None:
    """Back pay of the restored member, then the late index for everybody; each prepared, checked and approved by three people."""
    number = plan_of.restored(play.cadres).person.identity_number
    _post(play, "overturned_review", "斗门镇复核决定书〔2019〕1号", number)
    source = "2018年统计公报（示例数字，虚构）"
    fix_setting(play, key="pay.income_index", value=LATE_INDEX, valid_from=dt.date(2018, 1, 1), source_document=source, published_on=EXAMPLE_DAY)
    fix_setting(play, key="pay.income_index", value=NEXT_INDEX, valid_from=dt.date(2019, 1, 1), published_on=dt.date(2020, 2, 29),
                source_document="国家统计局珠海调查队2019年数据（2020年2月）")
    _post(play, "late_index", source)


def _post(play: Play, cause: str, document: str, number: str = "") -> None:
    with acting_as(play.actor("liangyw")) as by:
        person = play.people([number])[number] if number else None
        run = PayRun.objects.get(year=2019, state="approved")
        made = pay.prepare_correction(run=run, cause=cause, document=document, person=person, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor("linyf")) as by:
        pay.check_correction(correction=made, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor("lujm")) as by:
        pay.approve_correction(correction=made, by=by, on=EXAMPLE_DAY)
