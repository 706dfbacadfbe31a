"""A setting is fixed by two officers from a document, and by straight SQL as little as by the command is one weakened on which something was decided."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction
from psycopg.types.range import DateRange

from qianxian.accounts.models import User
from qianxian.foundation import audit
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.rulebook import commands, queries
from qianxian.rulebook.models import Setting, SettingProposal
from tests.cast import COUNTY_OFFICER, FINANCE, SECOND_COUNTY_OFFICER, SERVICE, acting
from tests.funds import crowd, stage
from tests.funds.stage import ON
from tests.funds.test_cheats import refused
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
KEY = "engagement.acting_director_days"
SAID = {"key": KEY, "value": 60, "valid_from": ON, "source_document": "斗组〔2019〕9号"}


def proposed(by=COUNTY_OFFICER, **said) -> SettingProposal:
    return commands.propose_setting(by=by, **{**SAID, **said})


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def in_force(day: dt.date) -> object:
    return queries.county_settings().on(day)[KEY]


def by_hand(*, key: str = "funds.split_days", value: str = "1", day: dt.date = ON, document: str = "x", by: str = "liangyw", **more) -> tuple:
    """The INSERT of a proposal past the command."""
    given = {"uuid": uuid.uuid4(), "version": 1, "key": key, "value": value, "valid_from": day, "source_document": document, "note": "", "proposed_by": by,
             "dropped_by": "", "drop_reason": ""} | more  # fmt: skip
    return f"INSERT INTO rulebook_settingproposal ({', '.join(given)}) VALUES ({', '.join(['%s'] * len(given))})", list(given.values())


def row(*, key: str = "funds.split_days", value: str = "1", first: dt.date | None = ON, last: dt.date | None = None, document: str = "x", by: str = "liangyw", second: str = "chenms",
        proposal: str = "(SELECT max(id) FROM rulebook_settingproposal)", known: uuid.UUID | None = None) -> tuple:  # fmt: skip
    """The INSERT of a setting past the command."""
    return (
        "INSERT INTO rulebook_setting (uuid, version, key, value, period, source_document, note, entered_by, approved_by, proposal_id)"
        f" VALUES (%s, 1, %s, %s, daterange(%s, %s), %s, '', %s, %s, {proposal})",
        [known or uuid.uuid4(), key, value, first, last, document, by, second],
    )


def leaf(action: str, thing: uuid.UUID, actor: str) -> tuple:
    """The INSERT of the record of an act."""
    written = [uuid.uuid4(), actor, "district_org_officer", "", action, "rulebook.setting", str(thing), "440403000000", "", "", ""]
    return audit.LEAF + audit.LEAF_ROW, written


def test_two_officers_and_from_the_day_on():
    before = in_force(ON - DAY)
    waits = proposed()
    assert in_force(ON) == before
    assert [task.url for task in queries.tasks_for(SECOND_COUNTY_OFFICER, ON)] == [f"/settings/{KEY}/"]
    assert queries.tasks_for(COUNTY_OFFICER, ON) == [] == queries.tasks_for(FINANCE, ON)
    for by in (COUNTY_OFFICER, FINANCE):
        with pytest.raises(NotPermitted):
            commands.enact_setting(proposal=waits, by=by)
    made = commands.enact_setting(proposal=waits, by=SECOND_COUNTY_OFFICER)
    assert (made.entered_by, made.approved_by, queries.tasks_for(SECOND_COUNTY_OFFICER, ON)) == ("liangyw", "chenms", [])
    assert (in_force(ON - DAY), in_force(ON), in_force(ON + DAY)) == (before, 60, 60)
    bind(SERVICE)
    assert set(AuditLeaf.objects.filter(action__startswith="rulebook.").values_list("action", "actor")) == {("rulebook.propose_setting", "liangyw"), ("rulebook.enact_setting", "chenms")}
    with pytest.raises(Conflict):
        commands.enact_setting(proposal=waits, by=SECOND_COUNTY_OFFICER)


def test_the_history_of_a_key_shows_what_is_shipped_before_the_first_own_row():
    shipped = [one.valid_from for one in queries.key_page(KEY).rows]
    fix_setting(**SAID, by=COUNTY_OFFICER)
    fix_setting(**{**SAID, "value": 30, "valid_from": ON + DAY}, by=COUNTY_OFFICER)
    page = queries.key_page(KEY)
    assert [one.valid_from for one in page.rows] == [*shipped, ON, ON + DAY]
    assert [one.valid_to for one in page.rows] == [ON - DAY, ON, None]
    assert [p.rows for p in queries.key_pages() if p.key.key == KEY] == [page.rows]


def test_what_is_wrong_is_told_at_once_and_dropped_with_the_reason():
    with pytest.raises(RuleViolated) as caught:
        proposed(key="no.such", value="x", source_document=" ")
    assert codes(caught) == {"unknown_key", "no_source"}
    with pytest.raises(RuleViolated) as caught:
        proposed(value="sixty")
    assert codes(caught) == {"ill_typed"}
    waits = proposed()
    with pytest.raises(RuleViolated) as caught:
        proposed(value=61)
    assert codes(caught) == {"proposed"}
    with pytest.raises(RuleViolated) as caught:
        commands.drop_proposal(proposal=waits, reason=" ", by=SECOND_COUNTY_OFFICER)
    assert codes(caught) == {"no_reason"}
    commands.drop_proposal(proposal=waits, reason="文号写错", by=SECOND_COUNTY_OFFICER)
    with pytest.raises(Conflict):
        commands.enact_setting(proposal=waits, by=SECOND_COUNTY_OFFICER)
    late = proposed(valid_from=ON + DAY)
    commands.enact_setting(proposal=proposed(valid_from=ON + 2 * DAY), by=SECOND_COUNTY_OFFICER)
    with pytest.raises(RuleViolated) as caught:
        commands.enact_setting(proposal=late, by=SECOND_COUNTY_OFFICER)
    assert codes(caught) == {"not_after"}


# Straight SQL


def test_an_honest_pair_by_hand_gets_through():
    """The harness and the guards: what two people write with both records is what the command writes."""
    waits, made = uuid.uuid4(), uuid.uuid4()
    steps = [by_hand(uuid=waits), leaf("rulebook.propose_setting", waits, "liangyw"), row(known=made), leaf("rulebook.enact_setting", made, "chenms")]
    with pytest.raises(AssertionError, match="got through"):
        refused(*steps)
    assert refused(*steps[:-1]) == "setting_is_recorded"
    assert refused(*steps[:-1], leaf("rulebook.enact_setting", made, "lin")) == "setting_is_recorded"
    assert refused(*steps[:-1], leaf("rulebook.enact_setting", uuid.uuid4(), "chenms")) == "setting_is_recorded"
    assert refused(steps[0], *steps[2:]) == "setting_is_recorded"


def test_a_row_out_of_nothing():
    assert refused(row(proposal="NULL")) == "setting_as_proposed"
    assert refused(row()) == "setting_as_proposed"


@pytest.mark.parametrize("twist", [{"value": "99"}, {"first": ON - 300 * DAY}, {"document": "y"}, {"key": "funds.emergency_ratify_days"}, {"by": "lin"}, {"last": ON + DAY}, {"first": None}])
def test_another_row_than_was_proposed(twist):
    assert refused(by_hand(), row(**twist)) == "setting_as_proposed"


@pytest.mark.parametrize("second", ["", "liangyw"])
def test_one_who_proposes_and_enacts(second):
    assert refused(by_hand(), row(second=second)) == "setting_by_two_people"


def test_one_person_with_two_accounts():
    for login in ("liangyw", "liangyw2"):
        User.objects.create(login=login, name="梁雅文", phone="13800138000", usable=DateRange(ON, None))
    assert refused(by_hand(), row(second="liangyw2")) == "setting_by_two_people"


def test_a_proposal_without_document_or_settled_at_birth():
    for wrong in ({"document": " "}, {"by": ""}, {"dropped_by": "x", "drop_reason": "x"}):
        assert refused(by_hand(**wrong)) == "proposed_from_a_document"


def test_a_proposal_changed_under_the_second_officers_eyes():
    proposed()
    for change in ("value = '9999'", "source_document = 'y'", "valid_from = '2018-01-01'", "proposed_by = 'x'"):
        assert refused(f"UPDATE rulebook_settingproposal SET {change}") == "proposal_stays"
    assert refused("UPDATE rulebook_settingproposal SET dropped_by = 'x', drop_reason = 'x'") == "setting_is_recorded"
    assert refused("DELETE FROM rulebook_settingproposal") == "42501"


def test_a_dropped_or_used_proposal_lives_on():
    waits = proposed()
    commands.drop_proposal(proposal=waits, reason="文号写错", by=COUNTY_OFFICER)
    assert refused("UPDATE rulebook_settingproposal SET dropped_by = '', drop_reason = ''") == "proposal_stays"
    assert refused(row(key=KEY, value="60", document="斗组〔2019〕9号")) == "setting_as_proposed"
    used = fix_setting(**{**SAID, "valid_from": ON + DAY}, by=COUNTY_OFFICER).proposal
    assert refused(("UPDATE rulebook_settingproposal SET dropped_by = 'x', drop_reason = 'x' WHERE id = %s", [used.pk])) == "proposal_stays"
    assert refused(row(key=KEY, value="60", document="斗组〔2019〕9号", first=ON + DAY)) in ("23505", "23P01", "one_value_per_key_at_a_time", "rulebook_setting_proposal_id_key")


@pytest.mark.parametrize("change", ["value = '1'", "key = 'funds.split_days'", "source_document = 'y'", "entered_by = 'x'", "approved_by = 'x'", "proposal_id = NULL",
                                    "period = '[2000-01-01,)'", "period = daterange(NULL, '2020-01-01')", "period = 'empty'", "uuid = gen_random_uuid()"])  # fmt: skip
def test_a_row_in_force_is_rewritten(change):
    fix_setting(**SAID, by=COUNTY_OFFICER)
    assert refused(f"UPDATE rulebook_setting SET {change}") == "setting_stays"
    for verb in ("DELETE FROM rulebook_setting", "TRUNCATE rulebook_setting"):
        assert refused(verb) == "42501"


def test_a_row_ended_with_nothing_after_it_or_stretched():
    fix_setting(**SAID, by=COUNTY_OFFICER)
    assert refused(f"UPDATE rulebook_setting SET period = '[{ON},{ON + DAY})'") == "setting_ends_where_the_next_begins"
    fix_setting(**{**SAID, "valid_from": ON + 2 * DAY}, by=COUNTY_OFFICER)
    first = Setting.objects.order_by("id").first()
    for last in (ON + DAY, ON):
        assert refused(("UPDATE rulebook_setting SET period = daterange(%s, %s) WHERE id = %s", [ON, last, first.pk])) in ("setting_ends_where_the_next_begins", "setting_stays")
    assert refused(("UPDATE rulebook_setting SET period = daterange(%s, %s) WHERE id = %s", [ON, ON + 9 * DAY, first.pk])) == "setting_stays"


# What was decided by it


def said(caught: pytest.ExceptionInfo) -> str:
    return caught.value.__cause__.diag.constraint_name


LAST_DECIDED = "SELECT greatest(max(issued_on), (SELECT max(opened_on) FROM decisions_matter), (SELECT max(published_from) FROM decisions_publication)) FROM decisions_certificate"


@pytest.mark.parametrize(("key", "value", "sql"), [
    ("funds.split_days", 1, "SELECT max(requested_on) FROM funds_payment"),
    ("funds.emergency_ratify_days", 999, "SELECT max(requested_on) FROM funds_payment"),
    ("decisions.two_committees_over", "999999", LAST_DECIDED),
    ("decisions.representatives_over", "999999", LAST_DECIDED),
])  # fmt: skip
def test_a_threshold_is_not_moved_under_what_was_decided(key, value, sql):
    v = stage.village()
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    stage.requested(v, stage.standing(v))
    crowd.certificate(v, "20000")
    bind(SERVICE)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        (last,) = cursor.fetchone()
    bind(COUNTY_OFFICER)
    for day in (last - 400 * DAY, last - DAY, last):
        with pytest.raises(Exception) as caught, transaction.atomic():
            commands.propose_setting(key=key, value=value, valid_from=day, source_document="x", by=COUNTY_OFFICER)
        assert said(caught) == "setting_after_what_was_decided", day
        assert refused(by_hand(key=key, value=str(value), day=day), row(key=key, value=str(value), first=day)) == "setting_after_what_was_decided"
    # beyond the officer's own reach it counts as well
    bind(acting("x", "x", "district_org_officer", "440403999"))
    assert refused(by_hand(key=key, value=str(value), day=last)) == "setting_after_what_was_decided"
    bind(COUNTY_OFFICER)
    fix_setting(key=key, value=value, valid_from=last + DAY, source_document="斗组〔2019〕9号", by=COUNTY_OFFICER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rulebook_number(%s, %s, -1), rulebook_number(%s, %s, -1)", [key, last, key, last + DAY])
        assert [float(number) for number in cursor.fetchone()] == [-1, float(value)]


def test_decided_between_proposal_and_second_officer():
    """What is decided while a value waits counts as well."""
    v = stage.village()
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    waits = commands.propose_setting(key="funds.split_days", value=1, valid_from=ON, source_document="x", by=COUNTY_OFFICER)
    stage.requested(v, stage.standing(v))
    bind(COUNTY_OFFICER)
    with pytest.raises(Exception) as caught, transaction.atomic():
        commands.enact_setting(proposal=waits, by=SECOND_COUNTY_OFFICER)
    assert said(caught) == "setting_after_what_was_decided"


def test_one_function_reads_the_numbers_of_every_room():
    with connection.cursor() as cursor:
        cursor.execute("SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.prosrc ~ 'FROM rulebook_setting\\M' ORDER BY 1")
        readers = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM pg_proc p WHERE p.prosrc LIKE '%%rulebook_number(%%' AND p.proname !~ '^rulebook'")
        (callers,) = cursor.fetchone()
    # a list of kinds is no number
    assert readers == ["decisions_listed", "rulebook_guard_proposal", "rulebook_has_a_successor", "rulebook_number"]
    assert callers >= 12
