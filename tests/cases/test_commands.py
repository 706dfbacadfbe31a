"""Commands of cases: taken in, led on, ended; each refused where it should be, twice: by a rule and by PostgreSQL."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qianxian.cases import commands, queries
from qianxian.cases.models import Case, CaseReceipt, CaseStep, State
from qianxian.cases.moves import ALLOWED_MOVES, CLOSED, OPEN, STEPS, TRANSFERS, WHO_HOLDS_IT
from qianxian.cases.numbers import read_number
from qianxian.cases.permissions import guest_of
from qianxian.cases.receipts import ALPHABET, LENGTH, code_hash, new_code
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash, unseal
from qianxian.foundation.statements import latest_of
from qianxian.people import commands as people
from qianxian.people.models import Person
from tests.cases.stage import MEMBER, MONDAY, PAPERS, PHONE, SECRETARY, TOWN, WINDOW, accepted, asked, item, received
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE, acting
from tests.engagements.stage import VILLAGE, open_county
from tests.engagements.stage import person as registered

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)
NEXT_MONDAY = MONDAY + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


NUMBER = "440403198001010025"


def tied(who) -> None:
    """The person's identity number by its keyed hash."""
    Person.objects.filter(pk=who.pk).update(identity_index=keyed_hash(NUMBER, kind="identity"))


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


def settle() -> None:
    """Deferred guards asked now."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_complete_papers_are_accepted_at_once_and_the_clock_runs_from_the_receipt():
    row = accepted()
    settle()
    assert (row.number, row.state, row.holder, row.received_on, row.due_on, row.notice_on) == (
        f"BJ{VILLAGE[6:]}-2019-0001", "in_process", "village", MONDAY, dt.date(2019, 3, 11), dt.date(2019, 3, 8),
    )  # fmt: skip
    assert [s.kind for s in queries.steps_of(row)] == ["receive", "accept"]


def test_what_is_missing_is_said_once_and_the_clock_waits():
    row = asked()
    settle()
    assert (row.state, row.missing, row.due_on) == ("supplement", PAPERS, None)
    commands.supply(case=row, brought=PAPERS[:1], by=WINDOW, on=TUESDAY)
    row.refresh_from_db()
    assert (row.state, row.missing) == ("supplement", PAPERS[1:])
    row = commands.supply(case=row, brought=PAPERS, by=MEMBER, on=NEXT_MONDAY)
    settle()
    assert (row.state, row.missing, row.due_on) == ("in_process", [], dt.date(2019, 3, 18))
    with pytest.raises(RuleViolated) as caught:
        commands.ask_supplement(case=row, missing=["还有一张表"], by=WINDOW, on=NEXT_MONDAY)
    assert codes(caught) == {"asked_before"}
    with pytest.raises(IntegrityError, match="one_notice_of_everything_missing"), transaction.atomic():
        CaseStep.objects.create(division_code=VILLAGE, case=row, kind="ask", state="supplement", holder="village", missing=["表"], happened_on=NEXT_MONDAY, recorded_by="x")


@pytest.mark.parametrize(("on", "waits"), [(dt.date(2019, 3, 11), True), (dt.date(2019, 3, 12), False)])
def test_asked_too_late_the_clock_runs_from_the_receipt(on, waits):
    """Handed in over the phone page on Monday: the notice is in time until the fifth working day."""
    row = commands.apply_for(division_code=VILLAGE, item=item(), name="容小妹", phone=PHONE, by=guest_of(VILLAGE), on=MONDAY).case
    row = commands.ask_supplement(case=row, missing=PAPERS, by=WINDOW, on=on)
    assert row.due_on == (None if waits else dt.date(2019, 3, 11))
    row = commands.supply(case=row, brought=PAPERS, by=WINDOW, on=dt.date(2019, 3, 13))
    settle()
    assert row.due_on == (dt.date(2019, 3, 20) if waits else dt.date(2019, 3, 11))


def test_paper_that_lay_counts_from_the_day_it_came():
    """Written down two weeks later, the case is overdue at once: nobody gains time by not recording."""
    row = accepted(channel="paper", received_on=MONDAY, on=dt.date(2019, 3, 18))
    assert row.received_on == MONDAY and row.due_on == dt.date(2019, 3, 11)
    row = asked(item("SB-002"), channel="paper", received_on=MONDAY, on=dt.date(2019, 3, 18))
    assert (row.state, row.due_on) == ("supplement", dt.date(2019, 3, 11))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "name"), ({"phone": "1380000"}, "phone"), ({"phone": "abc"}, "phone"), ({"received_on": MONDAY - dt.timedelta(days=1)}, "received_on"),
        ({"channel": "paper", "received_on": TUESDAY}, "received_on"), ({"division_code": "440403103000", "by": TOWN}, None), ({"on": dt.date(2018, 12, 31)}, "item"),
    ],
)  # fmt: skip
def test_what_a_case_must_say(more, code):
    what = item()
    if code is None:
        with pytest.raises(NotPermitted):
            received(what, **more)
        return
    with pytest.raises(RuleViolated) as caught:
        received(what, **more)
    assert code in codes(caught) and not Case.objects.exists()


def test_the_record_of_a_person_is_tied_by_his_number_and_the_number_is_not_kept():
    who, number = registered("欧阳大妹"), NUMBER
    tied(who)
    row = accepted(identity_number="4404 0319 8001 0100 25")
    assert row.applicant_id == who.pk
    assert received(item("SB-002"), identity_number="440403199901010028").case.applicant is None
    with pytest.raises(RuleViolated) as caught:
        received(item("SB-003"), name="别人", identity_number=number)
    assert codes(caught) == {"identity"}
    bind(SERVICE)
    assert number not in str(list(ChangeHistory.objects.values_list("after", flat=True)))


def test_the_telephone_is_sealed_and_the_log_names_nobody():
    row = accepted()
    assert row.phone_masked == "138****5678" and PHONE not in row.phone_sealed and unseal(row.phone_sealed, row=f"cases.case.phone:{row.uuid}") == PHONE
    kept = str(list(ChangeHistory.objects.values_list("before", "after"))) + str(list(AuditLeaf.objects.values()))
    assert "欧阳大妹" not in kept and PHONE not in kept and "5678" not in kept


def test_a_form_sent_twice_makes_one_case():
    key, what = uuid4(), item()
    first = received(what, key=key)
    second = received(what, key=key)
    assert second == first and first.code and Case.objects.count() == 1
    assert received(what).case.number.endswith("-0002")


def test_transfer_up_and_back_is_seen_and_does_not_move_the_last_day():
    row = accepted()
    due = row.due_on
    row = commands.transfer_case(case=row, to="town", words="镇里审核", by=WINDOW, on=TUESDAY)
    with pytest.raises(NotPermitted):
        commands.finish_case(case=row, words="办好了", by=WINDOW, on=TUESDAY)
    row = commands.transfer_case(case=row, to="department", body="区社保局", words="区里复核", by=TOWN, on=TUESDAY)
    row = commands.transfer_case(case=row, to="town", words="区里已复核", by=TOWN, on=TUESDAY)
    row = commands.transfer_case(case=row, to="village", words="照片请村里补拍", by=TOWN, on=TUESDAY)
    row = commands.finish_case(case=row, words="已参保，凭证在窗口领", by=MEMBER, on=TUESDAY)
    settle()
    assert (row.state, row.due_on, row.closed_on) == ("done", due, TUESDAY)
    assert [s.holder for s in queries.steps_of(row)][1:] == ["village", "town", "department", "town", "village", "village"]


@pytest.mark.parametrize(("to", "body", "code"), [("department", "区局", "to"), ("village", "", "to"), ("town", "", None)])
def test_transfer_step_by_step(to, body, code):
    row = accepted()
    if code is None:
        assert commands.transfer_case(case=row, to=to, words="镇里审核", by=WINDOW, on=TUESDAY).holder == to
        return
    with pytest.raises(RuleViolated) as caught:
        commands.transfer_case(case=row, to=to, body=body, words="转办", by=WINDOW, on=TUESDAY)
    assert codes(caught) == {code}


def test_a_department_is_named():
    row = commands.transfer_case(case=accepted(), to="town", words="镇里审核", by=WINDOW, on=TUESDAY)
    with pytest.raises(RuleViolated) as caught:
        commands.transfer_case(case=row, to="department", words="转区里", by=TOWN, on=TUESDAY)
    assert [(v.code, v.field) for v in caught.value.violations] == [("empty", "body")]


@pytest.mark.parametrize(("words", "remedy", "fields"), [("", "可以申请复议", {"words"}), ("不符合条件", " ", {"remedy"}), ("", "", {"words", "remedy"})])
def test_a_refusal_has_its_reason_and_its_remedy(words, remedy, fields):
    row = accepted()
    with pytest.raises(RuleViolated) as caught:
        commands.refuse_case(case=row, words=words, remedy=remedy, by=WINDOW, on=TUESDAY)
    assert {v.field for v in caught.value.violations} == fields
    with pytest.raises(IntegrityError, match="refused_with_reason_and_remedy"), transaction.atomic():
        CaseStep.objects.create(division_code=VILLAGE, case=row, kind="refuse", state="refused", holder="village", due_on=row.due_on, happened_on=TUESDAY, recorded_by="x")


@pytest.mark.parametrize(("words", "code"), [("欧阳大妹已参保", "names_applicant"), ("请打 13800005678", "names_somebody"), ("号码 440403198001010025", "names_somebody")])
def test_words_for_the_resident_name_nobody(words, code):
    with pytest.raises(RuleViolated) as caught:
        commands.finish_case(case=accepted(), words=words, by=WINDOW, on=TUESDAY)
    assert codes(caught) == {code}


@pytest.mark.parametrize(("after", "may"), [(29, True), (30, True), (31, False)])
def test_reopened_within_its_days_with_a_clock_of_its_own(after, may):
    row = commands.refuse_case(case=accepted(), words="不符合条件", remedy="可以申请复议", by=WINDOW, on=TUESDAY)
    on = TUESDAY + dt.timedelta(days=after)
    if not may:
        with pytest.raises(RuleViolated) as caught:
            commands.reopen_case(case=row, words="补到了证明", by=WINDOW, on=on)
        assert codes(caught) == {"reopen_days"}
        return
    row = commands.reopen_case(case=row, words="补到了证明", by=WINDOW, on=on)
    assert row.state == "in_process" and row.closed_on is None and row.due_on > on
    row = commands.ask_supplement(case=row, missing=["证明"], by=WINDOW, on=on)  # a further turn has its own one notice
    settle()
    assert row.state == "supplement" and row.due_on is None


def test_closed_cases_and_stale_pages_are_a_conflict():
    row = commands.withdraw_case(case=accepted(), words="本人电话说不办了", by=WINDOW, on=TUESDAY)
    for command, more in ((commands.accept_case, {}), (commands.finish_case, {"words": "办好了"}), (commands.withdraw_case, {"words": "再撤"}), (commands.supply, {"brought": PAPERS})):
        with pytest.raises(Conflict):
            command(case=row, by=WINDOW, on=TUESDAY, **more)


@pytest.mark.parametrize("by", [SECRETARY, COUNTY_OFFICER, TOWN, OTHER_TOWN_OFFICER, acting("x", "x", "window_staff", "440403103201"), guest_of(VILLAGE)], ids=lambda a: f"{a.role} {a.reach}")
def test_only_the_window_of_the_village_records(by):
    what = item()
    with pytest.raises(NotPermitted):
        received(what, by=by)


def test_nothing_is_deleted_and_no_state_without_a_step():
    row = accepted()
    for statement in ("DELETE FROM cases_case", "DELETE FROM cases_casestep", "UPDATE cases_casestep SET words = 'x'", "DELETE FROM cases_casereceipt"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    for change in ({"state": "done", "closed_on": TUESDAY}, {"due_on": dt.date(2020, 1, 1)}, {"holder": "town"}, {"missing": ["x"]}):
        with pytest.raises(DatabaseError, match="办件的状态只能由登记的步骤改变"), transaction.atomic():
            Case.objects.filter(pk=row.pk).update(**change)
            settle()
    for change in ({"received_on": TUESDAY}, {"applicant_name": "别人"}, {"number": "BJ1"}, {"division_code": "440403103201"}, {"phone_masked": "138****0000"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Case.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "step",
    [
        {"kind": "finish", "state": "refused"}, {"kind": "accept", "state": "in_process"}, {"kind": "transfer", "state": "in_process", "holder": "department", "holder_body": "局"},
        {"kind": "note", "state": "in_process", "due_on": dt.date(2020, 1, 1)}, {"kind": "note", "state": "in_process", "happened_on": dt.date(2019, 3, 1)},
        {"kind": "note", "state": "in_process", "turn": 2}, {"kind": "note", "state": "in_process", "missing": ["x"]}, {"kind": "receive", "state": "received"},
    ],
)  # fmt: skip
def test_the_database_knows_the_road(step):
    row = accepted()
    plain = {"holder": "village", "due_on": row.due_on, "happened_on": TUESDAY, "words": "x"}
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseStep.objects.create(division_code=VILLAGE, case=row, recorded_by="x", **plain | step)


RECEIVED, ACCEPTED = {"kind": "receive", "state": "received"}, {"kind": "accept", "state": "in_process"}
LAST_DAY = dt.date(2019, 6, 1)


@pytest.mark.parametrize(
    ("case", "steps"),
    [
        ({"state": "done", "closed_on": MONDAY}, [RECEIVED]), ({"state": "in_process"}, []), ({"state": "in_process"}, [RECEIVED]), ({"state": "in_process"}, [ACCEPTED]),
        ({"state": "in_process", "missing": ["x"]}, [RECEIVED, ACCEPTED]), ({"state": "supplement"}, [RECEIVED, {"kind": "ask", "state": "supplement"}]),
        ({"state": "received", "due_on": None}, [RECEIVED | {"due_on": None}]), ({"holder": "town"}, [RECEIVED | {"holder": "town"}]),
        ({"state": "received"}, [RECEIVED | {"due_on": dt.date(2019, 1, 1)}]), ({"due_on": dt.date(2019, 1, 1)}, [RECEIVED]),
        ({"state": "supplement", "missing": ["x"], "due_on": None},
         [RECEIVED | {"due_on": None}, {"kind": "ask", "state": "supplement", "missing": ["x"], "due_on": None}]),
    ],
)  # fmt: skip
def test_no_case_begins_anywhere_but_at_its_receipt(case, steps):
    row = accepted()
    begun = {"state": "received", "holder": "village", "missing": [], "due_on": LAST_DAY, "received_on": MONDAY, "recorded_on": MONDAY, "notice_on": None}
    with pytest.raises(DatabaseError, match=r"^(办件从收件开始|办件的状态只能|办件现在的状态|缺的材料一次写全)"), transaction.atomic():
        row.pk, row.uuid, row.number = None, uuid4(), "BJ103210-2019-0999"
        for name, value in (begun | case).items():
            setattr(row, name, value)
        row.save(force_insert=True)
        for step in steps:
            CaseStep.objects.create(**{"division_code": VILLAGE, "case": row, "recorded_by": "x", "holder": "village", "due_on": LAST_DAY, "happened_on": MONDAY} | step)
        settle()


def test_a_case_goes_along_when_records_of_a_person_are_merged():
    kept, doubled = registered("甲"), registered("甲")
    row = Case.objects.get(pk=accepted().pk)
    with pytest.raises(DatabaseError, match="不能改"), transaction.atomic():
        Case.objects.filter(pk=row.pk).update(applicant=kept)
    Person.objects.filter(pk=kept.pk).update(identity_index=None)
    tied(doubled)
    row = accepted(item("SB-002"), name="甲", identity_number=NUMBER)
    assert row.applicant_id == doubled.pk
    people.merge_persons(kept=kept, doubled=doubled, reason="同一个人登记了两次", by=COUNTY_OFFICER, on=TUESDAY)
    row.refresh_from_db()
    assert row.applicant_id == kept.pk


def test_receipts_hold_sixty_bits_and_only_their_hash_is_kept():
    made = received(item())
    assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", made.code) and len(ALPHABET) ** LENGTH >= 2**60
    kept = CaseReceipt.objects.get()
    assert made.code not in kept.code_hash and kept.code_hash == code_hash(made.case.uuid, made.code.lower().replace("-", " "))
    assert len({new_code() for _turn in range(500)}) == 500
    assert queries.holds_code(made.case, made.code) and not queries.holds_code(made.case, new_code())
    again = commands.renew_receipt(case=made.case, by=WINDOW, on=TUESDAY)
    assert queries.holds_code(made.case, again.code) and not queries.holds_code(made.case, made.code)
    # as the ORM finds them: the newest receipt, and the case by its number within reach alone
    assert latest_of(made.case.receipts) == made.case.receipts.order_by("-id").first()
    assert latest_of(Case(pk=0).receipts) is None
    here, elsewhere = guest_of(made.case.division_code), guest_of("440403103211")
    assert queries.case_of_receipt(here, made.case.number, again.code) == queries.cases(here).get(number=made.case.number)
    assert queries.case_of_receipt(here, "BJ-0", again.code) is None and queries.case_of_receipt(elsewhere, made.case.number, again.code) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("BJ103210-2019-0001", "BJ103210-2019-0001"), (" bj103210 2019 0001 ", "BJ103210-2019-0001"), ("ＢＪ103210－2019－0001", "BJ103210-2019-0001"),
        ("10321020190001", "BJ103210-2019-0001"), ("BJ103210-2019-1", ""), ("", ""), ("103210", ""), ("'; DROP", ""),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(typed, number):
    assert read_number(typed, "440403000000") == ((number, "440403103210") if number else ("", ""))


def test_the_phone_page_takes_what_the_village_or_the_town_looks_at():
    guest = guest_of(VILLAGE)
    row = commands.apply_for(division_code=VILLAGE, item=item(), name="容小妹", phone=PHONE, by=guest, on=MONDAY).case
    assert (row.state, row.channel, row.recorded_by) == ("received", "phone", "(guest)") and row.due_on == dt.date(2019, 3, 11)
    row = commands.accept_case(case=row, by=WINDOW, on=TUESDAY)
    assert row.due_on == dt.date(2019, 3, 11)  # since the receipt, not since the acceptance
    for what, more, code in ((item("SB-002", handled_by="department", department="区局"), {}, "channel"), (item("SB-003"), {"phone": ""}, "phone")):
        with pytest.raises(RuleViolated) as caught:
            commands.apply_for(**{"division_code": VILLAGE, "item": what, "name": "容小妹", "phone": PHONE, "by": guest, "on": MONDAY} | more)
        assert codes(caught) == {code}
    with pytest.raises(NotPermitted):
        commands.apply_for(division_code="440403103201", item=item("SB-004"), name="容小妹", phone=PHONE, by=guest, on=MONDAY)


def test_the_road_as_a_dict_is_the_databases():
    assert set(ALLOWED_MOVES) == {*OPEN, *CLOSED} == set(State.values) == set(WHO_HOLDS_IT)
    assert set(STEPS) == set(CaseStep.Kind.values) and all(ALLOWED_MOVES[s] for s in OPEN) and all(ALLOWED_MOVES[s] == {"in_process"} for s in CLOSED)
    assert set(TRANSFERS) == {"village", "town", "department"}
