"""What payments rest on beside certificates: a village's standing resolution for small expenses, and approvers' ceilings. Each by two people."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import format_yuan
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.models import ApproverCeiling, Book, StandingResolution
from qianxian.rulebook.queries import county_settings


@transaction.atomic
def enter_standing(*, book: Book, document: str, resolved_on: dt.date, first_day: dt.date, last_day: dt.date, ceiling: Decimal, by: Actor, on: dt.date) -> StandingResolution:
    """From the minutes, for another to confirm. Raises RuleViolated for a sum that the representatives decide one by one (R-D03): no standing resolution stands for that."""
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_enter_standing(by, held.division_code))
    faults = []
    if ceiling <= 0:
        faults.append(Violation("ceiling", _("金额要大于零。"), "R-D03", "ceiling"))
    most = county_settings().on(on)["decisions.representatives_over"]
    if ceiling > most:
        faults.append(Violation("standing_is_small", _("每笔超过 %(sum)s 元的支出由村民代表会议逐件决定，不能作为小额支出。") % {"sum": format_yuan(most)}, "R-D03", "ceiling"))
    if not resolved_on <= first_day <= last_day or resolved_on > on:
        faults.append(Violation("dates", _("决议日期不晚于起用日期和今天，起用日期不晚于终止日期。"), "R-D03", "first_day"))
    if faults:
        raise RuleViolated(faults)
    row = StandingResolution.objects.create(division_code=held.division_code, document=document.strip(), resolved_on=resolved_on, first_day=first_day, last_day=last_day,
                                            ceiling=ceiling, entered_by=by.login)  # fmt: skip
    audit.record(by=by, action="funds.enter_standing", thing=row, after={"ceiling": ceiling, "first_day": first_day, "last_day": last_day}, reason=document)
    return row


@transaction.atomic
def confirm_standing(*, standing: StandingResolution, by: Actor) -> StandingResolution:
    """Confirmed against the minutes by another."""
    row = StandingResolution.objects.select_for_update(no_key=True).get(pk=standing.pk)
    require(may.can_confirm_standing(by, row))
    if row.confirmed_by:
        raise Conflict(_("这份决议已经核对。"), current=row)
    row.confirmed_by, row.version = by.login, row.version + 1
    row.save()
    audit.record(by=by, action="funds.confirm_standing", thing=row, after={"confirmed_by": by.login})
    return row


@transaction.atomic
def end_standing(*, standing: StandingResolution, by: Actor, on: dt.date) -> StandingResolution:
    """No longer in force from a day on."""
    row = StandingResolution.objects.select_for_update(no_key=True).get(pk=standing.pk)
    require(may.can_enter_standing(by, row.division_code))
    if row.ended_on:
        raise Conflict(_("这份决议已经终止。"))
    if not row.confirmed_by:
        raise violated("unconfirmed", _("决议还没有核对，本来就不生效。"), "R-D03")
    row.ended_on, row.version = on, row.version + 1
    row.save()
    audit.record(by=by, action="funds.end_standing", thing=row, after={"ended_on": on})
    return row


@transaction.atomic
def propose_ceiling(*, login: str, division_code: str, amount: Decimal, first_day: dt.date, document: str, by: Actor, on: dt.date) -> ApproverCeiling:
    """A new ceiling for one approver; counts once a second person has confirmed it."""
    require(may.can_propose_ceiling(by, division_code))
    if login == by.login:
        raise violated("own", _("不能提出自己的审批限额。"), "R-F04", "login")
    if amount < 0 or first_day < on:
        raise violated("amount", _("限额不能是负数，起用日期不能早于今天。"), "R-F04", "first_day")
    row = ApproverCeiling.objects.create(division_code=division_code, login=login, amount=amount, first_day=first_day, document=document.strip(), proposed_by=by.login)
    audit.record(by=by, action="funds.propose_ceiling", thing=row, after={"login": login, "amount": amount, "first_day": first_day}, reason=document)
    return row


@transaction.atomic
def confirm_ceiling(*, ceiling: ApproverCeiling, by: Actor) -> ApproverCeiling:
    """The second person's word."""
    row = ApproverCeiling.objects.select_for_update(no_key=True).get(pk=ceiling.pk)
    require(may.can_confirm_ceiling(by, row))
    if row.confirmed_by:
        raise Conflict(_("这个限额已经确认。"), current=row)
    row.confirmed_by, row.version = by.login, row.version + 1
    row.save()
    audit.record(by=by, action="funds.confirm_ceiling", thing=row, after={"confirmed_by": by.login, "amount": row.amount})
    return row
