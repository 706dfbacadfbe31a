"""A thread from the asking to the answer: done, refused, violated, recorded, clicked twice; and PostgreSQL says no to straight SQL."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import acting_as, bind
from qianxian.threads import commands, integrity, queries
from qianxian.threads.models import Thread, ThreadEvent, ThreadLink
from tests.cast import COUNTY_OFFICER, FINANCE, OTHER_TOWN_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.threads.stage import ASKED, CLERK, DOC, ON, SECRETARY, SIBLING, VILLAGE, estimated, kind, moved, opened, stalled, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def refused(statement: str, *values) -> str:
    """The sentence or the constraint with which PostgreSQL refuses; empty when it lets through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        diagnosis = error.__cause__.diag
        return diagnosis.constraint_name or diagnosis.message_primary
    return ""


def test_opened_with_its_words_and_never_with_a_name():
    row = opened(by=CLERK)
    assert (row.number, row.state, row.asked_on) == ("2012-大赤坎村-001", "open", ASKED)
    assert opened(title="路灯", subject="other").number == "2012-大赤坎村-002"
    now = queries.threads(SECRETARY).get(pk=row.pk)
    assert (now.step_now, now.step_since, now.held_by, now.held_at) == ("registered", ASKED, "village_secretary", VILLAGE)
    assert AuditLeaf.objects.filter(action="threads.open_thread").count() == 2
    with pytest.raises(RuleViolated) as caught:
        opened(title=" ", matter="找我13812345678", subject="clan", asked_on=ON + DAY, division_code="440403103299", origin="plan", by=TOWN_OFFICER)
    assert codes(caught) == {"empty", "names_somebody", "subject", "future", "division_code", "document"}


def test_who_may_open_and_keep():
    row = opened()
    with pytest.raises(NotPermitted):
        opened(by=FINANCE)
    with pytest.raises(NotPermitted):
        opened(by=OTHER_TOWN_OFFICER)
    with pytest.raises(NotPermitted):
        moved(row, by=CLERK)
    with pytest.raises(NotPermitted):
        stalled(row, by=acting("x", "邻村书记", "village_secretary", SIBLING))
    assert queries.thread_by_uuid(row.uuid, OTHER_TOWN_OFFICER) is None
    assert queries.thread_by_uuid(row.uuid, COUNTY_OFFICER) == row


def test_it_moves_from_hand_to_hand_and_never_back_in_time():
    row = opened()
    moved(row, "committees", dt.date(2012, 6, 1), holder_body="村“两委”", missing="会议记录\n水价说明")
    step = moved(row, "committees", dt.date(2012, 8, 1), missing="水价说明")
    # the same step again keeps its first day
    assert (step.since, step.missing) == (dt.date(2012, 6, 1), ["水价说明"])
    for wrong, code in (({"since": dt.date(2012, 5, 31)}, "too_early"), ({"since": ON + DAY}, "future"), ({"step": "x"}, "step"),
                        ({"holder_role": "resident"}, "holder_role"), ({"holder_code": SIBLING}, "holder_code"), ({"missing": "找13812345678"}, "names_somebody")):  # fmt: skip
        with pytest.raises(RuleViolated) as caught:
            moved(row, **({"step": "villagers"} | wrong))
        assert codes(caught) == {code}
    moved(row, "tendering", dt.date(2013, 1, 1), holder_role="town_org_officer", holder_code="440403103000")
    assert queries.threads(TOWN_OFFICER).get(pk=row.pk).held_at == "440403103000"


def test_estimates_are_only_added_and_put_right_by_another():
    row = opened()
    first = estimated(row, dt.date(2012, 6, 18), "39260000")
    right = estimated(row, dt.date(2012, 6, 18), "3926000", corrects=first)
    estimated(row, dt.date(2018, 12, 20), "10364000")
    assert queries.estimate_amounts(row, ON) == [Decimal("3926000.00"), Decimal("10364000.00")]
    assert queries.estimate_amounts(row, dt.date(2018, 12, 19)) == [right.amount]
    with pytest.raises(RuleViolated) as caught:
        estimated(row, ON + DAY, "0", source="", document=" ", corrects=first)
    assert codes(caught) == {"amount", "future", "empty", "corrects"}
    assert "permission denied" in refused("UPDATE threads_estimate SET amount = 1")


def test_six_years_at_a_stand():
    row = opened()
    moved(row)
    held = stalled(row)
    with pytest.raises(Conflict):
        stalled(row)
    with pytest.raises(Conflict):
        moved(row, "building", dt.date(2018, 1, 1))
    assert queries.stalled_years(row, dt.date(2018, 9, 15)) == 5
    assert queries.stalled_years(row, dt.date(2018, 9, 16)) == 6
    for day in (dt.date(2012, 9, 16), ON + DAY):
        with pytest.raises(RuleViolated):
            commands.lift(thread=row, lifted_on=day, words="重新提出", by=SECRETARY, on=ON)
    with pytest.raises(RuleViolated) as caught:
        commands.lift(thread=row, lifted_on=dt.date(2018, 12, 20), words=" ", by=SECRETARY, on=ON)
    assert codes(caught) == {"empty"}
    commands.lift(thread=row, lifted_on=dt.date(2018, 12, 20), words="村民重新提出，按四议两公开走", by=SECRETARY, on=ON)
    held.refresh_from_db()
    assert (held.period.upper - held.period.lower).days == 2286
    with pytest.raises(RuleViolated) as caught:
        commands.lift(thread=row, lifted_on=ON, words="再来", by=SECRETARY, on=ON)
    assert codes(caught) == {"not_stalled"}
    with pytest.raises(RuleViolated) as caught:
        stalled(row, since=dt.date(2018, 12, 19), cause="clan", words="")
    assert codes(caught) == {"empty", "cause", "overlap"}
    assert stalled(row, since=dt.date(2018, 12, 20), cause="waiting_reply", words="等水价说明")


def test_things_of_higher_rooms_are_tied_once():
    row, other, thing = opened(), opened(title="路灯"), uuid.uuid4()
    with kind():
        link = commands.attach(thread=row, kind="sample", thing_uuid=thing, label="第一次会议", by=FINANCE, on=ON)
        assert commands.attach(thread=row, kind="sample", thing_uuid=thing, label="第一次会议", by=FINANCE, on=ON) == link
        assert queries.thread_of(thing, SECRETARY) == row
        assert queries.thread_of(thing, OTHER_TOWN_OFFICER) is None
        for wrong, code in (({"thread": other}, "tied"), ({"kind": "unknown"}, "kind"), ({"label": " ", "thing_uuid": uuid.uuid4()}, "empty")):
            with pytest.raises(RuleViolated) as caught:
                commands.attach(**({"thread": row, "kind": "sample", "thing_uuid": thing, "label": "会议"} | wrong), by=SECRETARY, on=ON)
            assert codes(caught) == {code}
        with pytest.raises(NotPermitted):
            commands.attach(thread=row, kind="sample", thing_uuid=uuid.uuid4(), label="会议", by=acting("m", "党员", "member", VILLAGE), on=ON)
        commands.detach(link=link, reason="串错了", by=SECRETARY, on=ON)
        assert queries.thread_of(thing, SECRETARY) is None
        with pytest.raises(Conflict):
            commands.detach(link=link, reason="再取", by=SECRETARY, on=ON)
        assert commands.attach(thread=other, kind="sample", thing_uuid=thing, label="第一次会议", by=SECRETARY, on=ON).pk != link.pk


def test_check_names_ties_that_point_nowhere():
    row = opened()
    with kind():
        good = commands.attach(thread=row, kind="sample", thing_uuid=row.uuid, label="在的", by=SECRETARY, on=ON)
        commands.attach(thread=row, kind="sample", thing_uuid=uuid.uuid4(), label="不在的", by=SECRETARY, on=ON)
        assert found(integrity.points_nowhere()) == [f"{row.number} → sample 不在的"]
    assert len(found(integrity.points_nowhere())) == 2
    commands.detach(link=good, reason="x", by=SECRETARY, on=ON)
    assert len(found(integrity.points_nowhere())) == 1


def found(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [text for (text,) in cursor.fetchall()]


def test_joined_and_on_its_own_again():
    main, row, thing = opened(), opened(title="换水管"), uuid.uuid4()
    with kind():
        commands.attach(thread=row, kind="sample", thing_uuid=thing, label="会议", by=SECRETARY, on=ON)
        commands.join(thread=row, into=main, reason="同一件事", by=SECRETARY, on=ON)
        assert queries.thread_of(thing, SECRETARY) == main
        assert [link.thing for link in queries.links(main)] == [thing]
        # what is tied to the joined one from now on hangs on the main one
        later = commands.attach(thread=Thread.objects.get(pk=row.pk), kind="sample", thing_uuid=uuid.uuid4(), label="项目", by=SECRETARY, on=ON)
        assert later.thread == main
        assert {e.kind for e in queries.events(main)} == {"joined", "took_in"}
        for into in (main, row):
            with pytest.raises((RuleViolated, Conflict)):
                commands.join(thread=main, into=into, reason="转圈", by=SECRETARY, on=ON)
        commands.reopen(thread=row, reason="不是一件事", by=SECRETARY, on=ON)
        assert queries.thread_of(thing, SECRETARY) == row
    with pytest.raises(RuleViolated) as caught:
        commands.join(thread=main, into=opened(division_code=SIBLING, by=TOWN_OFFICER), reason="别的村", by=TOWN_OFFICER, on=ON)
    assert codes(caught) == {"into"}


def test_split_takes_things_along():
    row, thing = opened(), uuid.uuid4()
    with kind():
        link = commands.attach(thread=row, kind="sample", thing_uuid=thing, label="会议", by=SECRETARY, on=ON)
        made = commands.split(thread=row, title="蓄水池", matter="另建蓄水池", subject="water", reason="另一笔钱", links=[link], by=SECRETARY, on=ON)
        assert (made.split_from, made.asked_on, queries.thread_of(thing, SECRETARY)) == (row, row.asked_on, made)
        with pytest.raises(RuleViolated) as caught:
            commands.split(thread=row, title="别的", matter="别的", subject="water", reason=" ", links=[link], by=SECRETARY, on=ON)
        assert codes(caught) == {"empty", "links"}
    assert queries.events(row).get(kind="split").other == made


def test_it_ends_when_who_asked_was_told():
    row = opened()
    stalled(row)
    with pytest.raises(RuleViolated) as caught:
        commands.close(thread=row, words="办成了", by=SECRETARY, on=ON)
    assert codes(caught) == {"stalled", "not_told"}
    commands.lift(thread=row, lifted_on=ON, words="恢复", by=SECRETARY, on=ON)
    with pytest.raises(RuleViolated):
        commands.tell(thread=row, told_on=ON, channel="rumour", words="13812345678", by=SECRETARY, on=ON)
    told(row)
    closed = commands.close(thread=row, words="已通水", by=SECRETARY, on=ON)
    assert (closed.state, closed.closed_on) == ("closed", ON)
    for command in (lambda: moved(row), lambda: estimated(row, ON, "1"), lambda: told(row), lambda: commands.close(thread=row, words="再办", by=SECRETARY, on=ON)):
        with pytest.raises(Conflict):
            command()
    commands.reopen(thread=row, reason="又停水", by=SECRETARY, on=ON)
    with pytest.raises(RuleViolated) as caught:
        commands.close(thread=row, words="好了", by=SECRETARY, on=ON)
    assert codes(caught) == {"not_told"}
    with pytest.raises(RuleViolated) as caught:
        commands.reopen(thread=row, reason="还在办", by=SECRETARY, on=ON)
    assert codes(caught) == {"under_way"}
    own = opened(origin="plan", channel="plan", document="行动计划第3条")
    assert commands.close(thread=own, words="办成了", by=SECRETARY, on=ON).state == "closed"


def test_a_note_rests_on_a_paper():
    row = opened()
    commands.note(thread=row, happened_on=dt.date(2012, 9, 15), title="村民会议表决", words="未通过", document=DOC, by=SECRETARY, on=ON)
    with pytest.raises(RuleViolated) as caught:
        commands.note(thread=row, happened_on=ON + DAY, title="", words="张三440403198001011234", document="", by=SECRETARY, on=ON)
    assert codes(caught) == {"future", "empty", "names_somebody"}


def test_postgresql_says_no_as_well():
    row, other = opened(), opened(title="路灯")
    moved(row)
    stalled(row)
    far = opened(division_code=SIBLING, by=TOWN_OFFICER)
    assert "permission denied" in refused("DELETE FROM threads_thread")
    assert "permission denied" in refused("DELETE FROM threads_stall")
    assert refused("UPDATE threads_thread SET matter = '别的' WHERE id = %s", row.pk) == "what_was_asked_stays"
    assert refused("UPDATE threads_thread SET asked_on = '2013-01-01' WHERE id = %s", row.pk) == "what_was_asked_stays"
    assert refused("UPDATE threads_thread SET state = 'open' WHERE id = %s", row.pk) == "stalled_means_stalled"
    assert refused("UPDATE threads_thread SET state = 'stalled' WHERE id = %s", other.pk) == "stalled_means_stalled"
    assert refused("UPDATE threads_thread SET state = 'closed', closed_on = %s WHERE id = %s", ON, other.pk) == "told_before_closed"
    assert refused("UPDATE threads_thread SET state = 'closed' WHERE id = %s", other.pk) == "told_before_closed"
    assert refused("UPDATE threads_thread SET state = 'joined', joined_into_id = %s WHERE id = %s", far.pk, other.pk) == "joined_into_one_that_stands"
    assert refused("UPDATE threads_thread SET state = 'joined', joined_into_id = id WHERE id = %s", other.pk) == "thread_not_into_itself"
    assert refused("UPDATE threads_stall SET words = '别的' WHERE thread_id = %s", row.pk) == "stall_is_lifted_once"
    assert refused("UPDATE threads_stall SET cause = 'weather' WHERE thread_id = %s", row.pk) == "stall_is_lifted_once"
    assert refused("UPDATE threads_stall SET period = daterange('2012-09-16', '2013-01-01') WHERE thread_id = %s", row.pk) == "stall_lifted_in_words"
    assert "permission denied" in refused("UPDATE threads_threadstep SET since = '2010-01-01'")
    assert "permission denied" in refused("UPDATE threads_threadevent SET words = 'x'")
    with kind():
        link = commands.attach(thread=row, kind="sample", thing_uuid=uuid.uuid4(), label="会议", by=SECRETARY, on=ON)
    assert refused("UPDATE threads_threadlink SET label = '别的' WHERE id = %s", link.pk) == "link_is_untied_once"
    assert refused("UPDATE threads_threadlink SET ended_on = %s WHERE id = %s", ON, link.pk) == "untied_with_a_reason"
    assert refused(
        "INSERT INTO threads_threadlink (uuid, version, division_code, thread_id, kind, thing, label, since, end_reason, recorded_by)"
        " SELECT gen_random_uuid(), 1, division_code, %s, kind, thing, label, since, '', 'x' FROM threads_threadlink WHERE id = %s", other.pk, link.pk,
    ) == "one_thread_per_thing"  # fmt: skip


@pytest.mark.django_db(databases=["default", "owner"])
def test_not_even_the_owner_deletes_in_passing(django_db_blocker):
    """The trigger stands before the owner too: what is dropped is dropped on purpose, by a migration."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'threads_are_kept'")
        kept = {name for (name,) in cursor.fetchall()}
    assert kept == {m._meta.db_table for m in (Thread, ThreadLink, ThreadEvent)} | {"threads_threadstep", "threads_estimate", "threads_stall"}


def test_longest_wait_first_without_ranking_anybody():
    bind(SERVICE)
    first = opened(asked_on=dt.date(2019, 1, 1))
    second = opened(asked_on=dt.date(2018, 1, 1), title="路灯")
    assert list(queries.register(SECRETARY)) == [second, first]
    moved(second, "handling", dt.date(2019, 2, 1))
    assert list(queries.register(SECRETARY)) == [first, second]
    with acting_as(SECRETARY):
        assert list(queries.matching(queries.register(SECRETARY), "路灯")) == [second]
        assert queries.asked_in(VILLAGE, "water", SECRETARY, ON) == second
