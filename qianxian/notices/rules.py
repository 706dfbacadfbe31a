"""When a message may go out (R-K22), and what becomes of one that did not arrive. Pure; no database, no clock.

Example: on Friday at 21 o'clock nothing goes out; the earliest is Monday at 8. Somebody who was sent three messages today gets no fourth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from qianxian.foundation.periods import ONE_DAY, next_working_day
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

ALLOWED_MOVES: dict[str, tuple[str, ...]] = {
    "waiting": ("sending", "held", "dropped"), "sending": ("sent", "waiting", "failed", "dropped"), "failed": ("waiting", "dropped"), "sent": (), "held": (), "dropped": (),
}  # fmt: skip
# The most a person may be sent in a week, whatever the county sets: the database has as many places and no more (M9 of the burden board).
MOST_A_WEEK = 10
# Minutes until the next try after the first, second, … that did not arrive; after the last it is given up and somebody is told.
BACK_OFF = (5, 15, 60, 240, 720)
# How often a day somebody may try his own address out.
TRIALS_A_DAY = 5
LAW = "中共中央办公厅《关于解决形式主义突出问题为基层减负的通知》（2019年）"


@rule(
    "R-K22", title="消息什么时候发、最多几条", title_en="When messages go out, and how many",
    versions=[InForce(dt.date(2019, 3, 11), LAW, "不以消息催办代替待办；夜间、休息日不打扰，每人每天、每周有上限", confidence="check")],
    inputs=[Input("hour", "int", "现在几点", "Hour of the day", unit="时", minimum=0, maximum=23),
            Input("sent_today", "int", "本人今天已发", "Sent to the person today", unit="条", minimum=0, required=False, default=0),
            Input("sent_this_week", "int", "本人本周已发", "Sent to the person this week", unit="条", minimum=0, required=False, default=0)],
    outputs=[Output("allowed", "bool", "现在可以发", "May go out now"), Output("next_day", "date", "最早哪一天", "Earliest day"),
             Output("next_hour", "int", "最早几点", "Earliest hour", unit="时"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def may_go_out(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quiet hours and days off put a message off to the first hour after them; a full day or week holds it back altogether: 待办 says it anyway."""
    first, last = settings["notices.quiet_to_hour"], settings["notices.quiet_from_hour"]
    day, told = on, []
    over_midnight = first < last
    quiet = not first <= facts.hour < last if over_midnight else last <= facts.hour < first
    if quiet:
        day = on + ONE_DAY if over_midnight and facts.hour >= last else on
        told.append(violation("quiet_hours", f"现在是免打扰时间，{first} 点以后发。", f"These are quiet hours; it goes out from {first} o'clock."))
    if settings["notices.rest_days_quiet"] and (working := next_working_day(day)) != day:
        day = working
        told.append(violation("rest_day", f"休息日不发消息，{day} 发。", f"Nothing goes out on a day off; it goes out on {day}."))
    if facts.sent_today >= (most := settings["notices.a_day"]):
        told.append(violation("day_full", f"今天已发 {facts.sent_today} 条，每人每天最多 {most} 条。", f"{facts.sent_today} sent today; at most {most} a day."))
    if facts.sent_this_week >= (most := min(settings["notices.a_week"], MOST_A_WEEK)):
        told.append(violation("week_full", f"本周已发 {facts.sent_this_week} 条，每人每周最多 {most} 条。", f"{facts.sent_this_week} sent this week; at most {most} a week."))
    return Finding({"allowed": not told, "next_day": day, "next_hour": first if quiet or day != on else facts.hour, "error": told[0].code if told else None}, told)


def next_try(tries: int, at: dt.datetime) -> dt.datetime | None:
    """When to try again after ``tries`` that did not arrive; None where it is given up."""
    return at + dt.timedelta(minutes=BACK_OFF[tries - 1]) if tries <= len(BACK_OFF) else None


def week_of(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())


@dataclass(frozen=True)
class Waiting:
    """One piece of somebody's 待办: a keyed mark that names it and says nothing, and the working days left (negative when past, None without a day)."""

    mark: str
    days_left: int | None = None


@dataclass(frozen=True)
class News:
    """What is new since the last look: pieces never seen, pieces due within a working day and not told of."""

    fresh: frozenset[str]
    soon: frozenset[str]


def news(waiting: Iterable[Waiting], known: Iterable[str] | None, told_due: Iterable[str]) -> News:
    """The news in what waits. At the first look (``known`` None) all is known: nobody is flooded for having switched messages on."""
    rows = list(waiting)
    seen = {row.mark for row in rows} if known is None else set(known)
    fresh = frozenset(row.mark for row in rows if row.mark not in seen)
    soon = frozenset(row.mark for row in rows if row.days_left is not None and 0 <= row.days_left <= 1)
    return News(fresh, soon - fresh - set(told_due))
