"""What who told something reads about what comes next: where it stands, what he may do now, by when.

Example: an answer says until which day the request may be opened again; a petition's answer until which day a review may be asked for (R-X10).
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from qianxian.cases.next_steps import until
from qianxian.foundation.periods import add_days, citizen_deadline
from qianxian.portal.marks import long_day
from qianxian.requests import queries
from qianxian.requests.models import Holder, Petition, PetitionReview, Request, State
from qianxian.requests.moves import WAITING
from qianxian.rulebook.queries import county_settings

Stage = PetitionReview.Stage


def stands_for(request: Request) -> str:
    """The state as who told it reads it: an answer is an answer, though the desk has still to close it."""
    return _("已答复") if request.state == State.ANSWERED else str(request.get_state_display())


def what_now(request: Request, on: dt.date) -> str:
    """What who told it may do on the day."""
    if request.state in WAITING:
        if request.due_on < on:
            return _("已经过了最迟答复的日子，上一级已经看到。您可以向镇（街道）或者上一级机关反映。")
        return _("不用再跑，答复写在这一页。过期没有答复的，可以向镇（街道）或者上一级机关反映。")
    petition = queries.petition_of(request)
    if petition is not None and petition.finished_on is not None:
        return _after_petition(petition, on)
    ended = queries.ended_on(request)
    days = county_settings().on(ended)["requests.reopen_days"]
    return _until_unnamed(request, ended, days, on) if keeps_apart(request) else until(ended, days, on)


def keeps_apart(request: Request) -> bool:
    """Whether who told it must not be sent to the village's window to ask: it is protected, or the village does not see it (R-K11)."""
    return request.protected or request.seen_from != Holder.VILLAGE


def where_to_ask(request: Request) -> str:
    """Whom who told it may ask without becoming known where he should not be."""
    if request.desk == Holder.VILLAGE:
        return _("可以打中心电话问，只报编号，不用说您是谁。")
    level = _("区信访部门") if request.desk == Holder.DISTRICT else _("镇（街道）信访人员")
    return _("不用到村（社区）问。可以问%(level)s，只报编号，不用说您是谁。") % {"level": level}


def _until_unnamed(request: Request, ended: dt.date, days: int, on: dt.date) -> str:
    """As ``until``, without a way to the window."""
    last = long_day(add_days(ended, days))
    if on > add_days(ended, days):
        return _("重新打开最迟到 %(day)s，已经过了。还有问题的，可以再反映一次。") % {"day": last}
    return _("没有办好的，最迟 %(day)s 可以请求重新打开。") % {"day": last} + where_to_ask(request)


def _after_petition(petition: Petition, on: dt.date) -> str:
    """Review, then re-review, each within the days of R-X10 after the answer before it; then nothing further."""
    reviews = queries.reviews_of(petition)
    if reviews and reviews[-1].answered_on is None:
        return _("已请求%(stage)s，最迟 %(day)s 答复，答复写在这一页。") % {"stage": reviews[-1].get_stage_display(), "day": long_day(reviews[-1].answer_by)}
    if len(reviews) == len(Stage):
        return _("已经复核，信访程序到此为止。")
    stage, told_on = Stage(len(reviews) + 1).label, reviews[-1].answered_on if reviews else petition.replied_on
    if told_on is None:
        days = county_settings().on(petition.finished_on)["petitions.review_days"]
        return _("不服的，收到书面答复之日起 %(n)d 天内可以书面请求%(stage)s。") % {"n": days, "stage": stage}
    last = citizen_deadline(told_on, county_settings().on(told_on)["petitions.review_days"]).day
    if on > last:
        return _("请求%(stage)s最迟到 %(day)s，已经过了。") % {"stage": stage, "day": long_day(last)}
    return _("不服的，最迟 %(day)s 可以书面请求%(stage)s。") % {"stage": stage, "day": long_day(last)}
