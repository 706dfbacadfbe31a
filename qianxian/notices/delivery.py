"""The outbox emptied: take a notice, send it outside any transaction, write down what came of it.

A worker that dies in between leaves the notice 正在发送; it is taken again after ten minutes under the same number, so that whoever got it
twice can tell. What a person may be sent a day and a week is a place taken before it goes out, and the places are counted by PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from qianxian.foundation.clock import SHANGHAI
from qianxian.foundation.rulebook import Evaluation, evaluate
from qianxian.notices.channels import Outcome, send
from qianxian.notices.models import Channel, Notice, NoticePreference
from qianxian.notices.rules import next_try, week_of
from qianxian.rulebook.queries import county_settings

State = Notice.State
LOST_AFTER = dt.timedelta(minutes=10)
PUT_OFF = ("quiet_hours", "rest_day")
log = logging.getLogger("qianxian.notices")


def send_due(at: dt.datetime, most: int = 500) -> dict[str, int]:
    """Everything that is due, the oldest first; how many came to which end."""
    rows = Notice.objects.filter(_takeable(at)).order_by("try_at", "id").values_list("uuid", flat=True)[:most]
    return dict(Counter(end for uuid in list(rows) if (end := deliver(uuid, at))))


def deliver(uuid: UUID | str, at: dt.datetime) -> str:
    """One notice: its state afterwards; empty where it was not to be taken (sent before, put off, or in somebody else's hands)."""
    taken = _take(uuid, at)
    if taken is None:
        return ""
    notice, preference = taken
    if notice.state != State.SENDING:
        return notice.state
    return _settle(notice, preference, send(notice, preference, at), at)


def _takeable(at: dt.datetime) -> Q:
    return Q(state=State.WAITING, try_at__lte=at) | Q(state=State.SENDING, claimed_at__lte=at - LOST_AFTER)


@transaction.atomic
def _take(uuid: UUID | str, at: dt.datetime) -> tuple[Notice, NoticePreference] | None:
    """The notice in our hands, 正在发送 with its place taken, or at its end where it may not go out at all; None where it is not to be taken now."""
    row = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(_takeable(at), uuid=uuid).first()
    if row is None:
        return None
    # One account's notices take their places one after the other.
    preference = NoticePreference.objects.select_for_update(of=("self",)).select_related("account").filter(account=row.account_id).first()
    if preference is None or preference.channel == Channel.OFF or preference.stopped_at:
        return _moved(row, State.DROPPED), preference
    if row.kind != Notice.Kind.TRIAL:
        answer = _asked(row, at)
        if answer.outputs["error"] in PUT_OFF:
            row.try_at = dt.datetime.combine(answer.outputs["next_day"], dt.time(answer.outputs["next_hour"]), SHANGHAI)
            row.save(update_fields=["try_at"])
            return None
        if row.nth_of_day is None:
            # A second try keeps the place of the first.
            if not answer.outputs["allowed"]:
                return _moved(row, State.HELD), preference
            _take_place(row, at)
    row.channel, row.claimed_at = preference.channel, at
    return _moved(row, State.SENDING), preference


def _asked(row: Notice, at: dt.datetime) -> Evaluation:
    """R-K22 for this person now."""
    here = at.astimezone(SHANGHAI)
    had = Notice.objects.filter(account=row.account_id)
    told = {"hour": here.hour, "sent_today": had.filter(place_day=here.date()).count(), "sent_this_week": had.filter(place_week=week_of(here.date())).count()}
    return evaluate("R-K22", on=here.date(), inputs=told, settings=county_settings())


def _take_place(row: Notice, at: dt.datetime) -> None:
    """The next place of the day and of the week; each exists once."""
    day = at.astimezone(SHANGHAI).date()
    had = Notice.objects.filter(account=row.account_id)
    row.place_day, row.place_week = day, week_of(day)
    row.nth_of_day = (had.filter(place_day=day).aggregate(n=Max("nth_of_day"))["n"] or 0) + 1
    row.nth_of_week = (had.filter(place_week=row.place_week).aggregate(n=Max("nth_of_week"))["n"] or 0) + 1


def _moved(row: Notice, state: str) -> Notice:
    row.state, row.version = state, row.version + 1
    row.save()
    return row


@transaction.atomic
def _settle(taken: Notice, used: NoticePreference, outcome: Outcome, at: dt.datetime) -> str:
    """What came of the try, written down; an address that is no more is stopped. The log names the notice and the code, never the address."""
    row = Notice.objects.select_for_update().get(pk=taken.pk)
    if row.state != State.SENDING or row.claimed_at != taken.claimed_at:
        return ""
    row.outcome, row.tries = outcome.code, row.tries + 1
    if not outcome.code:
        row.sent_at = at
        return _moved(row, State.SENT).state
    log.warning("notice %s by %s: %s", row.uuid, row.channel, outcome.code)
    if outcome.gone:
        # Its owner may have given another address meanwhile: that one is not stopped.
        NoticePreference.objects.filter(pk=used.pk, version=used.version).update(stopped_at=at, stopped_why=NoticePreference.Stopped.GONE, version=used.version + 1)
    again = None if outcome.for_good or row.kind == Notice.Kind.TRIAL else next_try(row.tries, at)
    row.try_at = again or row.try_at
    return _moved(row, State.WAITING if again else State.FAILED).state
