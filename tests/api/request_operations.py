"""The table's lines of requests: one village's request, report and petition, prepared for each operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qianxian.foundation.reach import bind
from qianxian.requests import commands
from qianxian.requests.models import Request
from qianxian.requests.permissions import guest_of
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, TOWN_OFFICER, acting

WINDOW = acting("chuangkou", "窗口甲", "window_staff", VILLAGE)
GUEST = guest_of(VILLAGE)
WORDS = {"words": "已请电工来修"}


def received(s: Any) -> Request:
    """Taken in at the window."""
    bind(SERVICE)
    return commands.receive_request(division_code=VILLAGE, kind="advice", matter="村口要装路灯", channel="window", name="欧阳大妹", phone="13800005678", by=WINDOW, on=DAY).request


def accepted(s: Any) -> Request:
    """Accepted."""
    return commands.accept_request(request=received(s), by=WINDOW, on=DAY)


def answered(s: Any) -> Request:
    """Answered in writing."""
    return commands.answer_request(request=accepted(s), by=WINDOW, on=DAY, **WORDS)


def report(s: Any) -> Request:
    """A report, in the town's hands from the beginning."""
    bind(SERVICE)
    return commands.tell(division_code=VILLAGE, kind="report", matter="集体鱼塘没有公开就租出去了", about="village", name="欧阳大妹", phone="13800005678", by=GUEST, on=DAY).request


def in_town(s: Any) -> Request:
    """Passed on to the town."""
    return commands.assign_request(request=received(s), to="town", words="请镇里办理", by=WINDOW, on=DAY)


def petition(s: Any) -> Request:
    """Registered as a petition and accepted."""
    row = in_town(s)
    commands.register_petition(request=row, by=TOWN_OFFICER, on=DAY)
    return commands.accept_request(request=row, by=TOWN_OFFICER, on=DAY)


def petition_answered(s: Any) -> Request:
    """Answered and handed over."""
    row = commands.answer_request(request=petition(s), by=TOWN_OFFICER, on=DAY, **WORDS)
    return commands.finish_request(request=row, words="已送达", told_on=DAY, by=TOWN_OFFICER, on=DAY)


def reviewed(s: Any) -> Request:
    """Its review asked."""
    row = petition_answered(s)
    commands.ask_review(petition=row.petition, asked_on=DAY, by=TOWN_OFFICER, on=DAY)
    return row


def lines(op: Any, prepared: Any, just: Callable[..., Any]) -> dict[str, Any]:
    """Operation → what its two requests are."""
    window, town, county, district, committee = "window_staff", "town_org_officer", "district_org_officer", "district_petition_officer", "town_committee"
    words = just(**WORDS)
    return {
        "list_requests": op(town, county, before=received), "get_request_sums": op(town, county, before=received), "get_request": op(town, county, prepared, before=report),
        "list_request_steps": op(town, county, prepared, before=received), "get_petition": op(district, county, prepared, before=reviewed),
        "receive_request": op(window, county, body=just(division_code=VILLAGE, kind="help", matter="独居老人想请人换煤气", phone="13800005678"), before=lambda s: None),
        "accept_request": op(window, county, prepared, before=received), "assign_request": op(window, county, prepared, just(to="town", words="请镇里办理"), before=received),
        "note_request": op(window, town, prepared, words, before=accepted), "answer_request": op(window, town, prepared, words, before=accepted),
        "visit_requester": op(window, town, prepared, words, before=answered), "finish_request": op(window, town, prepared, just(words="已修好"), before=answered),
        "decline_request": op(window, town, prepared, just(words="已在法院起诉", remedy="依法诉讼"), before=received), "withdraw_request": op(window, town, prepared, words, before=accepted),
        "reopen_request": op(window, town, prepared, words, before=answered), "name_complained_of": op(district, window, prepared, just(about="town"), before=_with_the_district),
        "open_thread_for_request": op(window, town, prepared, just(title="村口路灯", matter="村口要装路灯"), before=accepted),
        "register_petition": op(town, window, prepared, before=in_town), "extend_petition": op(committee, town, prepared, just(days=20, words="要等鉴定结论"), before=petition),
        "ask_petition_review": op(town, committee, prepared, just(asked_on=str(DAY)), before=petition_answered),
        "answer_petition_review": op(district, town, prepared, just(outcome="upheld", words="原答复事实清楚，维持"), before=reviewed),
    }  # fmt: skip


def _with_the_district(s: Any) -> Request:
    return commands.assign_request(request=report(s), to="district", words="请区里办理", by=TOWN_OFFICER, on=DAY)
