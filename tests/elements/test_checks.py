"""``qianxian check`` finds nothing wrong with honest tasks, and finds what is planted beside them."""

from pathlib import Path

import pytest
from django.db import connection

from qianxian.elements import integrity
from qianxian.foundation import integrity as offered
from qianxian.foundation.reach import bind
from tests.cast import SERVICE
from tests.elements.stage import filled, issued, opened

pytestmark = pytest.mark.django_db
SQL = {name: sql for name, sql in offered._offers.items() if name in Path(integrity.__file__).read_text("utf-8")}
PLANTED = {
    "同一单位同一数据元没有两个任务同时在问": {
        "elements_question": "SELECT t.id AS task_id, e.id AS element_id FROM public.elements_collectiontask t, public.elements_dataelement e WHERE e.code = 'village.fire_extinguishers'",
        "elements_taskunit": "SELECT task_id, division_code, organisation_id, 'open' AS state FROM public.elements_taskunit",
        "elements_answer": "SELECT * FROM public.elements_answer WHERE false",
    },
    "下发的任务没有新问台账已有的数据元": {"elements_dataelement": "SELECT id, code, true AS lives FROM public.elements_dataelement"},
    "合并过的数据元只指一层": {"elements_dataelement": "SELECT id, code, id AS same_as_id FROM public.elements_dataelement"},
    "已报单位的每一项都有值": {"elements_answer": "SELECT element_id, division_code, organisation_id, date '2018-01-01' AS valid_to FROM public.elements_answer"},
}  # fmt: skip


@pytest.mark.parametrize("name", SQL)
def test_nothing_is_wrong_and_what_is_planted_is_found(name):
    opened()
    filled(issued(("village.fire_extinguishers", "new")), fire_extinguishers="86")
    issued(("village.low_lying_households", "new"))
    bind(SERVICE)
    planted = ", ".join(f"{table} AS ({rows})" for table, rows in PLANTED[name].items())
    with connection.cursor() as cursor:
        cursor.execute(SQL[name])
        assert cursor.fetchall() == []
        cursor.execute(f"WITH {planted} {SQL[name]}")
        assert cursor.fetchall()


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL)
