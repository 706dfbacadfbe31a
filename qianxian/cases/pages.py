"""What the pages of cases show: steps in plain words, what may be done now, what the public progress page may say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.cases import outcomes, permissions, queries
from qianxian.cases.models import Case, CaseStep, Holder, State
from qianxian.cases.moves import CLOSED, TRANSFERS
from qianxian.cases.next_steps import desk_of, stands_for, what_now
from qianxian.divisions import queries as divisions
from qianxian.foundation.actor import Actor
from qianxian.portal.marks import long_day
from qianxian.services.tables import in_days

Kind = CaseStep.Kind


def in_hands(holder: str, body: str) -> str:
    """In whose hands: 村（社区）, 镇（街道）, or the department by its name."""
    return body or str(Holder(holder).label)


def sentence(step: CaseStep, before: CaseStep | None) -> str:
    """The step as a resident reads it."""
    said = {
        Kind.RECEIVE: _("收到申请：%(what)s") % {"what": step.words} if step.words else _("收到申请"),
        Kind.ACCEPT: _("材料齐全，已受理"), Kind.ASK: _("还缺：%(what)s") % {"what": "；".join(step.missing)},
        Kind.SUPPLY: _("补交了：%(what)s") % {"what": step.words}, Kind.NOTE: _("进展：%(what)s") % {"what": step.words},
        Kind.FINISH: _("已办结：%(what)s") % {"what": step.words}, Kind.REFUSE: _("不予办理，理由：%(what)s") % {"what": step.words},
        Kind.WITHDRAW: _("申请人撤回：%(what)s") % {"what": step.words}, Kind.REOPEN: _("重新打开：%(what)s") % {"what": step.words},
    }  # fmt: skip
    if step.kind != Kind.TRANSFER:
        return said[Kind(step.kind)]
    where = in_hands(step.holder, step.holder_body)
    back = before is not None and list(Holder).index(Holder(step.holder)) < list(Holder).index(Holder(before.holder))
    told = _("退回%(where)s办理：%(what)s") if back else _("转到%(where)s办理：%(what)s")
    return told % {"where": where, "what": step.words}


def told(step: CaseStep, before: CaseStep | None) -> str:
    """The sentence, and what may be done against a refusal."""
    words = sentence(step, before)
    if step.remedy:
        words += " " + _("不服的可以这样办：%(what)s") % {"what": step.remedy}
    return words


def line_of(case: Case) -> list[dict[str, Any]]:
    """The steps as a line, without who took them; the last one stands out while the case is open."""
    steps = queries.steps_of(case)
    line = [{"title": told(step, before), "when": step.happened_on, "state": "done"} for step, before in zip(steps, [None, *steps], strict=False)]
    if case.state not in CLOSED:
        line[-1]["state"] = "now"
    return line


def last_day(case: Case) -> str:
    """By when, in words."""
    if case.state in CLOSED:
        return _("%(day)s 结束") % {"day": long_day(case.closed_on)}
    if case.due_on is None:
        return _("材料补齐后开始算，共 %(limit)s") % {"limit": in_days(case.item.limit_days)}
    return long_day(case.due_on) + ("" if case.confirmed else _("（节假日安排还没公布，日期可能变）"))


def ending(case: Case) -> dict[str, str]:
    """By when it must be done; once it is closed, when it ended."""
    if case.closed_on is not None:
        return {"label": _("结束日期"), "value": long_day(case.closed_on)}
    return {"label": _("最迟办结日期"), "value": last_day(case)}


def progress_of(case: Case, on: dt.date) -> dict[str, Any]:
    """What somebody with the receipt may read: the item, the place, the state, the steps. Never whose case it is, never who handles it."""
    place = divisions.names_of([case.division_code])
    return {
        "page_title": case.item.name, "page_sub": f"{case.number} · {place.get(case.division_code, '')}", "steps": line_of(case), "missing": case.missing,
        "rows": [
            {"label": _("进展"), "value": stands_for(case)}, {"label": _("在哪里办"), "value": in_hands(case.holder, case.holder_body)},
            {"label": _("收件日期"), "value": long_day(case.received_on)}, ending(case),
        ],
        "now": what_now(case, on), "desk": desk_of(case.division_code, on),
        "reopens": case.state in CLOSED, "opinion": queries.opinion_of(case) is not None, "outcomes": outcomes.shown(case), "back_url": reverse("cases:progress"),
    }  # fmt: skip


def progress_by_receipt(by: Actor, number: str, proof: str, on: dt.date) -> dict[str, Any] | None:
    """What the holder of a case's receipt reads; None where number and proof are not one case's."""
    case = queries.case_of_receipt(by, number, proof)
    return progress_of(case, on) if case else None


def case_page(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Everything the staff's page draws."""
    place, on = divisions.names_of([case.division_code]), request.today
    late = case.state not in CLOSED and case.due_on is not None and case.due_on < on
    return {
        "page_title": case.item.name, "page_sub": f"{case.number} · {place.get(case.division_code, '')}", "case": case, "steps": line_of(case),
        "acts": [*outcomes.acts(request.actor, case), *acts_of(request, case)] if case.state == State.IN_PROCESS else acts_of(request, case),
        "links": outcomes.links(request.actor, case),
        "materials": reverse("papers:kept", args=["case_materials", case.uuid]),
        "late": late, "near": not late and case.state not in CLOSED and case.notice_on is not None and case.notice_on <= on,
        "facts": [
            {"label": _("进展"), "value": case.get_state_display(), "now": case.state not in CLOSED}, {"label": _("在谁手上"), "value": in_hands(case.holder, case.holder_body)},
            {"label": _("收件日期"), "value": case.received_on}, ending(case) | {"now": late},
        ],
        "rows": [
            {"label": _("申请人"), "value": case.applicant_name}, {"label": _("电话"), "value": case.phone_masked}, {"label": _("来路"), "value": case.get_channel_display()},
            {"label": _("事项"), "value": f"{case.item.code} {case.item.name}"}, {"label": _("期限"), "value": in_days(case.item.limit_days), "rule": "R-K06"},
        ],
        "crumbs": [(_("办件"), reverse("cases:list")), (case.number, "")],
    }  # fmt: skip


def acts_of(request: HttpRequest, case: Case) -> list[tuple[str, str]]:
    """(address, words) of what the actor may do now, the likeliest first."""
    if not permissions.can_handle_case(request.actor, case).allowed:
        return []
    words = {
        "accept": _("受理"), "ask": _("一次性告知补材料"), "supply": _("登记补交材料"), "finish": _("办结"), "transfer": _("转办或退回"), "note": _("告知进展"),
        "refuse": _("不予办理"), "withdraw": _("申请人撤回"), "reopen": _("重新打开"), "receipt": _("补发回执"),
    }  # fmt: skip
    now = {
        State.RECEIVED: ("accept", "ask", "note", "refuse", "withdraw", "receipt"), State.SUPPLEMENT: ("supply", "note", "refuse", "withdraw", "receipt"),
        State.IN_PROCESS: ("finish", "transfer", "note", "ask", "refuse", "withdraw", "receipt"),
    }.get(State(case.state), ("reopen", "receipt"))  # fmt: skip
    return [(reverse("cases:act", args=[case.uuid, act]), words[act]) for act in now]


def transfer_choices(case: Case) -> list[tuple[str, str]]:
    """Where the case may be passed on to."""
    return [(code, str(Holder(code).label)) for code in TRANSFERS[case.holder]]


def progress_address(number: str = "") -> str:
    """The address of 查进度 as a code on paper carries it; the number is filled in, the receipt's code is not."""
    return settings.PUBLIC_URL + reverse("cases:progress") + (f"?number={number}" if number else "")


def receipt_facts(case: Case, code: str, on: dt.date) -> dict[str, Any]:
    """What the paper says: whose case, what, what is missing, by when, and how to ask after it."""
    return {
        "number": case.number, "code": code, "village": f"{divisions.place_on_paper(case.division_code)}党群服务中心",
        "pairs": [
            {"label": "事项", "value": case.item.name}, {"label": "申请人", "value": case.applicant_name}, {"label": "收件日期", "value": long_day(case.received_on)},
            {"label": "由哪级办结", "value": case.item.get_handled_by_display()}, {"label": "最迟办结日期", "value": last_day(case)},
            {"label": "收费", "value": "不收费" if not case.item.fee else f"{case.item.fee} 元，依据：{case.item.fee_law}"},
        ],
        "missing": list(case.missing), "leaf": queries.leaf_of(case), "issued": on, "verify_url": progress_address(case.number),
    }  # fmt: skip
