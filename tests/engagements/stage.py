"""A village of Doumen town with everything an engagement needs, built through commands where a command exists.

Example: ``v = village(); review = v.proposed(v.member)``. Days stand in 2019; the actors are in different roles and logins.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.centres import commands as centres
from qianxian.centres.models import ServiceCentre
from qianxian.divisions import commands as divisions
from qianxian.divisions.queries import county
from qianxian.engagements import commands
from qianxian.engagements.commands.reviews import Ruling
from qianxian.engagements.models import EngagementReview, VettingCase, VettingReply
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Committee, Mandate, PartyOrganisation
from qianxian.people.models import Person
from tests.cast import COUNTY_OFFICER, SECOND_COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting, divisions_file

VILLAGE = "440403103200"
DAY = dt.date(2019, 3, 1)
SENDER = acting("lishz", "黎淑贞", "district_vetting_officer", "440403")
CONCLUDER = acting("luojc", "罗景昌", "district_vetting_officer", "440403")
SECRETARY = acting("zhongsj", "钟诗静", "village_secretary", VILLAGE)
SECOND_COMMITTEE = acting("yeyx", "叶远新", "town_committee", "440403103")
DEPARTMENTS = [
    "organisation",
    "discipline_inspection",
    "public_security",
    "court",
    "procuratorate",
    "civil_affairs",
    "agriculture_rural",
    "natural_resources",
]
_number = count(1)


def replier(department: str):
    """The person who answers for a department."""
    return acting(f"d_{department}", "答复人", "department_replier", "440403", department=department)


def day(month: int, date: int, year: int = 2019) -> dt.date:
    return dt.date(year, month, date)


def person(name: str = "邝惠兰", code: str = VILLAGE) -> Person:
    n = next(_number)
    return Person.objects.create(
        division_code=code,
        name=name,
        pinyin=f"p{n:05d}",
        initials="p",
        sex="female",
        birth_date=dt.date(1979, 8, 2),
        identity_index=f"stage-{n}",
        identity_masked="440403********1246",
    )


@dataclass
class Village:
    """One village: its top organisation, committee, centre with a plan of five posts, a secretary and a member."""

    centre: ServiceCentre
    organisation: PartyOrganisation
    committee: Committee
    secretary: Person
    secretary_mandate: Mandate
    member: Person
    seat: Mandate
    extra: list[Person] = field(default_factory=list)

    def vetted(self, *people: Person, on: dt.date = DAY) -> list[VettingCase]:
        """Cleared by all departments on the day."""
        round = commands.create_round(persons=list(people), purpose="centre_post", due_on=on + dt.timedelta(days=15), by=SENDER, on=on)
        commands.send_round(round=round, by=SENDER, on=on)
        self.answer(round, on)
        with_role(CONCLUDER)
        return [commands.conclude_case(case=case, by=CONCLUDER, on=on) for case in round.cases.all()]

    def answer(self, round, on: dt.date, conclusion: str = "no_objection", ground: str = "", departments=DEPARTMENTS) -> None:
        for department in departments:
            by = replier(department)
            bind(by)
            lines = [
                commands.Answer(r, conclusion, ground) for r in VettingReply.objects.filter(case__round_id=round.pk, department=department)
            ]
            commands.answer_vetting_list(answers=lines, signed_by="答复人", by=by, on=on)
        with_role(SERVICE)

    def nominated(self, who: Person, post: str = "member", on: dt.date = DAY) -> EngagementReview:
        return commands.nominate(person=who, centre=self.centre, post=post, by=TOWN_OFFICER, on=on)

    def proposed(self, who: Person, post: str = "member", proposal: str = "engaged", on: dt.date = DAY) -> EngagementReview:
        review = self.nominated(who, post, on)
        by = TOWN_OFFICER if post == "director" else SECRETARY
        return commands.propose(review=review, proposal=proposal, document="2019年第5次支委会", opinion="符合岗位条件", by=by, on=on)

    def decided(self, who: Person, post: str = "member", on: dt.date = DAY, **ruling) -> EngagementReview:
        review = self.proposed(who, post, on=on)
        commands.decide_review(review=review, ruling=ruled(**ruling), by=TOWN_COMMITTEE, on=on)
        return EngagementReview.objects.get(pk=review.pk)

    def engaged(self, who: Person, post: str = "member", on: dt.date = DAY):
        """Vetted, decided, publicised and lettered; the engagement."""
        with_role(SERVICE)
        self.vetted(who, on=on)
        review = self.decided(who, post, on=on)
        review = commands.publicise(review=review, by=TOWN_OFFICER, on=on)
        after = review.publicity_to + dt.timedelta(days=1)
        commands.settle_publicity(review=review, feedback="没有收到反映", by=TOWN_OFFICER, on=after)
        return commands.issue_letter(review=review, by=TOWN_OFFICER, on=after)


def ruled(outcome: str = "engaged", **more) -> Ruling:
    """A ruling complete for its outcome."""
    values = {"outcome": outcome, "body": "斗门镇党委", "meeting": "第9次会议"}
    if outcome == "engaged":
        values |= {"term_from": day(4, 1), "term_to": day(3, 31, 2020)}
    else:
        values |= {
            "ground_code": "sanction_in_effect",
            "ground": "处分影响期未满",
            "evidence": "斗纪〔2019〕3号",
            "statement_heard_on": DAY,
        }
    if outcome == "deferred":
        values |= {"deferred_until": day(9, 1)}
    return Ruling(**(values | more))


def with_role(actor) -> None:
    """The transaction seen as the actor from here on."""
    bind(actor)


def open_county() -> None:
    """The county, once per database."""
    bind(SERVICE)
    if county() is None:
        divisions.open_county(divisions_json=divisions_file(), by=SERVICE)


def village(code: str = VILLAGE, resident: int = 3120, name: str = "大赤坎村") -> Village:
    """A village ready for engagements; leaves the service actor bound."""
    open_county()
    if resident:
        snapshot = divisions.record_population(
            division_code=code, year=2018, source="人口年报", by=COUNTY_OFFICER, resident=resident, registered=5500
        )
        divisions.approve_population(snapshot=snapshot, by=SECOND_COUNTY_OFFICER, on=day(1, 10))
    centre = centres.open_centre(division_code=code, name=f"{name}党群服务中心", by=COUNTY_OFFICER, on=day(1, 15))
    if resident:
        centres.plan_staffing(centre=centre, year=2019, by=COUNTY_OFFICER, on=day(1, 20))
    organisation = PartyOrganisation.objects.create(
        division_code=code,
        code=f"O{code}",
        name=f"{name}党支部",
        short_name=f"{name}党支部",
        kind="party_branch",
        sector="rural",
        path=f"O{code}",
        is_top_of_village=True,
    )
    committee = Committee.objects.create(
        division_code=code,
        kind="villagers_committee",
        name=f"{name}村委会",
        number=7,
        seats=5,
        elected_on=day(4, 16, 2017),
        due_on=day(4, 16, 2020),
        term_years=3,
    )
    secretary, member = person("容志恒", code), person("邝惠兰", code)
    held = Mandate.objects.create(
        division_code=code, person=secretary, organisation=organisation, role="secretary", period=DateRange(day(3, 9, 2017), None)
    )
    Mandate.objects.create(division_code=code, person=secretary, committee=committee, role="head", period=DateRange(day(4, 16, 2017), None))
    seat = Mandate.objects.create(
        division_code=code, person=member, committee=committee, role="committee_member", period=DateRange(day(4, 16, 2017), None)
    )
    return Village(centre, organisation, committee, secretary, held, member, seat)
