"""The reserve: proposed, confirmed by another, ended with a reason; facts with evidence; nobody else sees any of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qianxian.accounts.roles import ROLES
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.organisations import commands as organisations
from qianxian.pipeline import commands, pages, queries
from qianxian.pipeline.models import Capability, ReserveCandidate
from qianxian.pipeline.rules import Expected
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import DAY, SECRETARY, VILLAGE, Village, person, village, with_role

pytestmark = pytest.mark.django_db
DOC = "斗镇组〔2019〕3号"


@pytest.fixture
def v() -> Village:
    made = village()
    for one in (made.member, made.secretary):
        organisations.admit_member(person=one, organisation=made.organisation, joined_on=dt.date(2001, 7, 1), full_on=dt.date(2002, 7, 1), status="full",
                                   document=DOC, by=TOWN_OFFICER, on=DAY)  # fmt: skip
    return made


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def proposed(v: Village, who=None, by=TOWN_OFFICER, **more) -> ReserveCandidate:
    values = {"source": "capable_member", "reason": "带头种植，带动二十户", "document": DOC} | more
    return commands.propose_candidate(organisation=v.organisation, person=who or v.member, by=by, on=DAY, **values)


def confirmed(v: Village) -> ReserveCandidate:
    return commands.settle_candidate(candidate=proposed(v), confirm=True, opinion="", by=TOWN_COMMITTEE, on=DAY)


def test_proposed_confirmed_and_counted(v):
    row = confirmed(v)
    assert (row.state, row.settled_by) == ("confirmed", TOWN_COMMITTEE.login)
    [line] = [o for o in queries.outlook(TOWN_OFFICER, DAY) if o.organisation == v.organisation]
    assert (line.reserve, line.needed, line.missing) == (1, 2, 1)
    # the day before it was confirmed it did not count
    [before] = [o for o in queries.outlook(TOWN_OFFICER, DAY - dt.timedelta(days=1)) if o.organisation == v.organisation]
    assert before.reserve == 0
    assert set(AuditLeaf.objects.values_list("action", flat=True)) >= {"pipeline.propose_candidate", "pipeline.settle_candidate"}


def test_everything_wrong_is_said_at_once(v):
    stranger = person("外人")
    with pytest.raises(RuleViolated) as caught:
        proposed(v, stranger, source="clan", reason=" ", document="")
    assert codes(caught) == {"source", "reason", "document", "not_member"}
    assert not ReserveCandidate.objects.exists()


def test_once_per_village(v):
    proposed(v)
    with pytest.raises(RuleViolated) as caught:
        proposed(v)
    assert codes(caught) == {"already"}


def test_who_proposed_does_not_confirm_not_even_in_another_role(v):
    row = proposed(v)
    twice = acting(TOWN_OFFICER.login, TOWN_OFFICER.name, "town_committee", "440403103")
    with pytest.raises(NotPermitted):
        commands.settle_candidate(candidate=row, confirm=True, opinion="", by=twice, on=DAY)
    with pytest.raises(IntegrityError, match="reserve_confirmed_by_another"), transaction.atomic():
        ReserveCandidate.objects.filter(pk=row.pk).update(state="confirmed", settled_on=DAY, settled_by=TOWN_OFFICER.login)


def test_nobody_confirms_himself(v):
    row = proposed(v)
    himself = acting("ziji", "本人", "town_committee", "440403103", person_uuid=str(v.member.uuid))
    with pytest.raises(NotPermitted):
        commands.settle_candidate(candidate=row, confirm=True, opinion="", by=himself, on=DAY)


@pytest.mark.parametrize("by", [OTHER_TOWN_OFFICER, SECRETARY, TOWN_COMMITTEE])
def test_only_who_keeps_the_reserve_proposes(v, by):
    with pytest.raises(NotPermitted):
        proposed(v, by=by)


def test_declining_needs_its_reason_and_is_final(v):
    row = proposed(v)
    with pytest.raises(RuleViolated) as caught:
        commands.settle_candidate(candidate=row, confirm=False, opinion=" ", by=TOWN_COMMITTEE, on=DAY)
    assert codes(caught) == {"opinion"}
    commands.settle_candidate(candidate=row, confirm=False, opinion="另有安排", by=TOWN_COMMITTEE, on=DAY)
    with pytest.raises(Conflict):
        commands.settle_candidate(candidate=row, confirm=True, opinion="", by=TOWN_COMMITTEE, on=DAY)


def test_unsuitable_rests_on_a_paper_and_the_last_day_stops_counting(v):
    row = confirmed(v)
    with pytest.raises(RuleViolated) as caught:
        commands.end_candidate(candidate=row, end_reason="unsuitable", document="", by=COUNTY_OFFICER, on=DAY)
    assert codes(caught) == {"document"}
    after = DAY + dt.timedelta(days=30)
    commands.end_candidate(candidate=row, end_reason="withdrew", document="", by=COUNTY_OFFICER, on=after)
    rows = queries.candidates(COUNTY_OFFICER)
    counts = [queries.standing(rows, after + dt.timedelta(days=d)).count() for d in (-1, 0, 1)]
    assert counts == [1, 0, 0]


def test_other_roles_see_nothing_even_by_straight_sql(v):
    confirmed(v)
    commands.record_capability(person=v.member, kind="industry", fact="办起合作社", evidence=DOC, shown_on=DAY, by=TOWN_OFFICER, on=DAY)
    seen = {}
    for code in ROLES:
        bind(acting("x", "某人", code, "440403"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT count(*) FROM pipeline_reservecandidate), (SELECT count(*) FROM pipeline_capability)")
            seen[code] = cursor.fetchone()
    with_role(SERVICE)
    assert {code for code, counts in seen.items() if counts != (0, 0)} == {"district_org_officer", "town_committee", "town_org_officer", "service"}


def test_the_person_sees_what_is_held_of_him_but_not_the_reserve(v):
    confirmed(v)
    commands.record_capability(person=v.member, kind="industry", fact="办起合作社", evidence=DOC, shown_on=DAY, by=TOWN_OFFICER, on=DAY)
    bind(acting("ziji", "本人", "member", VILLAGE, person_uuid=str(v.member.uuid)))
    assert (Capability.objects.count(), ReserveCandidate.objects.count()) == (1, 0)
    with_role(SERVICE)


def test_a_fact_has_a_day_that_came_and_evidence(v):
    with pytest.raises(RuleViolated) as caught:
        commands.record_capability(person=v.member, kind="clan", fact="", evidence="", shown_on=DAY + dt.timedelta(days=1), by=TOWN_OFFICER, on=DAY)
    assert codes(caught) == {"kind", "fact", "evidence", "future"}


def test_facts_are_withdrawn_with_why_and_never_overwritten(v):
    entry = commands.record_capability(person=v.member, kind="law", fact="调解十起", evidence=DOC, shown_on=DAY, by=TOWN_OFFICER, on=DAY)
    commands.withdraw_capability(capability=entry, reason="张冠李戴", by=COUNTY_OFFICER, on=DAY)
    assert not queries.capabilities(COUNTY_OFFICER).exists()
    with pytest.raises(Conflict):
        commands.withdraw_capability(capability=entry, reason="再撤", by=COUNTY_OFFICER, on=DAY)
    for text in ("UPDATE pipeline_capability SET fact = 'x'", "DELETE FROM pipeline_capability", "TRUNCATE pipeline_capability"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(text)


def test_the_outlook_asks_a_fixed_number_of_queries(v, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert len(queries.outlook(COUNTY_OFFICER, DAY)) >= 1


def test_before_the_county_asked_for_a_reserve_there_is_no_outlook(v):
    asked_from = dt.date(2018, 10, 28)
    assert [bool(queries.outlook(COUNTY_OFFICER, asked_from + dt.timedelta(days=d))) for d in (-1, 0, 1)] == [False, True, True]


def test_a_proposal_waits_on_the_committees_desk_only(v):
    proposed(v)
    assert [t.kind for t in queries.tasks_for(TOWN_COMMITTEE, DAY)] == ["后备"]
    assert queries.tasks_for(TOWN_OFFICER, DAY) == []


def test_the_outlook_is_narrowed_to_what_is_short_and_says_that_a_term_was_extended(v):
    rows = queries.outlook(TOWN_OFFICER, DAY)
    assert sum(short for short, _posts in queries.short_by_town(rows).values()) == sum(bool(row.missing) for row in rows)
    assert sum(posts for _short, posts in queries.short_by_town(rows).values()) == len(rows)
    row = next(row for row in rows if row.organisation == v.organisation)
    at_term = replace(row, expected=Expected(DAY, "term"), extended=False)
    assert [pages.why_words(one) for one in (at_term, replace(at_term, extended=True))] == ["任期届满", "任期届满（经批准延期）"]
    assert pages.why_words(replace(at_term, expected=Expected(DAY, "age"), extended=True)) == "到年龄"
