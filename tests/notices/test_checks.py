"""``qianxian check`` finds nothing wrong with an honest outbox, and finds what is planted in it."""

from pathlib import Path

import pytest
from django.db import connection

from qianxian.foundation import integrity as offered
from qianxian.notices import integrity
from qianxian.notices.models import Notice
from qianxian.notices.outbox import write
from tests.notices.stage import at, listening

pytestmark = pytest.mark.django_db
SQL = {name: sql for name, sql in offered._offers.items() if name in Path(integrity.__file__).read_text("utf-8")}
PLANTED = {
    "每人每周发出的消息不超过 10 条": "SELECT 1 AS account_id, date '2019-03-18' AS place_week FROM generate_series(1, 11)",
    "每人每天至多一条每日提醒": "SELECT 1 AS account_id, date '2019-03-18' AS day, 'digest' AS kind FROM generate_series(1, 2)",
    "发出的消息都占了当天、当周的名额": "SELECT uuid, 'sent' AS state, 'new' AS kind, NULL::int AS nth_of_day, 1 AS nth_of_week, now() AS sent_at FROM public.notices_notice",
    "消息没有在发件箱里放过三天": "SELECT uuid, 'waiting' AS state, now() - interval '4 days' AS try_at FROM public.notices_notice",
}


@pytest.mark.parametrize("name", SQL)
def test_nothing_is_wrong_and_what_is_planted_is_found(name):
    write(listening(), Notice.Kind.DIGEST, at(8), waiting=1)
    Notice.objects.update(try_at=Notice.objects.get().written_at.now(tz=at(8).tzinfo))
    with connection.cursor() as cursor:
        cursor.execute(SQL[name])
        assert cursor.fetchall() == []
        cursor.execute(f"WITH notices_notice AS ({PLANTED[name]}) {SQL[name]}")
        assert cursor.fetchall()


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL)
