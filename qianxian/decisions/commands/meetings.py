"""Meetings: notice with the voters frozen, put off, cancelled, recusals, the count entered by two people and confirmed by a third."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of
from qianxian.decisions import judging, queries
from qianxian.decisions import permissions as may
from qianxian.decisions.commands.road import expect, fall, locked, locked_meeting, moved
from qianxian.decisions.models import Body, CountEntry, Matter, MatterStep, Meeting, Recusal, Resolution
from qianxian.decisions.moves import AFTER_STEP, IN_DISCUSSION
from qianxian.decisions.numbers import RESOLUTION, next_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.periods import days_before
from qianxian.foundation.verdict import require

BY_HOUSEHOLDS = (Body.ASSEMBLY, Body.GROUP_MEETING)
TWICE = "计票单两人各录一遍"


@transaction.atomic
def call_meeting(
    *, matter: Matter, notice_on: dt.date, held_on: dt.date, place: str, agenda: str, by: Actor, on: dt.date, eligible: int | None = None,
    counted_by: str = Meeting.CountedBy.PEOPLE, eligible_note: str = "",
) -> Meeting:  # fmt: skip
    """The next body called. Who may vote is frozen here: the registry's number where it has one, else ``eligible`` with its source."""
    row = locked(matter)
    require(may.can_conduct(by, row))
    expect(row, *IN_DISCUSSION)
    step = queries.next_step(row)
    if step is None or queries.open_meeting(row) is not None:
        raise Conflict(_("已有一次会议在等表决，先办完或取消那一次。"))
    known = queries.registered_voters(row, step.body, by, notice_on)
    faults = _call_faults(row, step, notice_on, held_on, place, agenda, counted_by, on)
    if known is None and (not eligible or not eligible_note.strip()):
        faults.append(Violation("eligible", _("台账里没有这个会议的应到人数，请填写人数（户数）和依据，例如村民代表名册。"), field="eligible"))
    if faults:
        raise RuleViolated(faults)
    made = Meeting.objects.create(
        division_code=row.division_code, matter=row, step=step, round=row.round, body=step.body, notice_on=notice_on, held_on=held_on, place=place.strip(),
        agenda=agenda.strip(), counted_by=counted_by, eligible=known or eligible,
        eligible_source=Meeting.Source.REGISTRY if known else Meeting.Source.ENTERED,
        eligible_note=f"{notice_on} 台账人数" if known else eligible_note.strip(), called_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="decisions.call_meeting", thing=made,
                 after={"matter": row.number, "body": step.body, "notice_on": notice_on, "held_on": held_on, "eligible": made.eligible, "source": made.eligible_source})  # fmt: skip
    return made


def _call_faults(
    row: Matter, step: MatterStep, notice_on: dt.date, held_on: dt.date, place: str, agenda: str, counted_by: str, on: dt.date
) -> list[Violation]:
    faults = []
    if notice_on > on:
        faults.append(Violation("notice_on", _("通知日期 %(day)s 还没有到。") % {"day": notice_on}, field="notice_on"))
    if not row.opened_on <= notice_on <= held_on:
        faults.append(Violation("held_on", _("通知在发起事项（%(day)s）之后、会议之前。") % {"day": row.opened_on}, "R-D01", "notice_on"))
    faults += _date_faults(row, step.body, notice_on, held_on)
    if not place.strip():
        faults.append(Violation("place", _("填写会议地点。"), field="place"))
    if not agenda.strip():
        faults.append(Violation("agenda", _("填写议题。"), field="agenda"))
    if counted_by == Meeting.CountedBy.HOUSEHOLDS and (step.body not in BY_HOUSEHOLDS or step.rule == "R-V16"):
        faults.append(Violation("counted_by", _("这个会议按人计，不能按户。"), step.rule, "counted_by"))
    return faults


def _date_faults(row: Matter, body: str, notice_on: dt.date, held_on: dt.date) -> list[Violation]:
    """Notice given in time, and no step before the one it follows."""
    faults, days = [], judging.notice_days(body, held_on)
    if notice_on > days_before(held_on, days):
        told = _("要提前 %(n)d 天通知，最迟 %(day)s；请推迟会议。") % {"n": days, "day": days_before(held_on, days)}
        faults.append(Violation("notice", told, "R-D01" if body == Body.MEMBERS_MEETING else "R-V12", "held_on"))
    last = queries.resolutions_of(row).order_by("-decided_on").first()
    if last is not None and held_on < last.decided_on:
        told = _("上一步在 %(day)s 通过，这次会议不能早于那天。") % {"day": last.decided_on}
        faults.append(Violation("order", told, "R-D01", "held_on"))
    return faults


@transaction.atomic
def postpone_meeting(*, meeting: Meeting, held_on: dt.date, place: str, by: Actor, on: dt.date) -> Meeting:
    """The meeting on another day, before anything was counted; who may vote stays as frozen at notice."""
    held = locked_meeting(meeting)
    require(may.can_conduct(by, held.matter))
    _still_open(held)
    faults = _date_faults(held.matter, held.body, held.notice_on, held_on)
    if held.counts.exists():
        faults.append(Violation("counted", _("已经录了计票，不能改期。"), TWICE))
    if not place.strip():
        faults.append(Violation("place", _("填写会议地点。"), field="place"))
    if faults:
        raise RuleViolated(faults)
    before = {"held_on": held.held_on, "place": held.place}
    held.held_on, held.place, held.version = held_on, place.strip(), held.version + 1
    held.save()
    audit.record(by=by, action="decisions.postpone_meeting", thing=held, before=before, after={"held_on": held_on, "place": held.place})
    return held


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, on: dt.date) -> Meeting:
    """The meeting called off before it resolved anything, with why; the step waits for another notice."""
    held = locked_meeting(meeting)
    require(may.can_conduct(by, held.matter))
    _still_open(held)
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么取消。"), field="reason")])
    held.cancelled_on, held.cancel_reason, held.version = on, reason.strip(), held.version + 1
    held.save()
    audit.record(by=by, action="decisions.cancel_meeting", thing=held, after={"cancelled_on": on}, reason=reason)
    return held


def _still_open(held: Meeting) -> None:
    if held.cancelled_on is not None or hasattr(held, "resolution") or held.round != held.matter.round:
        raise Conflict(_("会议已经形成决议或已取消，先刷新页面看看。"))


@transaction.atomic
def recuse(*, meeting: Meeting, name: str, relation: str, by: Actor, on: dt.date) -> Recusal:
    """A person with an interest, not counted as present for this item (R-D04)."""
    held = locked_meeting(meeting)
    require(may.can_conduct(by, held.matter))
    _still_open(held)
    faults = []
    if not name.strip():
        faults.append(Violation("name", _("填写回避的人。"), "R-D04", "name"))
    if relation not in Recusal.Relation.values:
        faults.append(Violation("relation", _("选择与事项的关系。"), "R-D04", "relation"))
    if held.counts.exists():
        faults.append(Violation("counted", _("已经录了计票。有回避没有登记的，请取消这次会议重新召开。"), "R-D04"))
    if held.recusals.filter(name=name.strip()).exists():
        faults.append(Violation("twice", _("这个人已经登记回避。"), "R-D04", "name"))
    if faults:
        raise RuleViolated(faults)
    made = Recusal.objects.create(division_code=held.division_code, meeting=held, name=name.strip(), relation=relation, recorded_by=by.login)
    audit.record(by=by, action="decisions.recuse", thing=made, after={"meeting": str(held.uuid), "relation": relation})
    return made


@transaction.atomic
def enter_count(
    *, meeting: Meeting, copy: int, present: int, votes_for: int, votes_against: int, votes_abstain: int, by: Actor, on: dt.date
) -> CountEntry:
    """The paper sheet as this person reads it. The two copies are two people's; a wrong one is entered again beside it."""
    held = locked_meeting(meeting)
    require(may.can_enter_count(by, held))
    _still_open(held)
    expect(held.matter, *IN_DISCUSSION)
    faults, tally = [], judging.Tally(present, votes_for, votes_against, votes_abstain)
    if held.held_on > on:
        faults.append(Violation("before", _("会议日 %(day)s 还没有到。") % {"day": held.held_on}))
    if copy not in (1, 2):
        faults.append(Violation("copy", _("选择录第一遍还是第二遍。"), field="copy"))
    if is_one_of(by, *held.counts.exclude(copy=copy).values_list("entered_by", flat=True)):
        faults.append(Violation("two_counters", _("另一遍是您录的，请换一个人录。"), TWICE, "copy"))
    if held.counts.filter(copy=copy).exclude(entered_by=by.login).exists():
        faults.append(Violation("other_copy", _("这一遍已由另一位同志录入，更正也由他录。"), TWICE, "copy"))
    recused = held.recusals.count()
    if present < recused:
        faults.append(Violation("recused", _("到会 %(p)d 人，少于回避 %(r)d 人，请核对。") % {"p": present, "r": recused}, "R-D04", "present"))
    faults += [] if faults else judging.count_faults(held, tally, recused)
    if faults:
        raise RuleViolated(faults)
    made = CountEntry.objects.create(
        division_code=held.division_code, meeting=held, copy=copy, attempt=held.counts.filter(copy=copy).count() + 1, present=present, votes_for=votes_for,
        votes_against=votes_against, votes_abstain=votes_abstain, entered_by=by.login, entered_on=on,
    )  # fmt: skip
    audit.record(by=by, action="decisions.enter_count", thing=made, after={"meeting": str(held.uuid), "copy": copy, "attempt": made.attempt})
    return made


@transaction.atomic
def confirm_count(*, meeting: Meeting, by: Actor, on: dt.date) -> Resolution:
    """The resolution, once both counts agree: passed, and the matter goes on; or not, with which article, and it is back at ①."""
    held = locked_meeting(meeting)
    row = held.matter
    require(may.can_confirm_count(by, held))
    _still_open(held)
    expect(row, *IN_DISCUSSION)
    entries = queries.latest_counts(held)
    if set(entries) != {1, 2} or queries.differences(held):
        raise RuleViolated([Violation("differ", _("两遍计票还没有录齐，或者不一致；先核对纸质计票单再更正。"), TWICE)])
    first, recused = entries[1], held.recusals.count()
    tally = judging.Tally(first.present, first.votes_for, first.votes_against, first.votes_abstain)
    faults = judging.count_faults(held, tally, recused)
    if faults:
        raise RuleViolated(faults)
    made = _resolution(held, tally, recused, by, on)
    if made.passed:
        last = queries.next_step(row) is None
        before = moved(row, Matter.State.DECIDED if last else AFTER_STEP[held.step.step])
    else:
        before = fall(row, made.failed_because, on)
    after = {"resolution": made.number, "passed": made.passed, "state": row.state, "round": row.round}
    audit.record(by=by, action="decisions.confirm_count", thing=row, before=before, after=after)
    return made


def _resolution(held: Meeting, tally: judging.Tally, recused: int, by: Actor, on: dt.date) -> Resolution:
    found = judging.counted(held, tally, recused)
    quorum, majority = found.quorum, found.majority
    return Resolution.objects.create(
        division_code=held.division_code, number=next_number(RESOLUTION, held.division_code, held.held_on.year), matter=held.matter, meeting=held, body=held.body,
        decided_on=held.held_on, eligible=held.eligible, present=tally.present, recused=recused, votes_for=tally.votes_for, votes_against=tally.votes_against,
        votes_abstain=tally.votes_abstain, quorum_numerator=quorum.numerator, quorum_denominator=quorum.denominator, quorum_inclusive=quorum.inclusive,
        majority_numerator=majority.numerator, majority_denominator=majority.denominator, majority_inclusive=majority.inclusive,
        majority_of_present=majority.base == "present", quorum_needed=found.quorum_needed, votes_needed=found.votes_needed, has_quorum=found.has_quorum,
        passed=found.passed, rule=found.rule, law=found.law, failed_because=found.failed_because, confirmed_by=by.login, confirmed_on=on,
    )  # fmt: skip
