"""The bank's side and the public's: statements imported and explained, disclosure sheets prepared, signed, published."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import add_months, month_end
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.disclosing import gathered
from qianxian.funds.models import BankAccount, BankStatement, BankStatementLine, Book, DisclosureSheet
from qianxian.funds.queries.balances import fund_figures
from qianxian.funds.queries.books import is_closed
from qianxian.funds.sheets import read_statement

State = DisclosureSheet.State


@transaction.atomic
def import_statement(*, bank_account: BankAccount, month: dt.date, opening: Decimal, file: Any, by: Actor, on: dt.date) -> BankStatement:
    """A month's statement from its file, all or nothing; a second file replaces the first until the month is closed.

    Raises FileRefused, RuleViolated for days outside the month, a month that is closed, or a balance that does not go on from the month before.
    """
    row = BankAccount.objects.select_for_update(no_key=True).get(pk=bank_account.pk)
    require(may.can_keep_books(by, row.division_code))
    first = month.replace(day=1)
    if is_closed(row.book, first):
        raise violated("closed", _("这个月已经结账，对账单不再更换。"), "R-F07", "file")
    data = file if isinstance(file, bytes) else file.read()
    movements = read_statement(data)
    outside = [m.on for m in movements if not first <= m.on <= month_end(first.year, first.month)]
    if outside:
        raise violated("outside", _("对账单里有 %(day)s，不在所选月份。") % {"day": outside[0]}, "R-F07", "file")
    _goes_on(row, first, opening)
    BankStatement.objects.filter(bank_account=row, month=first, replaced=False).update(replaced=True)
    closing = opening + sum(m.amount for m in movements)
    made = BankStatement.objects.create(division_code=row.division_code, bank_account=row, month=first, opening=opening, closing=closing, line_count=len(movements),
                                        file_name=str(getattr(file, "name", ""))[:200], file_digest=hashlib.sha256(data).hexdigest(), entered_by=by.login, entered_on=on)  # fmt: skip
    BankStatementLine.objects.bulk_create(
        BankStatementLine(division_code=row.division_code, statement=made, turn=n, on=m.on, amount=m.amount, counterparty=m.counterparty, summary=m.summary)
        for n, m in enumerate(movements, start=1)
    )
    audit.record(by=by, action="funds.import_statement", thing=made, after={"month": first, "closing": made.closing, "lines": len(movements), "file": made.file_digest})
    return made


def _goes_on(account: BankAccount, first: dt.date, opening: Decimal) -> None:
    """A statement begins where the one before ended. Once that month is closed its statement cannot be mended: then the difference is told and explained."""
    before = BankStatement.objects.filter(bank_account=account, month=add_months(first, -1), replaced=False).first()
    if before and before.closing != opening and not is_closed(account.book, before.month):
        raise violated("opening", _("上月对账单的月末余额是 %(closing)s 元，这里填的月初余额是 %(opening)s 元，接不上。核对后改月初余额；上月那份不全的，先重新导入上月的。")
                       % {"closing": format_yuan(before.closing), "opening": format_yuan(opening)}, "R-F07", "opening")  # fmt: skip


@transaction.atomic
def explain_difference(*, statement: BankStatement, explanation: str, by: Actor) -> BankStatement:
    """Why bank and book differ in the month."""
    row = BankStatement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    require(may.can_keep_books(by, row.division_code))
    if row.replaced:
        raise Conflict(_("这份对账单已经换成新的。"))
    if is_closed(row.bank_account.book, row.month):
        raise Conflict(_("这个月已经结账，差额的原因不再更换。"))
    before, row.explanation, row.explained_by, row.version = row.explanation, explanation.strip(), by.login, row.version + 1
    row.save()
    audit.record(by=by, action="funds.explain_difference", thing=row, before={"explanation": before}, after={"explanation": row.explanation})
    return row


@transaction.atomic
def prepare_disclosure(*, book: Book, first_month: dt.date, last_month: dt.date, by: Actor, on: dt.date) -> DisclosureSheet:
    """The sheet of a month or quarter with its figures fixed as of now. Raises RuleViolated before the period's end or where there is one."""
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_prepare_disclosure(by, held.division_code))
    first, end = first_month.replace(day=1), month_end(last_month.year, last_month.month)
    faults = []
    if end >= on or first > end:
        faults.append(Violation("early", _("期满以后才能编制财务公开表。"), "R-F10", "last_month"))
    if held.disclosures.filter(first_month=first, last_month=last_month.replace(day=1)).exists():
        faults.append(Violation("exists", _("这一期已经编制。"), "R-F10"))
    if faults:
        raise RuleViolated(faults)
    row = DisclosureSheet.objects.create(division_code=held.division_code, book=held, first_month=first, last_month=last_month.replace(day=1), content=_content(held, first, end),
                                         prepared_by=by.login, prepared_on=on)  # fmt: skip
    audit.record(by=by, action="funds.prepare_disclosure", thing=row, after={"first": first, "end": end})
    return row


def _content(book: Book, first: dt.date, end: dt.date) -> dict[str, Any]:
    figures = fund_figures(book.funds.order_by("id"), end)
    last = book.vouchers.order_by("-pk").values_list("pk", flat=True).first()
    paid = book.payments.filter(state="paid", paid_on__gte=first, paid_on__lte=end).order_by("paid_on", "id")
    return {
        "through": last or 0,
        "funds": [{"fund": str(f.fund.uuid), "title": f.fund.title, "received": format_yuan(f.received), "spent": format_yuan(f.spent), "held": format_yuan(f.held)} for f in figures],
        **gathered(book.division_code, first, end),
        "payments": [{"on": p.paid_on.isoformat(), "summary": p.summary, "payee": p.payee, "amount": format_yuan(p.amount)} for p in paid],
    }


@transaction.atomic
def sign_disclosure(*, sheet: DisclosureSheet, opinion: str = "", by: Actor, on: dt.date) -> DisclosureSheet:
    """Supervision's signature."""
    row = _at(sheet, State.PREPARED)
    require(may.can_sign_disclosure(by, row))
    row.state, row.signed_by, row.signed_on, row.opinion, row.version = State.SIGNED, by.login, on, opinion.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="funds.sign_disclosure", thing=row, after={"signed_on": on}, reason=opinion)
    return row


@transaction.atomic
def publish_disclosure(*, sheet: DisclosureSheet, by: Actor, on: dt.date) -> DisclosureSheet:
    """Put up for the village."""
    row = _at(sheet, State.SIGNED)
    require(may.can_publish_disclosure(by, row))
    row.state, row.published_by, row.published_on, row.version = State.PUBLISHED, by.login, on, row.version + 1
    row.save()
    audit.record(by=by, action="funds.publish_disclosure", thing=row, after={"published_on": on})
    return row


def _at(sheet: DisclosureSheet, state: str) -> DisclosureSheet:
    row = DisclosureSheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    if row.state != state:
        raise Conflict(_("这张公开表现在是「%(state)s」。") % {"state": row.get_state_display()}, current=row)
    return row
