"""Two records of one engaged person become one: everything that hangs on the doubled record moves, guarded rows and other places' too."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, VettingCase, YearlyGrade
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.models import ChangeHistory
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate
from qianxian.people.commands import merge_persons
from qianxian.people.models import Person
from tests.cast import SERVICE, TOWN_OFFICER
from tests.engagements.stage import day, person, village

pytestmark = pytest.mark.django_db
WHY = "同一人两次登记"
ELSEWHERE = "440403107201"


@pytest.fixture
def v():
    return village()


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def merge(kept: Person, doubled: Person) -> Person:
    """The town's officer merges: a reach of one town, no sight of departments' answers."""
    Person.objects.filter(pk=doubled.pk).update(identity_index=None)
    bind(TOWN_OFFICER)
    kept = merge_persons(kept=kept, doubled=doubled, reason=WHY, by=TOWN_OFFICER, on=day(6, 1))
    settle()
    bind(SERVICE)
    return kept


def test_a_director_with_every_paper_moves_whole(v):
    doubled, kept = v.secretary, person("钟诗静")
    engagement = v.engaged(doubled, "director")
    YearlyGrade.objects.create(division_code=ELSEWHERE, person=doubled, year=2018, grade="competent", decided_on=day(1, 31))
    held = Mandate.objects.filter(person=doubled).count()
    merge(kept, doubled)
    for model in (VettingCase, EngagementReview, EngagementDecision, Engagement, YearlyGrade, Mandate):
        assert not model.objects.filter(person=doubled).exists(), model
        assert model.objects.filter(person=kept).exists(), model
    engagement.refresh_from_db()
    assert engagement.person == kept and engagement.decision.person == kept
    note = ChangeHistory.objects.filter(object_id=str(kept.uuid)).latest("id").after["moved"]
    assert note["engagements.engagementdecision"] == 1 and note["engagements.yearlygrade"] == 1 and note["organisations.mandate"] == held > 0
    doubled.refresh_from_db()
    assert doubled.merged_into == kept


def test_two_engagements_at_once_are_not_made_one(v):
    one, two = v.member, v.secretary
    v.engaged(one)
    v.engaged(two, "director")
    with pytest.raises(RuleViolated) as refused, transaction.atomic():
        merge(one, two)
    assert "collides" in {fault.code for fault in refused.value.violations}
    bind(SERVICE)
    two.refresh_from_db()
    assert two.merged_into is None and Engagement.objects.filter(person=two).count() == 1, "nothing is half moved"


def test_the_database_moves_records_only_along_the_mark(v):
    stranger = person("陌生人")
    for statement, values in (
        ("SELECT people_move_records('engagements_engagementdecision', 'person_id', %s, %s)", [stranger.pk, v.member.pk]),
        ("SELECT people_move_records('people_person', 'id', %s, %s)", [stranger.pk, v.member.pk]),
    ):
        with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
        assert refused.value.__cause__.sqlstate == "QX001"
    Person.objects.filter(pk=v.member.pk).update(merged_into=stranger)
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT people_move_records('people_person', 'id', %s, %s)", [stranger.pk, v.member.pk])
    assert refused.value.__cause__.sqlstate == "QX001" and "不指向人员档案" in str(refused.value)


def test_the_reach_is_as_it_was_after_a_merge(v):
    doubled, kept = person("二次登记"), person("二次登记")
    Person.objects.filter(pk=doubled.pk).update(identity_index=None)
    bind(TOWN_OFFICER)
    merge_persons(kept=kept, doubled=doubled, reason=WHY, by=TOWN_OFFICER, on=day(6, 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('qianxian.reach'), current_setting('qianxian.role')")
        assert cursor.fetchone() == ("440403103", "town_org_officer")
