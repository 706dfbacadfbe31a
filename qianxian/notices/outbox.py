"""Notices written: the sixth step of a command that returns or decides something, and what a look at somebody's 待办 gives.

Example: ``announce(Notice.Kind.RETURNED, to="zhangsan", at=now())`` inside the command's transaction: the row stands or falls with the change,
and so does the job that sends it. Whoever wants no message gets no row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from qianxian.accounts.models import RoleGrant, User
from qianxian.foundation.clock import SHANGHAI
from qianxian.foundation.rulebook import evaluate
from qianxian.notices.jobs import send_notice
from qianxian.notices.models import Channel, Notice, NoticePreference
from qianxian.notices.rules import Waiting, news
from qianxian.rulebook.queries import county_settings

Kind, State = Notice.Kind, Notice.State


@dataclass(frozen=True)
class Load:
    """What waits for somebody over all his roles: each piece by its mark, and how many are late or end today."""

    pieces: Sequence[Waiting]
    overdue: int = 0
    due_today: int = 0


def listening(login: str) -> NoticePreference | None:
    """The preference of an account that wants messages, by a way that still works."""
    return active().filter(account__login=login).first()


def active() -> QuerySet[NoticePreference]:
    """Every preference by which something may be sent, of accounts that may log in today."""
    today = _day(timezone.now())
    rows = NoticePreference.objects.exclude(channel=Channel.OFF).filter(stopped_at__isnull=True, account__is_active=True)
    return rows.filter(Q(account__usable__contains=today) | Q(account__usable__endswith__isnull=True)).select_related("account").order_by("id")


def announce(kind: str, *, to: str, at: dt.datetime | None = None, path: str = "/workbench/") -> Notice | None:
    """One message at once to the account with this login, where its owner asked for them; None otherwise. Inside the command's transaction."""
    preference = listening(to)
    return write(preference, kind, at or timezone.now(), waiting=1, path=path) if preference and preference.at_once else None


def write(preference: NoticePreference, kind: str, at: dt.datetime, *, waiting: int = 0, overdue: int = 0, due_today: int = 0, path: str = "/workbench/") -> Notice:
    """The row, and the job that sends it; both come with the transaction or not at all."""
    made = Notice.objects.create(account=preference.account, unit_code=_unit_of(preference.account, _day(at)), kind=kind, day=_day(at), waiting=waiting,
                                 overdue=overdue, due_today=due_today, path=path, try_at=at, written_at=at)  # fmt: skip
    send_notice.defer(uuid=str(made.uuid))
    return made


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(SHANGHAI).date()


def _unit_of(account: User, on: dt.date) -> str:
    """The place the account mostly works for, for counting messages by place: that of its first role. Zeros for nobody's."""
    return RoleGrant.objects.filter(user=account, period__contains=on).order_by("id").values_list("division_code", flat=True).first() or "0" * 12


def due_for_look(preference: NoticePreference, at: dt.datetime) -> bool:
    """Whether a look at the account's 待办 could give a message now: outside quiet hours, no digest yet today, or messages at once wanted."""
    return _awake(at) and (preference.at_once or not Notice.objects.filter(account=preference.account_id, kind=Kind.DIGEST, day=_day(at)).exists())


def _awake(at: dt.datetime) -> bool:
    here = at.astimezone(SHANGHAI)
    return evaluate("R-K22", on=here.date(), inputs={"hour": here.hour}, settings=county_settings()).outputs["allowed"]


@transaction.atomic
def look_at(preference: NoticePreference, load: Load, at: dt.datetime) -> list[Notice]:
    """The messages that a look at the account's 待办 gives: the day's digest once, and between digests what is new or ends soon.

    A digest says everything, so single messages that have not left yet are dropped for it. Two looks at once write one digest.
    """
    row = active().select_for_update(of=("self",)).filter(pk=preference.pk).first()
    if row is None or not _awake(at):
        return []
    found, made = news(load.pieces, row.known, row.told_due), []
    if load.pieces and (digest := _digest(row, load, at)):
        Notice.objects.filter(account=row.account, state=State.WAITING, kind__in=[Kind.NEW, Kind.DUE]).update(state=State.DROPPED, version=F("version") + 1)
        made.append(digest)
    elif row.at_once:
        made += [write(row, kind, at, waiting=len(marks)) for kind, marks in ((Kind.NEW, found.fresh), (Kind.DUE, found.soon)) if marks]
    marks = {piece.mark for piece in load.pieces}
    row.known, row.told_due = sorted(marks), sorted(piece.mark for piece in load.pieces if piece.days_left is not None and 0 <= piece.days_left <= 1)
    row.save(update_fields=["known", "told_due"])
    return made


def _digest(row: NoticePreference, load: Load, at: dt.datetime) -> Notice | None:
    """The day's digest; None where it stands already. The unique index decides, whoever else is looking."""
    if Notice.objects.filter(account=row.account, kind=Kind.DIGEST, day=_day(at)).exists():
        return None
    try:
        with transaction.atomic():
            return write(row, Kind.DIGEST, at, waiting=len(load.pieces), overdue=load.overdue, due_today=load.due_today)
    except IntegrityError:
        return None
