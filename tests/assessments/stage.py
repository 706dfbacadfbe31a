"""A town with two villages of engaged people and a published scheme, built through commands where a command exists.

Example: ``s = stage(); sheet = s.scored(s.sheets()[0], 92)``. People are invented; scorer, approver and panel are three logins.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.assessments import commands
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet
from qianxian.centres.models import ServiceCentre
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, VettingCase, VettingReply, VettingRound
from qianxian.foundation.reach import bind
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import VILLAGE, Village, day, person, ruled, village, with_role

TOWN = "440403103000"
SECOND_VILLAGE = "440403103203"
OPENED = day(11, 1)
REPORTED, SCORED, SERVED, ENGAGED = day(11, 10), day(11, 20), day(12, 2), day(2, 1)
PANEL = acting("dengsf", "邓少峰", "town_committee", "440403103")
INDICATORS = (
    commands.IndicatorLine("党建工作", "党组织生活和换届按时完成情况", Decimal(40)),
    commands.IndicatorLine("服务群众", "窗口事项按期办结情况", Decimal(40), deduction_cap=Decimal(10)),
    commands.IndicatorLine("在岗履职", "在岗情况", Decimal(20), source="posts"),
)


def as_person(who, role: str = "centre_member", code: str = VILLAGE):
    """The person in his own login."""
    return acting(f"p{who.pk}", who.name, role, code, person_uuid=str(who.uuid))


@dataclass
class Stage:
    """The town: its villages, who is engaged, and the scheme of 2019."""

    first: Village
    second: Village
    engaged: list[Engagement] = field(default_factory=list)
    scheme: AssessmentScheme | None = None

    def sheets(self) -> list[AssessmentSheet]:
        """The sheets of the scheme, opened on first asking."""
        if not self.scheme.sheets.exists():
            commands.open_sheets(scheme=self.scheme, by=TOWN_OFFICER, on=OPENED)
        return list(self.scheme.sheets.order_by("pk"))

    def reported(self, sheet: AssessmentSheet, on: dt.date = REPORTED) -> AssessmentSheet:
        return commands.report_self(sheet=sheet, text="本年完成窗口办件一千二百件，组织生活按时开展，未按期办结三件。", by=TOWN_OFFICER, on=on)

    def scored(self, sheet: AssessmentSheet, score: int | Decimal = 85, on: dt.date = SCORED, by=TOWN_OFFICER, **more) -> AssessmentSheet:
        if sheet.state == "open":
            sheet = self.reported(sheet)
        lines = [commands.MarkLine(mark.order, Decimal(score), "对照台账评定") for mark in sheet.marks.all()]
        return commands.score_sheet(sheet=sheet, marks=lines, by=by, on=on, **more)

    def signed(self, sheet: AssessmentSheet, score: int | Decimal = 85) -> AssessmentSheet:
        sheet = self.scored(sheet, score)
        sheet = commands.tell_score(sheet=sheet, by=TOWN_OFFICER, on=day(11, 21))
        return commands.sign_sheet(sheet=sheet, signature="signed", statement="", by=TOWN_OFFICER, on=day(11, 25))

    def approved(self, sheet: AssessmentSheet, score: int | Decimal = 85) -> AssessmentSheet:
        return commands.approve_sheet(sheet=self.signed(sheet, score), opinion="情况属实", by=TOWN_COMMITTEE, on=day(11, 28))

    def graded(self, scores: list[int | Decimal], **more) -> list[AssessmentSheet]:
        """Every sheet approved with its score and the town graded."""
        for sheet, score in zip(self.sheets(), scores, strict=True):
            self.approved(sheet, score)
        commands.grade_town(scheme=self.scheme, body="斗门镇党委", meeting="第40次会议", by=TOWN_COMMITTEE, on=day(12, 2), **more)
        return self.sheets()

    def served(self, scores: list[int | Decimal], on: dt.date = SERVED) -> list[AssessmentSheet]:
        return [commands.serve_grade(sheet=sheet, served_on=on, by=TOWN_OFFICER, on=on) for sheet in self.graded(scores)]


def hold(centre: ServiceCentre, who, post: str, first: dt.date = ENGAGED) -> Engagement:
    """An engagement with the decision and the clearance that the database asks for, written at once: the selection itself is not under test."""
    review = EngagementReview.objects.create(
        division_code=centre.division_code, number=f"XP-{who.pk}-{centre.pk}", person=who, centre=centre, post=post, state="settled",
        nominated_on=first, nominated_by="zhaobk",
    )  # fmt: skip
    round = VettingRound.objects.create(division_code=centre.division_code, number=f"LS-{who.pk}-{centre.pk}", purpose="centre_post", departments=["court"], due_on=first, sent_by="lishz")
    case = VettingCase.objects.create(division_code=centre.division_code, round=round, person=who)
    VettingReply.objects.create(division_code=centre.division_code, case=case, department="court", asked_on=first, due_on=first, sealed="x", replied_on=first, signed_by="答复人")
    VettingCase.objects.filter(pk=case.pk).update(state="cleared", concluded_on=first, concluded_by="luojc", valid_until=first + dt.timedelta(days=180))
    EngagementReview.objects.filter(pk=review.pk).update(vetting_case=case)
    ruling = ruled()
    decision = EngagementDecision.objects.create(
        division_code=centre.division_code, review=review, person=who, centre=centre, outcome="engaged", decided_on=first, decided_by="wuhl",
        body=ruling.body, meeting=ruling.meeting, term_from=first, term_to=day(1, 31, 2020), vetting_state="cleared",
    )  # fmt: skip
    held = Engagement.objects.create(
        division_code=centre.division_code, decision=decision, person=who, centre=centre, post=post, period=DateRange(first, day(2, 1, 2020)),
        letter_number=f"斗镇聘〔2019〕{who.pk}号", lettered_on=first,
    )  # fmt: skip
    with connection.cursor() as cursor:  # what the database checks at the end of a transaction belongs to the stage, not to the first to act
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return held


def published(subject: str = "person", year: int = 2019, indicators=INDICATORS) -> AssessmentScheme:
    """The town's scheme, drafted by the officer and published by the committee."""
    made = commands.draft_scheme(
        division_code=TOWN, year=year, subject=subject, title=f"斗门镇{year}年度考核方案", indicators=indicators, by=TOWN_OFFICER, on=day(10, 8)
    )
    return commands.publish_scheme(scheme=made, document=f"斗镇委〔{year}〕30号", by=TOWN_COMMITTEE, on=day(10, 20))


def stage(people: int = 3, subject: str = "person") -> Stage:
    """Two villages with a director and members, ``people`` more than the directors, and a published scheme; the service actor is bound."""
    one, two = village(), village(SECOND_VILLAGE, name="小濠冲村")
    bind(SERVICE)
    found = Stage(one, two)
    found.engaged = [hold(one.centre, one.secretary, "director"), hold(two.centre, two.secretary, "director")]
    for number in range(people):
        home = (one, two)[number % 2]
        who = home.member if number < 2 else person(code=home.centre.division_code)
        found.engaged.append(hold(home.centre, who, "member"))
    found.scheme = published(subject)
    with_role(SERVICE)
    return found
