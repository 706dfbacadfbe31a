"""Second half of the example: joint vetting, 751 reviews, the letters and notices, the year's grades and pay.

Every act is done by the account whose duty it is: departments answer, another officer concludes than who sent, the village's secretary
proposes (about him the town's officer), the town decides, finance checks what the organisation department prepared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from qianxian.centres.models import ServiceCentre
from qianxian.demo import cadres as plan_of
from qianxian.demo import cast, registers, review_story
from qianxian.demo.blueprint import EXAMPLE_DAY, TOWN_START
from qianxian.demo.cadres import Cadre
from qianxian.demo.registry_story import Play
from qianxian.engagements import commands
from qianxian.engagements.commands.reviews import Ruling
from qianxian.engagements.models import EngagementReview, VettingReply, VettingRound
from qianxian.foundation.periods import add_days, add_months, next_working_day
from qianxian.foundation.reach import acting_as
from qianxian.pay import commands as pay

REVIEWED = "没有收到反映"
PAID_ON = dt.date(2019, 12, 16)
# (ground, evidence, what the departments say) in turn; no story about anybody.
REFUSALS = (
    ("vetting_blocked", "区级联审结论", "objection"),
    ("conditions_not_met", "岗位任职条件核对表", ""),
    ("vetting_blocked", "区级联审结论", "objection"),
    ("long_away", "外出登记和本人说明", ""),
    ("vetting_blocked", "区级联审结论", "objection"),
    ("declined", "本人书面声明", ""),
)
DEFERRALS = (
    ("vetting_open", "区级联审补充材料通知", "need_more"),
    ("rectification_pending", "整改事项清单", ""),
    ("materials_incomplete", "任职材料核对表", ""),
)
OBJECTIONS = ("sentenced", "dishonest_debtor", "illegal_building")
WHO_OBJECTS = {"sentenced": "public_security", "dishonest_debtor": "court", "illegal_building": "natural_resources"}


@dataclass
class Candidate:
    """One of the 751 with the outcome the plan gives him."""

    cadre: Cadre
    ground: str = ""
    evidence: str = ""
    answer: str = ""
    objection: str = ""
    restored: bool = False

    @property
    def number(self) -> str:
        """The identity number by which the registry knows him."""
        return self.cadre.person.identity_number


def candidates(play: Play) -> list[Candidate]:
    """Every candidate, with the grounds of the adverse outcomes."""
    found, refused, deferred = [], 0, 0
    restored = plan_of.restored(play.cadres)
    for cadre in play.cadres:
        if not cadre.place.has_centre:
            continue
        one = Candidate(cadre, restored=cadre is restored)
        if cadre.outcome == "not_engaged":
            one.ground, one.evidence, one.answer = REFUSALS[refused % len(REFUSALS)]
            one.objection = OBJECTIONS[refused % len(OBJECTIONS)] if one.answer == "objection" else ""
            refused += 1
        elif cadre.outcome == "deferred":
            one.ground, one.evidence, one.answer = DEFERRALS[deferred % len(DEFERRALS)]
            deferred += 1
        found.append(one)
    return found


def by_town(play: Play) -> Iterator[tuple[str, list[Candidate]]]:
    """Towns in the order in which they began."""
    found = candidates(play)
    for town in sorted(TOWN_START, key=TOWN_START.__getitem__):
        yield town, [c for c in found if c.cadre.place.town_code == town]


def day(town: str, before: int) -> dt.date:
    """A working day that many days before the town's start, or the next one."""
    return next_working_day(TOWN_START[town] - dt.timedelta(days=before))


def vet(play: Play) -> None:
    """One list per town: sent by one officer, answered by eight departments, concluded by another officer."""
    for town, them in by_town(play):
        sent = day(town, 40)
        with acting_as(play.actor("guozq")) as by:
            people = play.people([c.number for c in them])
            list_of_town = commands.create_round(
                persons=[people[c.number] for c in them],
                purpose=VettingRound.Purpose.CENTRE_POST,
                due_on=add_days(sent, 15),
                by=by,
                on=sent,
            )
            commands.send_round(round=list_of_town, by=by, on=sent)
        answers = {people[c.number].pk: c for c in them}
        for turn, department in enumerate(cast.DEPARTMENTS):
            with acting_as(play.actor(department.login)) as by:
                lines = VettingReply.objects.filter(case__round=list_of_town, department=department.department).select_related("case")
                commands.answer_vetting_list(
                    answers=[_answer(line, answers[line.case.person_id]) for line in lines],
                    signed_by=department.name,
                    by=by,
                    on=next_working_day(add_days(sent, 5 + turn)),
                )
            play.step(1)
        with acting_as(play.actor("yuwt")) as by:
            for case in list_of_town.cases.order_by("pk"):
                commands.conclude_case(case=case, by=by, on=day(town, 22))
        play.step(4)


def _answer(line: VettingReply, one: Candidate) -> commands.Answer:
    if one.answer == "objection" and WHO_OBJECTS[one.objection] == line.department:
        return commands.Answer(line, "objection", one.objection)
    if one.answer == "need_more" and line.department == "agriculture_rural":
        return commands.Answer(line, "need_more")
    return commands.Answer(line, "no_objection")


def review(play: Play) -> None:
    """Nominated and proposed, decided, publicised, settled with letter or notice, town by town."""
    for town, them in by_town(play):
        reviews = _nominate(play, town, them)
        play.step(4)
        _propose(play, town, them, reviews)
        play.step(4)
        _decide(play, town, them, reviews)
        play.step(5)
        _issue(play, town, them, reviews)
        play.step(8)


def _nominate(play: Play, town: str, them: list[Candidate]) -> dict[str, EngagementReview]:
    found = {}
    with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
        people = play.people([c.number for c in them])
        centres = {c.division_code: c for c in ServiceCentre.objects.visible_to(by)}
        for one in them:
            found[one.number] = commands.nominate(person=people[one.number], centre=centres[one.cadre.place.code], post=one.cadre.post, by=by, on=day(town, 42))
    return found


def _propose(play: Play, town: str, them: list[Candidate], reviews: dict[str, EngagementReview]) -> None:
    on = day(town, 18)

    def put(one: Candidate, by, document: str) -> None:
        outcome = one.cadre.outcome
        opinion = "" if outcome == "engaged" else "情况见所附材料，请镇（街道）党委研究。"
        commands.propose(review=reviews[one.number], proposal=outcome, document=document, opinion=opinion, by=by, on=on)

    with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
        for one in them:
            if one.cadre.rank == 1:
                put(one, by, f"2019年第{on.month}次党建办会议")
    for place in sorted({c.cadre.place.code for c in them}):
        with acting_as(play.actor(cast.secretary_login(place))) as by:
            for one in them:
                if one.cadre.place.code == place and one.cadre.rank > 1:
                    put(one, by, f"2019年第{on.month}次村（社区）党组织会议")


def _ruling(one: Candidate, town: str, on: dt.date) -> Ruling:
    first = TOWN_START[town]
    common = {"outcome": one.cadre.outcome, "body": f"{one.cadre.place.town}党委", "meeting": f"2019年{on.month}月{on.day}日党委会议"}
    if one.cadre.outcome == "engaged":
        return Ruling(**common, term_from=first, term_to=add_days(add_months(first, 36), -1))
    heard = next_working_day(add_days(on, -6))
    until = plan_of.deferred_until(one.cadre) if one.cadre.outcome == "deferred" else None
    return Ruling(**common, ground_code=one.ground, evidence=f"{one.evidence}（{heard.isoformat()}）", statement_heard_on=heard, deferred_until=until)


def _decide(play: Play, town: str, them: list[Candidate], reviews: dict[str, EngagementReview]) -> None:
    with acting_as(play.actor(cast.town_login(town, "town_committee"))) as by:
        for one in them:
            on = plan_of.decided_on(one.cadre)
            ruling = review_story.refused(one, on) if one.restored else _ruling(one, town, on)
            commands.decide_review(review=reviews[one.number], ruling=ruling, by=by, on=on)


def _issue(play: Play, town: str, them: list[Candidate], reviews: dict[str, EngagementReview]) -> None:
    """Publicity, its result and the letter of the engaged; notice and service of the others."""
    for one in (c for c in them if c.restored):
        review_story.overturn(play, reviews[one.number], plan_of.decided_on(one.cadre), TOWN_START[town])
    with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
        for one in (c for c in them if not c.restored):
            row, decided = reviews[one.number], plan_of.decided_on(one.cadre)
            if one.cadre.outcome == "engaged":
                row = commands.publicise(review=row, by=by, on=add_days(decided, 1))
                after = next_working_day(add_days(row.publicity_to, 1))
                commands.settle_publicity(review=row, feedback=REVIEWED, by=by, on=after)
                commands.issue_letter(review=row, by=by, on=after)
            else:
                notice = commands.issue_notice(decision=row.decisions.get(), contact=f"{one.cadre.place.town}党建办 0756-5550103", by=by, on=add_days(decided, 1))
                commands.serve_notice(notice=notice, served_on=add_days(decided, 2), by=by, on=add_days(decided, 2))


def grade(play: Play) -> None:
    """The year's grades, one workbook per town by its committee; Baiteng's come from its assessment sheets."""
    grades = plan_of.grades(play.cadres)
    for town in (town for town in TOWN_START if town != cast.BAITENG):
        rows = registers.grade_rows(play.cadres, grades, town)
        play.bring_in("grades", rows, cast.town_login(town, "town_committee"), dt.date(2019, 12, 12))


def pay_the_year(play: Play) -> None:
    """The run of 2019: prepared, checked and approved by three people."""
    with acting_as(play.actor("liangyw")) as by:
        run = pay.compute_run(run=pay.lock_inputs(year=2019, by=by, on=PAID_ON), by=by)
    with acting_as(play.actor("linyf")) as by:
        run = pay.check_run(run=run, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor("lujm")) as by:
        pay.approve_run(run=run, by=by, on=EXAMPLE_DAY)
