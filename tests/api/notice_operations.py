"""Prepared messages for the table of operations."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from qianxian.foundation.reach import bind
from qianxian.notices import commands
from qianxian.notices.models import Notice, NoticePreference
from qianxian.notices.outbox import write
from tests.cast import SERVICE
from tests.notices.stage import ADDRESS, SECRET, at

WEBHOOK = {"channel": "webhook", "at_once": True, "address": ADDRESS, "secret": SECRET}


def robot(s: Any) -> NoticePreference:
    """The town's officer is reminded by a webhook."""
    bind(SERVICE)
    return commands.choose_notices(account=s.users["town_org_officer"], by=s.acting("town_org_officer"), **WEBHOOK)


def given_up(s: Any) -> Notice:
    """A message that was tried and given up."""
    made = write(robot(s), Notice.Kind.NEW, at(9), waiting=1)
    mine = Notice.objects.filter(pk=made.pk)
    mine.update(state="sending", place_day=F("day"), place_week="2019-03-18", nth_of_day=1, nth_of_week=1, channel="webhook", claimed_at=at(9))
    mine.update(state="failed", outcome="timeout", tries=6)
    return mine.get()
