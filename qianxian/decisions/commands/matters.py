"""A matter opened and classified, amended in draft, withdrawn, taken up again after a revocation, filed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.decisions import permissions as may
from qianxian.decisions import queries
from qianxian.decisions.commands.road import classify, expect, fall, locked, moved, write_steps
from qianxian.decisions.models import Matter, Meeting, Unit
from qianxian.decisions.numbers import MATTER, next_number
from qianxian.decisions.rules.kinds import KIND
from qianxian.divisions.queries import division_on
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.money import half_up
from qianxian.foundation.verdict import require
from qianxian.organisations.queries import top_organisation
from qianxian.threads.commands import attach
from qianxian.threads.models import Thread

State = Matter.State


@transaction.atomic
def open_matter(
    *, division_code: str, title: str, kind: str, purpose: str, unit: str, by: Actor, on: dt.date, amount: Decimal | None = None, authorisation: str = "",
    decided_in: str = "", acted_on: dt.date | None = None, emergency_reason: str = "", thread: Thread | None = None,
) -> Matter:  # fmt: skip
    """A matter with the bodies it must pass by the law of the day, hung on its thread where there is one.

    ``acted_on``: an emergency acted on first, to be ratified in time.
    """
    require(may.can_open_matter(by, division_code))
    place = division_on(division_code, on)
    organisation = top_organisation(division_code)
    faults = _asked_faults(title, kind, amount, purpose, unit, decided_in)
    if place is None or place.kind not in ("village", "community"):
        faults.append(Violation("division", _("决策事项在村或社区发起。"), "R-D01", "division_code"))
    elif organisation is None:
        faults.append(Violation("organisation", _("这个村没有登记村级党组织，①提议无从谈起；请先登记党组织。"), "R-D01", "division_code"))
    if (acted_on is None) != (not emergency_reason.strip()):
        faults.append(Violation("emergency", _("应急事项填写先行处置的日期和原因，两项都要填。"), "R-D02", "emergency_reason"))
    if thread is not None and thread.division_code != division_code:
        faults.append(Violation("thread", _("这条线是另一个村（社区）的，不能串在一起。"), field="thread"))
    if acted_on is not None and acted_on > on:
        faults.append(Violation("acted_on", _("日期 %(day)s 还没有到。") % {"day": acted_on}, "R-D02", "acted_on"))
    if faults:
        raise RuleViolated(faults)
    row = Matter(
        division_code=division_code, number=next_number(MATTER, division_code, on.year), title=title.strip(), kind=kind, purpose=purpose.strip(), unit=unit,
        amount=None if amount is None else half_up(amount), organisation=organisation, authorisation=authorisation.strip(), decided_in=decided_in,
        acted_on=acted_on, emergency_reason=emergency_reason.strip(), opened_on=on, opened_by=by.login,
    )  # fmt: skip
    found = classify(row, on)
    row.save()
    write_steps(row, found)
    audit.record(by=by, action="decisions.open_matter", thing=row,
                 after={"kind": kind, "amount": row.amount, "unit": unit, "bodies": [one.body for one in found.steps], "acted_on": acted_on})  # fmt: skip
    if thread is not None:
        attach(thread=thread, kind=Matter._meta.model_name, thing_uuid=row.uuid, label=row.title, by=by, on=on)
    return row


def _asked_faults(title: str, kind: str, amount: Decimal | None, purpose: str, unit: str, decided_in: str) -> list[Violation]:
    faults = []
    if not title.strip():
        faults.append(Violation("title", _("填写事项名称。"), field="title"))
    if kind not in KIND:
        faults.append(Violation("kind", _("选择事项类别。"), "R-D02", "kind"))
    if not purpose.strip():
        faults.append(Violation("purpose", _("写明用途和内容，凭证以此为限。"), field="purpose"))
    if unit not in Unit.values:
        faults.append(Violation("unit", _("选择由哪个单位实施。"), field="unit"))
    if decided_in not in ("", "assembly", "group_meeting"):
        faults.append(Violation("decided_in", _("只能选村民会议或村民小组会议。"), "R-V12、R-V15", "decided_in"))
    if amount is not None and amount < 0:
        faults.append(Violation("amount", _("金额不能小于 0。"), field="amount"))
    return faults


@transaction.atomic
def amend_matter(
    *, matter: Matter, title: str, kind: str, purpose: str, unit: str, by: Actor, on: dt.date, amount: Decimal | None = None, authorisation: str = "",
    decided_in: str = "",
) -> Matter:  # fmt: skip
    """What is put to the vote changed in draft: a further round, classified anew."""
    row = locked(matter)
    require(may.can_conduct(by, row))
    expect(row, State.DRAFT)
    if queries.open_meeting(row) is not None:
        raise Conflict(_("已经通知开会，先取消这次会议再修改。"))
    faults = _asked_faults(title, kind, amount, purpose, unit, decided_in)
    if faults:
        raise RuleViolated(faults)
    asked = ("title", "kind", "amount", "purpose", "unit", "authorisation", "decided_in", "round")
    before = audit.snapshot(row, *asked)
    row.title, row.kind, row.purpose, row.unit = title.strip(), kind, purpose.strip(), unit
    row.amount, row.authorisation, row.decided_in = None if amount is None else half_up(amount), authorisation.strip(), decided_in
    fall(row, row.fell_because, on)
    audit.record(by=by, action="decisions.amend_matter", thing=row, before=before, after=audit.snapshot(row, *asked))
    return row


@transaction.atomic
def withdraw_matter(*, matter: Matter, reason: str, by: Actor, on: dt.date) -> Matter:
    """The matter given up before a certificate, with why; a meeting called is cancelled with it."""
    row = locked(matter)
    require(may.can_conduct(by, row))
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么撤回。"), field="reason")])
    for meeting in Meeting.objects.filter(matter=row, cancelled_on__isnull=True, resolution__isnull=True):
        meeting.cancelled_on, meeting.cancel_reason, meeting.version = on, reason.strip()[:300], meeting.version + 1
        meeting.save()
    row.fell_because = reason.strip()[:500]
    before = moved(row, State.WITHDRAWN)
    audit.record(by=by, action="decisions.withdraw_matter", thing=row, before=before, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def take_up_again(*, matter: Matter, reason: str, by: Actor, on: dt.date) -> Matter:
    """A matter whose certificate was revoked, back at ① in a further round."""
    row = locked(matter)
    require(may.can_conduct(by, row))
    expect(row, State.REVOKED)
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么重新提议。"), field="reason")])
    before = fall(row, reason.strip(), on)
    audit.record(by=by, action="decisions.take_up_again", thing=row, before=before, after={"state": row.state, "round": row.round}, reason=reason)
    return row


@transaction.atomic
def close_matter(*, matter: Matter, by: Actor, on: dt.date) -> Matter:
    """The matter filed: its result is published, or its certificate was revoked and it is not taken up again."""
    row = locked(matter)
    require(may.can_close_matter(by, row))
    expect(row, State.RESULT_PUBLISHED, State.REVOKED)
    if row.objections.filter(upheld__isnull=True).exists():
        raise RuleViolated([Violation("objections", _("还有异议没有答复，先答复再归档。"), "R-V17")])
    before = moved(row, State.CLOSED)
    audit.record(by=by, action="decisions.close_matter", thing=row, before=before, after={"state": row.state})
    return row
