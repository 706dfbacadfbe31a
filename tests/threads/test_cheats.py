"""Every way to falsify a thread by straight SQL as the application role, each refused by PostgreSQL with a name. New ones are added, none is taken out."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from qianxian.threads import commands
from qianxian.threads.models import Thread
from tests.cast import TOWN_OFFICER
from tests.threads.stage import ASKED, ON, SECRETARY, SIBLING, estimated, kind, moved, opened, stalled, told
from tests.threads.test_commands import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)


def insert(table: str, row, **said) -> str:
    """The name of what refuses a row of the table told by hand, along a thread; empty when it gets through."""
    given = {"uuid": uuid.uuid4(), "version": 1, "division_code": row.division_code, "thread_id": row.pk, "recorded_by": "x"} | said
    names, values = [name for name, value in given.items() if value is not None], [value for value in given.values() if value is not None]
    return refused(f"INSERT INTO threads_{table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})", *values)


def step(row, **said) -> str:
    given = {"step": "publication", "since": ON, "holder_role": "village_secretary", "holder_code": row.division_code, "holder_body": "", "missing": [], "document": "", "recorded_on": ON}
    return insert("threadstep", row, **(given | said))


def event(row, what: str, **said) -> str:
    return insert("threadevent", row, **({"kind": what, "happened_on": ON, "title": "", "words": "x", "channel": "", "document": "", "recorded_on": ON} | said))


def guess(row, **said) -> str:
    return insert("estimate", row, **({"estimated_on": ON, "amount": 1, "source": "x", "document": "x", "recorded_on": ON} | said))


def thread(row, **said) -> str:
    """A thread told by hand, as ``row`` is."""
    names = ["division_code", "title", "matter", "subject", "origin", "channel", "road", "asked_on", "document", "state", "closed_on", "joined_into_id", "split_from_id"]
    names += ["recorded_by", "recorded_on"]
    chosen = ", ".join("%s" if name in said else name for name in names)
    values = [said[name] for name in names if name in said]
    return refused(f"INSERT INTO threads_thread (uuid, version, number, {', '.join(names)}) SELECT gen_random_uuid(), 1, 'x', {chosen} FROM threads_thread WHERE id = %s", *values, row.pk)


def test_an_honest_row_gets_through():
    row = opened()
    moved(row)
    assert step(row) == guess(row) == event(row, "note") == event(row, "feedback") == ""


def test_another_villages_thread_is_written_on():
    """A foreign key looks past the reach: only the guard sees that the thread is not the writer's."""
    far = opened(division_code=SIBLING, by=TOWN_OFFICER)
    here = {"division_code": opened().division_code}
    assert {step(far, **here), guess(far, **here), event(far, "note", **here), event(far, "feedback", **here)} == {"along_its_own_thread"}
    assert insert("threadlink", far, kind="matter", thing=uuid.uuid4(), label="x", since=ON, end_reason="", **here) == "along_its_own_thread"
    assert insert("stall", far, cause="other", words="x", period=f"[{ON},)", lift_words="", lifted_by="", **here) == "along_its_own_thread"


def test_a_thread_born_ended_or_without_its_first_step():
    row = opened()
    assert thread(row, state="closed", closed_on=ON) == "thread_begins_open"
    assert thread(row, state="joined", joined_into_id=row.pk) == "thread_begins_open"
    assert thread(row, recorded_on=dt.date(2031, 1, 1)) == "thread_begins_open"
    assert thread(row) == "opened_with_its_record"


def test_a_part_split_off_that_its_thread_does_not_know():
    row, far = opened(), opened(division_code=SIBLING, by=TOWN_OFFICER)
    assert thread(row, split_from_id=row.pk) == "opened_with_its_record"
    assert thread(row, split_from_id=far.pk) == "thread_begins_open"
    assert event(row, "split", other_id=opened(title="路灯").pk) == "ends_as_its_events_say"


def test_joined_without_its_record_or_on_one_side_only():
    row, other, third = opened(), opened(title="路灯"), opened(title="水管")
    assert refused("UPDATE threads_thread SET state = 'joined', joined_into_id = %s WHERE id = %s", other.pk, row.pk) == "ends_as_its_events_say"
    assert event(row, "joined", other_id=other.pk) == "ends_as_its_events_say"
    assert event(other, "took_in", other_id=row.pk) == "ends_as_its_events_say"
    commands.join(thread=row, into=other, reason="同一件事", by=SECRETARY, on=ON)
    assert refused("UPDATE threads_thread SET joined_into_id = %s WHERE id = %s", third.pk, row.pk) == "ends_as_its_events_say"
    assert refused("UPDATE threads_thread SET state = 'open', joined_into_id = NULL WHERE id = %s", row.pk) == "ends_as_its_events_say"
    assert step(row) == guess(row) == event(row, "note") == "along_a_thread_under_way"


def test_an_end_without_its_record_on_another_day_or_taken_back():
    row = opened()
    told(row)
    assert refused("UPDATE threads_thread SET state = 'closed', closed_on = %s WHERE id = %s", ON, row.pk) == "ends_as_its_events_say"
    assert event(row, "closed") == "ends_as_its_events_say"
    commands.close(thread=row, words="已通水", by=SECRETARY, on=ON)
    assert refused("UPDATE threads_thread SET closed_on = '2018-01-01' WHERE id = %s", row.pk) == "ends_as_its_events_say"
    assert refused("UPDATE threads_thread SET state = 'open', closed_on = NULL WHERE id = %s", row.pk) == "ends_as_its_events_say"
    assert event(row, "reopened") == "ends_as_its_events_say"
    assert step(row) == guess(row) == event(row, "feedback") == "along_a_thread_under_way"


def test_steps_reordered_or_dated_back():
    row = opened()
    moved(row, "committees", dt.date(2012, 8, 1))
    assert step(row, since=dt.date(2012, 7, 31)) == "steps_in_order"
    assert step(row, step="committees", since=dt.date(2012, 9, 1)) == "steps_in_order"
    assert step(row, step="committees", since=dt.date(2012, 8, 1)) == ""
    assert "permission denied" in refused("DELETE FROM threads_threadstep")
    assert "permission denied" in refused("UPDATE threads_threadstep SET holder_role = 'town_committee'")
    assert "permission denied" in refused("TRUNCATE threads_threadstep")


def test_the_history_of_the_estimate_rewritten():
    row, other = opened(), opened(title="路灯")
    first = estimated(row, dt.date(2012, 6, 18), "3926000")
    foreign = estimated(other, dt.date(2012, 6, 18), "5000")
    for cheat in ("UPDATE threads_estimate SET amount = 10364000", "UPDATE threads_estimate SET estimated_on = '2018-12-20'", "DELETE FROM threads_estimate", "TRUNCATE threads_estimate CASCADE"):
        assert "permission denied" in refused(cheat), cheat
    assert guess(row, corrects_id=foreign.pk) == "corrects_its_own_thread"
    assert guess(row, corrects_id=first.pk) == ""
    assert guess(row, amount=0) == "estimate_is_positive"
    assert guess(row, document="") == "estimate_has_its_paper"
    assert guess(row, estimated_on=ON + DAY) == "estimated_before_recorded"
    assert guess(row, estimated_on=dt.date(2031, 1, 1), recorded_on=dt.date(2031, 1, 1)) == "recorded_by_today"


def test_a_stall_of_the_past_made_up_or_over_from_the_start():
    row = opened()
    moved(row, "committees", dt.date(2012, 8, 1))
    made_up = {"cause": "vote_not_passed", "words": "x", "lift_words": "", "lifted_by": ""}
    assert insert("stall", row, **(made_up | {"period": "[2013-01-01,2014-01-01)", "lift_words": "x", "lifted_by": "x"})) == "stall_begins_open"
    assert insert("stall", row, **made_up, period="[2012-07-31,)") == "stall_begins_open"
    assert insert("stall", row, **made_up, period="[2013-01-01,)") == "stalled_means_stalled"
    stalled(row)
    assert step(row) == "along_a_thread_under_way"
    assert guess(row) == ""


def test_a_thing_tied_and_untied_on_paper_only():
    row = opened()
    tie = {"kind": "matter", "thing": uuid.uuid4(), "label": "x", "end_reason": ""}
    assert insert("threadlink", row, **tie, since=dt.date(2031, 1, 1)) == "recorded_by_today"
    assert insert("threadlink", row, **(tie | {"end_reason": "x"}), since=ON, ended_on=ON) == "link_is_untied_once"
    with kind():
        link = commands.attach(thread=row, kind="sample", thing_uuid=uuid.uuid4(), label="会议", by=SECRETARY, on=ON)
    untie = "UPDATE threads_threadlink SET ended_on = %s, end_reason = 'x' WHERE id = %s"
    assert refused(untie, ON - DAY, link.pk) == refused(untie, dt.date(2031, 1, 1), link.pk) == "untied_on_its_day"
    assert refused("UPDATE threads_threadlink SET thread_id = %s WHERE id = %s", opened(title="路灯").pk, link.pk) == "link_is_untied_once"
    assert "permission denied" in refused("DELETE FROM threads_threadlink")


def test_an_answer_before_it_was_asked():
    row = opened()
    assert event(row, "feedback", happened_on=ASKED - DAY) == "along_a_thread_under_way"
    assert event(row, "note", other_id=opened(title="路灯").pk) == "ends_as_its_events_say"
    assert Thread.objects.filter(pk=row.pk, state="open").exists()
