"""Who acts in the matrix: every role once at its own place, and the same roles where they have no business with the village.

Each one is really logged in: a session of Django, a row of OpenSession, one grant. The village of the stage is 大赤坎 (440403103200).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from qianxian.accounts.middleware import GRANT_KEY, SECOND_KEY
from qianxian.accounts.models import OpenSession, User
from qianxian.accounts.roles import ROLES
from qianxian.assessments import commands as assessments
from qianxian.divisions.models import PopulationSnapshot
from qianxian.engagements import commands as engagements
from qianxian.engagements.models import Engagement, EngagementReview, OutcomeNotice, VettingReply, VettingRound
from qianxian.engagements.rules.filing import PIECES
from qianxian.foundation.periods import add_days
from qianxian.foundation.reach import bind
from qianxian.organisations.models import OrganisationTerm
from qianxian.papers import commands as papers
from qianxian.papers.kinds import kind_of
from qianxian.pay import commands as pay
from tests.api import contract_operations as contracted
from tests.api import decision_operations as decided
from tests.api import element_operations as elements
from tests.api import hall_operations as hall
from tests.api import letter_operations as outgoing
from tests.api import notice_operations as messages
from tests.api import operations, thread_operations
from tests.api import project_operations as projected
from tests.api import request_operations as asked
from tests.api.stage import OTHER_TOWN, SIBLING, Stage, build
from tests.assessments.stage import INDICATORS, TOWN
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.collective import stage as collective
from tests.engagements import stage as village
from tests.funds import stage as funds
from tests.papers.samples import edited, photo

# key → (role, the place as seen from the village's things, division code)
ELSEWHERE = {
    "other_town_officer": ("town_org_officer", "other town", "440403107000"),
    "other_town_committee": ("town_committee", "other town", "440403107000"),
    "sibling_secretary": ("village_secretary", "sibling", SIBLING),
    "far_secretary": ("village_secretary", "other town", OTHER_TOWN),
    "sibling_window_staff": ("window_staff", "sibling", SIBLING),
    "sibling_supervisor": ("supervision_member", "sibling", SIBLING),
}
AT_HOME = tuple(code for code in ROLES if code != "service")


@dataclass
class World:
    """The stage with a browser for everybody and one thing of each kind."""

    stage: Stage
    things: dict[str, Any] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)


def browser(user: User) -> Client:
    """A client logged in as the user, in his one grant, with his second factor given."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.refresh_from_db()
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[GRANT_KEY], session[SECOND_KEY] = str(user.grants.get().uuid), True
    session.save()
    OpenSession.objects.create(user=user, session_key=session.session_key)
    return client


def make() -> World:
    """Everything, in the caller's transaction."""
    stage = build()
    for key, (role, _place, code) in ELSEWHERE.items():
        stage.let_in(key, f"m_{key}"[:38], code, role=role)
    world = World(stage)
    things, place = world.things, stage.village
    bind(SERVICE)
    things["snapshot"] = operations.snapshot(stage)
    things["window"] = operations.window(stage)
    things["transfer"] = operations.transfer(stage)
    operations.term(stage)
    things["candidate"], things["capability"] = operations.proposed_candidate(stage), operations.shown_capability(stage)
    things["admission"] = operations.admission("applied")(stage)
    things["tie"] = thread_operations.tied(stage)
    things["thread"], things["stalled_thread"], things["closed_thread"] = things["tie"].thread, thread_operations.stalled_before(stage), thread_operations.closed(stage)
    things["election"] = operations.election_under_way(stage)
    things["contest"], things["roll_entry"] = things["election"].contests.first(), things["election"].roll.first()
    things["objection"], things["nominee"] = things["election"].objections.get(), things["contest"].candidates.get()
    things["decision_objection"], things["certificate"], things["power_flag"] = decided.objected(stage), decided.certificate(stage), decided.flag(stage)
    things["matter"], things["power_case"] = things["decision_objection"].matter, things["power_flag"].case
    things["meeting"] = decided.meeting()(stage)
    things["photo"] = projected.photo(stage)
    things["milestone"] = things["photo"].milestone
    things["project"] = things["milestone"].project
    things["party"] = contracted.declared(stage)
    things["contract"] = things["party"].contract
    things["run"] = operations.checked_run(stage)
    things["run"] = pay.approve_run(run=things["run"], by=acting("pizhun", "审批人", "pay_approver", "440403"), on=operations.DAY)
    things["slip"] = things["run"].slips.first()
    money = funds.things(place.member.division_code, operations.DAY, operations.EARLY)
    things |= {name: money[name] for name in ("book", "fund", "voucher", "payment", "standing", "ceiling", "disclosure")}
    things |= {"voucher_draft": money["draft"], "fund_source": money["source"], "bank_statement": money["statement"], "bank_account": money["bank_account"]}
    things |= collective.things(place.member.division_code, operations.DAY, operations.EARLY)
    things["engaged"], things["fact"] = place.member, operations.pay_fact(stage)
    things["correction"] = pay.prepare_correction(run=things["run"], cause="unpaid_leave", document="请假审批表", person=place.member, by=COUNTY_OFFICER, on=operations.DAY)
    things["batch"] = operations.batch(stage)
    operations.service_item(stage)
    things["setting_proposal"] = operations.proposed_setting(stage)
    things["asked_before"] = elements.report(stage)
    things["collection"], things["element"] = things["asked_before"].question.task, things["asked_before"].question.element
    things["collection_unit"], things["waiting_collection"] = things["collection"].units.get(), elements.waiting_beside(stage)
    things["hall_case"], things["passed_case"] = hall.accepted(stage), hall.passed_up(stage)
    things["own_case"] = hall.of_the_member(stage)
    things["request"], things["report"], things["petition_request"] = asked.received(stage), asked.report(stage), asked.reviewed(stage)
    things["centre_function"], things["duty_turn"] = operations.hall_function(stage), operations.duty_turn(stage)
    bind(SERVICE)
    refused = village.person("容小妹")
    place.vetted(refused, on=operations.EARLY)
    deferred = place.decided(refused, outcome="deferred", on=operations.EARLY)
    engagements.issue_notice(decision=deferred.decisions.get(), contact="组织办", by=TOWN_OFFICER, on=operations.EARLY)
    bind(SERVICE)
    things["review"] = EngagementReview.objects.get(pk=deferred.pk)
    things["letter"] = Engagement.objects.get(person=place.member)
    things["outgoing"], things["outgoing_draft"] = outgoing.issued(stage), outgoing.draft(stage)
    things["notice"] = OutcomeNotice.objects.get()
    things["filing"] = engagements.file_secretary(mandate=place.secretary_mandate, event="elected", document="镇委〔2017〕9号", pieces=list(PIECES),
                                                  late_reason="补备案", by=TOWN_OFFICER, on=operations.DAY)  # fmt: skip
    case = engagements.propose_consequence(engagement=things["letter"], kind="end", ground_code="sentenced", ground="受过刑事处罚", evidence="（2018）刑初1号",
                                           since=operations.EARLY, by=TOWN_OFFICER, on=operations.DAY)  # fmt: skip
    called = add_days(operations.DAY, 3)
    engagements.call_hearing(case=case, hearing_on=called, place="党建办", by=TOWN_OFFICER, on=operations.DAY)
    things["case"] = engagements.record_hearing(case=case, heard_on=called, heard_by="记录人", statement="有异议", by=TOWN_OFFICER, on=called)
    things["ground"] = operations.cases.ground(stage)
    scheme = assessments.draft_scheme(division_code=TOWN, year=2019, subject="person", title="方案", indicators=INDICATORS, by=TOWN_OFFICER, on=operations.DAY)
    things["scheme"] = assessments.publish_scheme(scheme=scheme, document="镇委〔2019〕1号", by=TOWN_COMMITTEE, on=operations.DAY)
    things["sheet"] = next(sheet for sheet in assessments.open_sheets(scheme=scheme, by=TOWN_OFFICER, on=operations.DAY) if sheet.person_id == place.member.pk)
    things["round"] = VettingRound.objects.order_by("id").first()
    things["reply"] = VettingReply.objects.filter(department="court").order_by("id").first()
    things["term"] = OrganisationTerm.objects.filter(organisation=place.organisation).first()
    things["paper_template"] = papers.upload_template(
        name="engagement_letter", content=edited(), filename="聘任书.docx", by=acting("moban", "模板员", "district_org_officer", "440403")
    )
    things["scan"] = papers.keep_scan(kind=kind_of("letter"), thing=things["letter"], content=photo(), by=TOWN_OFFICER)
    things["message"] = messages.given_up(stage)
    things["notice_robot"] = messages.robot(stage)
    things["client"] = operations.program(stage)
    things["member"] = stage.made[f"member:{place.member.pk}"]
    things["population"] = PopulationSnapshot.objects.filter(division_code=place.centre.division_code).first()
    world.browsers = {key: browser(stage.users[key]) for key in (*AT_HOME, *ELSEWHERE)}
    return world
