"""What a resident reads about what comes next: where the case stands in words that speak to him, what he may do now, where he may ask.

Example: a case that waits for papers says 「等您补材料」 and that the time begins with the last of them; staff read 「等群众补材料」.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from qianxian.cases.models import Case, State
from qianxian.cases.permissions import guest_of
from qianxian.cases.queries import ask_days
from qianxian.centres import queries as centres
from qianxian.foundation.periods import add_days
from qianxian.portal.marks import long_day
from qianxian.rulebook.queries import county_settings


def stands_for(case: Case) -> str:
    """The state as its applicant reads it."""
    own = {State.RECEIVED: _("已收到，等窗口受理"), State.SUPPLEMENT: _("等您补材料")}
    return own.get(State(case.state)) or str(case.get_state_display())


def what_now(case: Case, on: dt.date) -> str:
    """What the applicant may do on the day, in a sentence or two."""
    if case.closed_on is not None:
        against = _("不服的，按办理过程里写明的办法办，期限不等人。") if case.state == State.REFUSED else ""
        return against + until(case.closed_on, county_settings().on(case.closed_on)["cases.reopen_days"], on)
    if case.state == State.SUPPLEMENT:
        return _("请把缺的材料一次带到窗口。") + (_("补齐那天起开始算办理期限。") if case.due_on is None else _("办理期限不停，请尽快。"))
    if case.state == State.RECEIVED:
        days = ask_days(case.received_on)
        return _("窗口在 %(n)d 个工作日内受理，或者一次告诉您还缺什么。材料还没有交的，请带到窗口核对。") % {"n": days}
    if case.due_on is not None and case.due_on < on:
        return _("已经过了最迟办结的日子，上一级已经看到。您可以打电话催问，也可以向镇（街道）或者上一级机关反映。")
    return _("不用再跑，办好了写在这一页。过期没有办结的，可以向镇（街道）或者上一级机关反映。")


def until(ended: dt.date, days: int, on: dt.date) -> str:
    """By when something that ended may be opened again."""
    last = add_days(ended, days)
    if on > last:
        return _("重新打开最迟到 %(day)s，已经过了。还有问题的，可以到窗口另外登记一件。") % {"day": long_day(last)}
    return _("没有办好的，最迟 %(day)s 可以带回执到窗口请求重新打开。") % {"day": long_day(last)}


def desk_of(division_code: str, on: dt.date) -> dict[str, str]:
    """Address and telephone of the village's centre; empty where it has none yet."""
    centre = centres.main_centres_on(on, guest_of(division_code)).first()
    return {"address": centre.address, "telephone": centre.telephone} if centre else {}
