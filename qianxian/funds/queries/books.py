"""Reads of books, accounts, funds, vouchers and drafts: each list starts at what the actor may see."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from qianxian.foundation.actor import Actor
from qianxian.funds.models import Account, Allocation, BankAccount, BankStatement, Book, Fund, FundSource, MonthClose, Voucher, VoucherDraft, VoucherLine


def books(actor: Actor, scope: str | None = None) -> QuerySet[Book]:
    """Books within reach, by place."""
    return Book.objects.visible_to(actor, scope).order_by("division_code")


def book_by_uuid(uuid: UUID, actor: Actor) -> Book | None:
    """One book within reach."""
    return books(actor).filter(uuid=uuid).first()


def book_of(division_code: str, actor: Actor) -> Book | None:
    """A village's book within reach."""
    return books(actor).filter(division_code=division_code).first()


def bank_accounts(actor: Actor, scope: str | None = None) -> QuerySet[BankAccount]:
    """Bank accounts within reach."""
    return BankAccount.objects.visible_to(actor, scope).select_related("book").order_by("division_code", "holder", "id")


def funds(actor: Actor, scope: str | None = None) -> QuerySet[Fund]:
    """Funds within reach."""
    return Fund.objects.visible_to(actor, scope).select_related("book", "allocation").order_by("division_code", "origin", "id")


def fund_by_uuid(uuid: UUID, actor: Actor) -> Fund | None:
    """One fund within reach."""
    return funds(actor).filter(uuid=uuid).first()


def sources(actor: Actor, scope: str | None = None) -> QuerySet[FundSource]:
    """Sources within reach, newest first."""
    return FundSource.objects.visible_to(actor, scope).order_by("-decided_on", "-id")


def source_by_uuid(uuid: UUID, actor: Actor) -> FundSource | None:
    """One source within reach."""
    return sources(actor).filter(uuid=uuid).first()


def allocations(actor: Actor, scope: str | None = None) -> QuerySet[Allocation]:
    """Allocations within reach, newest first."""
    return Allocation.objects.visible_to(actor, scope).select_related("fund").order_by("-allocated_on", "-id")


def vouchers(actor: Actor, scope: str | None = None) -> QuerySet[Voucher]:
    """Posted vouchers within reach, newest first."""
    return Voucher.objects.visible_to(actor, scope).select_related("book").order_by("-month", "-number", "-id")


def voucher_by_uuid(uuid: UUID, actor: Actor) -> Voucher | None:
    """One voucher within reach."""
    return vouchers(actor).select_related("reverses", "payment").filter(uuid=uuid).first()


def lines_of_voucher(voucher: Voucher) -> QuerySet[VoucherLine]:
    """Its lines in order."""
    return voucher.lines.select_related("account", "fund", "bank_account", "counter_fund").order_by("turn")


def reversal_of(voucher: Voucher) -> Voucher | None:
    """The voucher that took it back, if any."""
    return Voucher.objects.filter(reverses=voucher).first()


def drafts(actor: Actor, scope: str | None = None) -> QuerySet[VoucherDraft]:
    """Drafts that wait, oldest first."""
    return VoucherDraft.objects.visible_to(actor, scope).filter(state="prepared").select_related("book").order_by("on", "id")


def draft_by_uuid(uuid: UUID, actor: Actor) -> VoucherDraft | None:
    """One draft within reach, whatever its state."""
    return VoucherDraft.objects.visible_to(actor).select_related("book", "voucher", "reverses").filter(uuid=uuid).first()


def chart() -> QuerySet[Account]:
    """Every account by number."""
    return Account.objects.order_by("code")



def last_close(book: Book) -> MonthClose | None:
    """The last closed month."""
    return book.closes.order_by("-month").first()


def is_closed(book: Book, day: dt.date) -> bool:
    """Whether the month of the day is closed, or a later one."""
    return book.closes.filter(month__gte=day.replace(day=1)).exists()


def next_month_to_close(book: Book) -> dt.date:
    """The first day of the month that is closed next."""
    done = last_close(book)
    if done is None:
        return book.opened_on.replace(day=1)
    return dt.date(done.month.year + done.month.month // 12, done.month.month % 12 + 1, 1)


def statement_by_uuid(uuid: UUID, actor: Actor) -> BankStatement | None:
    """One bank statement within reach that still stands."""
    return BankStatement.objects.visible_to(actor).filter(uuid=uuid, replaced=False).select_related("bank_account__book").first()


def lines_of_draft(draft: VoucherDraft, lines: list) -> list[dict]:
    """A draft's lines with the names of what they point to."""
    accounts = {a.code: a for a in Account.objects.filter(code__in=[x.account for x in lines])}
    kept = {f.pk: f for f in Fund.objects.filter(book=draft.book)}
    banks = {b.pk: b for b in BankAccount.objects.filter(book=draft.book)}
    return [{"account": accounts.get(x.account), "fund": kept.get(x.fund), "bank_account": banks.get(x.bank_account), "counter_fund": kept.get(x.counter_fund),
             "debit": x.debit, "credit": x.credit, "memo": x.memo} for x in lines]  # fmt: skip
