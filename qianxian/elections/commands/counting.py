"""The count: sheets entered by two people, compared, computed by the law of the day, published by a third; reruns and revotes opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of
from qianxian.elections import judging, queries
from qianxian.elections import permissions as may
from qianxian.elections.commands.road import expect, kept, locked_contest, moved
from qianxian.elections.models import Candidate, Contest, ContestResult, CountLine, CountSheet, Election, ResultLine
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused
from qianxian.foundation.verdict import require

State = Election.State
COUNTING = (State.CANDIDATES_PUBLISHED, State.PUBLISHED)


@transaction.atomic
def enter_sheet(
    *, contest: Contest, station: str, copy: int, issued: int, returned: int, valid_ballots: int, invalid_ballots: int, votes: Mapping[Candidate, int],
    by: Actor, on: dt.date, present: int = 0,
) -> CountSheet:  # fmt: skip
    """One paper's totals as this person reads them. The two copies are two people's; a wrong one is entered again beside it."""
    held = locked_contest(contest)
    row = held.election
    require(may.can_count(by, held))
    expect(row, *COUNTING)
    faults = _sheet_faults(held, station, copy, returned, valid_ballots, invalid_ballots, votes, present, issued, on)
    if is_one_of(by, *held.sheets.filter(station=station.strip()).exclude(copy=copy).values_list("entered_by", flat=True)):
        faults.append(Violation("two_counters", _("这张计票单的另一遍是您录的，请换一个人录。"), "计票单两人各录一遍", "copy"))
    first = held.sheets.filter(station=station.strip(), copy=copy).values_list("entered_by", flat=True).first()
    if first is not None and first != by.login:
        faults.append(Violation("other_copy", _("这一遍已由另一位同志录入，更正也由他录。"), "计票单两人各录一遍", "copy"))
    if faults:
        raise RuleViolated(faults)
    attempt = held.sheets.filter(station=station.strip(), copy=copy).count() + 1
    made = CountSheet.objects.create(
        division_code=row.division_code, contest=held, station=station.strip(), copy=copy, attempt=attempt, present=present, issued=issued, returned=returned,
        valid_ballots=valid_ballots, invalid_ballots=invalid_ballots, entered_by=by.login, entered_on=on,
    )  # fmt: skip
    CountLine.objects.bulk_create([CountLine(division_code=row.division_code, sheet=made, candidate=one, votes=n) for one, n in votes.items()])
    audit.record(by=by, action="elections.enter_sheet", thing=row, after={"contest": str(held.uuid), "station": made.station, "copy": copy, "attempt": attempt})
    return made


def _sheet_faults(held, station, copy, returned, valid_ballots, invalid_ballots, votes, present, issued, on) -> list[Violation]:
    faults, names = [], {one.pk: one.person.name for one in held.candidates.filter(state="listed").select_related("person")}
    if hasattr(held, "result"):
        raise Conflict(_("这一职务已经算出结果，不能再录计票单。"))
    if held.held_on > on:
        faults.append(Violation("before", _("投票日 %(day)s 还没有到。") % {"day": held.held_on}))
    if not station.strip():
        faults.append(Violation("station", _("填写票箱或计票组名称。"), field="station"))
    if copy not in (1, 2):
        faults.append(Violation("copy", _("选择录第一遍还是第二遍。"), field="copy"))
    if {one.pk for one in votes} != set(names):
        faults.append(Violation("candidates", _("每位候选人都要填票数，没有得票的填 0。"), field="votes"))
    if returned != valid_ballots + invalid_ballots:
        faults.append(Violation("sums", _("有效票 %(a)d 加废票 %(b)d 不等于收回 %(c)d 张，请重新清点。") % {"a": valid_ballots, "b": invalid_ballots, "c": returned},
                                "R-P16", "returned"))  # fmt: skip
    for one, count in votes.items():
        if count > valid_ballots:
            faults.append(Violation("votes", _("%(name)s 得 %(n)d 票，多于有效票 %(v)d 张。") % {"name": one.person.name, "n": count, "v": valid_ballots}, "R-P16", "votes"))
    if sum(votes.values()) > held.seats * valid_ballots:
        faults.append(Violation("votes", _("各人得票合计多于有效票所能投的票数。"), "R-P16", "votes"))
    if not held.election.is_village and issued > present:
        faults.append(Violation("issued", _("发出选票 %(n)d 张，多于实到会 %(p)d 人。") % {"n": issued, "p": present}, "R-P16", "issued"))
    return [*faults, *_issued_faults(held.election, issued)]


def _issued_faults(election: Election, issued: int) -> list[Violation]:
    """Nobody off the roll gets a ballot: in a village no more are issued than there are names, in a rerun too, whose own law (R-V06) asks of no roll."""
    if not election.is_village or issued <= (election.registered or 0):
        return []
    words = _("发出选票 %(n)d 张，多于名单上的 %(p)d 人，请重新清点。") % {"n": issued, "p": election.registered or 0}
    return [Violation("issued", words, "R-V05", "issued")]


@transaction.atomic
def compute_result(*, contest: Contest, by: Actor, on: dt.date) -> ContestResult:
    """The contest's result by the law of its day, once every sheet stands twice and the two agree."""
    held = locked_contest(contest)
    row = held.election
    require(may.can_count(by, held))
    expect(row, *COUNTING, State.COUNTED)
    if hasattr(held, "result"):
        raise Conflict(_("这一职务已经算出结果。"))
    differing = queries.differences(held)
    totals = queries.totals(held)
    if totals is None or differing:
        told = _("两遍计票单还没有录齐，或者不一致；先核对纸质计票单再更正。")
        raise RuleViolated([Violation("differ", told, "计票单两人各录一遍")])
    if faults := _issued_faults(row, totals.issued):
        raise RuleViolated(faults)
    try:
        outcome = judging.counted(held, totals)
    except (ImpossibleFacts, InputsRefused) as unfit:
        raise RuleViolated([Violation("facts", str(unfit), "R-P16")]) from unfit
    made = ContestResult.objects.create(
        division_code=row.division_code, contest=held, stands=outcome.stands, registered=row.registered or 0, present=totals.present, issued=totals.issued,
        returned=totals.returned, valid_ballots=totals.valid, invalid_ballots=totals.invalid, needed=outcome.needed, open_seats=outcome.open_seats,
        law=outcome.law, computed_on=on, computed_by=by.login,
    )  # fmt: skip
    ResultLine.objects.bulk_create([
        ResultLine(division_code=row.division_code, result=made, candidate_id=key, votes=votes, outcome=_outcome(held, outcome, key))
        for key, votes in totals.votes.items()
    ])  # fmt: skip
    after = {"contest": str(held.uuid), "stands": outcome.stands, "elected": len(outcome.elected)}
    if row.state in COUNTING and not row.contests.filter(result__isnull=True).exclude(pk=held.pk).exists():
        before = moved(row, State.COUNTED)
        audit.record(by=by, action="elections.compute_result", thing=row, before=before, after={"state": row.state, **after})
    else:
        kept(row)
        audit.record(by=by, action="elections.compute_result", thing=row, after={**after})
    return made


def _outcome(contest: Contest, outcome: judging.Outcome, key: int) -> str:
    if contest.way == "recall":
        return "recalled" if key in outcome.elected else "kept"
    places = (("elected", outcome.elected), ("revote", outcome.revote), ("rerun", outcome.rerun))
    return next((name for name, keys in places if key in keys), "not_elected")


@transaction.atomic
def publish_result(*, contest: Contest, by: Actor, on: dt.date) -> ContestResult:
    """The result checked and published by somebody who neither counted nor computed."""
    held = locked_contest(contest)
    row = held.election
    require(may.can_publish_result(by, held))
    expect(row, State.COUNTED)
    result = ContestResult.objects.select_for_update(no_key=True).filter(contest=held).first()
    if result is None or result.published_by:
        raise Conflict(_("没有待公布的结果，先刷新页面看看。"))
    result.published_on, result.published_by, result.version = on, by.login, result.version + 1
    result.save(update_fields=["published_on", "published_by", "version"])
    after = {"contest": str(held.uuid), "published_on": on}
    if not row.contests.exclude(pk=held.pk).filter(result__published_by="").exists():
        row.published_on = on
        before = moved(row, State.PUBLISHED)
        audit.record(by=by, action="elections.publish_result", thing=row, before=before, after={"state": row.state, **after})
    else:
        kept(row)
        audit.record(by=by, action="elections.publish_result", thing=row, after={**after})
    return result


@transaction.atomic
def open_following(*, contest: Contest, held_on: dt.date, by: Actor, on: dt.date) -> Contest:
    """The next vote for what was left: equals voted on again, open seats rerun, or the whole held again where it did not stand."""
    held = locked_contest(contest)
    row = held.election
    require(may.can_organise(by, row))
    expect(row, State.PUBLISHED)
    result = held.result if hasattr(held, "result") else None
    if result is None or not result.published_by:
        raise Conflict(_("先公布这一职务的结果。"))
    plan = queries.following(held)
    faults = []
    if plan is None:
        faults.append(Violation("nothing", _("这一职务没有需要再投票的名额。")))
    if Contest.objects.filter(previous=held).exists():
        faults.append(Violation("twice", _("再次投票已经安排。")))
    if held_on < held.held_on or held_on < on:
        faults.append(Violation("held_on", _("再次投票的日期不能早于上一次，也不能早于今天。"), field="held_on"))
    if faults:
        raise RuleViolated(faults)
    made = Contest.objects.create(
        division_code=row.division_code, election=row, role=held.role, seats=plan.seats, way=plan.way, round=held.round + 1, women_only=held.women_only,
        held_on=held_on, previous=held,
    )  # fmt: skip
    Candidate.objects.bulk_create([
        Candidate(division_code=row.division_code, contest=made, person=one.person, nominations=one.nominations, state="listed") for one in plan.candidates
    ])  # fmt: skip
    kept(row)
    audit.record(by=by, action="elections.open_following", thing=row, after={"contest": str(made.uuid), "way": plan.way, "seats": plan.seats})
    return made
