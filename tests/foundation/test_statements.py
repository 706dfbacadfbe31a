"""Statements planned once: what they write and read is what the ORM writes and reads, and PostgreSQL's refusals come through as Django's."""

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from qianxian.foundation.models import Receipt
from qianxian.foundation.statements import insert, prepared, rows_where, update
from qianxian.services.models import ServiceItem

pytestmark = pytest.mark.django_db


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [text for (text,) in cursor.fetchall()]


def test_text_is_planned_at_its_first_use():
    with prepared() as cursor:
        cursor.execute("SELECT %s::date - 1 AS the_day_before", ["2019-12-16"])
        assert str(cursor.fetchone()[0]) == "2019-12-15"
    assert any("the_day_before" in text for text in plans())


def test_what_django_counts_is_counted_with_its_text():
    with CaptureQueriesContext(connection) as seen, prepared() as cursor:
        cursor.execute("SELECT %s::date - 1 AS the_day_before", ["2019-12-16"])
        assert str(cursor.fetchone()[0]) == "2019-12-15"
    assert [query["sql"] for query in seen.captured_queries] == ["SELECT '2019-12-16'::date - 1 AS the_day_before"]


def test_row_written_is_the_row_that_the_orm_reads():
    row = insert(Receipt(actor="liangyw", key="k1", body_digest="d", answer={"村": [1, None, "二"]}))
    read = Receipt.objects.get(pk=row.pk)
    assert (read.actor, read.key, read.body_digest, read.answer) == ("liangyw", "k1", "d", {"村": [1, None, "二"]})
    assert read.at is not None and not row._state.adding, "the database's own columns are left to it"


def test_rows_written_together_keep_their_order():
    first = insert(*(Receipt(actor="liangyw", key=f"k{n}", body_digest=str(n), answer={"n": n}) for n in range(3)))
    read = list(Receipt.objects.filter(actor="liangyw").order_by("pk"))
    assert [row.answer for row in read] == [{"n": 0}, {"n": 1}, {"n": 2}] and read[0].pk == first.pk


def test_rows_are_read_as_the_orm_reads_them(catalogue_item):
    [read] = rows_where(ServiceItem, "code = %s", catalogue_item.code)
    again = ServiceItem.objects.get(code=catalogue_item.code)
    assert read == again and read.materials == again.materials and read.period == again.period and read.fee == again.fee
    assert rows_where(ServiceItem, "code = %s", "nothing") == []


def test_update_writes_the_named_fields_alone_and_misses_loudly(catalogue_item):
    catalogue_item.department, catalogue_item.who = "卫生健康局", "不写"
    update(catalogue_item, "department")
    read = ServiceItem.objects.get(pk=catalogue_item.pk)
    assert (read.department, read.who) == ("卫生健康局", "本村村民")
    catalogue_item.pk += 1
    with pytest.raises(DatabaseError):
        update(catalogue_item, "department")


def test_refusals_are_djangos():
    insert(Receipt(actor="liangyw", key="k2", body_digest="d", answer=None))
    with pytest.raises(IntegrityError, match="one_receipt_per_key"):
        insert(Receipt(actor="liangyw", key="k2", body_digest="d", answer=None))


@pytest.fixture
def catalogue_item() -> ServiceItem:
    return ServiceItem.objects.create(
        code="T-1", name="试办", category="relief", law="依据", who="本村村民", materials=["身份证", "户口簿"], limit_days=5, handled_by="village", period=("2019-01-01", None)
    )
