"""The outbox: written with the change, taken once, tried again, given up in sight; who dies in between doubles nothing unseen."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.notices import commands, delivery, outbox, queries
from qianxian.notices.delivery import deliver, send_due
from qianxian.notices.models import Notice, NoticePreference
from qianxian.notices.outbox import Kind, Load, announce, look_at, write
from qianxian.notices.rules import Waiting
from tests.cast import SYSTEM_ADMIN
from tests.notices.stage import ADDRESS, SECRET, WEDNESDAY, account, at, listening, robot

pytestmark = pytest.mark.django_db
State = Notice.State
TWO = Load([Waiting("a" * 32, 5), Waiting("b" * 32, 0)], overdue=0, due_today=1)


@pytest.fixture
def told(monkeypatch, tmp_path):
    with robot(monkeypatch, tmp_path) as listening_robot:
        yield listening_robot


def states() -> list[str]:
    return list(Notice.objects.order_by("id").values_list("state", flat=True))


def test_a_notice_stands_or_falls_with_its_change():
    listening()
    jobs = ProcrastinateJob.objects.filter(task_name="notices.send_notice").count
    before = jobs()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(Kind.RETURNED, to="liming", at=at(9))
        raise ZeroDivisionError
    assert not Notice.objects.exists() and jobs() == before
    assert announce(Kind.RETURNED, to="liming", at=at(9)).waiting == 1
    assert Notice.objects.count() == 1 and jobs() == before + 1


def test_who_wants_nothing_gets_no_row():
    account("quiet")
    listening("daily", at_once=False)
    assert announce(Kind.DECIDED, to="quiet") is None and announce(Kind.DECIDED, to="daily") is None and announce(Kind.DECIDED, to="unknown") is None
    assert not Notice.objects.exists()


def test_one_digest_a_day_however_often_somebody_looks():
    row = listening(at_once=False)
    assert [len(look_at(row, TWO, at(hour))) for hour in (7, 8, 9, 12, 19, 21)] == [0, 1, 0, 0, 0, 0]
    assert len(look_at(row, TWO, at(8, day=WEDNESDAY + dt.timedelta(days=1)))) == 1
    digest = Notice.objects.first()
    assert (digest.waiting, digest.overdue, digest.due_today, digest.path) == (2, 0, 1, "/workbench/")
    with pytest.raises(IntegrityError, match="one_digest_per_person_and_day"), transaction.atomic():
        write(row, Kind.DIGEST, at(10), waiting=1)


def test_nothing_waits_nothing_goes_out():
    assert look_at(listening(), Load([]), at(8)) == [] and not Notice.objects.exists()


def test_between_digests_what_is_new_and_what_ends_soon():
    row = listening()
    look_at(row, Load([Waiting("a" * 32, 5)]), at(8))
    made = look_at(row, Load([Waiting("a" * 32, 1), Waiting("b" * 32, 5), Waiting("c" * 32, 1)]), at(10))
    assert [(one.kind, one.waiting) for one in made] == [("new", 2), ("due", 1)]
    assert look_at(row, Load([Waiting("a" * 32, 1), Waiting("b" * 32, 5), Waiting("c" * 32, 1)]), at(11)) == []


def test_the_digest_takes_the_place_of_what_has_not_left():
    row = listening()
    write(row, Kind.NEW, at(22, day=dt.date(2019, 3, 19)), waiting=1)
    look_at(row, TWO, at(8))
    assert states() == ["dropped", "waiting"]


def test_sent_once_with_its_place(told):
    notice = write(listening(), Kind.NEW, at(9), waiting=1)
    assert deliver(notice.uuid, at(9)) == "sent" and deliver(notice.uuid, at(9)) == "" and send_due(at(10)) == {}
    notice.refresh_from_db()
    assert (notice.nth_of_day, notice.nth_of_week, notice.place_week, notice.channel) == (1, 1, dt.date(2019, 3, 18), "webhook") and len(told.got) == 1


@pytest.mark.parametrize(("moment", "goes_at"), [
    (at(20), at(8, day=dt.date(2019, 3, 21))), (at(3), at(8)), (at(12, day=dt.date(2019, 3, 23)), at(8, day=dt.date(2019, 3, 25))),
])  # fmt: skip
def test_at_night_and_on_days_off_it_waits(told, moment, goes_at):
    notice = write(listening(), Kind.NEW, moment, waiting=1)
    assert deliver(notice.uuid, moment) == ""
    notice.refresh_from_db()
    assert notice.try_at == goes_at and notice.state == "waiting" and not told.got
    assert send_due(goes_at - dt.timedelta(minutes=1)) == {} and send_due(goes_at) == {"sent": 1}


def test_the_fourth_of_a_day_and_the_eleventh_of_a_week_are_held(told):
    row = listening()
    monday = dt.date(2019, 3, 18)
    for n in range(5):
        for _turn in range(4):
            write(row, Kind.NEW, at(9, day=monday + dt.timedelta(days=n)), waiting=1)
        send_due(at(10, day=monday + dt.timedelta(days=n)))
    ends = [states()[n : n + 4].count("sent") for n in range(0, 20, 4)]
    assert ends == [3, 3, 3, 1, 0] and states().count("held") == 10 and len(told.got) == 10


def test_the_database_has_ten_places_a_week_and_no_more(told):
    """By straight SQL as the application role: no eleventh place, no place twice, no place given back, no road backwards."""
    row = listening()
    first, second = (write(row, Kind.NEW, at(9), waiting=1) for _turn in range(2))
    deliver(first.uuid, at(9))
    place = "place_day = '2019-03-20', place_week = '2019-03-18'"
    tried = {
        f"UPDATE notices_notice SET state = 'sending', {place}, nth_of_day = 11, nth_of_week = 11 WHERE id = {second.pk}": "at_most_ten_messages_a_week",
        f"UPDATE notices_notice SET state = 'sending', {place}, nth_of_day = 1, nth_of_week = 1 WHERE id = {second.pk}": "one_message_per_place",
        f"UPDATE notices_notice SET state = 'sending' WHERE id = {second.pk}": "sent_from_its_place",
        f"UPDATE notices_notice SET nth_of_day = 2 WHERE id = {first.pk}": "名额不能改",
        f"UPDATE notices_notice SET state = 'waiting', sent_at = NULL WHERE id = {first.pk}": "状态不能这样改",
        f"UPDATE notices_notice SET waiting = 9 WHERE id = {first.pk}": "写好的消息不能改",
        f"UPDATE notices_notice SET state = 'sending', place_day = '2019-03-20', place_week = '2019-03-11', nth_of_day = 2, nth_of_week = 1 WHERE id = {second.pk}": "和日期一致",
        f"DELETE FROM notices_notice WHERE id = {first.pk}": "permission denied",
    }  # fmt: skip
    for statement, said in tried.items():
        with pytest.raises(DatabaseError, match=said), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_path_holds_no_name_and_no_question():
    with pytest.raises(IntegrityError, match="a_notice_leads_to_a_page"), transaction.atomic():
        write(listening(), Kind.NEW, at(9), waiting=1, path="/people/?q=黎明")


def test_tried_again_more_slowly_then_given_up_in_sight(told):
    notice, moment = write(listening(), Kind.NEW, at(8), waiting=1), at(8)
    told.answers = [(503, b"")] * 6
    while notice.state != "failed":
        deliver(notice.uuid, moment)
        notice.refresh_from_db()
        moment = notice.try_at
    assert notice.state == "failed" and notice.tries == 6 and notice.outcome == "http_503" and len(told.got) == 6
    assert len({headers["webhook-id"] for _p, headers, _b in told.got}) == 1
    (task,) = [t for t in queries.tasks_for(SYSTEM_ADMIN, WEDNESDAY) if t.count]
    assert task.title == "1 条消息没有发出去" and task.url == "/notices/?state=failed"
    commands.retry_notice(notice=notice, by=SYSTEM_ADMIN, at=at(9))
    assert deliver(notice.uuid, at(9)) == "sent"
    notice.refresh_from_db()
    assert notice.nth_of_week == 1


def test_410_stops_the_address_and_tells_its_owner(told):
    row = listening()
    notice, later = write(row, Kind.NEW, at(8), waiting=1), write(row, Kind.DUE, at(9), waiting=1)
    told.answers = [(410, b"")]
    assert deliver(notice.uuid, at(8)) == "failed"
    row.refresh_from_db()
    assert row.stopped_at == at(8) and row.stopped_why == "gone" and deliver(later.uuid, at(9)) == "dropped" and len(told.got) == 1
    assert announce(Kind.NEW, to="liming") is None
    user, by = row.account, account("other")[1]
    (mine,) = queries.tasks_for(type(by)(**{**by.__dict__, "login": "liming"}), WEDNESDAY)
    assert mine.url == "/me/notices/" and not queries.tasks_for(by, WEDNESDAY)
    again = commands.choose_notices(account=user, channel="webhook", at_once=True, address=ADDRESS, by=type(by)(**{**by.__dict__, "login": "liming"}))
    assert again.stopped_at is None and again.secret == SECRET


def test_a_robot_inside_a_house_is_given_up_at_once(monkeypatch, tmp_path):
    with robot(monkeypatch, tmp_path, {"robot.example.org": ["10.0.0.1"]}) as told:
        notice = write(listening(), Kind.NEW, at(8), waiting=1)
        assert deliver(notice.uuid, at(8)) == "failed" and not told.got
    notice.refresh_from_db()
    assert notice.outcome == "not_public" and notice.tries == 1


def test_killed_between_taking_and_telling(told, monkeypatch):
    """A worker that dies after the other side got it: ten minutes later it goes out once more under the same number, and only then is it sent."""
    notice = write(listening(), Kind.NEW, at(9), waiting=1)

    def dies(*given):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(delivery, "_settle", dies)
        deliver(notice.uuid, at(9))
    assert states() == ["sending"] and deliver(notice.uuid, at(9, 5)) == "" and len(told.got) == 1
    assert send_due(at(9, 10)) == {"sent": 1}
    assert len(told.got) == 2 and len({headers["webhook-id"] for _p, headers, _b in told.got}) == 1
    notice.refresh_from_db()
    assert notice.nth_of_day == 1


def test_killed_before_it_left(told, monkeypatch):
    """Committed, then dead before the send: it goes out exactly once."""
    notice = write(listening(), Kind.NEW, at(9), waiting=1)

    def dies(*given):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(delivery, "send", dies)
        deliver(notice.uuid, at(9))
    assert send_due(at(9, 15)) == {"sent": 1} and send_due(at(9, 30)) == {} and len(told.got) == 1


def test_who_comes_late_settles_nothing(told):
    """The first worker was slow, the second took it over and sent it: what the first one has to say is not heard."""
    notice = write(listening(), Kind.NEW, at(9), waiting=1)
    taken, used = delivery._take(notice.uuid, at(9))
    assert send_due(at(9, 20)) == {"sent": 1}
    assert delivery._settle(taken, used, delivery.Outcome("timeout"), at(9, 21)) == ""
    assert states() == ["sent"]


def test_an_address_given_meanwhile_is_not_stopped(told):
    row = listening()
    notice = write(row, Kind.NEW, at(9), waiting=1)
    taken, used = delivery._take(notice.uuid, at(9))
    NoticePreference.objects.filter(pk=row.pk).update(version=row.version + 1)
    assert delivery._settle(taken, used, delivery.Outcome("gone", for_good=True, gone=True), at(9)) == "failed"
    row.refresh_from_db()
    assert row.stopped_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_notice_once(told):
    """Eight notices of one person, two workers: three go out, no place is taken twice, the rest is held."""
    row = listening()
    for _turn in range(8):
        write(row, Kind.NEW, at(9), waiting=1)

    def work() -> None:
        try:
            send_due(at(9))
            send_due(at(9))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    send_due(at(9, 1))
    assert sorted(states()) == ["held"] * 5 + ["sent"] * 3 and len(told.got) == 3
    assert sorted(Notice.objects.filter(state="sent").values_list("nth_of_day", flat=True)) == [1, 2, 3]


def test_trials_are_for_oneself_at_any_hour_and_few(told):
    row = listening()
    user, by = row.account, type(SYSTEM_ADMIN)(login="liming", name="黎明", role="town_org_officer", reach=("440403103",))
    for _turn in range(5):
        assert deliver(commands.try_out(account=user, by=by, at=at(22)).uuid, at(22)) == "sent"
    with pytest.raises(RuleViolated, match="明天再试"):
        commands.try_out(account=user, by=by, at=at(23))
    with pytest.raises(NotPermitted):
        commands.try_out(account=user, by=SYSTEM_ADMIN, at=at(22))
    assert not Notice.objects.filter(nth_of_day__isnull=False).exists()
    told.answers = [(500, b"")]
    tomorrow = at(22, day=dt.date(2019, 3, 21))
    assert deliver(commands.try_out(account=user, by=by, at=tomorrow).uuid, tomorrow) == "failed"


def test_only_what_was_given_up_is_retried_or_dropped(told):
    notice = write(listening(), Kind.NEW, at(9), waiting=1)
    for command, more in ((commands.retry_notice, {"at": at(9)}), (commands.drop_notice, {})):
        with pytest.raises(Conflict):
            command(notice=notice, by=SYSTEM_ADMIN, **more)
    told.answers = [(410, b"")]
    deliver(notice.uuid, at(9))
    assert commands.drop_notice(notice=notice, by=SYSTEM_ADMIN).state == "dropped"


def test_messages_per_person_and_week(told):
    """M9 by hand: five people, one of them twice: 6 messages over 5 person-weeks. With four there is no number."""
    rows = [listening(f"liming{n}") for n in range(5)]
    for row in rows[:4]:
        write(row, Kind.NEW, at(9), waiting=1)
    send_due(at(9))
    assert queries.messages_a_week(["440403103000"], 2019) == {}
    write(rows[4], Kind.NEW, at(10), waiting=1)
    write(rows[4], Kind.DUE, at(10), waiting=1)
    send_due(at(10))
    found = queries.messages_a_week(["440403103000", "440403000000", "440403107000"], 2019)
    assert {key: str(value) for key, value in found.items()} == {("440403103000", "2019-03"): "1.2", ("440403000000", "2019-03"): "1.2"}


def test_leavers_and_the_switched_off_are_not_written_to():
    row = listening()
    type(row.account).objects.filter(pk=row.account_id).update(is_active=False)
    assert not outbox.active().exists() and look_at(row, TWO, at(8)) == []
