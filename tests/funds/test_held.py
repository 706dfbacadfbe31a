"""Payments and books held by statements that the ORM composes once and PostgreSQL plans once: the same rows, the same lock, nothing beyond reach."""

import pytest
from django.db import connection
from django.db.utils import DataError

from qianxian.foundation.reach import bind
from qianxian.foundation.records import prepared
from qianxian.funds.commands.payments import BOOK, PAYMENT
from qianxian.funds.models import Book, Payment
from tests import cast
from tests.funds import crowd, stage


@pytest.fixture
def payment(db):
    v = stage.village()
    return stage.requested(v, stage.standing(v))


def kept(text: str) -> list[tuple[str, int, int]]:
    """Of the kept statements that hold a text: the statement, how often it was planned for its values, how often its plan served as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, custom_plans, generic_plans FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{text}%"])
        return cursor.fetchall()


def values(row) -> dict:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in row.get_deferred_fields()}


def on_a_certificate() -> Payment:
    v = crowd.villages(1)[0]
    return crowd.booked(v, 1, certificate=crowd.certificate(v), authority="certificate", standing=None)[0]


def on_a_standing_resolution() -> Payment:
    v = stage.village()
    return stage.requested(v, stage.standing(v), bank_account=None)


@pytest.mark.parametrize("made", [on_a_certificate, on_a_standing_resolution])
def test_a_held_payment_is_what_the_query_set_gets(db, made):
    payment = made()
    got, wanted = PAYMENT.get(payment.pk), Payment.objects.get(pk=payment.pk)
    assert values(got) == values(wanted) and (got._state.adding, got._state.db) == (False, "default")
    for name in ("fund", "bank_account", "account", "certificate"):
        one, other = got._state.fields_cache[name], getattr(wanted, name)
        assert (one is None) == (other is None) and (one is None or values(one).items() <= values(other).items()), name
        assert one is None or one.get_deferred_fields() == ({"evidence"} if name == "certificate" else set()), name
    assert values(BOOK.get(payment.book_id)) == values(Book.objects.get(pk=payment.book_id))


def test_no_row_and_no_reach_are_no_row(payment):
    with pytest.raises(Payment.DoesNotExist):
        PAYMENT.get(payment.pk + 1000)
    bind(cast.OTHER_TOWN_OFFICER)
    with pytest.raises(Payment.DoesNotExist):
        PAYMENT.get(payment.pk)
    with pytest.raises(Book.DoesNotExist):
        BOOK.get(payment.book_id)


def test_they_are_locked_and_their_plan_is_kept(payment):
    for _ in range(8):
        BOOK.get(payment.book_id)
        PAYMENT.get(payment.pk)
    for table, lock in (("funds_book", "FOR NO KEY UPDATE"), ("funds_payment", 'FOR NO KEY UPDATE OF "funds_payment"')):
        ((statement, anew, kept_plan),) = [row for row in kept(f'FROM "{table}"') if row[0].endswith(lock)]
        assert (anew, kept_plan) == (5, 3), f"five looks at the values, then one plan for all: {statement}"


def test_what_is_asked_so_is_counted_and_refused_like_any_other_question(payment, django_assert_num_queries):
    with django_assert_num_queries(2):
        BOOK.get(payment.book_id)
        PAYMENT.get(payment.pk)
    with pytest.raises(DataError), prepared() as cursor:
        cursor.execute("SELECT %s::text::integer", ["一"])
