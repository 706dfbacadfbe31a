"""Reads of the outbox: for its owner his own, for the system administrator states and numbers, for the burden board messages per person and week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.models import User
from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.tasks import Task
from qianxian.notices.models import Channel, Notice, NoticePreference

State = Notice.State
#: With fewer people an average tells on somebody.
FEWEST_PEOPLE = 5


def preference_of(account: User) -> NoticePreference | None:
    """How the account is reminded; None while nobody chose."""
    return NoticePreference.objects.filter(account=account).select_related("account").first()


def own_notices(account: User, limit: int = 10) -> QuerySet[Notice]:
    """The account's latest messages."""
    return Notice.objects.filter(account=account).order_by("-id")[:limit]


def outbox() -> QuerySet[Notice]:
    """All messages, the latest first. The caller has asked ``can_keep_outbox``."""
    return Notice.objects.order_by("-id")


def notice_by_uuid(uuid) -> Notice | None:
    """One message."""
    return outbox().filter(uuid=uuid).first()


def robots() -> QuerySet[NoticePreference]:
    """Addresses outside the house that messages go to, stopped ones too; by their host."""
    return NoticePreference.objects.exclude(channel__in=[Channel.OFF, Channel.EMAIL]).order_by("host", "id")


def robot_by_uuid(uuid) -> NoticePreference | None:
    """One of them."""
    return robots().filter(uuid=uuid).first()


def counts() -> dict[str, int]:
    """How many messages stand in each state."""
    return dict.fromkeys(State.values, 0) | dict(Notice.objects.values_list("state").annotate(n=Count("id")).order_by())


def messages_a_week(places: Iterable[str], year: int) -> dict[tuple[str, str], Decimal]:
    """M9: messages per person and week, by (place's code, month ``2019-12``), over everybody who works for the place and was sent any.

    Counted by the week's part in the month; a place and month with fewer than five people has no number. Trials do not count.
    """
    sent: dict[str, list[tuple[str, int, dt.date]]] = defaultdict(list)
    rows = Notice.objects.filter(place_day__year=year, state=State.SENT).values_list("unit_code", "account_id", "place_week", "place_day")
    for unit, account, week, day in rows:
        sent[f"{day:%Y-%m}"].append((unit, account, week))
    found: dict[tuple[str, str], Decimal] = {}
    for place in set(places):
        prefix = prefix_of(place)
        for month, all_rows in sent.items():
            here = [(account, week) for unit, account, week in all_rows if unit.startswith(prefix)]
            if len({account for account, _week in here}) >= FEWEST_PEOPLE:
                found[(place, month)] = (Decimal(len(here)) / len(set(here))).quantize(Decimal("0.1"))
    return found


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """For the owner: his address was stopped. For the system administrator: messages that were given up."""
    tasks = []
    if NoticePreference.objects.filter(account__login=actor.login, stopped_at__isnull=False).exclude(channel=Channel.OFF).exists():
        tasks.append(Task(_("消息"), _("消息提醒的地址停用了"), _("换一个地址，或者选「不提醒」"), None, reverse("notices:preference")))
    if actor.may(Permission.MANAGE_SYSTEM) and (n := Notice.objects.filter(state=State.FAILED).count()):
        told = _("%(n)d 条消息没有发出去") % {"n": n}
        tasks.append(Task(_("消息"), told, _("看原因，重发或停用地址"), None, f"{reverse('notices:outbox')}?state={State.FAILED}", count=n))
    return tasks
