"""Sources of money, what of them goes to a village, and a change of purpose with the approver's consent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.judging import judged
from qianxian.funds.models import Allocation, Book, Fund, FundSource
from qianxian.funds.queries.balances import left_of

COPIED = ("level", "kind", "doc_no", "approver", "exception_basis", "rectification")


@transaction.atomic
def enter_source(
    *, division_code: str, title: str, level: str, kind: str, purpose: str, doc_no: str, approver: str, amount: Decimal, decided_on: dt.date,
    exception_basis: str = "", rectification: str = "", by: Actor, on: dt.date,
) -> FundSource:  # fmt: skip
    """A source by its document. Raises RuleViolated without a document, or dated in the future."""
    require(may.can_allocate(by, division_code))
    faults = []
    if not doc_no.strip() or not approver.strip():
        faults.append(Violation("document", _("请填写批准单位和文号。"), "R-F01", "doc_no"))
    if amount <= 0:
        faults.append(Violation("amount", _("金额要大于零。"), "R-F02", "amount"))
    if decided_on > on:
        faults.append(Violation("future", _("批准日期不能晚于今天。"), "R-F01", "decided_on"))
    if faults:
        raise RuleViolated(faults)
    row = FundSource.objects.create(division_code=division_code, title=title.strip(), level=level, kind=kind, purpose=purpose, doc_no=doc_no.strip(),
                                    approver=approver.strip(), amount=amount, exception_basis=exception_basis.strip(), rectification=rectification,
                                    decided_on=decided_on, entered_by=by.login)  # fmt: skip
    audit.record(by=by, action="funds.enter_source", thing=row, after={"title": title, "amount": amount, "doc_no": doc_no, "rectification": rectification}, reason=doc_no)
    return row


@transaction.atomic
def allocate(*, source: FundSource, book: Book, amount: Decimal, title: str = "", by: Actor, on: dt.date) -> Allocation:
    """Part of a source for a village, with the fund that will hold it. Raises RuleViolated beyond what is left of the source."""
    row = FundSource.objects.select_for_update(no_key=True).get(pk=source.pk)
    require(may.can_allocate(by, book.division_code))
    given = [a.amount for a in row.allocations.filter(changed_from__isnull=True)]
    faults = judged("R-F02", on, {"received": row.amount, "committed": given, "request": amount}, "amount")[0]
    if amount <= 0:
        faults.append(Violation("amount", _("金额要大于零。"), "R-F02", "amount"))
    if on < row.decided_on:
        faults.append(Violation("early", _("拨付不能早于资金的批准日期。"), "R-F01"))
    if faults:
        raise RuleViolated(faults)
    made = Allocation.objects.create(division_code=book.division_code, source=row, amount=amount, purpose=row.purpose, title=title.strip() or row.title,
                                     allocated_on=on, allocated_by=by.login, **{name: getattr(row, name) for name in COPIED})  # fmt: skip
    _fund_for(made, book, by, on)
    audit.record(by=by, action="funds.allocate", thing=made, after={"source": str(row.uuid), "amount": amount}, reason=row.doc_no)
    return made


@transaction.atomic
def change_purpose(*, fund: Fund, purpose: str, amount: Decimal, title: str, consent_document: str, consent_by: str, by: Actor, on: dt.date) -> Allocation:
    """Part of a fund for another purpose: a new allocation and fund; the old rows stay. Raises RuleViolated without the approver's consent (R-F03)."""
    Book.objects.select_for_update(no_key=True).get(pk=fund.book_id)
    require(may.can_allocate(by, fund.division_code))
    old = fund.allocation
    if old is None:
        raise RuleViolated([Violation("collective", _("集体资金按集体决议使用，不在这里改变用途。"), "R-F03")])
    facts = {"from_purpose": fund.purpose, "to_purpose": purpose, "amount": amount, "left": max(left_of(fund), Decimal(0)), "approver": old.approver,
             "consent_by": consent_by, "consent_document": consent_document}  # fmt: skip
    if faults := judged("R-F03", on, facts, "purpose")[0]:
        raise RuleViolated(faults)
    made = Allocation.objects.create(division_code=fund.division_code, source=old.source, changed_from=old, amount=amount, purpose=purpose, title=title.strip(),
                                     consent_document=consent_document.strip(), consent_by=consent_by.strip(), allocated_on=on, allocated_by=by.login,
                                     **{name: getattr(old, name) for name in COPIED})  # fmt: skip
    _fund_for(made, fund.book, by, on)
    audit.record(by=by, action="funds.change_purpose", thing=made, before={"purpose": fund.purpose}, after={"purpose": purpose, "amount": amount}, reason=consent_document)
    return made


def _fund_for(allocation: Allocation, book: Book, by: Actor, on: dt.date) -> Fund:
    return Fund.objects.create(division_code=book.division_code, book=book, origin=Fund.Origin.PUBLIC, purpose=allocation.purpose, title=allocation.title,
                               allocation=allocation, opened_on=max(book.opened_on, min(on, allocation.allocated_on)), opened_by=by.login)  # fmt: skip
