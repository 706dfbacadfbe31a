"""Commands of requests: told, led on, answered, ended; each refused where it should be, twice: by a rule and by PostgreSQL."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.requests import commands, queries
from qianxian.requests.models import Request, RequestStep, State
from qianxian.requests.moves import ALLOWED_MOVES, CLOSED, OPEN, STEPS, TRANSFERS, WHO_HOLDS_IT
from qianxian.threads import queries as threads
from qianxian.threads.models import ThreadLink
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE, acting
from tests.engagements.stage import VILLAGE, open_county
from tests.requests.stage import COMMITTEE, DAYS, DISTRICT, MEMBER, MONDAY, NAME, PHONE, SECRETARY, TOWN, WINDOW, accepted, in_town, received, settle, told

pytestmark = pytest.mark.django_db
TUESDAY = DAYS[1]


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


def test_told_accepted_answered_and_done():
    row = told("advice", subject="roads").request
    settle()
    assert (row.number, row.state, row.holder, row.due_on, row.notice_on) == (f"SQ{VILLAGE[6:]}-2019-0001", "received", "village", dt.date(2019, 3, 18), dt.date(2019, 3, 14))
    row = commands.accept_request(request=row, by=WINDOW, on=TUESDAY)
    row = commands.note_request(request=row, words="已请电工看过", by=MEMBER, on=TUESDAY)
    row = commands.answer_request(request=row, words="本周修好，费用由村里出", by=WINDOW, on=DAYS[2])
    row = commands.visit_requester(request=row, words="回访：路灯亮了", by=WINDOW, on=DAYS[3])
    row = commands.finish_request(request=row, words="已修好", by=WINDOW, on=DAYS[3])
    settle()
    assert (row.state, row.due_on, row.closed_on) == ("done", dt.date(2019, 3, 18), DAYS[3])
    assert [s.kind for s in queries.steps_of(row)] == ["receive", "accept", "note", "answer", "visit", "finish"] and queries.answer_of(row).words.startswith("本周修好")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"matter": " "}, "matter"), ({"matter": f"请打 {PHONE}"}, "names_somebody"), ({"matter": f"我是{NAME}，路灯坏了"}, "names_teller"), ({"phone": "138"}, "phone"),
        ({"about": "department"}, "about_body"), ({"about_body": "区水务局"}, "about_body"), ({"kind": "gossip"}, "kind"), ({"subject": "x"}, "subject"), ({"about": "x"}, "about"),
    ],
)  # fmt: skip
def test_what_a_request_must_say(more, code):
    with pytest.raises(RuleViolated) as caught:
        told(**more)
    bind(SERVICE)
    assert code in codes(caught) and not Request.objects.exists()


@pytest.mark.parametrize(("kind", "about", "holder"), [("complaint", "none", "village"), ("complaint", "village", "town"), ("report", "none", "town"), ("report", "town", "district"),
                                                       ("help", "none", "village")])  # fmt: skip
def test_it_begins_above_whoever_is_complained_of(kind, about, holder):
    row = told(kind, about=about).request
    settle()
    assert (row.holder, row.desk, row.protected) == (holder, holder, kind in ("complaint", "report"))


def test_a_form_sent_twice_makes_one_request():
    key = uuid4()
    first, second = told(key=key), told(key=key)
    assert second == first and first.code and Request.objects.count() == 1
    assert told().request.number.endswith("-0002")


def test_passed_up_and_back_is_seen_and_does_not_move_the_last_day():
    row = accepted()
    due = row.due_on
    row = commands.assign_request(request=row, to="town", words="要镇里协调", by=WINDOW, on=TUESDAY)
    with pytest.raises(NotPermitted):
        commands.answer_request(request=row, words="办好了", by=WINDOW, on=TUESDAY)
    row = commands.assign_request(request=row, to="department", body="区民政局", words="请区里核实", by=TOWN, on=TUESDAY)
    assert (row.holder, row.desk) == ("department", "town")
    row = commands.assign_request(request=row, to="district", words="部门之间要区里协调", by=TOWN, on=TUESDAY)
    row = commands.assign_request(request=row, to="department", body="区财政局", words="请核实", by=DISTRICT, on=TUESDAY)
    with pytest.raises(NotPermitted):  # what the district sent to a department is the district's to write down
        commands.note_request(request=row, words="在办", by=TOWN, on=TUESDAY)
    row = commands.assign_request(request=row, to="town", words="已核实", by=DISTRICT, on=TUESDAY)
    row = commands.assign_request(request=row, to="village", words="请村里落实", by=TOWN, on=TUESDAY)
    row = commands.answer_request(request=row, words="已落实", by=MEMBER, on=TUESDAY)
    settle()
    assert (row.state, row.due_on) == ("answered", due)


@pytest.mark.parametrize(("to", "body", "code"), [("department", "区局", "to"), ("district", "", "to"), ("village", "", "to"), ("moon", "", "to")])
def test_passed_on_step_by_step(to, body, code):
    with pytest.raises(RuleViolated) as caught:
        commands.assign_request(request=accepted(), to=to, body=body, words="转办", by=WINDOW, on=TUESDAY)
    assert codes(caught) == {code}


def test_a_department_is_named_and_never_the_one_complained_of():
    row = commands.assign_request(request=told("complaint", about="department", about_body="区水务局").request, to="town", words="请镇里办", by=WINDOW, on=TUESDAY)
    for body, code in ((" ", "empty"), ("区水务局", "complained_of_body"), (" 区 水务局", "complained_of_body")):
        with pytest.raises(RuleViolated) as caught:
            commands.assign_request(request=row, to="department", body=body, words="请核实", by=TOWN, on=TUESDAY)
        assert codes(caught) == {code}
    with pytest.raises(DatabaseError, match="被反映的单位"), transaction.atomic():
        _step(row, kind="assign", holder="department", holder_body="区 水务局", desk="town")
    assert commands.assign_request(request=row, to="department", body="区纪委监委", words="请核实", by=TOWN, on=TUESDAY).holder == "department"


@pytest.mark.parametrize(("words", "remedy", "fields"), [("", "可以打 12345", {"words"}), ("不属于受理范围", " ", {"remedy"}), ("", "", {"words", "remedy"})])
def test_not_accepted_only_with_reason_and_remedy(words, remedy, fields):
    row = received().request
    with pytest.raises(RuleViolated) as caught:
        commands.decline_request(request=row, words=words, remedy=remedy, by=WINDOW, on=TUESDAY)
    assert {v.field for v in caught.value.violations} == fields
    with pytest.raises(IntegrityError, match="declined_with_reason_and_remedy"), transaction.atomic():
        _step(row, kind="decline", state="declined", words="")
    assert commands.decline_request(request=row, words="已经在法院起诉", remedy=queries.usual_remedy(TUESDAY), by=WINDOW, on=TUESDAY).state == "declined"


@pytest.mark.parametrize(("words", "code"), [(f"{NAME}已解决", "names_teller"), (f"请打 {PHONE}", "names_somebody"), ("号码 440403198001010025", "names_somebody")])
def test_words_for_the_resident_name_nobody(words, code):
    with pytest.raises(RuleViolated) as caught:
        commands.answer_request(request=accepted(), words=words, by=WINDOW, on=TUESDAY)
    assert codes(caught) == {code}


@pytest.mark.parametrize(("after", "may"), [(29, True), (30, True), (31, False)])
def test_opened_again_within_its_days_with_a_clock_of_its_own(after, may):
    row = commands.answer_request(request=accepted(), words="已答复", by=WINDOW, on=TUESDAY)
    on = TUESDAY + dt.timedelta(days=after)
    if not may:
        with pytest.raises(RuleViolated) as caught:
            commands.reopen_request(request=row, words="又坏了", by=WINDOW, on=on)
        assert codes(caught) == {"reopen_days"}
        return
    row = commands.reopen_request(request=row, words="又坏了", by=WINDOW, on=on)
    settle()
    assert row.state == "in_process" and row.due_on > on and queries.answer_of(row) is None and queries.steps_of(row).last().turn == 2


@pytest.mark.parametrize("make", [lambda: accepted("complaint"), lambda: accepted("help", name="", phone=""), lambda: accepted("advice", protect=True)])
def test_nobody_withdraws_or_takes_a_receipt_for_somebody_he_cannot_know(make):
    row = make()
    for command, more in ((commands.withdraw_request, {"words": "本人说算了"}), (commands.renew_request_receipt, {})):
        with pytest.raises(RuleViolated) as caught:
            command(request=row, by=WINDOW, on=TUESDAY, **more)
        assert codes(caught) == {"protected"}
    with pytest.raises(DatabaseError, match="不登记撤回"), transaction.atomic():
        _step(row, kind="withdraw", state="withdrawn")


def test_withdrawn_by_who_told_it_and_stale_pages_are_a_conflict():
    row = commands.withdraw_request(request=accepted(), words="本人到窗口说不用了", by=WINDOW, on=TUESDAY)
    for command, more in ((commands.accept_request, {}), (commands.answer_request, {"words": "x"}), (commands.finish_request, {"words": "x"}),
                          (commands.decline_request, {"words": "x", "remedy": "y"}), (commands.visit_requester, {"words": "x"})):  # fmt: skip
        with pytest.raises(Conflict):
            command(request=row, by=WINDOW, on=TUESDAY, **more)


@pytest.mark.parametrize("by", [SECRETARY, COUNTY_OFFICER, COMMITTEE, OTHER_TOWN_OFFICER, acting("x", "x", "window_staff", "440403103201")], ids=lambda a: f"{a.role} {a.reach}")
def test_only_who_works_here_takes_in(by):
    with pytest.raises(NotPermitted):
        received(by=by)


@pytest.mark.parametrize("more", [{"channel": "window", "received_on": MONDAY - dt.timedelta(days=1)}, {"channel": "letter", "received_on": TUESDAY}, {"channel": "online"}])
def test_window_and_telephone_are_of_today(more):
    with pytest.raises(RuleViolated):
        received(**more)


def test_a_letter_that_lay_counts_from_the_day_it_came():
    row = received("help", by=TOWN, channel="letter", received_on=MONDAY, on=DAYS[14]).request
    assert (row.holder, row.due_on) == ("town", dt.date(2019, 3, 11)) and row in queries.overdue(queries.requests(TOWN), DAYS[14])


# threads


def test_a_request_becomes_a_thread_once_and_the_thread_does_not_say_who():
    row = accepted()
    thread = commands.open_thread_for(request=row, title="村口路灯", matter="村口要装路灯", by=MEMBER, on=TUESDAY)
    assert threads.thread_of(row.uuid, MEMBER) == thread and (thread.asked_on, thread.origin) == (MONDAY, "villagers")
    shown = str(list(ThreadLink.objects.values())) + str(thread.__dict__)
    assert NAME not in shown and PHONE not in shown
    with pytest.raises(RuleViolated) as caught:
        commands.open_thread_for(request=row, title="又一条", matter="村口要装路灯", by=MEMBER, on=TUESDAY)
    assert codes(caught) == {"again"}


@pytest.mark.parametrize("more", [{"kind": "complaint"}, {"kind": "advice", "protect": True}])
def test_nothing_protected_hangs_on_a_thread(more):
    row = commands.accept_request(request=received(**more).request, by=WINDOW, on=MONDAY)
    with pytest.raises(RuleViolated) as caught:
        commands.open_thread_for(request=row, title="线", matter="事", by=MEMBER, on=TUESDAY)
    assert codes(caught) == {"protected"}
    thread = commands.open_thread_for(request=accepted(), title="村口路灯", matter="村口要装路灯", by=MEMBER, on=TUESDAY)
    with pytest.raises(DatabaseError, match="不能转成线"), transaction.atomic():
        ThreadLink.objects.create(division_code=VILLAGE, thread=thread, kind="request", thing=row.uuid, label="x", since=TUESDAY, recorded_by="x")


# the database


def _step(row: Request, **more) -> RequestStep:
    plain = {"state": row.state, "holder": row.holder, "holder_body": row.holder_body, "desk": row.desk, "due_on": row.due_on, "happened_on": TUESDAY, "words": "x", "remedy": ""}
    return RequestStep.objects.create(division_code=VILLAGE, request=row, recorded_by="x", **plain | more)


def test_nothing_is_deleted_and_no_state_without_a_step():
    row = accepted()
    for table in ("request", "requester", "requeststep", "requestreceipt", "petition", "petitionreview", "aside", "requestnumber"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM requests_{table}")
    for change in ({"state": "done", "closed_on": TUESDAY}, {"due_on": dt.date(2020, 1, 1)}, {"holder": "town"}, {"state": "declined", "closed_on": TUESDAY}):
        with pytest.raises(DatabaseError, match="诉求的状态只能由登记的步骤改变"), transaction.atomic():
            Request.objects.filter(pk=row.pk).update(**change)
            settle()
    for change in ({"received_on": TUESDAY}, {"matter": "别的事"}, {"number": "SQ1"}, {"division_code": "440403103201"}, {"kind": "advice"}, {"anonymous": True}, {"protected": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Request.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "step",
    [
        {"kind": "answer", "state": "done"}, {"kind": "accept", "state": "in_process"}, {"kind": "assign", "holder": "district", "desk": "district"}, {"kind": "finish", "state": "done"},
        {"kind": "note", "due_on": dt.date(2020, 1, 1)}, {"kind": "note", "happened_on": dt.date(2019, 3, 1)}, {"kind": "note", "turn": 2}, {"kind": "receive", "state": "received"},
        {"kind": "note", "holder": "town", "desk": "town"}, {"kind": "assign", "holder": "town", "desk": "village"}, {"kind": "decline", "state": "declined"},
    ],
)  # fmt: skip
def test_the_database_knows_the_road(step):
    row = accepted()
    with pytest.raises(DatabaseError), transaction.atomic():
        _step(row, **step)


def test_the_database_sends_nothing_to_who_is_complained_of():
    row = told("complaint", about="village").request
    with pytest.raises(DatabaseError, match="被反映的单位"), transaction.atomic():
        _step(row, kind="assign", holder="village", desk="village")
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.filter(pk=row.pk).update(seen_from="village")
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.filter(pk=row.pk).update(about="none", seen_from="village")


def test_the_road_as_a_dict_is_the_databases():
    assert set(ALLOWED_MOVES) == {*OPEN, *CLOSED} == set(State.values) == set(WHO_HOLDS_IT)
    assert set(STEPS) == set(RequestStep.Kind.values) and all(ALLOWED_MOVES[s] for s in OPEN)
    assert set(TRANSFERS) == {"village", "town", "department", "district"} and in_town().holder == "town"
