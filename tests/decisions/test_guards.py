"""Straight SQL as the application role: each cheat is tried, and PostgreSQL says no with a sentence that says what to do."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.decisions import commands
from qianxian.decisions.models import Certificate, Matter, MatterStep, Meeting, Resolution
from qianxian.decisions.moves import ALLOWED_MOVES
from qianxian.decisions.rules.kinds import KINDS
from qianxian.foundation import integrity
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.periods import add_days, add_months
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, TOWN_OFFICER
from tests.decisions import stage
from tests.decisions.stage import D1, SECRETARY, SUPERVISOR
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.django_db


def refused(sql: str, values=(), name: str = "") -> str:
    """The name of what refused the statement."""
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        connection.cursor().execute(sql, values)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    said = getattr(told.value.__cause__, "diag", None)
    found = (said.constraint_name or "") if said else ""
    assert not name or found == name, (found, str(told.value))
    return found


def copied(row, **changes) -> tuple[str, list]:
    """INSERT of a copy of a row with changes, its own keys left out."""
    from uuid import uuid4

    values = {f.column: getattr(row, f.attname) for f in row._meta.fields if f.column != "id"} | {"uuid": uuid4()} | changes
    columns = ", ".join(values)
    return f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(values))})", list(values.values())


def counted(present=5, votes_for=2, against=3) -> Meeting:
    """The first meeting with both counts entered alike, not confirmed."""
    held = stage.called(stage.matter(), D1)
    for copy, by in ((1, SECRETARY), (2, SUPERVISOR)):
        commands.enter_count(meeting=held, copy=copy, present=present, votes_for=votes_for, votes_against=against, votes_abstain=0, by=by, on=D1)
    return held


RESOLUTION = (
    "INSERT INTO decisions_resolution (uuid, version, division_code, number, matter_id, meeting_id, body, decided_on, eligible, present, recused, votes_for,"
    " votes_against, votes_abstain, quorum_numerator, quorum_denominator, quorum_inclusive, majority_numerator, majority_denominator, majority_inclusive,"
    " majority_of_present, quorum_needed, votes_needed, has_quorum, passed, rule, law, failed_because, confirmed_by, confirmed_on)"
    " VALUES (gen_random_uuid(), 1, %(code)s, 'JY-x', %(matter)s, %(meeting)s, %(body)s, %(on)s, %(eligible)s, %(present)s, 0, %(for)s, %(against)s, 0, 1, 2, true,"
    " %(num)s, %(den)s, true, true, %(quorum)s, %(needed)s, true, true, 'R-P13', 'x', '', %(by)s, %(on)s)"
)


def facts(held: Meeting, **changes):
    return {
        "code": held.division_code, "matter": held.matter_id, "meeting": held.pk, "body": held.body, "on": held.held_on, "eligible": held.eligible, "present": 5,
        "for": 2, "against": 3, "num": 1, "den": 2, "quorum": 3, "needed": 2, "by": "zhaobk",
    } | changes  # fmt: skip


def test_a_vote_below_the_laws_share_does_not_pass_whatever_shares_are_written():
    held = counted()
    refused(RESOLUTION, facts(held), "votes_the_law_asks")
    refused(RESOLUTION, facts(held, num=1, den=5), "votes_the_law_asks")


def test_a_resolution_is_of_its_meeting_and_of_both_counts():
    held = counted(votes_for=4, against=1)
    good = {"for": 4, "against": 1, "needed": 3}
    refused(RESOLUTION, facts(held, **good | {"eligible": 4, "present": 4, "for": 3, "quorum": 2, "needed": 3}), "resolution_of_its_meeting")
    refused(RESOLUTION, facts(held, **good | {"for": 5, "against": 0}), "counted_twice_alike")
    refused(RESOLUTION, facts(held, **good | {"by": SECRETARY.login}), "counted_twice_alike")
    refused(RESOLUTION, facts(held, **good | {"on": add_days(D1, 1)}), "resolution_of_its_meeting")
    refused(RESOLUTION, facts(held, **good | {"needed": 5}), "passed_with_its_votes")
    refused(RESOLUTION, facts(held, **good | {"quorum": 6}), "quorum_is_there")
    connection.cursor().execute(RESOLUTION, facts(held, **good))


def test_who_may_vote_is_frozen_and_counts_stand_after_confirmation():
    held = stage.called(stage.matter(), D1)
    refused("UPDATE decisions_meeting SET eligible = 3 WHERE id = %s", [held.pk], "eligible_is_frozen")
    stage.voted(held)
    refused("UPDATE decisions_meeting SET place = 'x' WHERE id = %s", [held.pk], "meeting_is_over")
    refused("UPDATE decisions_countentry SET votes_for = 1 WHERE meeting_id = %s", [held.pk])
    refused("DELETE FROM decisions_countentry WHERE meeting_id = %s", [held.pk])
    refused("UPDATE decisions_resolution SET passed = false WHERE meeting_id = %s", [held.pk])
    refused("DELETE FROM decisions_resolution WHERE meeting_id = %s", [held.pk])
    refused("TRUNCATE decisions_resolution CASCADE")
    entry = held.counts.first()
    refused(*copied(entry, attempt=2), name="count_is_confirmed")
    refused("INSERT INTO decisions_recusal (uuid, version, division_code, meeting_id, name, relation, recorded_by) VALUES (gen_random_uuid(), 1, %s, %s, 'x', 'self', 'x')",
            [held.division_code, held.pk], "count_is_confirmed")  # fmt: skip


def test_one_person_does_not_enter_both_copies():
    held = stage.called(stage.matter(), D1)
    commands.enter_count(meeting=held, copy=1, present=5, votes_for=5, votes_against=0, votes_abstain=0, by=SECRETARY, on=D1)
    refused(*copied(held.counts.get(), copy=2), name="counted_by_two")


def test_a_matter_is_not_said_to_be_decided_and_what_is_asked_is_fixed():
    row = stage.matter()
    for state, name in (("decided", "decided_by_every_body"), ("published", "matter_on_its_road"), ("certified", "matter_on_its_road")):
        refused("UPDATE decisions_matter SET state = %s WHERE id = %s", [state, row.pk], name)
    refused("UPDATE decisions_matter SET amount = 900000 WHERE id = %s", [row.pk], "matter_asked_is_fixed")
    refused("UPDATE decisions_matter SET division_code = %s WHERE id = %s", [stage.SIBLING, row.pk])
    refused("DELETE FROM decisions_matter WHERE id = %s", [row.pk])
    step = row.steps.order_by("-position").first()
    refused("DELETE FROM decisions_matterstep WHERE id = %s", [step.pk])
    stage.called(row, D1)
    refused(*copied(step, position=9), name="steps_before_meetings")


def test_a_certificate_is_earned():
    """Forged for a matter in draft, decided, in its window, with an objection, over its amount, for another purpose or unit, by its proposer."""
    real = stage.certified()
    row = stage.matter(title="第二件")
    forged = {"number": "PZ-x", "matter_id": row.pk, "purpose": row.purpose, "issued_on": add_days(real.issued_on, 40), "valid_from": add_days(real.issued_on, 40)}
    refused(*copied(real, **forged), name="certificate_of_a_decision")
    row = stage.decided(row)
    refused(*copied(real, **forged), name="certificate_of_a_decision")
    last = row.resolutions.order_by("-decided_on").first().decided_on
    row = stage.published(row, add_days(last, 1))
    window = add_days(last, 8)
    refused(*copied(real, **forged | {"issued_on": window, "valid_from": window}), name="certificate_after_the_window")
    after = {"issued_on": add_days(window, 1), "valid_from": add_days(window, 1)}
    refused(*copied(real, **forged | after | {"amount_limit": "200000.01"}), name="certificate_of_its_matter")
    refused(*copied(real, **forged | after | {"purpose": "别的用途"}), name="certificate_of_its_matter")
    refused(*copied(real, **forged | after | {"unit": "collective"}), name="certificate_of_its_matter")
    refused(*copied(real, **forged | after | {"issued_by": SECRETARY.login}), name="certificate_of_its_matter")
    refused(*copied(real, **forged | after | {"valid_from": window}), name="certificate_after_the_window")
    commands.receive_objection(matter=row, received_on=add_days(last, 2), reason="x", by=SUPERVISOR, on=add_days(last, 2))
    refused(*copied(real, **forged | after), name="no_open_objection")
    refused(*copied(real, number="PZ-y"), name="certificate_of_a_decision")
    refused("DELETE FROM decisions_publication WHERE matter_id = %s", [row.pk])


def test_a_certificate_changes_by_its_revocation_alone_and_once():
    made = stage.certified()
    for change in ("amount_limit = 1", "purpose = 'x'", "lapses_on = lapses_on + 1", "digest = repeat('0', 64)", "unit = 'village'", "valid_from = valid_from - 9"):
        refused(f"UPDATE decisions_certificate SET {change} WHERE id = %s", [made.pk], "certificate_stays")
    refused("DELETE FROM decisions_certificate WHERE id = %s", [made.pk])
    revoke = "UPDATE decisions_certificate SET revoked_on = %s, revoked_by = 'x', revoke_reason = 'y' WHERE id = %s"
    refused(revoke, [add_days(made.issued_on, -1), made.pk], "certificate_stays")
    connection.cursor().execute(revoke, [made.issued_on, made.pk])
    refused("UPDATE decisions_certificate SET revoked_on = NULL, revoked_by = '', revoke_reason = '' WHERE id = %s", [made.pk], "certificate_stays")
    refused(revoke, [add_days(made.issued_on, 1), made.pk], "certificate_stays")


def test_steps_are_not_skipped_by_sql_either():
    row = stage.matter()
    second = row.steps.get(position=2)
    first = stage.called(row, D1)
    skipped = Meeting.objects.create(
        division_code=row.division_code, matter=row, step=second, round=1, body=second.body, notice_on=D1, held_on=D1, place="x", agenda="x", eligible=5,
        eligible_source="entered", eligible_note="x", called_by="x",
    )  # fmt: skip
    for copy, by in ((1, SECRETARY), (2, SUPERVISOR)):
        commands.enter_count(meeting=skipped, copy=copy, present=5, votes_for=5, votes_against=0, votes_abstain=0, by=by, on=D1)
    refused(RESOLUTION, facts(skipped, **{"for": 5, "against": 0, "needed": 3}), "steps_in_order")
    stage.voted(first)
    connection.cursor().execute(RESOLUTION, facts(skipped, **{"for": 5, "against": 0, "needed": 3}))


def walked(bodies: list[tuple[str, str]], **asked) -> Matter:
    """A matter written without its command, with these bodies (each with its rule) and no others, every one of which then passes it; published and its window gone by."""
    row = stage.matter()
    for name, value in ({"number": f"JC-{asked['kind']}", "amount": Decimal(1000), "uuid": uuid4(), "pk": None} | asked).items():
        setattr(row, name, value)
    row.save(force_insert=True)
    for position, (body, rule) in enumerate(bodies, 1):
        MatterStep.objects.create(division_code=row.division_code, matter=row, round=1, position=position, step=STEP_OF[body], body=body, rule=rule, reason="x")
    row = stage.decided(row)
    last = row.resolutions.order_by("-decided_on").first().decided_on
    return stage.published(row, add_days(last, 1))


STEP_OF = {"branch_committee": "propose", "two_committees": "discuss", "members_meeting": "review", "reps_meeting": "decide", "assembly": "decide", "group_meeting": "decide"}
ROAD = [("branch_committee", "R-D01"), ("two_committees", "R-D03"), ("members_meeting", "R-D01")]


@pytest.mark.parametrize(
    ("kind", "bodies", "more", "earned"),
    [
        ("subsidy_persons", ROAD[:1], {}, False),
        ("subsidy_persons", ROAD, {}, False),
        ("subsidy_persons", [*ROAD, ("group_meeting", "R-D02")], {}, False),
        ("subsidy_persons", [*ROAD, ("reps_meeting", "R-V13")], {}, False),
        ("subsidy_persons", [*ROAD, ("reps_meeting", "R-V13")], {"authorisation": "村民会议决议"}, True),
        ("subsidy_persons", [*ROAD, ("assembly", "R-V13")], {}, True),
        ("land_adjustment", [*ROAD, ("assembly", "R-V13")], {}, False),
        ("land_adjustment", [*ROAD, ("assembly", "R-V16")], {}, True),
        ("appointment", [*ROAD[:2], ("reps_meeting", "R-D02")], {}, False),
        ("appointment", [*ROAD, ("group_meeting", "R-D02")], {}, True),
        ("other", ROAD[:1], {}, True),
    ],
)
def test_a_kind_that_is_major_whatever_its_amount_asks_its_bodies(kind, bodies, more, earned):
    """A thousand yuan, or none: every step that was written has passed, but not every step that the kind asks."""
    row = walked(bodies, kind=kind, **more)
    day = add_days(row.publications.get().objections_until, 1)
    if earned:
        assert commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=day).amount_limit == 1000
        return
    with pytest.raises(DatabaseError, match="不论金额"), transaction.atomic():
        commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=day)


def test_what_a_county_lists_is_asked_too():
    fix_setting(key="decisions.major_kinds", value=["service"], valid_from=D1, source_document="测试", by=COUNTY_OFFICER)
    row = walked(ROAD[:1], kind="service")
    with pytest.raises(DatabaseError, match="不论金额"), transaction.atomic():
        commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=add_days(row.publications.get().objections_until, 1))


def test_the_database_knows_each_kind_as_the_rules_do():
    with connection.cursor() as cursor:
        for kind in KINDS:
            cursor.execute("SELECT item, always, two_thirds, members_only, collective FROM decisions_kind(%s)", [kind.code])
            assert cursor.fetchone() == (bool(kind.item), kind.always, bool(kind.two_thirds), kind.members_only, kind.collective), kind.code


def test_a_certificate_holds_no_longer_than_the_county_says():
    """24 months to the day, by the command and by straight SQL."""
    row = stage.published(stage.decided(stage.matter()), add_days(D1, 20))
    on = add_days(row.publications.get().objections_until, 1)
    with pytest.raises(RuleViolated, match="最长到"):
        commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=on, lapses_on=add_days(add_months(on, 24), 1))
    made = commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=on)
    assert made.lapses_on == add_months(on, 24)
    other = stage.published(stage.decided(stage.matter(title="第二件")), add_days(D1, 20))
    long = {"number": "PZ-long", "matter_id": other.pk, "issued_on": on, "valid_from": on, "lapses_on": add_days(made.lapses_on, 1)}
    refused(*copied(made, **long), name="certificate_lapses_in_time")
    connection.cursor().execute(*copied(made, **long | {"lapses_on": made.lapses_on}))


def test_a_certificate_is_issued_by_today_with_the_digest_of_its_evidence():
    made = stage.certified()
    other = stage.published(stage.decided(stage.matter(title="第二件")), add_days(D1, 20))
    on = add_days(other.publications.get().objections_until, 1)
    good = {"number": "PZ-x", "matter_id": other.pk, "issued_on": on, "valid_from": on}
    future = {"issued_on": "2019-12-17", "valid_from": "2019-12-17"}
    for more in (future, {"evidence": "{}"}, {"digest": "0" * 64}):
        refused(*copied(made, **good | more), name="certificate_as_issued")
    connection.cursor().execute(*copied(made, **good))


def test_a_matter_begins_as_a_draft_and_takes_its_road():
    row = stage.matter()
    born = "INSERT INTO decisions_matter SELECT (jsonb_populate_record(m, %s)).* FROM decisions_matter m WHERE id = %s"
    for more in ({"state": "decided"}, {"state": "certified"}, {"round": 2}):
        refused(born, [json.dumps({"id": 10**9, "uuid": str(uuid4()), "number": "JC-born"} | more), row.pk], "matter_begins_as_a_draft")
    refused("UPDATE decisions_matter SET state = 'closed' WHERE id = %s", [row.pk], "matter_on_its_road")
    made = stage.certified(row)
    for change in ("state = 'draft'", "state = 'draft', round = round + 1", "state = 'revoked'", "state = 'withdrawn'", "state = 'archived'", "state = 'published'"):
        refused(f"UPDATE decisions_matter SET {change} WHERE id = %s", [made.matter_id], "matter_on_its_road")


def test_the_database_knows_each_move_as_the_room_does():
    with connection.cursor() as cursor:
        for was, becomes in product(ALLOWED_MOVES, repeat=2):
            cursor.execute("SELECT decisions_may_follow(%s, %s)", [was, becomes])
            assert cursor.fetchone()[0] == (becomes in ALLOWED_MOVES[was]), (was, becomes)


def test_another_village_sees_nothing():
    stage.certified()
    bind(stage.acting("x", "x", "village_secretary", stage.SIBLING))
    for model in (Matter, Meeting, Resolution, Certificate):
        assert not model.objects.exists()


def test_answers_notes_and_flows_stay():
    row = stage.published(stage.decided(stage.matter()), add_days(D1, 20))
    one = commands.receive_objection(matter=row, received_on=add_days(D1, 21), reason="x", by=SUPERVISOR, on=add_days(D1, 21))
    commands.answer_objection(objection=one, upheld=False, answer="y", by=TOWN_OFFICER, on=add_days(D1, 21))
    refused("UPDATE decisions_objection SET upheld = true WHERE id = %s", [one.pk], "answer_stays")
    case = commands.open_power_case(division_code=stage.VILLAGE, flow="seal", title="盖章", by=SECRETARY, on=D1)
    refused("UPDATE decisions_powercase SET steps = '[]' WHERE id = %s", [case.pk], "power_case_stays")
    refused("UPDATE decisions_powercase SET state = 'done' WHERE id = %s", [case.pk], "flow_walked_or_looked_at")


CHECKS = ("决策凭证的摘要与证据相符", "决策凭证的证据与决议、公开、异议相符", "通过的决议达到法定票数")


@pytest.mark.parametrize(
    ("table", "where", "change", "told"),
    [
        ("decisions_certificate", "false", {}, ()),
        ("decisions_certificate", "true", {"digest": "0" * 64}, (0,)),
        ("decisions_certificate", "true", {"evidence": '{"objections": []}'}, (0, 1)),
        ("decisions_certificate", "true", {"amount_limit": "1.00"}, (1,)),
        ("decisions_certificate", "true", {"lapses_on": "2099-01-01"}, (1,)),
        ("decisions_matter", "true", {"amount": "900000.00"}, (1,)),
        ("decisions_resolution", "t.body = 'reps_meeting'", {"votes_for": 34}, (1,)),
        ("decisions_resolution", "t.body = 'reps_meeting'", {"votes_for": 17}, (1, 2)),
        ("decisions_publication", "true", {"place": "x"}, (1,)),
        ("decisions_objection", "true", {"answer": "x"}, (1,)),
    ],
)
def test_check_names_a_certificate_whose_rows_say_something_else(table, where, change, told):
    """The check's own SELECT over a table in which rows were changed, as the owner could: a name before it stands for the doctored table."""
    row = stage.published(stage.decided(stage.matter()), add_days(D1, 20))
    one = commands.receive_objection(matter=row, received_on=add_days(D1, 21), reason="x", by=SUPERVISOR, on=add_days(D1, 21))
    commands.answer_objection(objection=one, upheld=False, answer="y", by=TOWN_OFFICER, on=add_days(D1, 21))
    made = commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=add_days(D1, 40))
    assert integrity.checks()
    named = {0: made.number, 1: made.number, 2: row.resolutions.get(body="reps_meeting").number}
    doctored = f"WITH {table} AS (SELECT (CASE WHEN {where} THEN jsonb_populate_record(t, %s::jsonb) ELSE t END).* FROM public.{table} t) "
    with connection.cursor() as cursor:
        for number, name in enumerate(CHECKS):
            cursor.execute(doctored + integrity._offers[name], [json.dumps(change)])
            assert [found for (found,) in cursor.fetchall()] == ([named[number]] if number in told else []), name
