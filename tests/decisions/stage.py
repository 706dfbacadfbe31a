"""A village with a Party organisation, two committees and twenty members, and matters walked through commands; days stand in 2019."""

from __future__ import annotations

import datetime as dt
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.decisions import commands, queries
from qianxian.decisions.models import Certificate, Matter, Meeting, Resolution
from qianxian.divisions import commands as divisions
from qianxian.divisions.queries import county
from qianxian.foundation.periods import add_days, days_before
from qianxian.foundation.reach import bind
from qianxian.organisations.models import BranchRegistration, Committee, Mandate, PartyMember, PartyOrganisation
from qianxian.people.models import Person
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting, divisions_file

VILLAGE, SIBLING = "440403103200", "440403103209"
SECRETARY = acting("huangzm", "黄志明", "village_secretary", VILLAGE)
SUPERVISOR = acting("kuangyl", "邝月兰", "supervision_member", VILLAGE)
SECOND_OFFICER = acting("hezq", "何志强", "town_org_officer", "440403103")
D1, D2, D3, D4 = dt.date(2019, 6, 1), dt.date(2019, 6, 3), dt.date(2019, 6, 8), dt.date(2019, 6, 15)
PLACE, DOC = "村委会会议室", "斗镇委〔2019〕9号"
MEMBERS, PARTY_SEATS, VILLAGE_SEATS, ADULTS, REPS = 20, 5, 3, 1500, 35
_number = count(1)


def person(name: str) -> Person:
    n = next(_number)
    return Person.objects.create(
        division_code=VILLAGE, name=name, pinyin=f"j{n:05d}", initials="j", sex="male", birth_date=dt.date(1979, 8, 2), identity_index=f"decision-{n}"
    )


def village() -> PartyOrganisation:
    """The village's top organisation: 20 members with a vote and one on probation, 5 in its committee, 3 in the villagers' committee, one in both."""
    bind(SERVICE)
    if county() is None:
        divisions.open_county(divisions_json=divisions_file(), by=SERVICE, is_example=True, example_day=dt.date(2019, 12, 16))
    held = PartyOrganisation.objects.filter(division_code=VILLAGE, is_top_of_village=True).first()
    if held is not None:
        return held
    n = next(_number)
    made = PartyOrganisation.objects.create(
        division_code=VILLAGE, code=f"J{n}", name="中共斗门镇某村总支部委员会", short_name="某村党总支", kind="general_branch", sector="rural", path=f"/J{n}/",
        is_top_of_village=True,
    )  # fmt: skip
    people = [person(f"党员{i}") for i in range(MEMBERS + 1)]
    PartyMember.objects.bulk_create([
        PartyMember(division_code=VILLAGE, person=one, organisation=made, status="full" if i < MEMBERS else "probationary", joined_on=dt.date(2000, 7, 1),
                    full_on=dt.date(2001, 7, 1) if i < MEMBERS else None, probation_ends_on=None if i < MEMBERS else dt.date(2020, 7, 1))
        for i, one in enumerate(people)
    ])  # fmt: skip
    BranchRegistration.objects.bulk_create([
        BranchRegistration(division_code=VILLAGE, member=m, organisation=made, period=DateRange(m.joined_on, None)) for m in made.members.all()
    ])  # fmt: skip
    committee = Committee.objects.create(
        division_code=VILLAGE, kind="villagers_committee", name="某村村民委员会", number=7, seats=VILLAGE_SEATS, elected_on=dt.date(2017, 3, 9),
        due_on=dt.date(2020, 3, 9), term_years=3,
    )  # fmt: skip
    term = DateRange(dt.date(2017, 3, 9), None)
    Mandate.objects.bulk_create([
        *(Mandate(division_code=VILLAGE, person=one, organisation=made, role="secretary" if i == 0 else "other_member", way="designated", period=term)
          for i, one in enumerate(people[:PARTY_SEATS])),
        *(Mandate(division_code=VILLAGE, person=one, committee=committee, role="head" if i == 0 else "committee_member", way="elected", period=term)
          for i, one in enumerate((people[0], *people[10:12]))),
    ])  # fmt: skip
    return made


def matter(kind: str = "fund_use", amount: str | None = "200000", on: dt.date = D1, **more) -> Matter:
    """A matter opened by the village's secretary."""
    from decimal import Decimal

    village()
    given = {"title": "阵地建设经费使用", "purpose": "修缮党群服务中心和文化中心", "unit": "centre"} | more
    return commands.open_matter(division_code=VILLAGE, kind=kind, amount=None if amount is None else Decimal(amount), by=SECRETARY, on=on, **given)


WHOLE = {"branch_committee": PARTY_SEATS, "two_committees": PARTY_SEATS + VILLAGE_SEATS - 1, "members_meeting": MEMBERS}
ENTERED = {"reps_meeting": REPS, "assembly": ADULTS, "group_meeting": 90, "collective_reps": 30, "collective_assembly": 900, "collective_board": 5}


def called(row: Matter, held_on: dt.date, notice: int = 10, **more) -> Meeting:
    """The next body called so many days before; who may vote comes from the registry or is entered."""
    row = Matter.objects.get(pk=row.pk)
    body = queries.next_step(row).body
    entered = {} if body in WHOLE else {"eligible": ENTERED[body], "eligible_note": "2019年村民代表名册"}
    notice_on = max(days_before(held_on, notice), row.opened_on)
    return commands.call_meeting(
        matter=row, notice_on=notice_on, held_on=held_on, place=PLACE, agenda=row.title, by=SECRETARY, on=max(notice_on, row.opened_on), **(entered | more)
    )


def voted(meeting: Meeting, present: int | None = None, votes_for: int | None = None, against: int = 0, *, confirmer=TOWN_OFFICER) -> Resolution:
    """Both counts entered alike and confirmed on the day; everybody present and for where nothing else is said."""
    came = meeting.eligible if present is None else present
    figures = {"present": came, "votes_for": came if votes_for is None else votes_for, "votes_against": against, "votes_abstain": 0}
    for copy, by in ((1, SECRETARY), (2, SUPERVISOR)):
        commands.enter_count(meeting=meeting, copy=copy, by=by, on=meeting.held_on, **figures)
    return commands.confirm_count(meeting=meeting, by=confirmer, on=meeting.held_on)


def decided(row: Matter, *, first: dt.date = D1) -> Matter:
    """Every body passes it, at notice each law asks for."""
    day = first
    while True:
        row = Matter.objects.get(pk=row.pk)
        step = queries.next_step(row)
        if step is None:
            return row
        need = {"members_meeting": 3, "assembly": 10, "collective_assembly": 10}.get(step.body, 0)
        day = add_days(day, need)
        voted(called(row, day, need))


def published(row: Matter, first: dt.date, days: int = 7) -> Matter:
    """The decision posted for so many days."""
    commands.publish_decision(matter=row, published_from=first, published_to=add_days(first, days), place="村务公开栏", text=f"{row.title}：已通过", by=SECRETARY, on=first)
    return Matter.objects.get(pk=row.pk)


def certified(row: Matter | None = None) -> Certificate:
    """A matter walked to its certificate."""
    row = decided(row or matter())
    last = row.resolutions.order_by("-decided_on").first().decided_on
    row = published(row, add_days(last, 1))
    return commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=add_days(last, 9))


__all__ = ["DOC", "TOWN_COMMITTEE", "TOWN_OFFICER"]
