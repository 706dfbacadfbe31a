"""The calendar of one election: every step with the last day the law gives it, computed and never typed.

Example: village election on 2019-03-31: the roll by 03-11, the handover by 04-10. A day that passed with nothing done is late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qianxian.elections import above
from qianxian.elections.models import Contest, ElectedMandate, Election, RollObjection
from qianxian.organisations.judging import ask


@dataclass(frozen=True)
class Step:
    """One step: its last day (None = none is fixed), when it was done, and where the day comes from."""

    key: str
    title: str
    due_on: dt.date | None
    done_on: dt.date | None
    source: str
    runs: bool = False  # a period that ends by itself: there is nothing to do in it and nothing to be late with

    def late(self, on: dt.date) -> bool:
        """Whether the last day passed with nothing done, or it was done after it."""
        return self.due_on is not None and not self.runs and (self.done_on or on) > self.due_on


def objection_by(election: Election) -> dt.date | None:
    """The last day to object to a village's roll, moved past days off; None before it is published or where the Party votes."""
    if not election.is_village or election.roll_published_on is None:
        return None
    return ask("R-V04", election.roll_published_on, {"published_on": election.roll_published_on}).outputs["objection_by"]


def formed_on(election: Election) -> dt.date:
    """The day on which the last of those elected was elected: the new committee stands from then, and the ten days of the handover run."""
    days = election.contests.filter(result__stands=True, result__lines__outcome="elected").exclude(result__published_by="").values_list("held_on", flat=True)
    return max([election.election_on, *days])


def contests_by_election(elections: Iterable[Election]) -> dict[int, list[Contest]]:
    """Every contest of these elections with its result, the earliest first, by the election's key; in one question."""
    found: dict[int, list[Contest]] = {election.pk: [] for election in elections}
    for contest in Contest.objects.filter(election__in=list(found)).select_related("result").order_by("held_on", "id"):
        found[contest.election_id].append(contest)
    return found


def calendar_of(election: Election, contests: list[Contest] | None = None) -> list[Step]:
    """The steps in the order of their days, as a reader goes through them: done on, else due by; those of one day in the order of the work.

    ``contests`` (of ``contests_by_election``) spares a list the question for each of its elections.
    """
    known = contests_by_election([election])[election.pk] if contests is None else contests
    return _by_day(_village(election, known) if election.is_village else _party(election, known))


def with_objections(election: Election, contests: list[Contest] | None = None) -> list[Step]:
    """The calendar with every objection to the roll in its place by day."""
    return _by_day([*calendar_of(election, contests), *(objection_step(one) for one in election.objections.order_by("received_on", "pk"))])


def _by_day(steps: list[Step]) -> list[Step]:
    """The steps by their days; one that has none yet keeps its place behind the step before it."""
    days, last = [], dt.date.min
    for step in steps:
        last = step.done_on or step.due_on or last
        days.append(last)
    return [step for _day, step in sorted(zip(days, steps, strict=True), key=lambda pair: pair[0])]


def _party(e: Election, contests: list[Contest]) -> list[Step]:
    day, following = e.election_on, [c for c in contests if c.previous_id]
    return [
        Step("called", _("向上级请示"), None, e.called_on, "《中国共产党基层组织选举工作条例》"),
        Step("approved", _("上级批复候选人"), day, e.approved_on, "《中国共产党基层组织选举工作条例》"),
        Step("roll", _("核定有选举权的党员"), day, e.roll_published_on, "R-P14"),
        Step("candidates", _("公布候选人"), day, e.candidates_published_on, "R-P15"),
        Step("vote", _("党员大会选举"), day, _voted_on(e), "R-P14、R-P17"),
        *_again(e, following),
        Step("result", _("公布结果，报上级审批"), _last_vote(e, following), e.published_on, "R-P17"),
        Step("offices", _("登记就任"), None, _in_office(e, following), "R-P05"),
        *_filing(e, contests),
    ]


def _village(e: Election, contests: list[Contest]) -> list[Step]:
    day, roll = e.election_on, ask("R-V04", e.election_on, {"election_on": e.election_on}).outputs
    steps, recall = [Step("called", _("决定选举，推选选举委员会"), None, e.called_on, "《村民委员会组织法》第十二条")], e.occasion == Election.Occasion.RECALL
    if recall:
        steps.append(Step("defence", _("听取申辩"), day - dt.timedelta(days=1), e.defence_heard_on, "R-V09"))
    if e.occasion == Election.Occasion.TERM and e.kind != Election.Kind.SUPERVISION:
        audit = ask("R-V19", e.called_on, {"election_on": day}).outputs
        steps.append(Step("audit", _("公布离任审计结果"), audit["publish_audit_by"], e.audit_published_on, "R-V19"))
    following, objections = [c for c in contests if c.previous_id], objection_by(e)
    # Before any result was published nobody can have been elected; then the day set for the vote is all there is to know.
    formed = formed_on(e) if any(hasattr(c, "result") for c in contests) else e.election_on
    handover = ask("R-V11", formed, {"elected_on": formed}).outputs
    return [
        *steps,
        Step("roll", _("公布选民名单"), roll["publish_by"], e.roll_published_on, "R-V04"),
        Step("objections", _("异议截止"), objections, _past(objections, e), "R-V04", runs=True),
        Step("candidates", _("公布候选人和委托投票名单"), day, e.candidates_published_on, "R-V07、R-V08"),
        Step("vote", _("投票、计票"), day, _voted_on(e), "R-V05"),
        *_again(e, following),
        Step("result", _("公布结果"), _last_vote(e, following), e.published_on, "《村民委员会组织法》第十五条"),
        Step("offices", _("登记罢免结果") if recall else _("登记就任"), None, _in_office(e, following), "R-V09" if recall else "R-V02"),
        Step("handover", _("工作移交"), handover["handover_by"], e.handed_over_on, "R-V11"),
    ]


def _again(e: Election, following: list[Contest]) -> list[Step]:
    """Reruns and revotes, each with the day it was called for."""
    source = "R-V06" if e.is_village else "R-P17"
    return [
        Step(f"again-{c.uuid}", _("%(role)s%(way)s") % {"role": c.title, "way": c.get_way_display()}, c.held_on, c.held_on if hasattr(c, "result") else None, source)
        for c in following
    ]  # fmt: skip


def _last_vote(e: Election, following: list[Contest]) -> dt.date:
    return max([e.election_on, *(c.held_on for c in following)])


def _filing(e: Election, contests: list[Contest]) -> list[Step]:
    """R-E08 where a village's secretary is elected: fifteen days from the election, told by the room above when it was filed."""
    seat = max((c for c in contests if c.role == "secretary"), key=lambda c: c.held_on, default=None)
    if seat is None or not e.organisation.is_top_of_village:
        return []
    due = ask("R-E08", seat.held_on, {"event": "elected", "event_on": seat.held_on}).outputs or {}
    office = ElectedMandate.objects.filter(line__result__contest__election=e, mandate__role="secretary").select_related("mandate").first()
    return [Step("filing", _("书记报区委组织部备案"), due.get("due_on"), above.filed_on(office.mandate) if office else None, "R-E08")]


def _past(day: dt.date | None, e: Election) -> dt.date | None:
    return day if day is not None and e.candidates_published_on else None


def _voted_on(e: Election) -> dt.date | None:
    return e.election_on if e.state in ("counted", "published", "in_office", "closed") else None


def _in_office(e: Election, following: list[Contest]) -> dt.date | None:
    """The day of the last vote, from which those elected serve; None before their offices are opened."""
    return _last_vote(e, following) if e.state in ("in_office", "closed") else None


def objection_step(objection: RollObjection) -> Step:
    """The decision an objection waits for, three days from receipt and not moved by days off."""
    return Step(f"objection-{objection.uuid}", _("处理 %(name)s 的异议") % {"name": objection.made_by}, objection.decide_by, objection.decided_on, "R-V04")
