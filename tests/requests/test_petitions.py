"""Petitions (R-X10) as rows: routed, accepted, prolonged once, answered, reviewed and reviewed again; each last day, by a rule and by PostgreSQL."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.periods import add_days
from qianxian.foundation.reach import bind
from qianxian.requests import commands, queries
from qianxian.requests.models import Petition, PetitionReview, Request
from qianxian.requests.next_steps import stands_for, what_now
from tests.cast import SERVICE
from tests.engagements.stage import open_county
from tests.requests.stage import COMMITTEE, DISTRICT, MONDAY, SECOND, SECRETARY, THIRD, TOWN, WINDOW, in_town, petition, received, settle, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


def whys(actor, on) -> list[str]:
    bind(actor)
    found = [str(t.why) for t in queries.tasks_for(actor, on)]
    bind(SERVICE)
    return found


def answered(made: Petition, on: dt.date, told_on: dt.date | None = None) -> Petition:
    """Answered in writing and handed over."""
    commands.answer_request(request=made.request, words="经查属实，已责成整改", by=TOWN, on=on)
    commands.finish_request(request=made.request, words="已送达", told_on=told_on or on, by=TOWN, on=told_on or on)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("received_on", "route_by", "accepted_on", "finish_by"),
    [("2019-12-20", "2020-01-04", "2019-12-31", "2020-02-29"), ("2018-12-20", "2019-01-04", "2019-01-02", "2019-03-03"), ("2019-10-30", "2019-11-14", "2019-11-02", "2020-01-01")],
)
def test_its_clock_is_the_regulations_across_the_year(received_on, route_by, accepted_on, finish_by):
    first, then = dt.date.fromisoformat(received_on), dt.date.fromisoformat(accepted_on)
    made = petition(first, accept=False)
    settle()
    assert (str(made.route_by), str(Request.objects.get().due_on)) == (route_by, route_by)
    commands.accept_request(request=made.request, by=TOWN, on=then)
    settle()
    made.refresh_from_db()
    assert (made.routed_on, str(made.finish_by), str(Request.objects.get().due_on)) == (then, finish_by, finish_by)


@pytest.mark.parametrize("days", [14, 15, 16])
def test_not_routed_in_time_comes_up_one_level(days):
    petition(accept=False)
    on = add_days(MONDAY, days)
    assert (whys(COMMITTEE, on) == ["下级过期没有答复，请督办"]) is (days > 15) is ("下级过期没有答复，请督办" in whys(DISTRICT, on))
    assert whys(TOWN, on) == (["已过期，请马上答复"] if days > 15 else ["要受理，或写明理由不予受理"]) and whys(SECRETARY, on) == []


@pytest.mark.parametrize("days", [59, 60, 61])
def test_not_finished_in_time_comes_up_one_level(days):
    petition()
    on = add_days(MONDAY, days)
    assert (whys(COMMITTEE, on) == ["下级过期没有答复，请督办"]) is (days > 60) is ("下级过期没有答复，请督办" in whys(DISTRICT, on))


def test_only_the_town_or_the_district_registers_one_and_never_back_to_the_village():
    with pytest.raises(NotPermitted):
        commands.register_petition(request=in_town(), by=SECRETARY, on=MONDAY)
    row = received("advice").request
    with pytest.raises(RuleViolated) as caught:
        commands.register_petition(request=row, by=WINDOW, on=MONDAY)
    assert codes(caught) == {"village"}
    made = petition(accept=False)
    with pytest.raises(RuleViolated) as caught:
        commands.assign_request(request=made.request, to="village", words="请村里办", by=TOWN, on=MONDAY)
    assert "petition" in codes(caught)
    with pytest.raises(RuleViolated) as caught:
        commands.register_petition(request=made.request, by=TOWN, on=MONDAY)
    assert codes(caught) == {"again"}


@pytest.mark.parametrize(("days", "code"), [(0, "days"), (1, None), (30, None), (31, "days")])
def test_prolonged_by_at_most_thirty_days(days, code):
    made = petition()
    if code:
        with pytest.raises(RuleViolated) as caught:
            commands.extend_petition(request=made.request, days=days, words="要等鉴定结论", by=COMMITTEE, on=add_days(MONDAY, 50))
        assert codes(caught) == {code}
        return
    held = commands.extend_petition(request=made.request, days=days, words="要等鉴定结论", by=COMMITTEE, on=add_days(MONDAY, 50))
    settle()
    assert held.finish_by == add_days(MONDAY, 60 + days) == Request.objects.get().due_on and held.notified_on == add_days(MONDAY, 50)
    with pytest.raises(RuleViolated) as caught:
        commands.extend_petition(request=made.request, days=1, words="再延长", by=SECOND, on=add_days(MONDAY, 51))
    assert codes(caught) == {"again"}


@pytest.mark.parametrize(("on", "code"), [(59, None), (60, None), (61, "late")])
def test_prolonged_before_it_is_late_by_who_did_not_handle_it_and_told_why(on, code):
    made = petition()
    with pytest.raises(NotPermitted):
        commands.extend_petition(request=made.request, days=10, words="忙不过来", by=TOWN, on=add_days(MONDAY, 50))
    with pytest.raises(RuleViolated) as caught:
        commands.extend_petition(request=made.request, days=10, words=" ", by=COMMITTEE, on=add_days(MONDAY, 50))
    assert codes(caught) == {"empty"}
    if code:
        with pytest.raises(RuleViolated) as caught:
            commands.extend_petition(request=made.request, days=10, words="要等鉴定", by=COMMITTEE, on=add_days(MONDAY, on))
        assert codes(caught) == {code}
    else:
        commands.extend_petition(request=made.request, days=10, words="要等鉴定", by=COMMITTEE, on=add_days(MONDAY, on))


def test_who_approves_is_reminded_while_it_may_still_be_prolonged():
    made = petition()
    due = made.finish_by
    assert [whys(COMMITTEE, add_days(MONDAY, day)) for day in (47, 48, 60)] == [[], ["信访事项快到期；确需延长的由您批准"], ["信访事项快到期；确需延长的由您批准"]]
    assert whys(COMMITTEE, add_days(due, 1)) == ["下级过期没有答复，请督办"]
    commands.extend_petition(request=made.request, days=10, words="要等鉴定", by=COMMITTEE, on=add_days(MONDAY, 50))
    assert whys(COMMITTEE, add_days(due, 1)) == []


#: Told on a day → the last day on which a review may be asked (holidays and weekends by hand).
UNTIL = [("2019-12-02", "2020-01-02"), ("2019-12-03", "2020-01-02"), ("2019-03-18", "2019-04-17"), ("2019-09-02", "2019-10-08")]


@pytest.mark.parametrize(("told_on", "last"), UNTIL)
def test_review_and_re_review_are_asked_in_time_and_answered_by_others(told_on, last):
    day, until = dt.date.fromisoformat(told_on), dt.date.fromisoformat(last)
    made = answered(petition(day), day)
    with pytest.raises(RuleViolated) as caught:
        commands.ask_review(petition=made, asked_on=add_days(until, 1), by=TOWN, on=add_days(until, 1))
    assert codes(caught) == {"review_late"}
    asked = commands.ask_review(petition=made, asked_on=until, by=TOWN, on=add_days(until, 3))
    assert (asked.stage, asked.until, asked.answer_by) == (1, until, add_days(until, 30))
    assert whys(DISTRICT, until) == ["要答复复查"] and whys(COMMITTEE, until) == []
    with pytest.raises(NotPermitted):
        commands.answer_review(petition=made, outcome="upheld", words="维持", by=TOWN, on=add_days(until, 5))
    commands.answer_review(petition=made, outcome="upheld", words="原答复事实清楚，维持", by=DISTRICT, on=add_days(until, 5))
    assert whys(DISTRICT, until) == []
    again = commands.ask_review(petition=made, asked_on=add_days(until, 6), by=TOWN, on=add_days(until, 6))
    with pytest.raises(NotPermitted):
        commands.answer_review(petition=made, outcome="upheld", words="维持", by=DISTRICT, on=add_days(until, 8))
    assert again.stage == 2 and (whys(DISTRICT, until), whys(SECOND, until)) == ([], ["要答复复核"])
    commands.answer_review(petition=made, outcome="changed", words="补充核实后改变", by=SECOND, on=add_days(until, 8))
    settle()
    with pytest.raises(RuleViolated) as caught:
        commands.ask_review(petition=made, asked_on=add_days(until, 9), by=TOWN, on=add_days(until, 9))
    assert codes(caught) == {"over"}
    with pytest.raises(Conflict):
        commands.answer_review(petition=made, outcome="upheld", words="x", by=THIRD, on=add_days(until, 9))


def test_no_review_before_the_answer_and_no_reopening_after_it():
    made = petition()
    with pytest.raises(RuleViolated) as caught:
        commands.ask_review(petition=made, asked_on=MONDAY, by=TOWN, on=MONDAY)
    assert codes(caught) == {"not_answered"}
    answered(made, add_days(MONDAY, 5))
    with pytest.raises(RuleViolated) as caught:
        commands.reopen_request(request=made.request, words="不服", by=TOWN, on=add_days(MONDAY, 6))
    assert codes(caught) == {"petition"}
    with pytest.raises(Conflict):
        commands.extend_petition(request=told("help").request, days=3, words="x", by=COMMITTEE, on=MONDAY)


def test_handed_over_between_the_answer_and_today():
    made = petition()
    commands.answer_request(request=made.request, words="已答复", by=TOWN, on=add_days(MONDAY, 5))
    for day in (4, 9):
        with pytest.raises(RuleViolated) as caught:
            commands.finish_request(request=made.request, words="已送达", told_on=add_days(MONDAY, day), by=TOWN, on=add_days(MONDAY, 8))
        assert codes(caught) == {"told_on"}


def test_the_database_keeps_the_days_and_the_law():
    made = petition()
    for change in ({"finish_by": add_days(MONDAY, 61)}, {"accepted_on": add_days(MONDAY, 1)}, {"route_by": add_days(MONDAY, 30)}, {"extended_days": 31, "approved_by": "x"},
                   {"extended_days": 10}, {"received_on": add_days(MONDAY, 1)}, {"extended_days": 10, "approved_by": "x", "notified_on": MONDAY}):  # fmt: skip
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            Petition.objects.filter(pk=made.pk).update(**change)
    plain = {"division_code": made.division_code, "petition": made, "stage": 1, "until": add_days(MONDAY, 30), "asked_on": MONDAY, "answer_by": add_days(MONDAY, 30), "recorded_by": "x"}
    with pytest.raises(DatabaseError, match="先有书面答复"), transaction.atomic():
        PetitionReview.objects.create(**plain)
    made = answered(made, add_days(MONDAY, 2))
    late = plain | {"asked_on": add_days(MONDAY, 31)}
    for wrong in (late, plain | {"asked_on": add_days(MONDAY, 3), "answer_by": add_days(MONDAY, 34)}, plain | {"stage": 2, "asked_on": add_days(MONDAY, 3)}):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            PetitionReview.objects.create(**wrong)
    row = commands.ask_review(petition=made, asked_on=add_days(MONDAY, 3), by=TOWN, on=add_days(MONDAY, 3))
    with pytest.raises(DatabaseError, match="没有经办过的人"), transaction.atomic():
        PetitionReview.objects.filter(pk=row.pk).update(answered_on=add_days(MONDAY, 4), outcome="upheld", words="维持", answered_by=TOWN.login)
    with pytest.raises(DatabaseError, match="不能改"), transaction.atomic():
        PetitionReview.objects.filter(pk=row.pk).update(asked_on=MONDAY)


def test_who_holds_the_receipt_reads_until_which_day_a_review_may_be_asked_for():
    made = petition(MONDAY)
    row = made.request
    assert "写在这一页" in what_now(row, MONDAY)
    answered(made, MONDAY)
    row.refresh_from_db()
    assert stands_for(row) == "已办结" and what_now(row, MONDAY) == "不服的，最迟 2019年4月3日（周三） 可以书面请求复查。"
    assert "已经过了" in what_now(row, dt.date(2019, 4, 4))
    commands.ask_review(petition=made, asked_on=MONDAY, by=WINDOW if row.seen_from == "village" else TOWN, on=MONDAY)
    assert "已请求复查，最迟 2019年4月3日（周三） 答复" in what_now(row, MONDAY)
