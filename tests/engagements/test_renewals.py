"""What stands against engaging somebody again: the last grade (R-E11) and near relatives in the village's offices (R-E09)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.engagements import commands
from qianxian.engagements.commands.reviews import Kin
from qianxian.engagements.models import EngagementDecision, YearlyGrade
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.organisations.models import Committee, Mandate
from tests.cast import TOWN_COMMITTEE
from tests.engagements.stage import DAY, day, person, ruled, village
from tests.rulebook.asking import ask, codes, outputs

TALK = "谈话记录〔2019〕3号"
LAST = day(3, 31, 2020)  # a term from 2019-04-01 lasts a year


@pytest.mark.parametrize(("last", "told"), [("2020-03-30", []), ("2020-03-31", []), ("2020-04-01", ["renewal_too_long"])])
def test_e11_after_basic_a_renewal_lasts_a_year(last, told):
    asked = {"grade": "basic", "term_from": "2019-04-01", "term_to": last, "talk_document": TALK}
    assert codes("R-E11", "2019-03-12", asked) == told
    assert outputs("R-E11", "2019-03-12", asked)["renewal_latest"] == dt.date(2020, 3, 31)


@pytest.mark.parametrize("grade", ["basic", "not_competent"])
def test_e11_a_renewal_after_a_low_grade_needs_the_talk(grade):
    asked = {"grade": grade, "term_from": "2019-04-01", "term_to": "2020-03-31"}
    assert codes("R-E11", "2019-03-12", asked) == ["renewal_without_talk"]
    assert codes("R-E11", "2019-03-12", asked | {"talk_document": " "}) == ["renewal_without_talk"]
    assert codes("R-E11", "2019-03-12", asked | {"talk_document": TALK}) == []


@pytest.mark.parametrize("grade", ["excellent", "competent"])
def test_e11_good_grades_bind_no_term(grade):
    found = ask("R-E11", "2019-03-12", {"grade": grade, "term_from": "2019-04-01", "term_to": "2022-03-31"})
    assert found.violations == [] and found.outputs["renewal_latest"] is None


@pytest.mark.parametrize(("first", "latest"), [("2020-02-29", dt.date(2021, 2, 27)), ("2020-03-01", dt.date(2021, 2, 28)), ("2019-12-31", dt.date(2020, 12, 30))])
def test_e11_a_year_from_any_day(first, latest):
    assert outputs("R-E11", "2020-01-02", {"grade": "basic", "term_from": first})["renewal_latest"] == latest


@pytest.fixture
def v(db):
    return village()


def graded(who, grade: str, year: int = 2018, on: dt.date = day(1, 20)) -> None:  # noqa: B008
    YearlyGrade.objects.create(division_code=who.division_code, person=who, year=year, grade=grade, decided_on=on, source_document="斗镇委")


def decided(v, **ruling) -> list[str]:
    """The codes of what stands against the ruling; [] when it is decided."""
    v.vetted(v.member)
    review = v.proposed(v.member)
    try:
        commands.decide_review(review=review, ruling=ruled(**ruling), by=TOWN_COMMITTEE, on=DAY)
    except RuleViolated as broken:
        return [violation.code for violation in broken.violations]
    return []


@pytest.mark.parametrize(
    ("grade", "ruling", "told"),
    [
        ("competent", {"term_to": day(3, 31, 2022)}, []),
        ("basic", {}, ["renewal_without_talk"]),
        ("basic", {"talk_document": TALK, "term_to": day(3, 30, 2020)}, []),
        ("basic", {"talk_document": TALK, "term_to": LAST}, []),
        ("basic", {"talk_document": TALK, "term_to": day(4, 1, 2020)}, ["renewal_too_long"]),
        ("not_competent", {}, ["renewal_without_talk"]),
        ("not_competent", {"talk_document": TALK, "term_to": LAST}, []),
    ],
)
def test_the_town_cannot_decide_past_what_the_last_grade_allows(v, grade, ruling, told):
    graded(v.member, "excellent", 2017, day(1, 20, 2018))
    graded(v.member, grade)
    assert decided(v, **ruling) == told
    if not told and ruling.get("talk_document"):
        assert EngagementDecision.objects.get().talk_document == TALK


@pytest.mark.parametrize(("known", "told"), [(DAY - dt.timedelta(1), ["renewal_without_talk"]), (DAY, ["renewal_without_talk"]), (DAY + dt.timedelta(1), [])])
def test_only_a_grade_decided_by_the_day_counts(v, known, told):
    graded(v.member, "basic", on=known)
    assert decided(v) == told


def test_a_refusal_asks_nothing_of_it(v):
    graded(v.member, "not_competent")
    assert decided(v, outcome="not_engaged", ground_code="grade_not_competent", ground="", statement_heard_on=DAY, evidence="斗镇委") == []


@pytest.mark.parametrize("change", [{"talk_document": ""}, {"term_to": day(4, 1, 2020)}])
def test_the_database_refuses_it_whoever_writes(v, change):
    assert decided(v, talk_document=TALK) == []
    made = EngagementDecision.objects.get()
    graded(v.member, "basic")
    values = {name: getattr(made, name) for name in ("division_code", "review", "person", "centre", "outcome", "decided_on", "decided_by", "body", "meeting",
                                                     "term_from", "term_to", "vetting_state", "talk_document")}  # fmt: skip
    with pytest.raises(DatabaseError, match="谈话以后才能续聘"), transaction.atomic():
        EngagementDecision.objects.create(**(values | change))
    assert EngagementDecision.objects.create(**values).pk


class TestKin:
    def supervisor(self, v):
        """Somebody of the village's supervision committee."""
        who = person("陆少强")
        body = Committee.objects.create(division_code=who.division_code, kind="supervision_committee", name="监督委员会", number=3, seats=3,
                                        elected_on=day(4, 20, 2017), due_on=day(4, 20, 2020), term_years=3)  # fmt: skip
        Mandate.objects.create(division_code=who.division_code, person=who, committee=body, role="head", period=DateRange(day(4, 20, 2017), None))
        return who

    def test_near_relatives_of_the_supervision_committee_are_barred(self, v):
        told = decided(v, kin=(Kin(self.supervisor(v), "sibling"),))
        assert told == ["avoidance"]
        assert Mandate.objects.filter(person=v.member, period__upper_inf=True).exists()  # the elected seat is not touched

    def test_brothers_in_the_committee_are_barred_grandparents_are_not(self, v):
        assert decided(v, kin=(Kin(v.secretary, "sibling"),)) == ["avoidance"]  # head and member of one committee
        assert decided_again(v, kin=(Kin(v.secretary, "grandparent_grandchild"),)) == []

    def test_a_relative_without_an_office_bars_nobody_and_oneself_is_no_relative(self, v):
        assert decided(v, kin=(Kin(v.member, "sibling"),)) == ["kin"]
        assert decided_again(v, kin=(Kin(person("容小妹"), "spouse"),)) == []
        leaf = AuditLeaf.objects.filter(action="engagements.decide_review").get()
        assert "容小妹" not in str(leaf.__dict__)  # read by the one check, kept nowhere

    @pytest.mark.parametrize(("last", "told"), [(DAY - dt.timedelta(1), []), (DAY, ["avoidance"]), (DAY + dt.timedelta(1), ["avoidance"])])
    def test_offices_count_on_the_day_of_the_decision(self, v, last, told):
        who = self.supervisor(v)
        Mandate.objects.filter(person=who).update(period=DateRange(day(4, 20, 2017), last + dt.timedelta(1)), end_reason="resign", end_document="辞呈")
        assert decided(v, kin=(Kin(who, "spouse"),)) == told


def decided_again(v, **ruling) -> list[str]:
    review = v.member.engagement_reviews.get()
    try:
        commands.decide_review(review=review, ruling=ruled(**ruling), by=TOWN_COMMITTEE, on=DAY)
    except RuleViolated as broken:
        return [violation.code for violation in broken.violations]
    return []
