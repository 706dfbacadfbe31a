"""Opening a village's book, its bank accounts and the collective's own funds."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.divisions.models import Division
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.masks import mask_account
from qianxian.foundation.money import format_yuan
from qianxian.foundation.sealing import keyed_hash, seal
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.judging import judged
from qianxian.funds.models import BankAccount, Book, Fund
from qianxian.funds.queries.balances import bank_balance


@transaction.atomic
def open_book(*, division: Division, opened_on: dt.date, by: Actor, on: dt.date) -> Book:
    """A village's book from a day on, also in mid-year. Raises RuleViolated where there is one, or the place is no village."""
    require(may.can_keep_books(by, division.code))
    faults = []
    if division.code.endswith("000"):
        faults.append(Violation("village", _("账套按村（社区）建立。请选择村（社区）。"), "R-F07", "division"))
    if Book.objects.filter(division_code=division.code).exists():
        faults.append(Violation("exists", _("这个村（社区）已经建账。"), "R-F07", "division"))
    if opened_on > on:
        faults.append(Violation("future", _("建账日期不能晚于今天。"), "R-F07", "opened_on"))
    if faults:
        raise RuleViolated(faults)
    book = Book.objects.create(division_code=division.code, title=division.name, opened_on=opened_on, opened_by=by.login)
    audit.record(by=by, action="funds.open_book", thing=book, after={"opened_on": opened_on})
    return book


@transaction.atomic
def open_bank_account(*, book: Book, holder: str, name: str, bank: str, number: str, opened_on: dt.date, by: Actor, on: dt.date) -> BankAccount:
    """A bank account of one of the three holders. Raises RuleViolated for a person's name (R-F06) and for a number registered already."""
    Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, book.division_code))
    digits = "".join(number.split()).replace("-", "")
    faults = judged("R-F06", on, {"holder": holder, "name": name}, "name")[0]
    if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 30):
        faults.append(Violation("number", _("账号要填写 8 至 30 位数字。"), "R-F06", "number"))
    index = keyed_hash(digits, kind="bank_account")
    if BankAccount.objects.filter(number_index=index).exists():
        faults.append(Violation("known", _("这个账号已经登记过。"), "R-F06", "number"))
    if opened_on > on:
        faults.append(Violation("future", _("启用日期不能晚于今天。"), "R-F06", "opened_on"))
    if faults:
        raise RuleViolated(faults)
    row = BankAccount(division_code=book.division_code, book=book, holder=holder, name=name.strip(), bank=bank.strip(), number_index=index,
                      number_masked=mask_account(digits), opened_on=opened_on, opened_by=by.login)  # fmt: skip
    row.number_sealed = seal(digits, row=f"funds.bankaccount.number:{row.uuid}")
    row.save()
    audit.record(by=by, action="funds.open_bank_account", thing=row, after={"holder": holder, "name": row.name, "number": row.number_masked})
    return row


@transaction.atomic
def close_bank_account(*, bank_account: BankAccount, by: Actor, on: dt.date) -> BankAccount:
    """Closed for good. Raises RuleViolated while money is left in it or payments out of it are on their way; PostgreSQL refuses the money too."""
    Book.objects.select_for_update(no_key=True).get(pk=bank_account.book_id)
    row = BankAccount.objects.select_for_update(no_key=True).get(pk=bank_account.pk)
    require(may.can_keep_books(by, row.division_code))
    faults = []
    if row.closed_on:
        faults.append(Violation("closed", _("这个账户已经销户。"), "R-F06"))
    if held := bank_balance(row):
        faults.append(Violation("balance", _("账户还有余额 %(sum)s 元。请先转清余额再销户。") % {"sum": format_yuan(held)}, "R-F06"))
    if row.payments.filter(state__in=("requested", "looked", "approved", "booked")).exists():
        faults.append(Violation("payments", _("还有从这个账户付出的款项没有办完。请先办完或改用别的账户。"), "R-F06"))
    if faults:
        raise RuleViolated(faults)
    row.closed_on = on
    row.version += 1
    row.save()
    audit.record(by=by, action="funds.close_bank_account", thing=row, after={"closed_on": on})
    return row


@transaction.atomic
def open_collective_fund(*, book: Book, title: str, purpose: str, by: Actor, on: dt.date) -> Fund:
    """A fund of the collective's own money within the book."""
    Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, book.division_code))
    if purpose == "pay":
        raise violated("collective_pays_cadre", _("集体资金不能用于干部报酬。请另选用途。"), "R-F05", "purpose")
    row = Fund.objects.create(division_code=book.division_code, book=book, origin=Fund.Origin.COLLECTIVE, purpose=purpose, title=title.strip(),
                              opened_on=book.opened_on, opened_by=by.login)  # fmt: skip
    audit.record(by=by, action="funds.open_collective_fund", thing=row, after={"title": title, "purpose": purpose})
    return row
