"""Every way to cheat the ledger by straight SQL as the application role, each refused by PostgreSQL with a sentence. New ones are added, none is taken out."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.db import Error, connection, transaction

from qianxian.foundation.guards import own_models
from qianxian.foundation.reach import bind
from qianxian.funds.models import VoucherLine
from tests.cast import SERVICE
from tests.funds import stage
from tests.funds.stage import ON

pytestmark = pytest.mark.django_db


def refused(*statements: tuple[str, list[Any]] | str) -> str:
    """The name of the guard (or the SQLSTATE) that refuses the statements as one act; fails when they get through."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for one in statements:
                    cursor.execute(*((one,) if isinstance(one, str) else one))
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            raise AssertionError("the cheat got through")
    except Error as error:
        cause: Any = error.__cause__
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return cause.diag.constraint_name or cause.sqlstate


def head(v: stage.Village, count: int, total: Any, *, day: dt.date = ON, kind: str = "ordinary", by: str = "甲", checker: str = "乙", **more: Any) -> tuple[str, list[Any]]:
    """The INSERT of a voucher; its key is read back by the lines."""
    names = ["uuid", "version", "division_code", "book_id", "kind", '"on"', "summary", "document", "line_count", "total", "prepared_by", "checked_by", *more]
    values = [uuid.uuid4(), 1, v.book.division_code, v.book.pk, kind, day, "x", "", count, total, by, checker, *more.values()]
    return f"INSERT INTO funds_voucher ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})", values


def line(v: stage.Village, turn: int, account: str, fund: Any, debit: Any = 0, credit: Any = 0, bank: Any = None, counter: Any = None, **more: Any) -> tuple[str, list[Any]]:
    """The INSERT of a line of the newest voucher of the book (or of ``voucher``)."""
    voucher = more.get("voucher")
    key = "%s" if voucher else "(SELECT max(id) FROM funds_voucher WHERE book_id = %s)"
    return (
        'INSERT INTO funds_voucherline (uuid, version, division_code, book_id, voucher_id, "on", turn, account_id, fund_id, bank_account_id, counter_fund_id, debit, credit, memo)'
        f" VALUES (%s, 1, %s, %s, {key}, %s, %s, %s, %s, %s, %s, %s, %s, '')",
        [uuid.uuid4(), more.get("code", v.book.division_code), v.book.pk, voucher.pk if voucher else v.book.pk, more.get("day", ON), turn, account, fund.pk,
         bank.pk if bank else None, counter.pk if counter else None, debit, credit],
    )  # fmt: skip


@pytest.fixture
def v() -> stage.Village:
    made = stage.village()
    made.receive(made.venue, "200000", dt.date(2019, 10, 8))
    made.receive(made.pay, "300000", dt.date(2019, 10, 8))
    made.earn("50000", dt.date(2019, 10, 9))
    bind(SERVICE)
    return made


def test_the_harness_lets_an_honest_voucher_through(v):
    with pytest.raises(AssertionError, match="got through"):
        refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "501", v.rent, 0, 9))


def test_unbalanced(v):
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "501", v.rent, 0, "8.99")) == "voucher_balances"


def test_total_that_is_not_the_lines(v):
    assert refused(head(v, 2, 10), line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "501", v.rent, 0, 9)) == "voucher_balances"


def test_one_line(v):
    assert refused(head(v, 1, 9), line(v, 1, "102", v.rent, 9, bank=v.collective)) == "voucher_above_zero_with_two_lines"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=v.collective)) == "voucher_is_whole"


def test_no_lines_at_all(v):
    assert refused(head(v, 2, 9)) == "voucher_is_whole"


def test_zero_and_negative(v):
    assert refused(head(v, 2, 0)) == "voucher_above_zero_with_two_lines"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, 0, bank=v.collective)) == "debit_or_credit_above_zero"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, -9, bank=v.collective)) == "debit_or_credit_above_zero"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, 9, bank=v.collective)) == "debit_or_credit_above_zero"


def test_late_line_to_a_posted_voucher(v):
    old = v.earn("7")
    assert refused(line(v, 3, "502", v.rent, 0, 5, voucher=old)) == "no_late_lines"
    assert refused(line(v, 1, "502", v.rent, 0, 5, voucher=old)) in ("no_late_lines", "one_line_per_turn")


@pytest.mark.parametrize("table", ["funds_voucher", "funds_voucherline", "funds_monthclose", "funds_allocation", "funds_fund", "funds_account", "funds_ratification"])
def test_changing_deleting_and_emptying_what_only_grows(v, table):
    for statement in (f"UPDATE {table} SET version = 2", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        assert refused(statement.replace("version = 2", "title = 'x'") if table == "funds_account" else statement) == "42501"


def test_number_month_and_time_are_not_ours_to_set(v):
    for column, value in (("number", 99), ("month", dt.date(2019, 10, 1)), ("posted_at", "2019-01-01"), ("posted_in", 1)):
        assert refused(head(v, 2, 9, **{column: value})) == "42501"
    assert refused(("INSERT INTO funds_monthclose (uuid, version, division_code, book_id, month, closed_on, closed_by, closed_at) VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, 'x', now())",
                    [v.book.division_code, v.book.pk, dt.date(2019, 10, 1), ON])) == "42501"  # fmt: skip


def close(v: stage.Village, month: dt.date) -> tuple[str, list[Any]]:
    return ("INSERT INTO funds_monthclose (uuid, version, division_code, book_id, month, closed_on, closed_by) VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, 'x')",
            [v.book.division_code, v.book.pk, month, ON])  # fmt: skip


def test_backdating_into_a_closed_month_before_the_book_and_into_the_future(v):
    with connection.cursor() as cursor:
        cursor.execute(*close(v, dt.date(2019, 10, 1)))
    for day in (dt.date(2019, 10, 1), dt.date(2019, 10, 31)):
        assert refused(head(v, 2, 9, day=day)) == "month_is_closed"
    assert refused(head(v, 2, 9, day=dt.date(2019, 9, 30))) == "dated_within_the_book"
    assert refused(head(v, 2, 9, day=dt.date(2019, 12, 17))) == "dated_within_the_book"
    assert v.earn("1", dt.date(2019, 11, 1)).number == 1


def test_a_line_cannot_be_dated_apart_from_its_voucher(v):
    with connection.cursor() as cursor:
        cursor.execute(*head(v, 2, 9))
        cursor.execute(*line(v, 1, "102", v.rent, 9, bank=v.collective, day=dt.date(2019, 10, 1)))
        cursor.execute(*line(v, 2, "501", v.rent, 0, 9, day=dt.date(2019, 10, 1)))
    assert set(VoucherLine.objects.filter(voucher__total=9).values_list("on", flat=True)) == {ON}


def test_months_close_in_order_once_and_not_before_their_end(v):
    assert refused(close(v, dt.date(2019, 11, 1))) == "months_close_in_order"
    with connection.cursor() as cursor:
        cursor.execute(*close(v, dt.date(2019, 10, 1)))
        cursor.execute(*close(v, dt.date(2019, 11, 1)))
    assert refused(close(v, dt.date(2019, 10, 1))) == "months_close_in_order"
    assert refused(close(v, dt.date(2019, 12, 1))) == "months_close_in_order"


def test_same_person_prepares_and_checks(v):
    assert refused(head(v, 2, 9, by="甲", checker="甲")) == "preparer_is_not_checker"
    assert refused(head(v, 2, 9, by="", checker="甲")) == "preparer_is_not_checker"


def test_money_out_without_an_approved_payment(v):
    for account in ("513", "153", "112", "211", "515"):
        told = refused(head(v, 2, 9), line(v, 1, account, v.venue, 9), line(v, 2, "102", v.venue, 0, 9, bank=v.centre))
        assert told in ("payment_needs_approval", "only_what_is_owed")


def test_money_out_hidden_behind_money_in_of_another_fund(v):
    told = refused(head(v, 4, 18), line(v, 1, "513", v.venue, 9), line(v, 2, "102", v.venue, 0, 9, bank=v.centre),
                   line(v, 3, "102", v.rent, 9, bank=v.collective), line(v, 4, "501", v.rent, 0, 9))  # fmt: skip
    assert told == "payment_needs_approval"


def test_income_spent_before_it_was_received(v):
    """坐支: rent that never reaches the bank because an expense was paid from it."""
    told = refused(head(v, 3, 9), line(v, 1, "511", v.rent, 4), line(v, 2, "102", v.rent, 5, bank=v.collective), line(v, 3, "501", v.rent, 0, 9))
    assert told == "no_netting"
    assert refused(head(v, 2, 9), line(v, 1, "511", v.rent, 9), line(v, 2, "501", v.rent, 0, 9)) == "no_netting"


@pytest.mark.parametrize(("kind", "guard"), [("ordinary", "payment_needs_approval"), ("closing", "closing_moves_no_money")])
def test_calling_it_a_closing_does_not_let_money_out(v, kind, guard):
    assert refused(head(v, 2, 9, kind=kind), line(v, 1, "513", v.venue, 9), line(v, 2, "102", v.venue, 0, 9, bank=v.centre)) == guard


def test_calling_it_an_opening_after_the_book_runs(v):
    assert refused(head(v, 2, 9, kind="opening", day=stage.OPENED), line(v, 1, "102", v.rent, 9, bank=v.collective)) == "opening_comes_first"
    assert refused(head(v, 2, 9, kind="opening"), line(v, 1, "102", v.rent, 9, bank=v.collective)) == "opening_comes_first"


def test_an_opening_that_pays():
    v = stage.village()
    assert refused(head(v, 2, 9, kind="opening", day=stage.OPENED), line(v, 1, "513", v.rent, 9), line(v, 2, "102", v.rent, 0, 9, bank=v.collective)) == "no_overdraw"


def test_calling_it_a_reversal(v):
    received = v.earn("9")
    base = {"kind": "reversal", "reverses_id": received.pk}
    good = [line(v, 1, "102", v.rent, 0, 9, bank=v.collective), line(v, 2, "501", v.rent, 9, 0)]
    assert refused(head(v, 2, 9, kind="reversal"), *good) == "only_a_reversal_reverses"
    assert refused(head(v, 2, 8, **base), line(v, 1, "102", v.rent, 0, 8, bank=v.collective), line(v, 2, "501", v.rent, 8)) == "reversal_mirrors"
    assert refused(head(v, 2, 9, **base), line(v, 1, "102", v.rent, 0, 9, bank=v.collective), line(v, 2, "513", v.rent, 9)) == "reversal_mirrors"
    assert refused(head(v, 2, 9, **base), line(v, 1, "102", v.venue, 0, 9, bank=v.centre), line(v, 2, "501", v.venue, 9)) == "reversal_mirrors"
    assert refused(head(v, 2, 9, **base, day=dt.date(2019, 12, 15)), *good) == "reversal_mirrors"
    undone = v.reverse(received)
    assert refused(head(v, 2, 9, **base), *good)
    assert refused(head(v, 2, 9, kind="reversal", reverses_id=undone.pk), line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "501", v.rent, 0, 9)) == "reversal_mirrors"


def test_reversing_a_receipt_whose_money_has_moved_on(v):
    other = stage.commands.open_collective_fund(book=v.book, title="留用", purpose="farming", by=stage.BOOKKEEPER, on=ON)
    got = v.earn("9", fund=other)
    v.post(v.line("11301", other, 9, counter_fund=v.rent), v.line("102", other, 9, "credit", bank_account=v.collective),
           v.line("102", v.rent, 9, bank_account=v.collective), v.line("11301", v.rent, 9, "credit", counter_fund=other))  # fmt: skip
    assert refused(head(v, 2, 9, kind="reversal", reverses_id=got.pk), line(v, 1, "102", other, 0, 9, bank=v.collective), line(v, 2, "501", other, 9)) == "no_overdraw"


def test_overdraw_of_a_fund_by_way_of_the_same_bank_account(v):
    """The account is full of another fund's money; this fund is empty."""
    told = refused(head(v, 2, 9), line(v, 1, "101", v.culture, 9), line(v, 2, "102", v.culture, 0, 9, bank=v.centre))
    assert told == "no_overdraw"


def test_overdraw_of_a_bank_account(v):
    told = refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "102", v.rent, 0, 9, bank=v.committee))
    assert told == "no_overdraw"


def test_overdraw_on_an_earlier_day_covered_only_later(v):
    early = dt.date(2019, 10, 8)
    told = refused(head(v, 2, 9, day=early), line(v, 1, "102", v.rent, 9, bank=v.committee), line(v, 2, "102", v.rent, 0, 9, bank=v.collective, day=early))
    assert told == "no_overdraw"


def test_balances_are_nowhere_to_be_set(v):
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'funds_%%' AND column_name ~ 'balance|left|held|remaining'")
        assert cursor.fetchall() == []
    assert refused(("UPDATE funds_book SET posted = posted + 5 WHERE id = %s", [v.book.pk])) == "book_stays"
    assert refused(("UPDATE funds_book SET opened_on = '2018-01-01' WHERE id = %s", [v.book.pk])) == "book_stays"


def test_another_villages_fund_bank_account_or_book(v):
    other = stage.village(stage.SIBLING, "新乡村")
    other.earn("100")
    bind(SERVICE)
    assert refused(head(v, 2, 9), line(v, 1, "102", other.rent, 9, bank=v.collective)) == "own_fund"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=other.collective)) == "own_bank_account"
    assert refused(head(v, 2, 9), line(v, 1, "11301", v.rent, 9, counter=other.rent)) == "own_fund"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=v.collective, code=stage.SIBLING)) == "no_late_lines"
    foreign = head(v, 2, 9)
    foreign[1][2] = stage.SIBLING
    assert refused(foreign) == "own_book"
    bind(stage.acting("x", "x", "town_bookkeeper", stage.SIBLING))
    assert refused(head(v, 2, 9)) in ("own_book", "42501")


def test_collective_money_booked_as_cadre_pay(v):
    for account in ("51301", "21201"):
        assert refused(head(v, 2, 9), line(v, 1, account, v.rent, 9), line(v, 2, "102", v.rent, 0, 9, bank=v.collective)) in ("collective_pays_no_cadre", "only_what_is_owed")
    assert refused(head(v, 2, 9), line(v, 1, "51301", v.rent, 9), line(v, 2, "211", v.rent, 0, 9)) == "collective_pays_no_cadre"
    assert refused(head(v, 2, 9), line(v, 1, "51301", v.venue, 9), line(v, 2, "211", v.venue, 0, 9)) == "collective_pays_no_cadre"


def transfer(v: stage.Village, giver: Any, taker: Any, amount: Any, given_from: Any, taken_to: Any) -> list:
    return [head(v, 4, 2 * amount), line(v, 1, "11301", giver, amount, counter=taker), line(v, 2, "102", giver, 0, amount, bank=given_from),
            line(v, 3, "102", taker, amount, bank=taken_to), line(v, 4, "11301", taker, 0, amount, counter=giver)]  # fmt: skip


def test_collective_money_to_cadre_pay_by_way_of_another_fund(v):
    assert refused(*transfer(v, v.rent, v.pay, 9, v.collective, v.centre)) == "transfers_keep_their_origin"
    assert refused(*transfer(v, v.venue, v.pay, 9, v.centre, v.centre)) == "transfers_keep_their_origin"
    assert refused(*transfer(v, v.venue, v.rent, 9, v.centre, v.collective)) == "transfers_keep_their_origin"


def test_collective_money_into_a_public_fund_under_other_accounts(v):
    """Whatever it is called: rent, investment, loan, equity, a settled claim, a debt."""
    for account in ("501", "502", "504", "201", "211", "221", "231", "301", "311", "322", "112", "113", "515", "513", "154"):
        told = refused(head(v, 2, 9), line(v, 1, "102", v.pay, 9, bank=v.centre), line(v, 2, account, v.pay, 0, 9))
        assert told == "public_money_from_its_source", account
    assert refused(head(v, 2, 9), line(v, 1, "112", v.pay, 9), line(v, 2, "501", v.pay, 0, 9)) == "public_money_from_its_source"
    assert refused(head(v, 2, 9), line(v, 1, "112", v.pay, 9), line(v, 2, "503", v.pay, 0, 9)) == "public_money_from_its_source"


def test_a_transfer_with_one_side_or_two_unequal_sides(v):
    told = refused(head(v, 2, 9), line(v, 1, "11301", v.rent, 9, counter=v.pay), line(v, 2, "102", v.rent, 0, 9, bank=v.collective))
    assert told == "transfers_have_two_sides"
    told = refused(head(v, 2, 9), line(v, 1, "102", v.pay, 9, bank=v.centre), line(v, 2, "11301", v.pay, 0, 9, counter=v.rent))
    assert told == "transfers_have_two_sides"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.pay, 9, bank=v.centre), line(v, 2, "102", v.rent, 0, 9, bank=v.collective)) == "each_fund_balances"
    assert refused(head(v, 2, 9), line(v, 1, "113", v.rent, 9, counter=v.pay)) == "lines_between_funds_name_the_other"


def test_collective_money_pays_a_debt_of_the_pay_fund(v):
    v.post(v.line("51301", v.pay, 100), v.line("21201", v.pay, 100, "credit"))
    assert refused(head(v, 2, 9), line(v, 1, "211", v.rent, 9), line(v, 2, "102", v.rent, 0, 9, bank=v.collective)) == "only_what_is_owed"
    assert refused(head(v, 2, 9), line(v, 1, "21201", v.pay, 9), line(v, 2, "102", v.rent, 0, 9, bank=v.collective)) == "each_fund_balances"


def test_an_own_account_below_the_chart_that_would_slip_through(v):
    add = "INSERT INTO funds_account (code, title, title_en, element, side, parent_id, cadre_pay) VALUES (%s, 'x', 'x', %s, %s, %s, false)"
    assert refused((add, ["888", "expense", "debit", None])) == "account_below_its_parent"
    assert refused((add, ["51301", "expense", "debit", "513"])) in ("account_below_its_parent", "funds_account_pkey")
    assert refused((add, ["5130101", "expense", "debit", "51301"])) == "account_below_its_parent"
    assert refused((add, ["10201", "expense", "debit", "102"])) == "account_below_its_parent"
    assert refused((add, ["60201", "asset", "debit", "102"])) == "account_below_its_parent"


def test_more_received_than_allocated(v):
    told = refused(head(v, 2, 1), line(v, 1, "102", v.venue, 1, bank=v.centre), line(v, 2, "241", v.venue, 0, 1))
    assert told == "within_the_allocation"


def test_public_money_past_the_centres_account(v):
    for bank in (v.collective, v.committee):
        assert refused(head(v, 2, 1), line(v, 1, "102", v.pay, 1, bank=bank), line(v, 2, "241", v.pay, 0, 1)) == "money_in_its_account"
    assert refused(head(v, 2, 1), line(v, 1, "101", v.pay, 1), line(v, 2, "241", v.pay, 0, 1)) == "public_money_from_its_source"
    assert refused(head(v, 2, 1), line(v, 1, "102", v.rent, 1, bank=v.centre), line(v, 2, "501", v.rent, 0, 1)) == "money_in_its_account"


def test_a_policy_that_says_otherwise_opens_the_other_account():
    v = stage.village()
    fund = v.allocation("farming", "1000", exception_basis="粤农〔2019〕3号")
    bind(SERVICE)
    with pytest.raises(AssertionError, match="got through"):
        refused(head(v, 2, 1), line(v, 1, "102", fund, 1, bank=v.committee), line(v, 2, "241", fund, 0, 1))


def test_change_of_purpose_without_the_approvers_consent(v):
    a = v.venue.allocation
    insert = (
        "INSERT INTO funds_allocation (uuid, version, division_code, source_id, changed_from_id, amount, purpose, title, level, kind, doc_no, approver,"
        " exception_basis, rectification, consent_document, consent_by, allocated_on, allocated_by)"
        " VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, %s, 'x', %s, %s, %s, %s, '', '', %s, %s, %s, 'x')"
    )

    def row(purpose: str, amount: int, consent: str, consent_by: str, **more: Any) -> tuple[str, list[Any]]:
        return insert, [more.get("code", a.division_code), a.source_id, more.get("old", a.pk), amount, purpose, a.level, a.kind, a.doc_no, a.approver, consent, consent_by, ON]

    assert refused(row("culture", 9, "", "")) == "changed_purpose_has_the_approvers_consent"
    assert refused(row("culture", 9, "同意函", "村委会")) == "changed_purpose_has_the_approvers_consent"
    assert refused(row("culture", 9, "同意函", a.approver, old=None)) == "purpose_needs_consent"
    assert refused(row("venue", 9, "同意函", a.approver)) == "purpose_needs_consent"
    assert refused(row("culture", 200001, "同意函", a.approver)) == "purpose_needs_consent"
    assert refused(row("culture", 9, "同意函", a.approver, code=stage.SIBLING)) == "purpose_needs_consent"
    assert refused(row("venue", 1, "", "", old=None)) == "within_the_source"


def test_change_of_purpose_with_consent_moves_exactly_that_much():
    v = stage.village()
    v.receive(v.venue, "200000")
    made = stage.commands.change_purpose(fund=v.venue, purpose="culture", amount=stage.yuan(30000), title="文化室", consent_document="同意函1号", consent_by="区委组织部",
                                         by=stage.FINANCE, on=ON)  # fmt: skip
    bind(SERVICE)
    assert refused(*transfer(v, v.venue, made.fund, 30001, v.centre, v.centre)) == "within_the_allocation"
    assert refused(head(v, 2, 1), line(v, 1, "102", made.fund, 1, bank=v.centre), line(v, 2, "241", made.fund, 0, 1)) == "public_money_from_its_source"
    with pytest.raises(AssertionError, match="got through"):
        refused(*transfer(v, v.venue, made.fund, 30000, v.centre, v.centre))


def test_a_bank_account_in_a_persons_name(v):
    add = ("INSERT INTO funds_bankaccount (uuid, version, division_code, book_id, holder, name, bank, number_sealed, number_index, number_masked, opened_on, opened_by)"
           " VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, 'x', 'x', gen_random_uuid()::text, 'x', %s, 'x')")  # fmt: skip
    assert refused((add, [v.book.division_code, v.book.pk, "collective", "张三", ON])) == "account_of_a_unit"
    assert refused((add, [v.book.division_code, v.book.pk, "natural_person", "大赤坎村民委员会", ON])) == "account_of_a_unit"
    assert refused(("UPDATE funds_bankaccount SET name = '李四李四李四' WHERE id = %s", [v.collective.pk])) == "account_of_a_unit"
    assert refused(("UPDATE funds_bankaccount SET holder = 'centre' WHERE id = %s", [v.collective.pk])) == "bank_account_stays"
    assert refused(("UPDATE funds_bankaccount SET closed_on = %s WHERE id = %s", [ON, v.collective.pk])) == "closed_when_empty"


def test_a_public_fund_for_other_money_than_its_allocation(v):
    add = ("INSERT INTO funds_fund (uuid, version, division_code, book_id, origin, purpose, title, allocation_id, opened_on, opened_by)"
           " VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, 'x', %s, %s, 'x')")  # fmt: skip
    assert refused((add, [v.book.division_code, v.book.pk, "public", "pay", None, ON])) == "public_money_has_an_allocation"
    assert refused((add, [v.book.division_code, v.book.pk, "collective", "pay", v.venue.allocation_id, ON])) in ("public_money_has_an_allocation", "fund_as_allocated")
    free = v.allocation("office", "10")
    assert refused((add, [v.book.division_code, v.book.pk, "public", "pay", free.allocation_id, ON])) == "fund_as_allocated"


def test_a_source_is_not_raised_afterwards(v):
    assert refused(("UPDATE funds_fundsource SET amount = amount + 1 WHERE id = %s", [v.venue.allocation.source_id])) == "source_stays"
    assert refused(("UPDATE funds_fundsource SET purpose = 'pay' WHERE id = %s", [v.venue.allocation.source_id])) == "source_stays"


def test_two_kinds_of_rectification_money_in_one_source(v):
    assert refused(("INSERT INTO funds_fundsource (uuid, version, division_code, title, level, kind, purpose, doc_no, approver, amount, exception_basis, rectification, decided_on,"
                    " entered_by, allocated) VALUES (gen_random_uuid(), 1, '440403000000', 'x', 'district', 'general', 'works', 'x', 'x', 5, '', 'special,fiscal', %s, 'x', 0)",
                    [ON])) == "source_bears_one_kind_of_rectification_money"  # fmt: skip


def test_temporary_tables_do_not_blind_the_guards(v):
    """A session's own empty table of the same name would be searched first."""
    told = refused("CREATE TEMPORARY TABLE funds_monthclose (LIKE funds_monthclose)", "CREATE TEMPORARY TABLE funds_fund AS SELECT * FROM public.funds_fund",
                   "UPDATE pg_temp.funds_fund SET origin = 'public', purpose = 'pay'", head(v, 2, 9), line(v, 1, "51301", v.rent, 9), line(v, 2, "211", v.rent, 0, 9))  # fmt: skip
    assert told == "collective_pays_no_cadre"


def test_dropping_or_disabling_the_guards(v):
    for statement in ("ALTER TABLE funds_voucher DISABLE TRIGGER ALL", "DROP TRIGGER voucher_stands ON funds_voucher", "SET session_replication_role = replica",
                      "ALTER TABLE funds_voucherline DISABLE ROW LEVEL SECURITY"):  # fmt: skip
        assert refused(statement) == "42501"
    assert refused("CREATE OR REPLACE FUNCTION funds_check_sums(v funds_voucher) RETURNS void LANGUAGE sql AS 'SELECT'") == "42501"


def test_losing_the_reach_before_the_end_does_not_blind_the_check(v):
    told = refused(head(v, 2, 9), line(v, 1, "513", v.venue, 9), line(v, 2, "102", v.venue, 0, 9, bank=v.centre), "SELECT set_config('qianxian.reach', '', true)")
    assert told == "voucher_is_whole"


def test_an_amount_that_is_no_number(v):
    """NaN equals itself and is larger than everything: a voucher of it would balance, and its fund could never be overdrawn."""
    told = refused(head(v, 2, "NaN"), line(v, 1, "102", v.rent, "NaN", bank=v.collective), line(v, 2, "501", v.rent, 0, "NaN"))
    assert told == "funds_voucher_finite"
    assert refused(head(v, 2, 9), line(v, 1, "102", v.rent, "NaN", bank=v.collective)) == "funds_voucherline_finite"
    ceiling = stage.commands.propose_ceiling(login="x", division_code=v.book.division_code, amount=stage.yuan(9), first_day=ON, document="1号", by=stage.FINANCE, on=ON)
    for row, column in ((ceiling, "amount"), (stage.requested(v, stage.standing(v)), "amount")):
        table, changed = row._meta.db_table, {column: "'NaN'", "uuid": "gen_random_uuid()", "number": "gen_random_uuid()::text"}
        names = [f.column for f in row._meta.fields if f.column != "id"]
        listed, values = ", ".join(f'"{name}"' for name in names), ", ".join(changed.get(name, f'"{name}"') for name in names)
        assert refused((f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE id = %s", [row.pk])) == f"{table}_finite"


def test_a_resolution_that_stands_for_ever(v):
    """Days without end: from before every payment until after every year."""
    row = stage.standing(v)
    table = row._meta.db_table
    given = {"id": 10**9, "uuid": str(uuid.uuid4()), "first_day": "-infinity", "last_day": "infinity", "resolved_on": "-infinity", "confirmed_by": ""}
    add = f"INSERT INTO {table} SELECT (jsonb_populate_record(t, %s)).* FROM {table} t WHERE id = %s"
    assert refused((add, [json.dumps(given), row.pk])) == f"{table}_finite"


def test_every_amount_and_every_day_of_every_room_is_one(db):
    """Asked of the catalog: no column of an amount, a day or a time of the house without its check."""
    own = [model._meta.db_table for model in own_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns c WHERE table_name = ANY(%s)"
            " AND data_type IN ('numeric', 'date', 'timestamp with time zone', 'timestamp without time zone')"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.table_name::regclass AND k.contype = 'c'"
            " AND k.conname = left(c.table_name || '_finite', 63) AND pg_get_constraintdef(k.oid) LIKE '%%' || c.column_name || '%%')",
            [own],
        )
        assert cursor.fetchall() == []


def test_the_day_that_guards_go_by(v):
    """Whoever moves the county's day posts into the future and closes months before their end. The stage's county is of this transaction; make it older."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE divisions_county SET initialised_at = now() - interval '1 day'")
    for change in ("example_day = '2030-01-01'", "example_day = NULL", "is_example = NOT is_example, example_day = NULL", "initialised_at = now()", "code = '440404000000'"):
        assert refused(f"UPDATE divisions_county SET {change}") == "county_stands", change
    add = ("INSERT INTO divisions_county (code, name, city, province, is_example, example_day, initialised_at, telephone)"
           " VALUES ('440404000000', 'x', '', '', true, '2030-01-01', now(), '')")  # fmt: skip
    assert refused(add) == "one_county"
    assert refused("DELETE FROM divisions_county") == "42501"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE divisions_county SET telephone = '0756-1'")
