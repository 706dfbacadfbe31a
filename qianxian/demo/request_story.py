"""Requests of the example: a question answered, a call for help under way, a proposal that became a thread, a complaint about a village in the town's hands,
a report whose teller is kept apart, a petition prolonged with approval, one not accepted, one anonymous. Whoever told them is invented.

Telephone numbers begin with 0 after the area code: no line has such a number.
"""

from __future__ import annotations

import datetime as dt

from qianxian.demo import cast
from qianxian.demo.registry_story import Play
from qianxian.foundation.reach import acting_as
from qianxian.requests import commands
from qianxian.requests.models import Request
from qianxian.requests.permissions import guest_of

WINDOW, TOWN, COMMITTEE, DISTRICT = "bajia-chuangkou", "zhaobk", "wuhl", "guanxf"


def _day(month: int, day: int) -> dt.date:
    return dt.date(2019, month, day)


def _told(village: str, kind: str, matter: str, on: dt.date, **more: str) -> Request:
    with acting_as(guest_of(village)) as by:
        return commands.tell(division_code=village, kind=kind, matter=matter, by=by, on=on, **more).request


def _at_the_window(play: Play, kind: str, matter: str, on: dt.date, **more: str) -> Request:
    with acting_as(play.actor(WINDOW)) as by:
        made = commands.receive_request(division_code=cast.BAJIA_CODE, kind=kind, matter=matter, channel="window", by=by, on=on, **more).request
        return commands.accept_request(request=made, by=by, on=on)


def _answered_and_open(play: Play) -> None:
    question = _at_the_window(play, "consult", "城乡居民医保明年几月开始缴费，在哪里缴", _day(12, 2), name="何细妹", phone="0756-0552001", subject="welfare")
    _at_the_window(play, "help", "独居老人腿脚不便，想请人帮忙换煤气", _day(12, 13), name="黄伯", phone="0756-0552002", subject="welfare")
    declined = _told(cast.BAJIA_CODE, "complaint", "邻居砌墙占了巷道，法院已经立案", _day(12, 9), subject="roads")
    with acting_as(play.actor(WINDOW)) as by:
        commands.answer_request(request=question, words="明年的医保今年底前在税务公众号或本中心窗口缴，缴费时间以医保局公告为准", by=by, on=_day(12, 3))
        commands.visit_requester(request=question, words="已经知道怎么缴", by=by, on=_day(12, 5))
        commands.finish_request(request=question, words="已答复", by=by, on=_day(12, 5))
        commands.decline_request(request=declined, words="这件事法院已经立案，依法通过诉讼解决", remedy="可以找村公共法律服务工作室问进度", by=by, on=_day(12, 10))


def _thread(play: Play) -> None:
    row = _at_the_window(play, "advice", "村口到小学的路晚上太黑，建议装路灯", _day(12, 4), name="陈锦泉", phone="0756-0552003", subject="roads")
    with acting_as(play.actor("bajia-weiyuan")) as by:
        commands.open_thread_for(request=row, title="村口到小学的路灯", matter="村口到小学一段没有路灯，建议装灯", by=by, on=_day(12, 6))
        commands.note_request(request=row, words="已登记成线，先请电工测算", by=by, on=_day(12, 6))


def _protected(play: Play) -> None:
    report = _told(cast.DACHIKAN_CODE, "report", "有人说集体鱼塘没有公开就续租了，请查合同和公示", _day(12, 5), about="village", subject="collective", name="举报人甲", phone="0756-0552004")
    complaint = _told(cast.BAJIA_CODE, "complaint", "去中心办事，值班时间没有人", _day(12, 11), about="village", subject="welfare", name="投诉人乙", phone="0756-0552005")
    _told(cast.BAJIA_CODE, "complaint", "垃圾池三天没有清，味道很大", _day(12, 12), subject="environment")
    with acting_as(play.actor(TOWN)) as by:
        commands.accept_request(request=report, by=by, on=_day(12, 6))
        commands.assign_request(request=report, to="district", words="涉及村集体合同，请区里核查", by=by, on=_day(12, 9))
        commands.accept_request(request=complaint, by=by, on=_day(12, 12))
    with acting_as(play.actor(DISTRICT)) as by:
        commands.note_request(request=report, words="已调取合同和公示记录，正在核对", by=by, on=_day(12, 12))


def _petition(play: Play) -> None:
    with acting_as(play.actor(TOWN)) as by:
        row = commands.receive_request(
            division_code=cast.BAJIA_CODE, kind="advice", matter="请求核实2008年修水渠时占用耕地的补偿，档案一直没有找到", channel="letter", received_on=_day(10, 8), name="吴伯",
            phone="0756-0552006", subject="land", by=by, on=_day(10, 9),
        ).request  # fmt: skip
        commands.register_petition(request=row, by=by, on=_day(10, 9))
        commands.accept_request(request=row, by=by, on=_day(10, 18))
        commands.note_request(request=row, words="已到区档案馆查档，找到部分底册", by=by, on=_day(11, 20))
    with acting_as(play.actor(COMMITTEE)) as by:
        commands.extend_petition(request=row, days=20, words="还要等测绘单位核对占地面积", by=by, on=_day(12, 12))


def requests(play: Play) -> None:
    """Eight of them, each by who would do it."""
    _answered_and_open(play)
    _thread(play)
    _protected(play)
    _petition(play)
