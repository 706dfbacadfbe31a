"""People developed: a reserve for secretaries with gaps, what its people have shown, and admissions at every stage (R-T03, R-P18).

Both ways of the article: capable Party members are kept ready as secretaries, good workers at the windows are led into the Party. Nobody here
is real. Whoever becomes a probationary member does so after the article's day, so that the county's members on that day stay 19,648; for the
same reason those who came to full membership, or whose probation was extended, are members of the roster whose way began on paper.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from qianxian.demo import cast, registers
from qianxian.demo.blueprint import TOWN_START, Place
from qianxian.demo.cadres import NAMED
from qianxian.demo.registry_story import Play
from qianxian.demo.roster import Member
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.foundation.reach import acting_as
from qianxian.organisations.models import PartyMember, PartyOrganisation
from qianxian.people.models import Person
from qianxian.pipeline import commands
from qianxian.pipeline.models import Admission, ReserveCandidate

PROPOSED, SETTLED = dt.date(2019, 3, 11), dt.date(2019, 3, 25)
BEFORE, BEFORE_SETTLED = dt.date(2018, 11, 12), dt.date(2018, 11, 26)  # those who were then appointed in January 2019
APPOINTED, LEFT = dt.date(2019, 1, 28), dt.date(2019, 9, 6)
TAKEN_OVER = dt.date(2019, 12, 9)  # by then the probations of early December are over
RECORDED, LATEST = dt.date(2019, 4, 15), dt.date(2019, 12, 9)
#: How many stand in a village's reserve, in turn by code: most have their two, every fifth has one, every fifth none.
DEPTH = (2, 2, 1, 2, 0)
OUTSIDE = (
    ("capable_member", "带头办起水产养殖合作社，带动邻里一起养"), ("returned_worker", "外出经商十年后返乡，办起农家电商点"),
    ("graduate", "大学毕业后回村，参与人居环境整治项目"), ("veteran", "退役后参加村治安巡防，组织应急队"), ("capable_member", "承包连片荒地种植莲藕，吸纳村民就业"),
)  # fmt: skip
SERVING = ("serving_cadre", "在任村（社区）干部，分管工作按期完成，支部大会推荐")
SHOWN = (
    ("industry", "合作社当年新增社员 12 户，兑付清楚", "合作社2018年度报表"), ("mediation", "调解两户宅基地相邻纠纷，双方签订协议", "人民调解协议书（2018年）"),
    ("project", "牵头完成村道硬底化 800 米，按期验收", "工程验收表（2018年）"), ("masses", "走访独居老人 26 户，落实代办事项 31 件", "走访登记簿（2018年）"),
    ("finance", "核对村集体租约 14 份，补收欠租", "集体资产清查表（2018年）"), ("farming", "引进对虾良种并在村里示范两造", "农技推广记录（2018年）"),
)  # fmt: skip


def develop_people(play: Play) -> None:
    """The reserve town by town, then the admissions."""
    appointed = registers.replaced(play.cadres)
    for town in TOWN_START:
        _keep_reserve(play, town, appointed)
        _lead_workers(play, town)
    _end_probations(play)


@dataclass(frozen=True)
class _Pick:
    """One whom a village recommends: the source and the fact it rests on."""

    member: Member
    source: str
    reason: str


def _picks(play: Play, place: Place, turn: int) -> Iterator[_Pick]:
    """Full members of working age of the village: one who serves beside the secretary, then people from outside the committees."""
    mine = [m for m in play.members if m.division == place.code and m.full_on and 1974 < m.person.birth_date.year < 1992]
    serving = next((m for m in mine if m.cadre and m.cadre.rank > 1 and m.cadre.outcome == "engaged"), None)
    if serving is not None and turn % 2:
        yield _Pick(serving, *SERVING)
    for more, member in enumerate(m for m in mine if m.cadre is None and m.mobility == "local"):
        yield _Pick(member, *OUTSIDE[(turn + more) % len(OUTSIDE)])


def _keep_reserve(play: Play, town: str, appointed: dict) -> None:
    """Proposed by the town's officer, confirmed by its committee; in Doumen town one waits, one was declined, one withdrew."""
    officer, committee = play.actor(cast.town_login(town, "town_org_officer")), play.actor(cast.town_login(town, "town_committee"))
    places = [place for place in play.plan.places if place.town_code == town]
    plan = {place.code: list(zip(range(DEPTH[turn % len(DEPTH)]), _picks(play, place, turn), strict=False)) for turn, place in enumerate(places)}
    before = {c.place.code: c for c in play.cadres if c.rank == 1 and c.place.code in appointed and c.place.town_code == town}
    with acting_as(officer) as by:
        tops = {o.division_code: o for o in PartyOrganisation.objects.visible_to(by).filter(is_top_of_village=True, division_code__in=[p.code for p in places])}
        numbers = [pick.member.person.identity_number for picks in plan.values() for _n, pick in picks]
        people = play.people(numbers + [c.person.identity_number for c in before.values()])
        rows = [_propose(tops[code], people[pick.member.person.identity_number], pick.source, pick.reason, PROPOSED, by) for code, picks in plan.items() for _n, pick in picks]
        earlier = [_propose(tops[code], people[c.person.identity_number], *SERVING, BEFORE, by) for code, c in before.items()]
    with acting_as(committee) as by:
        for row in rows:
            commands.settle_candidate(candidate=row, confirm=True, opinion="同意列入后备", by=by, on=SETTLED)
        for row in earlier:
            commands.settle_candidate(candidate=row, confirm=True, opinion="同意列入后备", by=by, on=BEFORE_SETTLED)
    with acting_as(officer) as by:
        for row in earlier:
            commands.end_candidate(candidate=row, end_reason="appointed", document="", by=by, on=APPOINTED)
        _record_what_they_have_shown(rows, by)
    if town == cast.DOUMEN_TOWN:
        _other_ends(play, places, plan, rows, tops)


def _propose(top: PartyOrganisation, person: Person, source: str, reason: str, on: dt.date, by: Actor) -> ReserveCandidate:
    document = f"{top.short_name}支部大会推荐记录（{on:%Y年%-m月}）"
    return commands.propose_candidate(organisation=top, person=person, source=source, reason=reason, document=document, by=by, on=on)


def _record_what_they_have_shown(rows: list[ReserveCandidate], by: Actor) -> None:
    """Two facts for every other candidate, one for the next; the last entry of the town is taken back, as things proved wrong are."""
    made = None
    for turn, row in enumerate(rows):
        for kind, fact, evidence in (SHOWN[(turn + more) % len(SHOWN)] for more in range(2 - turn % 2)):
            made = commands.record_capability(
                person=row.person, kind=kind, fact=fact, evidence=evidence, shown_on=dt.date(2018, 1 + turn % 12, 15), by=by, on=RECORDED
            )
    if made is not None:
        commands.withdraw_capability(capability=made, reason="核对原件，事项日期登记有误，另行补登", by=by, on=LATEST)


def _other_ends(play: Play, places: list[Place], plan: dict, rows: list[ReserveCandidate], tops: dict[str, PartyOrganisation]) -> None:
    """Doumen town: two proposals that wait for the committee, one that it declined, one who withdrew. None in a village that the article names."""
    short = [(place, turn) for turn, place in enumerate(places) if len(plan[place.code]) < 2]
    declined = next(one for one in reversed(short) if one[0].name not in NAMED)
    with acting_as(play.actor("zhaobk")) as by:
        more = [(place, list(_picks(play, place, turn))[2]) for place, turn in [declined, *(one for one in short if one is not declined)][:3]]
        people = play.people([pick.member.person.identity_number for _place, pick in more])
        open_ = [_propose(tops[place.code], people[pick.member.person.identity_number], pick.source, pick.reason, LATEST, by) for place, pick in more]
        leaving = next(row for row in rows if row.organisation.division_code not in {p.code for p in places if p.name in NAMED})
        commands.end_candidate(candidate=leaving, end_reason="withdrew", document="本人书面说明", by=by, on=LEFT)
    with acting_as(play.actor("wuhl")) as by:
        commands.settle_candidate(candidate=open_[0], confirm=False, opinion="任职年限不足，先安排到党群服务中心锻炼", by=by, on=dt.date(2019, 12, 11))


#: One person's days: applied, activist, target, branch meeting, approved above; the first one left out is where he stands.
WAYS: tuple[tuple[dt.date, ...], ...] = (
    (dt.date(2019, 9, 16),),
    (dt.date(2018, 7, 9), dt.date(2019, 1, 7)),
    (dt.date(2017, 9, 4), dt.date(2018, 3, 19), dt.date(2019, 5, 20)),
    (dt.date(2016, 10, 10), dt.date(2017, 5, 15), dt.date(2018, 9, 10), dt.date(2019, 9, 20)),
    (dt.date(2016, 6, 20), dt.date(2017, 1, 9), dt.date(2018, 6, 11), dt.date(2019, 7, 1), dt.date(2019, 8, 12)),
    (dt.date(2019, 11, 4),),
)
STOPPED = ((dt.date(2018, 5, 14), dt.date(2018, 12, 10)), dt.date(2019, 10, 14))


def _lead_workers(play: Play, town: str) -> None:
    """Six workers of six centres of the town at as many stages, and in Doumen town one who asked to stop."""
    centres = {registers.centre_name(place): place for place in play.with_centre if place.town_code == town and place.name != registers.BAJIA}
    workers: dict[str, str] = {}
    for row in play.staff:
        if row["centre"] in centres:
            workers.setdefault(centres[row["centre"]].code, row["identity_number"])
    chosen = list(workers.items())[1 : len(WAYS) + 2]
    full: dict[str, int] = defaultdict(int)
    for member in play.members:
        full[member.branch] += bool(member.full_on)
    with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
        people = play.people([number for _code, number in chosen])
        for (code, number), days in zip(chosen, WAYS, strict=False):
            _walk(code, people[number], days, full, by)
        if town == cast.DOUMEN_TOWN:
            days, stopped = STOPPED
            row = _walk(*_of(chosen[-1], people), days, full, by)
            commands.end_admission(admission=row, date=stopped, document="本人书面申请", reason="本人因外出就业申请中止", by=by, on=stopped)
    with acting_as(play.actor("liangyw")) as by:
        for row in Admission.objects.visible_to(by).filter(stage="admitted", division_code__startswith=town[:9], stage_on=WAYS[4][3]):
            on = WAYS[4][4]
            commands.approve_admission(admission=row, date=on, document=f"组织员审批意见及党委批复（{on:%Y年%-m月}）", by=by, on=on)


def _of(chosen: tuple[str, str], people: dict[str, Person]) -> tuple[str, Person]:
    return chosen[0], people[chosen[1]]


def _walk(code: str, person: Person, days: tuple[dt.date, ...], full: dict[str, int], by: Actor) -> Admission:
    """The way as far as the officer enters it: application, activist, target, the branch meeting with its totals."""
    branch = PartyOrganisation.objects.visible_to(by).filter(division_code=code, kind="party_branch").order_by("code").first()
    row = commands.open_admission(person=person, organisation=branch, applied_on=days[0], document="入党申请书", by=by, on=days[0])
    for command, day, document in zip((commands.name_activist, commands.name_target), days[1:3], ("支部委员会决定", "支部委员会讨论、上级党委备案"), strict=False):
        row = command(admission=row, date=day, document=f"{document}（{day:%Y年%-m月%-d日}）", by=by, on=day)
    if len(days) > 3:
        first, second = PartyMember.objects.visible_to(by).filter(organisation=branch, status="full").order_by("pk")[:2]
        voters = full[branch.code]
        present = voters - voters // 8
        row = commands.admit_at_meeting(
            admission=row, date=days[3], document=f"支部大会决议（{days[3]:%Y年%-m月%-d日}）", first_introducer=first, second_introducer=second, voters=voters,
            present=present, votes_for=present - 1, by=by, on=days[3],
        )  # fmt: skip
    return row


#: Probations of the roster that ended in December 2019 and whose branches have met: full membership, or six months more; the others' branches are late.
DECIDED = (("full", dt.date(2019, 12, 10)), ("extend", dt.date(2019, 12, 11)))


def _end_probations(play: Play) -> None:
    """Probationary members whose way began on paper, taken over by their town's officer as the year ends; the next one is still to be decided."""
    ended = sorted((m for m in play.members if not m.full_on and add_months(m.joined_on, 12) <= DECIDED[0][1]), key=lambda m: (m.joined_on, m.branch))
    for turn, member in enumerate(ended[: len(DECIDED) + 1]):
        with acting_as(play.actor(cast.town_login(f"{member.division[:9]}000", "town_org_officer"))) as by:
            held = PartyMember.objects.visible_to(by).get(person=play.people([member.person.identity_number])[member.person.identity_number])
            approved = add_months(member.joined_on, 2)
            row = commands.take_over_probation(member=held, approved_on=approved, document=f"入党志愿书及党委批复（{approved:%Y年%-m月}）", by=by, on=TAKEN_OVER)
            if turn < len(DECIDED):
                _decide(row, *DECIDED[turn], by)


def _decide(row: Admission, outcome: str, day: dt.date, by: Actor) -> None:
    """What the branch's meeting decided, with its totals where it voted on full membership."""
    how = {"admission": row, "date": day, "document": f"支部大会决议（{day:%Y年%-m月%-d日}）", "by": by, "on": day}
    if outcome == "extend":
        commands.extend_probation(months=6, **how)
        return
    voters = PartyMember.objects.visible_to(by).filter(organisation=row.organisation, status="full").count()
    commands.make_full_member(voters=voters, present=voters - voters // 8, votes_for=voters - voters // 8 - 1, **how)
