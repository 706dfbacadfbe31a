"""What PostgreSQL itself refuses, tried with straight SQL and the ORM as the application role."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.accounts.roles import ROLES
from qianxian.engagements import commands
from qianxian.engagements.models import (
    Engagement,
    EngagementDecision,
    EngagementReview,
    VettingCase,
    VettingReply,
    VettingRound,
    YearlyGrade,
)
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate, PartyOrganisation
from tests.cast import SERVICE, TOWN_COMMITTEE, acting
from tests.engagements.stage import DAY, DEPARTMENTS, SENDER, Village, day, person, replier, village, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def v() -> Village:
    return village()


def refused(action, *words: str) -> None:
    """The action, or the commit after it, is refused with one of our sentences or by a named constraint."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        action()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for word in words:
        assert word in str(caught.value)


def sql(text: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


class TestDirector:
    def test_ending_the_mandate_alone_fails_at_commit(self, v):
        v.engaged(v.secretary, "director")
        end = "UPDATE organisations_mandate SET period = daterange(lower(period), '2019-07-01') WHERE id = %s"
        refused(lambda: sql(end, v.secretary_mandate.pk), "更换书记")

    def test_moving_it_to_another_person_or_deleting_it_fails(self, v):
        v.engaged(v.secretary, "director")
        refused(
            lambda: sql("UPDATE organisations_mandate SET person_id = %s WHERE id = %s", v.member.pk, v.secretary_mandate.pk), "更换书记"
        )
        refused(lambda: sql("UPDATE organisations_mandate SET role = 'deputy_secretary' WHERE id = %s", v.secretary_mandate.pk), "更换书记")
        EngagementReview.objects.update(mandate=None)
        refused(lambda: sql("DELETE FROM organisations_mandate WHERE id = %s", v.secretary_mandate.pk), "更换书记")

    def test_top_organisation_that_stops_being_top_fails(self, v):
        v.engaged(v.secretary, "director")
        refused(lambda: PartyOrganisation.objects.filter(pk=v.organisation.pk).update(is_top_of_village=False), "更换书记")

    def test_both_together_pass(self, v):
        engagement = v.engaged(v.secretary, "director")
        sql("UPDATE organisations_mandate SET period = daterange(lower(period), '2019-07-01') WHERE id = %s", v.secretary_mandate.pk)
        Engagement.objects.filter(pk=engagement.pk).update(period=DateRange(day(4, 1), day(7, 1)))
        sql("SET CONSTRAINTS ALL IMMEDIATE")

    def test_a_day_past_the_mandate_fails(self, v):
        engagement = v.engaged(v.secretary, "director")

        def one_day_too_long():
            sql("UPDATE organisations_mandate SET period = daterange(lower(period), '2019-07-01') WHERE id = %s", v.secretary_mandate.pk)
            Engagement.objects.filter(pk=engagement.pk).update(period=DateRange(day(4, 1), day(7, 2)))

        refused(one_day_too_long, "聘期要在书记任期之内")

    def test_a_second_secretary_period_right_after_covers_too(self, v):
        v.engaged(v.secretary, "director")
        Mandate.objects.filter(pk=v.secretary_mandate.pk).update(period=DateRange(day(3, 9, 2017), day(6, 1)))
        Mandate.objects.create(
            division_code=v.organisation.division_code,
            person=v.secretary,
            organisation=v.organisation,
            role="secretary",
            period=DateRange(day(6, 1), None),
        )
        sql("SET CONSTRAINTS ALL IMMEDIATE")


class TestEngagement:
    def values(self, v, **more):
        return {
            "division_code": v.centre.division_code,
            "person": v.member,
            "centre": v.centre,
            "post": "member",
            "period": DateRange(day(4, 1), day(4, 1, 2020)),
        } | more

    def test_none_without_a_decision(self, v):
        refused(lambda: Engagement.objects.create(**self.values(v)), "engagement_follows_a_decision")

    @pytest.mark.parametrize("outcome", ["not_engaged", "deferred"])
    def test_none_on_a_negative_decision(self, v, outcome):
        decision = v.decided(v.member, outcome=outcome).decisions.get()
        refused(lambda: Engagement.objects.create(decision=decision, **self.values(v)), "已聘任")

    def test_same_person_post_and_term_only(self, v):
        v.vetted(v.member)
        decision = v.decided(v.member).decisions.get()
        for wrong in (
            {"person": v.secretary},
            {"post": "deputy_director"},
            {"period": DateRange(day(3, 31), day(4, 1, 2020))},
            {"period": DateRange(day(4, 1), day(4, 2, 2020))},
        ):
            refused(lambda wrong=wrong: Engagement.objects.create(decision=decision, **self.values(v, **wrong)), "已聘任")
        Engagement.objects.create(decision=decision, **self.values(v))

    def test_no_engaged_decision_without_valid_vetting(self, v):
        review = v.proposed(v.member)
        values = {
            "division_code": review.division_code,
            "review": review,
            "person": v.member,
            "centre": v.centre,
            "outcome": "engaged",
            "decided_by": "x",
            "body": "x",
            "meeting": "x",
            "term_from": day(4, 1),
            "term_to": day(5, 1),
        }
        refused(lambda: EngagementDecision.objects.create(decided_on=DAY, **values), "联审")
        case = v.vetted(v.member)[0]
        EngagementReview.objects.filter(pk=review.pk).update(vetting_case=case)
        refused(lambda: EngagementDecision.objects.create(decided_on=day(9, 2), **values), "联审")
        EngagementDecision.objects.create(decided_on=day(9, 1), **values)

    def test_decisions_are_never_changed_nor_deleted(self, v):
        decision = v.decided(v.member, outcome="deferred").decisions.get()
        refused(
            lambda: sql("UPDATE engagements_engagementdecision SET deferred_until = '2030-01-01' WHERE id = %s", decision.pk),
            "permission denied",
        )
        refused(lambda: sql("DELETE FROM engagements_engagementdecision"), "permission denied")

    def test_never_above_the_plan(self, v):
        for _ in range(5):
            v.engaged(person())
        v.vetted(v.member)
        extra = EngagementReview.objects.create(
            division_code=v.centre.division_code,
            number="X",
            person=v.member,
            centre=v.centre,
            post="member",
            nominated_on=DAY,
            nominated_by="x",
            vetting_case=VettingCase.objects.get(person=v.member),
        )
        decision = EngagementDecision.objects.create(
            division_code=extra.division_code,
            review=extra,
            person=v.member,
            centre=v.centre,
            outcome="engaged",
            decided_on=DAY,
            decided_by="x",
            body="x",
            meeting="x",
            term_from=day(4, 1),
            term_to=day(3, 31, 2020),
        )
        refused(lambda: Engagement.objects.create(decision=decision, **self.values(v)), "没有空余岗位")

    def test_a_centre_with_people_does_not_close(self, v):
        v.engaged(v.member)
        refused(lambda: sql("UPDATE centres_servicecentre SET closed_on = '2019-06-30' WHERE id = %s", v.centre.pk), "还有人受聘")


class TestElectedSeat:
    @pytest.mark.parametrize("reason", ["replaced", "transfer"])
    def test_straight_sql_cannot_remove_an_elected_member(self, v, reason):
        refused(
            lambda: sql("UPDATE organisations_mandate SET end_reason = %s WHERE id = %s", reason, v.seat.pk),
            "no_removal_from_an_elected_seat",
        )


class TestVettingSecrecy:
    @pytest.fixture
    def sent(self, v):
        round = commands.create_round(persons=[v.member, v.secretary], purpose="centre_post", due_on=day(3, 16), by=SENDER, on=DAY)
        commands.send_round(round=round, by=SENDER, on=DAY)
        v.answer(round, DAY, departments=DEPARTMENTS[:2])
        return round

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_every_role_by_straight_sql(self, sent, role):
        bind(acting("x", "某人", role, "440403", department="court" if role == "department_replier" else ""))
        seen = {"district_vetting_officer": 16, "service": 16, "department_replier": 2}.get(role, 0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(DISTINCT department) FROM engagements_vettingreply")
            assert cursor.fetchone()[0] == seen
            cursor.execute("UPDATE engagements_vettingreply SET signed_by = 'x' RETURNING id")
            assert len(cursor.fetchall()) == seen

    def test_a_department_sees_its_items_and_nothing_else(self, v, sent):
        other = commands.create_round(persons=[person()], purpose="reserve", due_on=day(3, 16), by=SENDER, on=DAY)
        bind(replier("tax"))
        assert not VettingRound.objects.exists() and not VettingCase.objects.exists() and not VettingReply.objects.exists()
        bind(replier("court"))
        assert set(VettingRound.objects.values_list("pk", flat=True)) == {sent.pk} != {other.pk}
        assert VettingCase.objects.count() == 2
        for model in (EngagementReview, EngagementDecision, Engagement, YearlyGrade):
            assert not model.objects.exists()
        with_role(SERVICE)

    def test_no_other_reach_no_rows(self, sent):
        bind(acting("x", "某人", "district_vetting_officer", "440404"))
        assert not VettingReply.objects.exists()
        bind(None)
        assert not VettingReply.objects.exists()

    def test_a_reply_moved_to_another_row_does_not_open(self, sent):
        from cryptography.exceptions import InvalidTag

        from qianxian.engagements import judging

        given, other = VettingReply.objects.exclude(sealed="")[:2]
        other.sealed = given.sealed
        with pytest.raises(InvalidTag):
            judging.opened(other)

    def test_only_officers_conclude_and_never_over_silence(self, v, sent):
        case = sent.cases.first()
        clear = "UPDATE engagements_vettingcase SET state = 'cleared', valid_until = '2030-01-01' WHERE id = %s"
        refused(lambda: sql(clear, case.pk), "没有答复")
        bind(TOWN_COMMITTEE)
        refused(lambda: sql(clear, case.pk), "区联审员")
        with_role(SERVICE)
        mine = "UPDATE engagements_vettingcase SET state = 'blocked', concluded_by = %s WHERE id = %s"
        refused(lambda: sql(mine, SENDER.login, case.pk), "另一位区联审员")
