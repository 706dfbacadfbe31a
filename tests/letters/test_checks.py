"""``qianxian check`` finds nothing wrong with honest letters, and finds what is planted beside them."""

from pathlib import Path

import pytest
from django.db import connection

from qianxian.foundation import integrity as offered
from qianxian.foundation.reach import bind
from qianxian.letters import integrity
from tests.api.letter_operations import draft, issued
from tests.api.stage import build
from tests.cast import SERVICE

pytestmark = pytest.mark.django_db
SQL = {name: sql for name, sql in offered._offers.items() if name in Path(integrity.__file__).read_text("utf-8")}
PLANTED = {
    "函件编号不缺一份": "letters_letternumber AS (SELECT division_code, kind, year, last + 1 AS last FROM public.letters_letternumber)",
    "签发的函件都有 PDF 和 Word 各一份": "letters_letterfile AS (SELECT * FROM public.letters_letterfile WHERE form = 'pdf')",
    "函件没有一个人既拟稿又签发": "letters_letter AS (SELECT number, drafted_by, drafted_by AS issued_by FROM public.letters_letter)",
}


@pytest.mark.parametrize("name", SQL)
def test_nothing_is_wrong_and_what_is_planted_is_found(name):
    stage = build()
    issued(stage)
    draft(stage)
    bind(SERVICE)
    with connection.cursor() as cursor:
        cursor.execute(SQL[name])
        assert cursor.fetchall() == []
        cursor.execute(f"WITH {PLANTED[name]} {SQL[name]}")
        assert cursor.fetchall()


def test_every_check_has_something_planted():
    assert set(PLANTED) == set(SQL)
