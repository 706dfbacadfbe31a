"""Writes of the catalogue: publish a version, withdraw an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.services.judging import faults_of
from qianxian.services.models import ServiceItem
from qianxian.services.permissions import can_edit_items

SAID = (
    "code", "name", "category", "law", "who", "materials", "limit_days", "fee", "fee_law", "handled_by", "department", "village_step", "link_title", "link",
    "form_name", "proof", "checked",
)  # fmt: skip


@transaction.atomic
def publish_item(
    *, code: str, name: str, category: str, law: str, who: str, handled_by: str, limit_days: int, first_day: dt.date, by: Actor, on: dt.date,
    materials: Sequence[str] = (), fee: Decimal = Decimal(0), fee_law: str = "", department: str = "", village_step: str = "", link_title: str = "",
    link: str = "", form_name: str = "", proof: str = "", checked: bool = False,
) -> ServiceItem:  # fmt: skip
    """A new item, or its new version from the first day; the version before it ends the day before.

    Raises RuleViolated for a fee without law (R-K03), a proof off the list (R-K04), a first day not after the one in force.
    """
    held = list(ServiceItem.objects.select_for_update().filter(code=code, period__endswith__isnull=True))
    require(can_edit_items(by))
    said = {
        "code": code.strip(), "name": name.strip(), "category": category, "law": law.strip(), "who": who.strip(), "materials": [m.strip() for m in materials if m.strip()],
        "limit_days": limit_days, "fee": fee, "fee_law": fee_law.strip(), "handled_by": handled_by, "department": department.strip(),
        "village_step": village_step.strip(), "link_title": link_title.strip(), "link": link.strip(), "form_name": form_name.strip(), "proof": proof.strip(), "checked": checked,
    }  # fmt: skip
    if faults := [*faults_of(said, first_day), *_order_faults(held, first_day)]:
        raise RuleViolated(faults)
    before = None
    for row in held:
        before = audit.snapshot(row, *SAID, "period")
        row.period, row.version = DateRange(row.period.lower, first_day), row.version + 1
        row.save(update_fields=["period", "version"])
    made = ServiceItem.objects.create(**said, period=DateRange(first_day, None))
    audit.record(by=by, action="services.publish_item", thing=made, division_code=by.county_code, before=before, after=audit.snapshot(made, *SAID, "period"))
    return made


def _order_faults(held: list[ServiceItem], first_day: dt.date) -> list[Violation]:
    late = [row for row in held if first_day <= row.period.lower]
    return [Violation("first_day", _("现在的版本从 %(day)s 起用。新版本要在这之后。") % {"day": row.period.lower}, "", "first_day") for row in late]


@transaction.atomic
def withdraw_item(*, item: ServiceItem, last_day: dt.date, reason: str, by: Actor, on: dt.date) -> ServiceItem:
    """The item is offered until the last day, no longer; what stood stays to be read. The reason is the document that ends it."""
    row = ServiceItem.objects.select_for_update().get(pk=item.pk)
    require(can_edit_items(by))
    if row.period.upper is not None:
        raise violated("withdrawn", _("这个版本已经停用。"), "")
    if last_day < row.period.lower:
        raise violated("last_day", _("最后一天要不早于起用日期 %(day)s。") % {"day": row.period.lower}, "", "last_day")
    if not reason.strip():
        raise violated("reason", _("请写明停用的依据。"), "", "reason")
    before = audit.snapshot(row, "period")
    row.period, row.version = DateRange(row.period.lower, add_days(last_day, 1)), row.version + 1
    row.save(update_fields=["period", "version"])
    audit.record(by=by, action="services.withdraw_item", thing=row, division_code=by.county_code, before=before, after=audit.snapshot(row, "period"), reason=reason)
    return row
