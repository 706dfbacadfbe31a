"""The identity of who told a request, opened by the one role that may, by its number and with a reason; one leaf in the log, which does not carry it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.permissions import require_fresh_code
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.records import one_at_a_time
from qianxian.foundation.verdict import require
from qianxian.people.queries import reveal_limit
from qianxian.requests import permissions as may
from qianxian.requests.models import Request, Requester
from qianxian.requests.queries import REVEALED, Teller, opened, reveals_today
from qianxian.threads.rules import wording_faults

REASON = 6


@transaction.atomic
def reveal_requester(*, request: Request, reason: str, by: Actor, on: dt.date) -> Teller:
    """Name and telephone, this once; refused beyond the day's limit. The log keeps the reason: a name in it is blotted out, and no answer tells that it was right."""
    one_at_a_time(f"reveal:{by.login}")  # two reveals at once would both count one too few
    row = Request.objects.get(pk=request.pk)
    require(may.can_reveal_requester(by, row))
    require_fresh_code(by, on)
    faults = wording_faults(reason=reason)
    if len(reason.strip()) < REASON:
        faults.append(Violation("reason", _("写明凭哪个案号、做什么用，至少 %(n)d 个字。") % {"n": REASON}, field="reason"))
    if reveals_today(by) >= (limit := reveal_limit(on)):
        faults.append(Violation("limit", _("今天已查看 %(n)d 次，达到每日上限。确有需要的，请另一位同事查看，或明天再查。") % {"n": limit}))
    if row.anonymous:
        faults.append(Violation("anonymous", _("这件是匿名的，没有留姓名和电话。")))
    if faults:
        raise RuleViolated(faults)
    found = opened(Requester.objects.filter(request=row).first(), row)
    audit.record(by=by, action=REVEALED, thing=row, reason=reason.strip().replace(found.name, "＊") if found.name else reason.strip())
    return found
