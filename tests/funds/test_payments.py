"""Payments through their commands: the whole way, each missing condition, starting again, splitting, emergencies, and every cheat by straight SQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands
from qianxian.funds.models import Account, Payment, Voucher
from qianxian.funds.queries import balances
from qianxian.funds.queries.gates import gate
from qianxian.people.models import Person
from tests.cast import SERVICE, acting
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, CASHIER, COMMITTEE, HANDLER, ON, SECRETARY, SUPERVISOR, yuan
from tests.funds.test_cheats import head, line, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def v() -> stage.Village:
    made = stage.village()
    made.receive(made.venue, "200000", dt.date(2019, 10, 8))
    made.earn("50000", dt.date(2019, 10, 9))
    stage.ceiling(SECRETARY.login, 20000)
    return made


def unmet(payment: Payment) -> set[str]:
    return {c.code for c in gate(payment, ON) if not c.met and not c.step}


def test_five_people_carry_it_and_the_ledger_has_it(v):
    paid = stage.carried(stage.requested(v, stage.standing(v)))
    voucher = Voucher.objects.get(payment=paid)
    assert (voucher.prepared_by, voucher.checked_by, voucher.total) == (BOOKKEEPER.login, SECRETARY.login, Decimal("3000.00"))
    assert balances.held_by(v.venue) == Decimal("197000.00") and balances.bank_balance(v.centre) == Decimal("197000.00")
    assert all(c.met for c in gate(paid, ON))
    with pytest.raises(Conflict):
        commands.pay_out(payment=paid, by=CASHIER, on=ON)


@pytest.mark.parametrize("step", ["look_at_payment", "approve_payment", "book_payment", "pay_out"])
def test_nobody_does_two_steps_himself_or_through_a_deputy(v, step):
    upto = {"look_at_payment": None, "approve_payment": "look_at_payment", "book_payment": "approve_payment", "pay_out": "book_payment"}[step]
    payment = stage.requested(v, stage.standing(v))
    payment = stage.carried(payment, upto) if upto else payment
    actor = dict(stage.STEPS)[step]
    for same in (replace(actor, login=HANDLER.login), replace(actor, principal=HANDLER.login)):
        with pytest.raises(NotPermitted, match="另一步"):
            getattr(commands, step)(payment=payment, by=same, on=ON)


def test_roles_are_asked(v):
    payment = stage.requested(v, stage.standing(v))
    with pytest.raises(NotPermitted):
        commands.look_at_payment(payment=payment, by=CASHIER, on=ON)
    with pytest.raises(Conflict):
        commands.approve_payment(payment=payment, by=SECRETARY, on=ON)
    payment = stage.carried(payment, "look_at_payment")
    with pytest.raises(NotPermitted):
        commands.approve_payment(payment=payment, by=BOOKKEEPER, on=ON)


def test_beyond_the_ceiling_goes_to_the_town(v):
    payment = stage.carried(stage.requested(v, stage.standing(v, 30000), amount=yuan(20001)), "look_at_payment")
    with pytest.raises(RuleViolated, match="审批限额"):
        commands.approve_payment(payment=payment, by=SECRETARY, on=ON)
    stage.ceiling(COMMITTEE.login, 100000, "440403103000")
    commands.approve_payment(payment=payment, by=COMMITTEE, on=ON)


def test_the_ceiling_to_the_cent(v):
    resolution = stage.standing(v, 30000)
    stage.carried(stage.requested(v, resolution, amount=yuan(20000), payee="甲店"), "approve_payment")
    with pytest.raises(RuleViolated, match="审批限额"):
        stage.carried(stage.requested(v, resolution, amount=yuan("20000.01"), payee="乙店"), "approve_payment")


def test_own_expense_goes_up(v):
    person = Person.objects.create(division_code=stage.VILLAGE, name="钟书记", pinyin="z", initials="z", sex="male", birth_date="1970-01-01",
                                   account_index=stage.keyed("6222020000001"))  # fmt: skip
    payment = stage.carried(stage.requested(v, stage.standing(v), payee="钟书记", payee_account="6222020000001"), "look_at_payment")
    assert payment.payee_person_id == person.pk
    with pytest.raises(NotPermitted, match="您本人"):
        commands.approve_payment(payment=payment, by=replace(SECRETARY, person_uuid=str(person.uuid)), on=ON)


def test_a_changed_amount_or_payee_starts_again(v):
    resolution = stage.standing(v)
    payment = stage.carried(stage.requested(v, resolution), "book_payment")
    changed = commands.change_payment(payment=payment, facts={"amount": yuan(3500)}, by=HANDLER, on=ON)
    assert (changed.state, changed.looked_by, changed.approved_by, changed.booked_by) == ("requested", "", "", "")
    with pytest.raises(Conflict):
        commands.pay_out(payment=changed, by=CASHIER, on=ON)


def test_splitting_is_found_and_shown(v):
    resolution = stage.standing(v, 5000)
    first = stage.carried(stage.requested(v, resolution, amount=yuan(3000)))
    second = stage.requested(v, resolution, amount=yuan(2001))
    assert "split" in unmet(second) and first.number in next(c.said for c in gate(second, ON) if c.code == "split")
    with pytest.raises(RuleViolated, match="拆分"):
        stage.carried(second, "approve_payment")
    assert "split" not in unmet(stage.requested(v, resolution, amount=yuan(2000), payee="另一家"))


def test_each_missing_condition_is_named(v):
    resolution = stage.standing(v, 5000)
    assert "within_resolution" in unmet(stage.requested(v, resolution, amount=yuan("5000.01")))
    late = stage.standing(v, 5000, resolved_on=ON, first_day=ON + dt.timedelta(days=1), last_day=dt.date(2020, 12, 31))
    assert "resolution" in unmet(stage.requested(v, late, payee="乙"))
    assert "resolution" in unmet(stage.requested(v, stage.commands.enter_standing(book=v.book, document="x", resolved_on=ON, first_day=ON, last_day=ON, ceiling=yuan(9),
                                                                                    by=BOOKKEEPER, on=ON), amount=yuan(9), payee="丙"))  # fmt: skip
    assert "balance" in unmet(stage.requested(v, resolution, fund=v.culture, purpose="culture", payee="丁"))
    assert "account" in unmet(stage.requested(v, resolution, bank_account=v.collective, payee="戊"))
    assert "ceiling" in unmet(stage.requested(v, stage.standing(v, 90000), amount=yuan(20001), payee="己"))
    with pytest.raises(RuleViolated, match="用途"):
        stage.requested(v, resolution, purpose="culture")
    with pytest.raises(RuleViolated, match="科目"):
        stage.requested(v, resolution, account=Account.objects.get(code="501"))


def test_money_approved_for_one_is_not_there_for_another(v):
    resolution = stage.standing(v, 150000)
    stage.ceiling(SECRETARY.login, 200000)
    stage.carried(stage.requested(v, resolution, amount=yuan(150000), payee="甲"), "approve_payment")
    second = stage.requested(v, resolution, amount=yuan("50000.01"), payee="乙")
    assert unmet(second) == {"balance"}
    stage.carried(stage.requested(v, resolution, amount=yuan(50000), payee="丙"))


def emergency(v: stage.Village, by_day: dt.date, **more: Any) -> Payment:
    return stage.requested(v, authority="emergency", emergency_reason="台风抢险", ratify_by=by_day, **more)


def test_an_emergency_is_ratified_in_time_or_stops_the_next(v):
    paid = stage.carried(emergency(v, ON + dt.timedelta(days=30)))
    made = commands.ratify_payment(payment=paid, document="代表会议决议5号", resolved_on=ON, by=BOOKKEEPER, on=ON)
    assert made.payment_id == paid.pk
    with pytest.raises(RuleViolated):
        commands.ratify_payment(payment=paid, document="代表会议决议5号", resolved_on=ON, by=BOOKKEEPER, on=ON)
    assert unmet(emergency(v, ON + dt.timedelta(days=31), payee="乙")) == {"ratify_by"}


def test_returned_with_a_reason_and_mended(v):
    payment = stage.carried(stage.requested(v, stage.standing(v)), "look_at_payment")
    with pytest.raises(RuleViolated):
        commands.return_payment(payment=payment, reason=" ", by=SECRETARY)
    back = commands.return_payment(payment=payment, reason="发票不清楚", by=SECRETARY)
    again = commands.change_payment(payment=back, facts={"document": "发票002"}, by=HANDLER, on=ON)
    assert stage.carried(again).state == "paid"
    with pytest.raises(Conflict):
        commands.withdraw_payment(payment=again, reason="不付了", by=HANDLER)


def test_a_reversed_payment_gives_the_money_back_and_frees_its_resolution(v):
    resolution = stage.standing(v, 5000)
    paid = stage.carried(stage.requested(v, resolution, amount=yuan(5000)))
    v.reverse(paid.voucher)
    assert balances.held_by(v.venue) == Decimal("200000.00")
    assert not unmet(stage.requested(v, resolution, amount=yuan(5000)))


# Straight SQL.

INSERT = (
    "INSERT INTO funds_payment (uuid, version, number, division_code, book_id, fund_id, bank_account_id, amount, account_id, purpose, summary, document, payee, payee_bank,"
    " payee_sealed, payee_index, payee_masked, authority, standing_id, emergency_reason, state, requested_on, handled_by, handled_for, looked_by, looked_for,"
    " approved_by, approved_for, booked_by, booked_for, paid_by, paid_for, returned_reason)"
    " VALUES (gen_random_uuid(), 1, gen_random_uuid()::text, %s, %s, %s, %s, %s, %s, %s, 'x', 'x', %s, '', '', '', '', 'small', %s, '', %s, %s, %s, '', %s, '', '', '', '', '', '', '', '')"
)


def row(v: stage.Village, resolution: Any, **more: Any) -> tuple[str, list[Any]]:
    given = {"code": v.book.division_code, "book": v.book.pk, "fund": v.venue.pk, "bank": v.centre.pk, "amount": 9, "account": "513", "purpose": "venue", "payee": "店",
             "standing": resolution.pk, "state": "requested", "on": ON, "handled": "甲", "looked": ""} | more  # fmt: skip
    return INSERT, list(given.values())


def change(payment: Payment, **columns: Any) -> tuple[str, list[Any]]:
    return f"UPDATE funds_payment SET {', '.join(f'{c} = %s' for c in columns)} WHERE id = %s", [*columns.values(), payment.pk]


def test_a_payment_born_approved(v):
    resolution = stage.standing(v)
    for state in ("looked", "approved", "booked", "paid", "returned"):
        assert refused(row(v, resolution, state=state)) == "one_step_after_the_other"
    assert refused(row(v, resolution, looked="乙")) == "one_step_after_the_other"


def test_another_villages_money_or_another_purpose(v):
    other, resolution = stage.village(stage.SIBLING, "新乡村"), stage.standing(v)
    bind(SERVICE)
    assert refused(row(v, resolution, fund=other.venue.pk)) == "own_fund"
    assert refused(row(v, resolution, bank=other.centre.pk)) == "own_fund"
    assert refused(row(v, resolution, code=stage.SIBLING)) == "own_fund"
    assert refused(row(v, resolution, purpose="culture")) == "purpose_as_earmarked"
    for account in ("501", "102", "101", "311", "11301"):
        assert refused(row(v, resolution, account=account)) == "payment_account"


def test_steps_left_out_signatures_changed_hands_doubled(v):
    payment = stage.requested(v, stage.standing(v))
    bind(SERVICE)
    for state in ("approved", "booked", "paid"):
        signed = {"looked_by": "b", "looked_on": ON, "approved_by": "c", "approved_on": ON, "booked_by": "d", "booked_on": ON, "paid_by": "e", "paid_on": ON}
        assert refused(change(payment, state=state, **signed)) == "one_step_after_the_other"
    assert refused(change(payment, state="looked")) == "one_step_after_the_other"
    assert refused(change(payment, state="looked", looked_by=HANDLER.login, looked_on=ON)) == "five_different_people"
    assert refused(change(payment, state="looked", looked_by="b", looked_for=HANDLER.login, looked_on=ON)) == "five_different_people"
    assert refused(change(payment, state="looked", looked_by="b", looked_on=ON - dt.timedelta(days=1))) == "one_step_after_the_other"
    payment = stage.carried(payment, "look_at_payment")
    assert refused(change(payment, state="approved", looked_by="z", approved_by=SECRETARY.login, approved_on=ON)) == "signatures_stay"


def test_changed_amount_after_approval(v):
    payment = stage.carried(stage.requested(v, stage.standing(v)), "book_payment")
    for columns in ({"amount": 4000}, {"payee": "别人"}, {"payee_index": "x"}, {"account_id": "515"}, {"bank_account_id": v.committee.pk}, {"fund_id": v.rent.pk}):
        assert refused(change(payment, **columns)) == "changed_payment_starts_again"
        assert refused(change(payment, state="paid", paid_by=CASHIER.login, paid_on=ON, **columns)) == "changed_payment_starts_again"


def approve(payment: Payment, login: str = SECRETARY.login) -> tuple[str, list[Any]]:
    return change(payment, state="approved", approved_by=login, approved_on=ON)


def test_approval_beyond_ceiling_resolution_or_money(v):
    big = stage.standing(v, 400000)
    looked = lambda **more: stage.carried(stage.requested(v, big, **more), "look_at_payment")  # noqa: E731
    assert refused(approve(looked(amount=yuan("20000.01"), payee="甲"))) == "within_the_ceiling"
    assert refused(approve(looked(amount=yuan(9), payee="乙"), "somebody")) == "within_the_ceiling"
    stage.ceiling(SECRETARY.login, 900000)
    assert refused(approve(looked(amount=yuan("200000.01"), payee="丙"))) == "within_what_is_left"
    small = stage.standing(v, 5)
    assert refused(approve(stage.carried(stage.requested(v, small, amount=yuan(6), payee="丁"), "look_at_payment"))) == "within_the_resolution"


def test_a_resolution_not_yet_not_confirmed_ended_or_of_another_village(v):
    other = stage.village(stage.SIBLING, "新乡村")
    entered = {"book": v.book, "document": "x", "resolved_on": ON, "ceiling": yuan(9000), "by": BOOKKEEPER, "on": ON}
    unconfirmed = commands.enter_standing(**entered, first_day=ON, last_day=ON)
    coming = stage.standing(v, 9000, resolved_on=ON, first_day=ON + dt.timedelta(days=1), last_day=dt.date(2020, 12, 31))
    gone = stage.standing(v, 9000, last_day=ON - dt.timedelta(days=1))
    ended = commands.end_standing(standing=stage.standing(v, 9000), by=BOOKKEEPER, on=ON)
    for n, resolution in enumerate((unconfirmed, coming, gone, ended, stage.standing(other, 9000))):
        payment = stage.carried(stage.requested(v, resolution, payee=f"店{n}"), "look_at_payment")
        assert refused(approve(payment)) == "resolution_in_force"
    assert refused(("UPDATE funds_standingresolution SET ceiling = 99999 WHERE id = %s", [unconfirmed.pk])) == "standing_resolution_stays"
    assert refused(("UPDATE funds_standingresolution SET confirmed_by = entered_by WHERE id = %s", [unconfirmed.pk])) == "standing_resolution_by_two_people"


def test_a_resolution_that_lapsed_between_approval_and_payment(v):
    resolution = stage.standing(v)
    payment = stage.carried(stage.requested(v, resolution), "book_payment")
    commands.end_standing(standing=resolution, by=BOOKKEEPER, on=ON)
    with pytest.raises(RuleViolated):
        commands.pay_out(payment=payment, by=CASHIER, on=ON)
    assert refused(change(payment, state="paid", paid_by=CASHIER.login, paid_on=ON)) == "resolution_in_force"


SPELLINGS = ("斗门 家具店（白蕉）", "斗门家具店(白蕉)", "斗门家具店【白蕉】", " 斗门家具店\u3000白蕉", "斗门家具店\u200b〔白蕉〕", "斗门家具店-白蕉。")


@pytest.mark.parametrize("payee", SPELLINGS)
def test_a_payee_written_otherwise_is_the_same_payee(v, payee):
    """A blank more, full width, other brackets, a mark nobody sees: summed all the same, on the page and by straight SQL."""
    resolution = stage.standing(v, 5000)
    first = stage.requested(v, resolution, amount=yuan(3000), payee="斗门家具店（白蕉）")
    second = stage.carried(stage.requested(v, resolution, amount=yuan(2001), payee=payee), "look_at_payment")
    assert "split" in unmet(second) and first.number in next(c.said for c in gate(second, ON) if c.code == "split")
    assert refused(approve(second)) == "no_splitting"
    assert "split" not in unmet(stage.requested(v, resolution, amount=yuan(2001), payee="斗门家具店（乾务）"))


def test_full_width_letters_and_case_are_one_spelling_and_marks_alone_are_themselves(v):
    resolution = stage.standing(v, 5000)
    stage.requested(v, resolution, amount=yuan(3000), payee="ＡＢＣ１２３商行")
    assert "split" in unmet(stage.requested(v, resolution, amount=yuan(2001), payee="abc 123 商行"))
    stage.requested(v, resolution, amount=yuan(3000), payee="（）")
    assert "split" not in unmet(stage.requested(v, resolution, amount=yuan(2001), payee="【】"))


def test_another_name_on_the_same_account_is_the_same_payee(v):
    resolution, account = stage.standing(v, 5000), "6222000000009999"
    stage.requested(v, resolution, account, amount=yuan(3000), payee="斗门家具店")
    other = stage.carried(stage.requested(v, resolution, "6222 0000-0000 9999", amount=yuan(2001), payee="白蕉装饰行"), "look_at_payment")
    assert "split" in unmet(other) and refused(approve(other)) == "no_splitting"


def test_split_payments_by_sql(v):
    resolution = stage.standing(v, 5000)
    stage.carried(stage.requested(v, resolution, amount=yuan(3000)), "look_at_payment")
    second = stage.carried(stage.requested(v, resolution, amount=yuan(2001)), "look_at_payment")
    assert refused(approve(second)) == "no_splitting"


def test_paid_without_a_voucher_and_a_voucher_without_payment(v):
    payment = stage.carried(stage.requested(v, stage.standing(v)), "book_payment")
    paid = change(payment, state="paid", paid_by=CASHIER.login, paid_on=ON)
    assert refused(paid) == "paid_with_a_voucher"
    lines = [line(v, 1, "513", v.venue, 3000), line(v, 2, "102", v.venue, 0, 3000, bank=v.centre)]
    hands = {"by": BOOKKEEPER.login, "checker": SECRETARY.login, "payment_id": payment.pk}
    assert refused(head(v, 2, 3000, **hands), *lines) == "payment_needs_approval"
    assert refused(paid, head(v, 2, 3000, **hands | {"by": "别人"}), *lines) == "payment_needs_approval"
    assert refused(paid, head(v, 2, 3001, **hands), line(v, 1, "513", v.venue, 3001), line(v, 2, "102", v.venue, 0, 3001, bank=v.centre)) == "payment_as_approved"
    assert refused(paid, head(v, 2, 3000, **hands), line(v, 1, "515", v.venue, 3000), lines[1]) == "payment_as_approved"
    assert refused(paid, head(v, 2, 3000, **hands), line(v, 1, "513", v.rent, 3000), line(v, 2, "102", v.rent, 0, 3000, bank=v.collective)) == "payment_as_approved"
    with pytest.raises(AssertionError, match="got through"):
        refused(paid, head(v, 2, 3000, **hands), *lines)


def test_paying_twice_under_one_approval(v):
    paid = stage.carried(stage.requested(v, stage.standing(v)))
    hands = {"by": BOOKKEEPER.login, "checker": SECRETARY.login, "payment_id": paid.pk}
    lines = [line(v, 1, "513", v.venue, 3000), line(v, 2, "102", v.venue, 0, 3000, bank=v.centre)]
    assert refused(head(v, 2, 3000, **hands), *lines) in ("funds_voucher_payment_id_key", "payment_needs_approval")
    assert refused(change(paid, state="booked")) == "paid_stays"
    assert refused(change(paid, amount=1)) == "paid_stays"


def test_ceilings_by_one_person_and_raised_afterwards(v):
    add = ("INSERT INTO funds_approverceiling (uuid, version, division_code, login, amount, first_day, document, proposed_by, confirmed_by)"
           " VALUES (gen_random_uuid(), 1, %s, %s, 99999, %s, 'x', %s, %s)")  # fmt: skip
    assert refused((add, [stage.VILLAGE, "p", ON, "a", "a"])) == "ceiling_changed_by_two_people"
    assert refused((add, [stage.VILLAGE, "p", ON, "a", "b"])) == "ceiling_changed_by_two_people"
    assert refused((add, [stage.VILLAGE, "p", ON, "p", ""])) == "ceiling_changed_by_two_people"
    confirmed = stage.ceiling("p", 5)
    assert refused(("UPDATE funds_approverceiling SET amount = 99999 WHERE id = %s", [confirmed.pk])) == "ceiling_stays"
    waiting = commands.propose_ceiling(login="q", division_code=stage.VILLAGE, amount=yuan(1), first_day=ON, document="x", by=stage.FINANCE, on=ON)
    for cheat in ("confirmed_by = proposed_by", "confirmed_by = login"):
        assert refused((f"UPDATE funds_approverceiling SET {cheat} WHERE id = %s", [waiting.pk])) == "ceiling_changed_by_two_people"
    with pytest.raises(NotPermitted):
        commands.confirm_ceiling(ceiling=waiting, by=stage.FINANCE)


def test_cadre_pay_outside_a_pay_run(v):
    v.receive(v.pay, "300000")
    resolution = stage.standing(v, 9000)
    payment = stage.requested(v, resolution, fund=v.pay, purpose="pay", account=Account.objects.get(code="51301"))
    assert "pay_by_a_pay_run" in unmet(payment)
    assert refused(approve(stage.carried(payment, "look_at_payment"))) == "pay_by_a_pay_run"


def test_emergencies_by_sql(v):
    late = stage.carried(emergency(v, ON + dt.timedelta(days=31)), "look_at_payment")
    assert refused(approve(late)) == "ratified_in_time"
    paid = stage.carried(emergency(v, ON, payee="乙"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE divisions_county SET example_day = %s", [ON + dt.timedelta(days=1)])
    bind(SERVICE)
    after = commands.request_payment(book=v.book, facts=stage.facts(v, authority="emergency", emergency_reason="x", ratify_by=ON + dt.timedelta(days=9), payee="丙"), by=HANDLER,
                                     on=ON + dt.timedelta(days=1))  # fmt: skip
    after = commands.look_at_payment(payment=after, by=SUPERVISOR, on=ON + dt.timedelta(days=1))
    assert refused(change(after, state="approved", approved_by=SECRETARY.login, approved_on=ON + dt.timedelta(days=1))) == "ratify_first"
    assert refused(("INSERT INTO funds_ratification (uuid, version, division_code, payment_id, document, resolved_on, entered_by) VALUES (gen_random_uuid(), 1, %s, %s, 'x', %s, 'x')",
                    [stage.VILLAGE, paid.pk, ON - dt.timedelta(days=1)])) == "ratifies_an_emergency"  # fmt: skip


def test_a_payment_outside_reach_is_not_there(v):
    payment = stage.requested(v, stage.standing(v))
    bind(acting("x", "x", "town_bookkeeper", "440403107"))
    assert not Payment.objects.filter(pk=payment.pk).exists()
