"""``qianxian check`` finds nothing wrong with honest requests, and finds what is planted beside them."""

from pathlib import Path

import pytest
from django.db import connection

from qianxian.foundation import integrity as offered
from qianxian.foundation.reach import bind
from qianxian.requests import commands, integrity
from tests.cast import SERVICE
from tests.engagements.stage import open_county
from tests.requests.stage import DISCIPLINE, MEMBER, MONDAY, accepted, petition, told

pytestmark = pytest.mark.django_db
SQL = {name: sql for name, sql in offered._offers.items() if name in Path(integrity.__file__).read_text("utf-8")}
ROW = "SELECT id, uuid, number, division_code, kind, about, about_body, seen_from, protected, anonymous, state, holder, due_on"
PLANTED = {
    "诉求的状态和期限都来自登记的步骤": {"requests_request": f"{ROW} + 30 AS due_on, desk FROM public.requests_request"},
    "收到的诉求等于在办、转办和结束之和，编号不缺一件": {"requests_requestnumber": "SELECT division_code, kind, year, last + 1 AS last FROM public.requests_requestnumber"},
    "诉求没有转给被反映的单位": {"requests_request": f"{ROW}, 'village' AS desk FROM public.requests_request"},
    "投诉、举报受保护，身份加密并且只在一处": {"requests_requester": "SELECT id, request_id, 'v1|x' AS name_sealed, '13800005678' AS phone_sealed FROM public.requests_requester"},
    "受保护的诉求没有挂在线上": {"requests_request": "SELECT number, uuid, true AS protected, about, seen_from FROM public.requests_request"},
    "信访事项的期限在法定天数以内": {
        "requests_petition": "SELECT id, request_id, received_on, accepted_on, route_by + 1 AS route_by, finish_by, extended_days, approved_by FROM public.requests_petition",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SQL)
def test_nothing_is_wrong_and_what_is_planted_is_found(name):
    open_county()
    bind(SERVICE)
    told("report", about="village")
    told("help", name="", phone="")
    petition()
    commands.open_thread_for(request=accepted(), title="村口路灯", matter="村口要装路灯", by=MEMBER, on=MONDAY)
    bind(DISCIPLINE)  # who sees every row, as the owner does
    planted = ", ".join(f"{table} AS ({rows})" for table, rows in PLANTED[name].items())
    with connection.cursor() as cursor:
        cursor.execute(SQL[name])
        assert cursor.fetchall() == []
        cursor.execute(f"WITH {planted} {SQL[name]}")
        assert cursor.fetchall()


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL) and len(SQL) == 6
