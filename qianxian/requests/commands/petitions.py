"""A petition (R-X10): registered as one, prolonged once with approval and notice, its review and re-review asked and answered."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days, citizen_deadline
from qianxian.foundation.verdict import require
from qianxian.requests import permissions as may
from qianxian.requests.commands.rows import expect, locked, refuse_faults, set_calendar_clock, stands, took
from qianxian.requests.models import Holder, Petition, PetitionReview, Request
from qianxian.requests.queries import petition_of
from qianxian.rulebook.queries import county_settings


@transaction.atomic
def register_petition(*, request: Request, by: Actor, on: dt.date) -> Petition:
    """A request registered as a petition by the town or the district: to be routed within fifteen days of its receipt."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "petition")
    told = []
    if row.desk == Holder.VILLAGE:
        told.append(Violation("village", _("信访事项由镇（街道）以上登记。请先转到镇（街道）。"), "R-X10"))
    if petition_of(row) is not None:
        told.append(Violation("again", _("已经按信访事项登记。")))
    if told:
        raise RuleViolated(told)
    before, route_by = stands(row), add_days(row.received_on, county_settings().on(row.received_on)["petitions.route_days"])
    made = Petition.objects.create(division_code=row.division_code, request=row, received_on=row.received_on, route_by=route_by, recorded_by=by.login)
    set_calendar_clock(row, row.received_on, route_by)
    took(row, "petition", who=by, on=on)
    audit.record(by=by, action="requests.register_petition", thing=row, before=before, after=stands(row))
    return made


@transaction.atomic
def extend_petition(*, request: Request, days: int, words: str, by: Actor, on: dt.date) -> Petition:
    """Prolonged once, by at most thirty days, approved by who leads; the reason is told to the petitioner by the step he reads."""
    row = locked(request)
    petition = _petition(row)
    require(may.can_extend_petition(by, row))
    expect(row, "extend")
    most, told = county_settings().on(petition.accepted_on)["petitions.extend_days"], []
    if petition.extended_days:
        told.append(Violation("again", _("只能延长一次。"), "R-X10"))
    if not 1 <= days <= most:
        told.append(Violation("days", _("延长 1 到 %(n)d 天。") % {"n": most}, "R-X10", "days"))
    if on > row.due_on:
        told.append(Violation("late", _("期限已经过了，不能再延长。请马上答复。"), "R-X10"))
    if told:
        raise RuleViolated(told)
    refuse_faults(row, words=(words, _("请写明为什么延长，告知本人。")))
    before = stands(row)
    petition.extended_days, petition.approved_by, petition.notified_on = days, by.login, on
    petition.finish_by, petition.version = add_days(petition.finish_by, days), petition.version + 1
    petition.save()
    set_calendar_clock(row, petition.accepted_on, petition.finish_by)
    took(row, "extend", who=by, on=on, words=words)
    audit.record(by=by, action="requests.extend_petition", thing=row, before=before, after=stands(row))
    return petition


@transaction.atomic
def ask_review(*, petition: Petition, asked_on: dt.date, by: Actor, on: dt.date) -> PetitionReview:
    """Review asked, then re-review, within thirty days of the answer before it; the petitioner's last day moves past weekends and holidays."""
    row = locked(petition.request)
    held = _petition(row)
    require(may.can_receive_request(by, row.division_code))
    require(may.can_view_request(by, row))
    done = {one.stage: one for one in held.reviews.all()}
    told_on = done[1].answered_on if 1 in done else held.replied_on
    if told_on is None:
        raise violated("not_answered", _("还没有书面答复，不能请求复查、复核。"), "R-X10", "asked_on")
    if 2 in done:
        raise violated("over", _("已经复核，信访程序到此为止。"), "R-X10", "asked_on")
    settings = county_settings().on(told_on)
    until = citizen_deadline(told_on, settings["petitions.review_days"]).day
    if not told_on <= asked_on <= on:
        raise violated("asked_on", _("请求的日期在收到答复和今天之间。"), "R-X10", "asked_on")
    if asked_on > until:
        raise violated("review_late", _("最迟在 %(day)s 提出，已经过期。") % {"day": until}, "R-X10", "asked_on")
    made = PetitionReview.objects.create(
        division_code=row.division_code, petition=held, stage=len(done) + 1, until=until, asked_on=asked_on, answer_by=add_days(asked_on, settings["petitions.review_answer_days"]),
        recorded_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="requests.ask_review", thing=row, after={"stage": made.stage, "asked": asked_on, "limit": made.answer_by})
    return made


@transaction.atomic
def answer_review(*, petition: Petition, outcome: str, words: str, by: Actor, on: dt.date) -> PetitionReview:
    """Review or re-review answered in writing by somebody who took no step before, neither of the request nor of its review."""
    row = locked(petition.request)
    held = _petition(row)
    require(may.can_review_petition(by, held))
    waiting = held.reviews.select_for_update(no_key=True).filter(answered_on__isnull=True).first()
    if waiting is None:
        raise Conflict(_("没有等答复的复查、复核，先刷新页面看看。"), current=row)
    if outcome not in PetitionReview.Outcome.values:
        raise violated("outcome", _("从列表里选一项。"), field="outcome")
    refuse_faults(row, words=(words, _("请写明复查、复核的意见和依据。")))
    waiting.outcome, waiting.words, waiting.answered_on, waiting.answered_by, waiting.version = outcome, words.strip(), on, by.login, waiting.version + 1
    waiting.save()
    audit.record(by=by, action="requests.answer_review", thing=row, after={"stage": waiting.stage, "outcome": outcome, "answered": on})
    return waiting


def _petition(row: Request) -> Petition:
    found = Petition.objects.select_for_update(of=["self"], no_key=True).select_related("request").filter(request=row).first()
    if found is None:
        raise Conflict(_("这件诉求没有按信访事项登记。"), current=row)
    return found
