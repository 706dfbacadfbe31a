"""The people of one village, its town and the district who meet a request, and requests brought to where a test needs them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from qianxian.foundation.reach import acting_as, bind
from qianxian.requests import commands
from qianxian.requests.commands import Told
from qianxian.requests.models import Petition, Request
from qianxian.requests.permissions import guest_of
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import VILLAGE

MONDAY = dt.date(2019, 3, 4)
DAYS = [MONDAY + dt.timedelta(days=n) for n in range(30)]
WINDOW = acting("chuangkou", "窗口甲", "window_staff", VILLAGE)
MEMBER = acting("weiyuan", "委员甲", "centre_member", VILLAGE)
SECRETARY = acting("shuji", "书记甲", "village_secretary", VILLAGE)
TOWN, COMMITTEE = TOWN_OFFICER, TOWN_COMMITTEE
DISTRICT = acting("xinfang", "信访甲", "district_petition_officer", "440403")
SECOND, THIRD = (acting(f"xinfang{n}", "信访", "district_petition_officer", "440403") for n in (2, 3))
DISCIPLINE = acting("jiwei", "纪检甲", "discipline_inspection", "440403")
NAME, PHONE = "欧阳大妹", "13800005678"


def told(kind: str = "complaint", *, on: dt.date = MONDAY, village: str = VILLAGE, **more: Any) -> Told:
    """Told on the public page, by somebody without a login."""
    with acting_as(guest_of(village)) as by:
        made = commands.tell(division_code=village, kind=kind, by=by, on=on, **{"matter": "村口的路灯坏了一个月", "name": NAME, "phone": PHONE} | more)
    bind(SERVICE)
    return made


def received(kind: str = "help", *, by=WINDOW, on: dt.date = MONDAY, **more: Any) -> Told:
    """Taken in at the window."""
    said = {"division_code": VILLAGE, "matter": "独居老人想请人帮忙换煤气", "channel": "window", "name": NAME, "phone": PHONE}
    return commands.receive_request(kind=kind, by=by, on=on, **said | more)


def accepted(kind: str = "help", **more: Any) -> Request:
    """Accepted at the window."""
    return commands.accept_request(request=received(kind, **more).request, by=WINDOW, on=more.get("on", MONDAY))


def in_town(kind: str = "help", **more: Any) -> Request:
    """Passed on to the town, not accepted yet."""
    return commands.assign_request(request=received(kind, **more).request, to="town", words="请镇里办理", by=WINDOW, on=more.get("on", MONDAY))


def petition(on: dt.date = MONDAY, *, accept: bool = True) -> Petition:
    """Registered in the town, and accepted."""
    row = in_town("advice", on=on)
    made = commands.register_petition(request=row, by=TOWN, on=on)
    if accept:
        commands.accept_request(request=row, by=TOWN, on=on)
        made.refresh_from_db()
    return made


def settle() -> None:
    """Deferred guards asked now."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
