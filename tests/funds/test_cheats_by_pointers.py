"""Cheats by what a row points to, by two rows of half each, by second accounts and by the hour, in straight SQL as the application role: each refused by the name of its guard."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from psycopg.types.range import DateRange

from qianxian.accounts.models import User
from qianxian.decisions import commands as decisions
from qianxian.decisions.models import Certificate, Meeting
from qianxian.foundation.reach import bind
from qianxian.funds import commands
from qianxian.people.models import Person
from tests.cast import TOWN_COMMITTEE
from tests.funds import crowd, stage
from tests.funds.stage import BOOKKEEPER, HANDLER, ON, SECOND_BOOKKEEPER, SECOND_FINANCE, SECRETARY, SUPERVISOR, yuan
from tests.funds.test_cheats import head, line, refused
from tests.funds.test_cheats_again import copied
from tests.funds.test_payments import v

__all__ = ["v"]
pytestmark = pytest.mark.django_db
NEXT = ON + dt.timedelta(days=1)
APPROVE = "UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = ANY(%s)"


# What a row points to

POINTERS = ("fund_id", "bank_account_id", "standing_id", "account_id", "purpose", "document", "summary", "requested_on", "handled_by", "payee_sealed", "payee_bank", "book_id")


@pytest.mark.parametrize("column", POINTERS)
def test_an_approved_payment_points_elsewhere(v, column):
    other = v.allocation("venue", "50000", title="另一笔")
    payment = stage.carried(stage.requested(v, stage.standing(v)), "approve_payment")
    value = {"fund_id": other.pk, "bank_account_id": v.committee.pk, "standing_id": None, "account_id": "153", "requested_on": dt.date(2019, 10, 2), "book_id": v.book.pk + 1}.get(column, "works")
    assert refused((f"UPDATE funds_payment SET {column} = %s WHERE id = %s", [value, payment.pk])) == "changed_payment_starts_again"
    with_step = f"UPDATE funds_payment SET {column} = %s, state = 'booked', booked_by = 'b', booked_on = %s WHERE id = %s"
    assert refused((with_step, [value, ON, payment.pk])) == "changed_payment_starts_again"


@pytest.mark.parametrize("column", ["looked_by", "looked_on", "approved_by", "approved_on"])
def test_a_signature_rewritten_with_the_next_step(v, column):
    payment = stage.carried(stage.requested(v, stage.standing(v)), "approve_payment")
    value = dt.date(2019, 10, 2) if column.endswith("_on") else "zz"
    assert refused((f"UPDATE funds_payment SET {column} = %s, state = 'booked', booked_by = 'b', booked_on = %s WHERE id = %s", [value, ON, payment.pk])) == "signatures_stay"


def test_a_draft_rewritten_between_its_preparer_and_its_checker(v):
    lines = [v.line("102", v.rent, 9, bank_account=v.collective), v.line("501", v.rent, 9, "credit")]
    draft = commands.prepare_voucher(book=v.book, kind="ordinary", date=ON, summary="租金", document="", by=BOOKKEEPER, on=ON, lines=lines)
    for change in ("lines = '[]'", "prepared_by = 'zz'", "\"on\" = '2019-11-01'", "summary = 'x'", "kind = 'closing'"):
        assert refused((f"UPDATE funds_voucherdraft SET {change} WHERE id = %s", [draft.pk])) == "draft_stays", change


def test_a_bank_account_under_another_holder_number_or_name(v):
    for change in ("holder = 'collective'", "number_sealed = 'x', number_index = 'y'", "bank = 'x'"):
        assert refused((f"UPDATE funds_bankaccount SET {change} WHERE id = %s", [v.centre.pk])) == "bank_account_stays", change
    assert refused(("UPDATE funds_bankaccount SET closed_on = %s WHERE id = %s", [ON, v.centre.pk])) == "closed_when_empty"


def test_a_book_that_begins_earlier_or_counts_anew(v):
    for change in ("opened_on = '2018-01-01'", "posted = 0", "division_code = '440403103209'"):
        assert refused((f"UPDATE funds_book SET {change} WHERE id = %s", [v.book.pk])) in ("book_stays", "42501"), change


def test_a_ceiling_or_a_resolution_pointed_elsewhere(v):
    resolution = stage.standing(v)
    for change in ("login = 'other'", "first_day = '2019-01-01'", "amount = amount * 2"):
        assert refused((f"UPDATE funds_approverceiling SET {change} WHERE login = %s", [SECRETARY.login])) == "ceiling_stays", change
    for change in ("last_day = '2029-01-01'", "ceiling = ceiling * 2", "division_code = '440403103209'"):
        assert refused((f"UPDATE funds_standingresolution SET {change} WHERE id = %s", [resolution.pk])) == "standing_resolution_stays", change


def test_an_allocation_of_less_than_nothing_or_of_itself(v):
    held = v.venue.allocation
    assert refused(copied(held, amount="-100")) == "allocation_above_zero"
    assert refused(copied(held, changed_from_id=held.pk, amount="1")) == "purpose_needs_consent"
    assert refused(("UPDATE funds_fundsource SET exception_basis = '有文件' WHERE id = %s", [held.source_id])) == "source_stays"


# Two rows of half each


def test_two_halves_of_which_each_alone_is_within_the_resolution():
    made = crowd.villages(1)[0]
    paper = crowd.certificate(made, "1000")
    facts = {"authority": "certificate", "certificate": paper, "standing": None}
    crowd.booked(made, 2, amount=400, **facts)
    halves = [stage.carried(stage.requested(made, amount=yuan(200), payee=payee, **facts), "look_at_payment").pk for payee in ("甲店", "乙店")]
    assert refused((APPROVE, [SECRETARY.login, ON, halves])) == "within_the_resolution"
    assert refused(*((APPROVE, [SECRETARY.login, ON, [one]]) for one in halves)) == "within_the_resolution"
    with pytest.raises(AssertionError, match="got through"):
        refused((APPROVE, [SECRETARY.login, ON, halves[:1]]))


def test_two_vouchers_that_together_draw_more_than_the_fund_has(v):
    """Moved to two funds in one transaction; each alone would be covered."""
    one, two = (commands.open_collective_fund(book=v.book, title=title, purpose="general", by=BOOKKEEPER, on=ON) for title in "甲乙")

    def moved(to, amount):
        return (head(v, 4, 2 * amount), line(v, 1, "102", to, amount, bank=v.collective), line(v, 2, "11301", to, 0, amount, counter=v.rent),
                line(v, 3, "11301", v.rent, amount, counter=to), line(v, 4, "102", v.rent, 0, amount, bank=v.collective))  # fmt: skip

    assert refused(*moved(one, 30000), *moved(two, 30000)) == "no_overdraw"
    with pytest.raises(AssertionError, match="got through"):
        refused(*moved(one, 25000), *moved(two, 25000))


def test_lines_after_the_deferred_look(v):
    honest = (head(v, 2, 9), line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "501", v.rent, 0, 9))
    looked = ("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")
    assert refused(*honest, *looked, line(v, 3, "102", v.rent, 9, bank=v.collective), line(v, 4, "501", v.rent, 0, 9)) == "no_late_lines"


# By the hour


def test_tomorrow_by_the_clock_of_another_place(v):
    zone = "SET LOCAL TIME ZONE 'Pacific/Kiritimati'"
    assert refused(zone, head(v, 2, 9, day=NEXT), line(v, 1, "102", v.rent, 9, bank=v.collective, day=NEXT), line(v, 2, "501", v.rent, 0, 9, day=NEXT)) == "dated_within_the_book"
    payment = stage.carried(stage.requested(v, stage.standing(v)), "book_payment")
    paid = ("UPDATE funds_payment SET state = 'paid', paid_by = 'c', paid_on = %s WHERE id = %s", [NEXT, payment.pk])
    assert refused(zone, paid) == "one_step_after_the_other"


def test_a_certificate_revoked_and_used_in_one_transaction():
    made = crowd.villages(1)[0]
    paper = crowd.certificate(made)
    payment = crowd.booked(made, 1, certificate=paper, authority="certificate", standing=None)[0]
    revoked = ("UPDATE decisions_certificate SET revoked_on = %s, revoked_by = 'x', revoke_reason = 'x' WHERE id = %s", [ON, paper.pk])
    assert refused(revoked, ("UPDATE funds_payment SET state = 'paid', paid_by = 'c', paid_on = %s WHERE id = %s", [ON, payment.pk])) == "resolution_in_force"


def test_a_revocation_spent_on_a_day_to_come():
    """It would unlock until then, and could not be revoked again."""
    made = crowd.villages(1)[0]
    paper = crowd.certificate(made)
    later = ("UPDATE decisions_certificate SET revoked_on = %s, revoked_by = 'x', revoke_reason = 'x' WHERE id = %s", [NEXT, paper.pk])
    assert refused(later) == "certificate_stays"
    bind(TOWN_COMMITTEE)
    decisions.revoke_certificate(certificate=paper, reason="撤销", document="决议", by=TOWN_COMMITTEE, on=ON)
    assert Certificate.objects.get(pk=paper.pk).revoked_on == ON


def test_what_was_decided_is_not_mended_afterwards():
    """A recusal put in once it is counted, a meeting called off or held another day."""
    made = crowd.villages(1)[0]
    paper = crowd.certificate(made)
    for row in Meeting.objects.filter(matter=paper.matter_id):
        recusal = "INSERT INTO decisions_recusal (uuid, version, division_code, meeting_id, name, relation, recorded_by) VALUES (%s, 1, %s, %s, '甲', 'self', 'x')"
        assert refused((recusal, [uuid.uuid4(), row.division_code, row.pk])) == "count_is_confirmed"
        for change in ("cancelled_on = '2019-12-16'", "held_on = held_on + 1"):
            assert refused((f"UPDATE decisions_meeting SET {change} WHERE id = %s", [row.pk])) == "meeting_is_over"
    assert refused(("UPDATE decisions_matter SET unit = 'collective' WHERE id = %s", [paper.matter_id])) == "matter_asked_is_fixed"


# One person with two accounts


def account(login: str, name: str, phone: str = "", person: Person | None = None) -> User:
    return User.objects.create(login=login, name=name, phone=phone, person_uuid=person.uuid if person else None, usable=DateRange(dt.date(2019, 1, 1), None))


def registered(name: str, into: Person | None = None) -> Person:
    return Person.objects.create(division_code=stage.VILLAGE, name=name, pinyin="k", initials="k", sex="male", birth_date=dt.date(1970, 1, 1), merged_into=into)


def by_telephone() -> None:
    account(HANDLER.login, "邝经手", "13800000009")
    account(SECRETARY.login, "邝经手", "13800000009")


def by_the_registry() -> None:
    person = registered("邝经手")
    account(HANDLER.login, "邝经手", person=person)
    account(SECRETARY.login, "邝书记", person=person)


def by_a_merge() -> None:
    person = registered("邝经手")
    account(HANDLER.login, "邝经手", person=person)
    account(SECRETARY.login, "邝书记", person=registered("邝景首", into=person))


@pytest.mark.parametrize("same", [by_telephone, by_the_registry, by_a_merge])
def test_two_steps_by_one_person_with_two_accounts(v, same):
    payment = stage.carried(stage.requested(v, stage.standing(v)), "look_at_payment")
    same()
    assert refused((APPROVE, [SECRETARY.login, ON, [payment.pk]])) == "five_different_people"


def test_two_people_of_one_name_are_two(v):
    payment = stage.carried(stage.requested(v, stage.standing(v)), "look_at_payment")
    account(HANDLER.login, "邝经手", "13800000009")
    account(SECRETARY.login, "邝经手", "13800000008")
    with pytest.raises(AssertionError, match="got through"):
        refused((APPROVE, [SECRETARY.login, ON, [payment.pk]]))


def test_who_checks_confirms_or_signs_with_a_second_account(v):
    for one, other in ((BOOKKEEPER, SECOND_BOOKKEEPER), (stage.FINANCE, SECOND_FINANCE)):
        account(one.login, one.name, f"1380000{len(one.login):04d}")
        account(other.login, one.name, f"1380000{len(one.login):04d}")
    honest = (line(v, 1, "102", v.rent, 9, bank=v.collective), line(v, 2, "501", v.rent, 0, 9))
    assert refused(head(v, 2, 9, by=BOOKKEEPER.login, checker=SECOND_BOOKKEEPER.login), *honest) == "two_accounts_are_not_two_people"
    for act in (lambda: stage.standing(v), lambda: stage.ceiling(SUPERVISOR.login, 100)):
        with pytest.raises(DatabaseError, match="同一个人的两个账号"), transaction.atomic():
            act()
