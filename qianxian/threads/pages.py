"""What a thread's page shows: where it stands, its picture, its time line, what is missing, the money and what hangs on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions.queries import codes_above, names_of
from qianxian.foundation.actor import Actor
from qianxian.threads import permissions, queries, registry, rules
from qianxian.threads.models import Estimate, Stall, Thread, ThreadEvent, ThreadStep
from qianxian.threads.pictures import Strip, draw, wan

State, Kind = Thread.State, ThreadEvent.Kind
#: What may be done when, in the order of the buttons; the first one is the page's own.
ACTS = {
    State.OPEN: ("move", "estimate", "note", "stall", "attach", "tell", "close", "join", "split"),
    State.STALLED: ("lift", "estimate", "note", "attach", "tell", "split"),
    State.CLOSED: ("reopen",),
    State.JOINED: ("reopen",),
}

MONEY = "#money"  # the table under the picture, of which every number of money on the page is the sum

ACT_WORDS = {
    "move": gettext_lazy("登记进展"), "estimate": gettext_lazy("登记估算"), "note": gettext_lazy("补记一笔"), "stall": gettext_lazy("登记搁置"), "lift": gettext_lazy("登记恢复"),
    "attach": gettext_lazy("串上事物"), "tell": gettext_lazy("登记答复"), "close": gettext_lazy("办结"), "join": gettext_lazy("合并到别的线"), "split": gettext_lazy("拆分出一条线"),
    "reopen": gettext_lazy("重新打开"),
}  # fmt: skip


@dataclass
class Sight:
    """A thread as somebody sees it on a day: its rows, each read once."""

    thread: Thread
    by: Actor
    on: dt.date

    @cached_property
    def steps(self) -> list[ThreadStep]:
        """Each step once, as it was last recorded, the oldest first."""
        found: dict[tuple[str, dt.date], ThreadStep] = {}
        for row in queries.steps(self.thread):
            found[row.step, row.since] = row
        return sorted(found.values(), key=lambda row: row.pk)

    @property
    def now(self) -> ThreadStep:
        """Where it stands."""
        return self.steps[-1]

    @cached_property
    def stalls(self) -> list[Stall]:
        return list(queries.stalls(self.thread))

    @cached_property
    def estimates(self) -> list[Estimate]:
        return list(queries.estimates(self.thread))

    @cached_property
    def events(self) -> list[ThreadEvent]:
        return list(queries.events(self.thread))

    @cached_property
    def links(self) -> list[Any]:
        return list(queries.links(self.thread))

    @cached_property
    def told_by_rooms(self) -> tuple[list[registry.Event], list[registry.Payment], list[registry.Need], bool]:
        """Events, money and needs of the things on the thread, as their rooms tell them; and whether any room answers for money."""
        events, money, needs, counted = [], [], [], False
        for kind, uuids in queries.uuids_by_kind(self.links).items():
            for one in registry.tellers(kind):
                events += one.events(uuids, self.by) if one.events else []
                money += one.money(uuids, self.by) if one.money else []
                needs += one.needs(uuids, self.by) if one.needs else []
                counted = counted or one.money is not None
        return events, sorted(money, key=lambda p: p.on), needs, counted

    @cached_property
    def names(self) -> dict[str, str]:
        """The places that may hold a step, by code."""
        return names_of(codes_above(self.thread.division_code))

    @property
    def end(self) -> dt.date:
        """The day its waiting is counted to: the day it ended, else the day looked at."""
        return self.thread.closed_on or self.on

    def money(self, way: str) -> Decimal:
        """What was received or paid so far, in yuan."""
        return sum((p.amount for p in self.told_by_rooms[1] if p.way == way), Decimal(0))

    def told(self) -> bool:
        """Whether who asked was told since it was last opened."""
        kinds = [e.kind for e in sorted(self.events, key=lambda e: e.pk) if e.kind in (Kind.FEEDBACK, Kind.REOPENED)]
        return bool(kinds) and kinds[-1] == Kind.FEEDBACK

    def stall_end(self, row: Stall) -> dt.date:
        """The day a stall was lifted, or the day looked at."""
        return row.period.upper or self.end


def thread_page(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    """Everything on the page."""
    sight = Sight(thread, request.actor, request.today)
    keep = permissions.can_keep_thread(request.actor, thread).allowed
    oldest_first = request.GET.get("order") == "old"
    line = time_line(sight)
    return {
        "thread": thread, "facts": facts(sight), "sentence": sentence(sight), "line": line if oldest_first else line[::-1], "oldest_first": oldest_first,
        "wide": draw(strip(sight), width=1120), "narrow": draw(strip(sight), width=328), "needs": needs(sight, keep) if thread.state in queries.UNDER_WAY else [],
        "money": money_rows(sight), "sums": money_sums(sight), "hanging": hanging(sight), "acts": acts(thread, keep), "rest": coming(sight),
        "recorder": names_of_logins([thread.recorded_by]).get(thread.recorded_by, thread.recorded_by),
    }  # fmt: skip


def act_url(thread: Thread, act: str) -> str:
    """The address of a form."""
    return reverse("threads:act", args=[thread.uuid, act])


def acts(thread: Thread, keep: bool) -> list[tuple[str, Any]]:
    """(address, words) of what may be done now; nothing for who only looks."""
    return [(act_url(thread, act), ACT_WORDS[act]) for act in ACTS[thread.state]] if keep else []


def holder(row: ThreadStep) -> str:
    """Who holds a step: the body by its name, else the role."""
    return row.holder_body or row.get_holder_role_display()


def facts(sight: Sight) -> list[dict[str, Any]]:
    """Four facts: where it stands, who holds it, how long it waits, money against the estimate."""
    thread, now, on = sight.thread, sight.now, sight.end
    whole = _("自提出算起 %(n)s 天") % {"n": f"{rules.days_waited(thread.asked_on, on):,}"}
    if thread.state in (State.CLOSED, State.JOINED):
        first = {"label": _("状态"), "value": thread.get_state_display(), "note": thread.closed_on or ""}
        wait = {"label": _("一共用了"), "value": _("%(n)s 天") % {"n": f"{rules.days_waited(thread.asked_on, on):,}"}, "note": _("从提出到办结") if thread.closed_on else ""}
    else:
        since = sight.stalls[-1].period.lower if thread.state == State.STALLED else now.since
        stopped = thread.state == State.STALLED
        first = {"label": _("停在"), "value": now.get_step_display(), "note": _("搁置：%(cause)s") % {"cause": sight.stalls[-1].get_cause_display()} if stopped else place_on_road(sight)}
        wait = {"label": _("等了多久"), "value": _("%(n)s 天") % {"n": f"{rules.days_waited(since, on):,}"}, "note": whole}
    place = sight.names.get(now.holder_code, now.holder_code)
    return [
        first | {"now": thread.state in queries.UNDER_WAY},
        {"label": _("在谁手上"), "value": holder(now), "note": place if not now.holder_body else _("%(place)s · %(role)s催办") % {"place": place, "role": now.get_holder_role_display()}},
        wait, money_fact(sight),
    ]  # fmt: skip


def place_on_road(sight: Sight) -> str:
    """「第 4 步，共 12 步」on the thread's road; empty off it."""
    road = rules.ROADS[sight.thread.road]
    return _("第 %(n)d 步，共 %(all)d 步") % {"n": road.index(sight.now.step) + 1, "all": len(road)} if sight.now.step in road else ""


def money_fact(sight: Sight) -> dict[str, Any]:
    """Paid so far against the last estimate, in 万元."""
    if not sight.estimates:
        return {"label": _("已付 / 估算（万元）"), "value": _("还没有估算"), "note": ""}
    last, counted = sight.estimates[-1].amount, sight.told_by_rooms[3]
    paid, received = sight.money("paid"), sight.money("received")
    if not counted:
        return {"label": _("最近估算（万元）"), "value": wan(last), "note": _("还没有串上付款"), "url": MONEY}
    note = _("到账 %(n)s，还差 %(less)s") % {"n": wan(received), "less": wan(max(last - received, Decimal(0)))}
    return {"label": _("已付 / 估算（万元）"), "value": f"{wan(paid)} / {wan(last)}", "note": note, "url": MONEY}


def sentence(sight: Sight) -> str:
    """What the picture says, as one sentence."""
    said = []
    if stood := [(s.period.lower, sight.stall_end(s)) for s in sight.stalls]:
        years, days = max(rules.whole_years(a, b) for a, b in stood), sum(rules.days_waited(a, b) for a, b in stood)
        said.append((_("搁了 %(n)d 年多") if years else _("搁置过 %(n)d 天")) % {"n": years or days})
    amounts = [e.amount for e in sight.estimates]
    if len(amounts) > 1 and amounts[-1] > amounts[0]:
        grown = {"a": wan(amounts[0]), "b": wan(amounts[-1]), "r": rules.Growth(amounts[0], amounts[-1]).ratio}
        said.append(_("估算从 %(a)s 万元涨到 %(b)s 万元，是原来的 %(r)s 倍") % grown)
    elif len(amounts) > 1:
        said.append(_("估算从 %(a)s 万元改为 %(b)s 万元") % {"a": wan(amounts[0]), "b": wan(amounts[-1])})
    elif amounts:
        said.append(_("估算 %(a)s 万元") % {"a": wan(amounts[0])})
    said = said or [_("提出到现在 %(n)d 天") % {"n": rules.days_waited(sight.thread.asked_on, sight.end)}]
    return _("，").join(said) + _("。")


def strip(sight: Sight) -> Strip:
    """The rows as the picture takes them."""
    paid = [p for p in sight.told_by_rooms[1] if p.way == "paid"]
    so_far = list(accumulate((p.amount for p in paid), initial=Decimal(0)))[1:]
    return Strip(
        asked=sight.thread.asked_on, on=sight.on, closed=sight.thread.closed_on, stalls=[(s.period.lower, sight.stall_end(s)) for s in sight.stalls],
        estimates=[(e.estimated_on, e.amount) for e in sight.estimates], paid=[(p.on, total) for p, total in zip(paid, so_far, strict=True)],
        knots=[*(step.since for step in sight.steps), *(e.happened_on for e in sight.events)], now=sight.now.get_step_display(),
    )  # fmt: skip


def coming(sight: Sight) -> str:
    """The steps that usually follow, as one line; empty at the end."""
    words = dict(ThreadStep.Step.choices)
    after = rules.next_steps(sight.thread.road, sight.now.step) if sight.thread.state in queries.UNDER_WAY else ()
    return " → ".join(str(words[step]) for step in after)


def needs(sight: Sight, keep: bool) -> list[registry.Need]:
    """What is missing before it goes on, each with the page that mends it: what was written, what the rooms say, what the thread itself lacks."""
    thread, mend = sight.thread, lambda act: act_url(thread, act) if keep else ""
    found = [registry.Need(_("怎么恢复：写明办法，登记恢复"), mend("lift"))] if thread.state == State.STALLED else []
    found += [registry.Need(item) for item in sight.now.missing] + sight.told_by_rooms[2]
    if thread.road == Thread.Road.DECISION and not sight.estimates:
        found.append(registry.Need(_("要花多少钱：一次估算和它的材料"), mend("estimate")))
    if sight.estimates and sight.told_by_rooms[3] and (less := sight.estimates[-1].amount - sight.money("received")) > 0:
        found.append(registry.Need(_("%(n)s 万元从哪来") % {"n": wan(less)}))
    if thread.origin == Thread.Origin.VILLAGERS and not sight.told():
        found.append(registry.Need(_("答复提出的人"), mend("tell")))
    return found


def money_rows(sight: Sight) -> list[dict[str, Any]]:
    """Estimates and money by day, in yuan: the numbers of the picture with their papers."""
    rows = [
        {"on": e.estimated_on, "what": _("首次估算") if n == 1 else _("第 %(n)d 次估算") % {"n": n}, "paper": f"{e.source} · {e.document}", "amount": e.amount, "url": ""}
        for n, e in enumerate(sight.estimates, 1)
    ]
    ways = {"received": _("到账"), "paid": _("付款")}
    rows += [{"on": p.on, "what": ways[p.way], "paper": p.words, "amount": p.amount, "url": p.address} for p in sight.told_by_rooms[1]]
    return sorted(rows, key=lambda row: row["on"])


def money_sums(sight: Sight) -> list[tuple[str, Decimal]]:
    """What the rows of money come to in yuan, each way, and what the last estimate is still short of; none where no room answers for money."""
    if not sight.told_by_rooms[3]:
        return []
    received, found = sight.money("received"), [(_("付款合计"), sight.money("paid"))]
    if received:
        found.insert(0, (_("到账合计"), received))
    if sight.estimates:
        found.append((_("比最近估算少付"), max(sight.estimates[-1].amount - sight.money("paid"), Decimal(0))))
    return found


def hanging(sight: Sight) -> list[dict[str, Any]]:
    """What hangs on the thread, by kind, each with its page."""
    kinds = registry.kinds()
    return [
        {"title": kinds[link.kind].title if link.kind in kinds else link.kind, "icon": kinds[link.kind].icon if link.kind in kinds else "file", "label": link.label,
         "since": link.since, "link": link, "url": kinds[link.kind].page(link.thing, sight.by) if link.kind in kinds else ""}
        for link in sight.links
    ]  # fmt: skip


def time_line(sight: Sight) -> list[dict[str, Any]]:
    """Every knot of the line, the oldest first; the open step last but for what is still to come."""
    thread = sight.thread
    asked = {"on": thread.asked_on, "title": thread.get_origin_display(), "who": _("%(channel)s：%(matter)s") % {"channel": thread.get_channel_display(), "matter": thread.matter}}
    found = [asked | {"paper": thread.document}, *_step_knots(sight), *_estimate_knots(sight), *_event_knots(sight), *_stall_knots(sight)]
    found += [{"on": e.on, "title": e.title, "who": e.words, "url": e.address, "status": e.status, "amount": wan(e.amount) if e.amount is not None else ""} for e in sight.told_by_rooms[0]]
    found.sort(key=lambda knot: (knot["on"], knot.get("state") == "gap"))
    if thread.state in queries.UNDER_WAY:
        found.append(_now_knot(sight))
    return found


def _step_knots(sight: Sight) -> list[dict[str, Any]]:
    """Steps that are behind, with how long each took."""
    rows = []
    for row, after in zip(sight.steps, sight.steps[1:], strict=False):
        if row.step != ThreadStep.Step.REGISTERED:  # the asking itself stands there already
            rows.append({"on": row.since, "title": _("走到：%(step)s") % {"step": row.get_step_display()}, "who": f"{holder(row)} · {lasted(sight, row.since, after.since)}",
                         "paper": row.document})  # fmt: skip
    if sight.thread.state not in queries.UNDER_WAY:
        rows.append({"on": sight.now.since, "title": _("走到：%(step)s") % {"step": sight.now.get_step_display()}, "who": holder(sight.now), "paper": sight.now.document})
    return rows


def lasted(sight: Sight, first: dt.date, until: dt.date) -> str:
    """How many days a step took, and how many of them nothing moved."""
    still = sum(max(0, (min(sight.stall_end(s), until) - max(s.period.lower, first)).days) for s in sight.stalls)
    days = {"n": f"{rules.days_waited(first, until):,}", "still": f"{still:,}"}
    return (_("历时 %(n)s 天，其中搁置 %(still)s 天") if still else _("历时 %(n)s 天")) % days


def _estimate_knots(sight: Sight) -> list[dict[str, Any]]:
    return [
        {"on": e.estimated_on, "title": (_("首次估算") if n == 1 else _("第 %(n)d 次估算") % {"n": n}), "amount": wan(e.amount), "who": e.source, "paper": e.document}
        for n, e in enumerate(sight.estimates, 1)
    ]


def _event_knots(sight: Sight) -> list[dict[str, Any]]:
    return [
        {"on": e.happened_on, "title": e.title or e.get_kind_display(), "who": e.words, "paper": e.document,
         "url": reverse("threads:thread", args=[e.other.uuid]) if e.other and e.other_id != sight.thread.pk else ""}
        for e in sight.events
    ]  # fmt: skip


def _stall_knots(sight: Sight) -> list[dict[str, Any]]:
    """Each stall as a gap of the line; beside a vote that went wrong stands what the law asks of a vote."""
    rows = []
    for row in sight.stalls:
        last = row.period.upper - dt.timedelta(days=1) if row.period.upper else None
        days = _("搁置 %(n)s 天") % {"n": f"{rules.days_waited(row.period.lower, sight.stall_end(row)):,}"}
        rows.append({"on": row.period.lower, "state": "gap", "title": days, "last": last, "cause": row.get_cause_display(), "who": row.words,
                     "law": row.cause in rules.VOTE_CAUSES, "lifted": row.lift_words})  # fmt: skip
    return rows


def _now_knot(sight: Sight) -> dict[str, Any]:
    now = sight.now
    waited = _("%(since)s 起，已等 %(n)s 天") % {"since": now.since, "n": f"{rules.days_waited(now.since, sight.on):,}"}
    return {"state": "now", "on": waited, "title": now.get_step_display(), "who": holder(now), "paper": now.document,
            "status": "" if sight.thread.state == State.STALLED else "办理中"}  # fmt: skip


def standing(thread: Thread) -> dict[str, Any]:
    """What the form of a step begins with: the thread as it stands."""
    now = queries.steps(thread).last()
    return {"step": now.step, "holder_role": now.holder_role, "holder_code": now.holder_code, "holder_body": now.holder_body, "missing": "\n".join(now.missing)}


def holding_places(request: HttpRequest, thread: Thread) -> dict[str, list[tuple[str, str]]]:
    """The village, its town and the district: who may hold a step."""
    names = names_of(codes_above(thread.division_code))
    return {"holder_code": [(code, names.get(code, code)) for code in reversed(codes_above(thread.division_code))]}


def earlier_estimates(request: HttpRequest, thread: Thread) -> dict[str, list[tuple[str, str]]]:
    """Estimates that a new one may put right."""
    return {"corrects": [(str(e.uuid), f"{e.estimated_on} · {e.amount:,.2f}") for e in queries.estimates(thread) if e.thread_id == thread.pk]}


def joinable(request: HttpRequest, thread: Thread) -> dict[str, list[tuple[str, str]]]:
    """The other threads of the place that are under way."""
    return {"into": [(str(t.uuid), f"{t.number} {t.title}") for t in queries.open_threads(request.actor, thread.division_code) if t.pk != thread.pk]}


def own_ties(request: HttpRequest, thread: Thread) -> dict[str, list[tuple[str, str]]]:
    """What a split may take along."""
    return {"links": [(str(link.uuid), link.label) for link in queries.links(thread) if link.thread_id == thread.pk]}


def tieable(request: HttpRequest, thread: Thread) -> dict[str, list[tuple[str, str]]]:
    """Things of the place that their rooms offer and that hang on no thread yet: ``kind:uuid`` with kind and words."""
    offered = [
        (f"{one.kind}:{uuid}", f"{one.title} {label}")
        for one in registry.kinds().values() if one.choices
        for uuid, label in one.choices(request.actor, thread.division_code)
    ]  # fmt: skip
    tied = queries.tied([key.partition(":")[2] for key, _label in offered], request.actor)
    return {"thing": [(key, label) for key, label in offered if key.partition(":")[2] not in tied]}
