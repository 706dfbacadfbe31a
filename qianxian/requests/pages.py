"""What the pages of requests show: steps in plain words, what may be done now, what the public progress page may say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.cases.next_steps import desk_of
from qianxian.cases.pages import progress_address
from qianxian.divisions import queries as divisions
from qianxian.foundation.actor import Actor
from qianxian.portal.marks import long_day
from qianxian.requests import permissions, queries
from qianxian.requests.models import Holder, Petition, Request, RequestStep, State
from qianxian.requests.moves import CLOSED, LEVELS, TRANSFERS, WAITING
from qianxian.requests.next_steps import keeps_apart, stands_for, what_now, where_to_ask

Kind = RequestStep.Kind


def in_hands(holder: str, body: str) -> str:
    """In whose hands: 村（社区）, 镇（街道）, 区, or the department by its name."""
    return body or str(Holder(holder).label)


def sentence(step: RequestStep, before: RequestStep | None) -> str:
    """The step as who told it reads it."""
    what = {"what": step.words}
    said = {
        Kind.RECEIVE: _("收到您反映的事"), Kind.PETITION: _("按信访事项登记"), Kind.ACCEPT: _("已受理"), Kind.NOTE: _("进展：%(what)s") % what,
        Kind.EXTEND: _("延长到 %(day)s，理由：%(what)s") % {"day": step.due_on, **what}, Kind.ANSWER: _("书面答复：%(what)s") % what, Kind.FINISH: _("已办结：%(what)s") % what,
        Kind.VISIT: _("回访：%(what)s") % what, Kind.DECLINE: _("不予受理，理由：%(what)s") % what, Kind.WITHDRAW: _("本人撤回：%(what)s") % what,
        Kind.REOPEN: _("重新打开：%(what)s") % what,
    }  # fmt: skip
    if step.kind == Kind.ACCEPT and step.words:
        return _("已受理：%(what)s") % what
    if step.kind != Kind.ASSIGN:
        return said[Kind(step.kind)]
    back = before is not None and LEVELS.index(step.desk) < LEVELS.index(before.desk)
    told = _("退回%(where)s办理：%(what)s") if back else _("转到%(where)s办理：%(what)s")
    return told % {"where": in_hands(step.holder, step.holder_body), **what}


def told(step: RequestStep, before: RequestStep | None) -> str:
    """The sentence, and where to turn after a refusal."""
    words = sentence(step, before)
    return f"{words} " + _("可以这样办：%(what)s") % {"what": step.remedy} if step.remedy else words


def line_of(request: Request) -> list[dict[str, Any]]:
    """The steps as a line, without who took them, with the reviews of a petition; the last one stands out while the request is open."""
    steps = list(queries.steps_of(request))
    line = [{"title": told(step, before), "when": step.happened_on, "state": "done"} for step, before in zip(steps, [None, *steps], strict=False)]
    petition = queries.petition_of(request)
    for one in queries.reviews_of(petition) if petition else []:
        line.append({"title": _("请求%(stage)s") % {"stage": one.get_stage_display()}, "when": one.asked_on, "state": "done"})
        if one.answered_on:
            line.append({"title": f"{one.get_stage_display()}：{one.get_outcome_display()}。{one.words}", "when": one.answered_on, "state": "done"})
    if request.state not in CLOSED:
        line[-1]["state"] = "now"
    return line


def last_day(request: Request) -> str:
    """By when, in words."""
    if request.state in CLOSED:
        return _("%(day)s 结束") % {"day": long_day(request.closed_on)}
    if request.state not in WAITING:
        return _("已答复")
    return long_day(request.due_on) + ("" if request.confirmed else _("（节假日安排还没公布，日期可能变）"))


def ending(request: Request) -> dict[str, str]:
    """By when it must be answered; once it is closed, when it ended."""
    if request.closed_on is not None:
        return {"label": _("结束日期"), "value": long_day(request.closed_on)}
    return {"label": _("最迟答复日期"), "value": last_day(request)}


def progress_of(request: Request, on: dt.date) -> dict[str, Any]:
    """What somebody with the receipt may read: the kind, the place, the state, the steps and the answer. Neither who told it nor what he wrote."""
    place = divisions.names_of([request.division_code])
    return {
        "page_title": request.get_kind_display(), "page_sub": f"{request.number} · {place.get(request.division_code, '')}", "steps": line_of(request), "missing": [],
        "rows": [
            {"label": _("进展"), "value": stands_for(request)}, {"label": _("在哪里办"), "value": in_hands(request.holder, request.holder_body)},
            {"label": _("收到日期"), "value": long_day(request.received_on)}, ending(request),
        ],
        "now": what_now(request, on), "desk": {} if keeps_apart(request) else desk_of(request.division_code, on),
        "ask": where_to_ask(request) if keeps_apart(request) else "", "reopens": request.state in CLOSED, "back_url": reverse("cases:progress"),
    }  # fmt: skip


def progress_by_receipt(by: Actor, number: str, proof: str, on: dt.date) -> dict[str, Any] | None:
    """What the holder of a request's receipt reads; None where number and code are not one request's. The telephone is no proof here."""
    found = queries.request_of_receipt(by, number, proof)
    return progress_of(found, on) if found else None


def request_page(http: HttpRequest, request: Request) -> dict[str, Any]:
    """Everything the staff's page draws."""
    place, on, petition = divisions.names_of([request.division_code]), http.today, queries.petition_of(request)
    waiting = request.state in WAITING
    late = waiting and request.due_on < on
    about = request.about_body or request.get_about_display()
    return {
        "page_title": f"{request.get_kind_display()} {request.number}", "page_sub": place.get(request.division_code, ""), "request_row": request, "steps": line_of(request),
        "acts": acts_of(http, request, petition), "late": late, "topmost": request.desk == Holder.DISTRICT, "near": waiting and not late and request.notice_on <= on,
        "facts": [
            {"label": _("进展"), "value": request.get_state_display(), "now": request.state not in CLOSED}, {"label": _("在谁手上"), "value": in_hands(request.holder, request.holder_body)},
            {"label": _("收到日期"), "value": request.received_on}, ending(request) | {"now": late},
        ],
        "rows": [
            *teller_rows(http, request), {"label": _("来路"), "value": request.get_channel_display()}, {"label": _("哪方面"), "value": request.get_subject_display()},
            {"label": _("反映的是谁"), "value": about, "rule": "R-K11"},
        ],
        "petition": petition_rows(petition) if petition else [], "crumbs": [(_("诉求"), reverse("requests:list")), (request.number, "")],
    }  # fmt: skip


def teller_rows(http: HttpRequest, request: Request) -> list[dict[str, Any]]:
    """Who told it, for who handles it and where it is not protected."""
    if request.anonymous:
        return [{"label": _("反映人"), "value": _("匿名，凭回执查答复")}]
    if request.protected or not permissions.can_handle_request(http.actor, request).allowed:
        return [{"label": _("反映人"), "value": _("受保护，经办人看不到；答复写在这里，本人凭回执能看到")}]
    teller = queries.open_teller(request)
    return [{"label": _("反映人"), "value": teller.name or _("没有留")}, {"label": _("电话"), "value": teller.phone or _("没有留")}]


def petition_rows(petition: Petition) -> list[dict[str, Any]]:
    """The clock of R-X10 as it was kept."""
    days = (
        (_("最迟登记转送"), petition.route_by), (_("转送日期"), petition.routed_on), (_("受理日期"), petition.accepted_on), (_("最迟办结"), petition.finish_by),
        (_("书面答复日期"), petition.finished_on), (_("送达日期"), petition.replied_on),
    )  # fmt: skip
    rows = [{"label": label, "value": day, "rule": "R-X10" if label == _("最迟办结") else ""} for label, day in days if day]
    if petition.extended_days:
        rows.append({"label": _("批准延长"), "value": _("%(n)d 天，%(day)s 告知本人") % {"n": petition.extended_days, "day": petition.notified_on}})
    return [*rows, *({"label": _("最迟答复%(stage)s") % {"stage": one.get_stage_display()}, "value": one.answer_by} for one in queries.reviews_of(petition))]


WORDS = {
    "accept": lambda: _("受理"), "answer": lambda: _("书面答复"), "finish": lambda: _("办结"), "assign": lambda: _("转办或退回"), "note": lambda: _("告知进展"),
    "visit": lambda: _("登记回访"), "decline": lambda: _("不予受理"), "petition": lambda: _("按信访事项登记"), "withdraw": lambda: _("本人撤回"), "reopen": lambda: _("重新打开"),
    "thread": lambda: _("转成线"), "name": lambda: _("登记回避"), "extend": lambda: _("批准延长"), "receipt": lambda: _("补发回执"),
    "ask_review": lambda: _("登记复查、复核请求"), "answer_review": lambda: _("答复复查、复核"),
}  # fmt: skip
NOW = {
    State.RECEIVED: ("accept", "assign", "decline", "note", "petition", "thread", "withdraw", "receipt"), State.IN_PROCESS: ("answer", "assign", "note", "thread", "withdraw", "receipt"),
    State.ANSWERED: ("finish", "visit", "reopen", "thread", "receipt"),
}  # fmt: skip
AFTER = {State.DONE: ("visit", "reopen", "receipt")}


def acts_of(http: HttpRequest, request: Request, petition: Petition | None) -> list[tuple[str, str]]:
    """(address, words) of what the actor may do now, the likeliest first."""
    by, state = http.actor, State(request.state)
    acts = list(NOW.get(state) or AFTER.get(state, ("reopen", "receipt"))) if permissions.can_handle_request(by, request).allowed else []
    kept = request.protected or request.anonymous
    unfit = {
        "withdraw": kept, "receipt": kept, "petition": petition is not None or request.desk == "village", "reopen": petition is not None and petition.finished_on is not None,
        "thread": request.protected or request.about != "none" or request.seen_from != "village" or not by.may("open_threads") or queries.on_a_thread(request),
    }  # fmt: skip
    acts = [act for act in acts if not unfit.get(act)]
    if permissions.can_name_complained_of(by, request).allowed and state not in CLOSED:
        acts.append("name")
    acts += _petition_acts(http, request, petition) if petition is not None else []
    return [(reverse("requests:act", args=[request.uuid, act]), WORDS[act]()) for act in acts]


def _petition_acts(http: HttpRequest, request: Request, petition: Petition) -> list[str]:
    by, acts, reviews = http.actor, [], queries.reviews_of(petition)
    if request.state == State.IN_PROCESS and not petition.extended_days and permissions.can_extend_petition(by, request).allowed:
        acts.append("extend")
    waits = any(one.answered_on is None for one in reviews)
    if waits and permissions.can_review_petition(by, petition).allowed:
        acts.append("answer_review")
    if petition.replied_on and not waits and len(reviews) < 2 and permissions.can_receive_request(by, request.division_code).allowed:
        acts.append("ask_review")
    return acts


def transfer_choices(request: Request) -> list[tuple[str, str]]:
    """Where the request may be passed on to: never to who is complained of, nor below."""
    shut = LEVELS[: LEVELS.index(request.seen_from)]
    return [(code, str(Holder(code).label)) for code in TRANSFERS[request.holder] if code not in shut]


def receipt_facts(request: Request, code: str, on: dt.date) -> dict[str, Any]:
    """What the paper says: what kind, where, by when, and how to ask after it. Nobody's name: the paper may be found."""
    return {
        "number": request.number, "code": code, "village": f"{divisions.place_on_paper(request.division_code)}党群服务中心",
        "pairs": [
            {"label": "类别", "value": str(Request.Kind(request.kind).label)}, {"label": "收到日期", "value": long_day(request.received_on)},
            {"label": "最迟答复日期", "value": last_day(request)},
        ],
        "leaf": queries.leaf_of(request), "issued": on, "verify_url": progress_address(request.number),
    }  # fmt: skip
