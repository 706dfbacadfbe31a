"""Who may: the truth table of roles over every verb of the room, within reach and outside it."""

from __future__ import annotations

import pytest

from qianxian.accounts.roles import ROLES
from qianxian.engagements import permissions as may
from qianxian.engagements.models import EngagementDecision, EngagementReview, VettingCase, VettingReply, VettingRound
from qianxian.people.models import Person
from tests.cast import acting

pytestmark = pytest.mark.django_db  # whether two logins are one person's is asked of the accounts
PLACE, ELSEWHERE = "440403103200", "440403107200"
HIM = Person(name="甲", division_code=PLACE)
REVIEW = EngagementReview(division_code=PLACE, person=HIM, proposed_by="p", nominated_by="n")
DECISION = EngagementDecision(division_code=PLACE, person=HIM, review=REVIEW, decided_by="d")
ROUND = VettingRound(division_code="440403000000", sent_by="sender")
CASE = VettingCase(division_code=PLACE, person=HIM, round=ROUND)
REPLY = VettingReply(division_code=PLACE, case=CASE, department="court")

TOWN, DISTRICT = {"town_org_officer"}, {"district_org_officer"}
DECIDERS = {"town_committee"}
TABLE = {
    "nominate": (lambda by: may.can_nominate(by, PLACE), TOWN),
    "propose": (lambda by: may.can_propose(by, REVIEW, False), {"village_secretary"}),
    "propose_for_secretary": (lambda by: may.can_propose(by, REVIEW, True), TOWN),
    "return": (lambda by: may.can_return(by, REVIEW), DECIDERS),
    "decide": (lambda by: may.can_decide(by, REVIEW), DECIDERS),
    "withdraw": (lambda by: may.can_withdraw(by, REVIEW), TOWN),
    "issue": (lambda by: may.can_issue(by, REVIEW), TOWN),
    "request": (lambda by: may.can_request_review(by, DECISION), TOWN),
    "answer_review": (lambda by: may.can_answer_review(by, DECISION), DECIDERS),
    "end": (lambda by: may.can_end_engagement(by, DECISION), DECIDERS),
    "acting": (lambda by: may.can_appoint_acting(by, PLACE, HIM), DECIDERS),
    "secretary": (lambda by: may.can_change_secretary(by, PLACE), TOWN | DISTRICT),
    "grade": (lambda by: may.can_record_grade(by, HIM), DECIDERS | DISTRICT),
    "round": (lambda by: may.can_create_round(by, "440403000000"), {"district_vetting_officer"}),
    "send": (lambda by: may.can_send_round(by, ROUND), {"district_vetting_officer"}),
    "conclude": (lambda by: may.can_conclude_case(by, CASE), {"district_vetting_officer"}),
    "answer_vetting": (lambda by: may.can_answer_vetting(by, REPLY), {"department_replier"}),
    "view_vetting": (lambda by: may.can_view_vetting(by), {"district_vetting_officer"}),
    "view": (
        lambda by: may.can_view_engagements(by),
        {"district_org_officer", "district_vetting_officer", "town_committee", "town_org_officer", "village_secretary"},
    ),
}
WIDE = {"round", "send"}


def actor(role: str, reach: str, **more):
    return acting("x", "某人", role, reach, department="court" if role == "department_replier" else "", **more)


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "service"])
def test_role_matrix(verb, role):
    ask, who = TABLE[verb]
    assert ask(actor(role, "440403")).allowed == (role in who), ask(actor(role, "440403")).reason


@pytest.mark.parametrize("verb", [v for v in TABLE if v not in ("answer_vetting", "view_vetting", "view")])
def test_nobody_outside_his_reach(verb):
    ask, who = TABLE[verb]
    for role in who:
        assert not ask(actor(role, ELSEWHERE)).allowed


@pytest.mark.parametrize("verb", ["propose", "decide", "return", "issue", "answer_review", "end", "acting", "grade", "answer_vetting"])
def test_nobody_about_himself(verb):
    ask, who = TABLE[verb]
    for role in who:
        assert not ask(actor(role, "440403", person_uuid=str(HIM.uuid))).allowed


@pytest.mark.parametrize(
    ("verb", "login"), [("decide", "p"), ("decide", "n"), ("answer_review", "d"), ("answer_review", "p"), ("conclude", "sender")]
)
def test_separation_of_duties(verb, login):
    ask, who = TABLE[verb]
    for role in who:
        assert not ask(acting(login, "某人", role, "440403")).allowed


def test_a_department_answers_for_itself_only():
    assert not may.can_answer_vetting(acting("x", "某人", "department_replier", "440403", department="tax"), REPLY)
    assert not may.can_answer_vetting(acting("x", "某人", "department_replier", "440403"), REPLY)


def test_every_refusal_says_who_may():
    for ask, _who in TABLE.values():
        verdict = ask(actor("member", "440403"))
        assert not verdict.allowed and len(verdict.reason) > 8
