"""A year's income distributed as the assembly decided: computed from the ledger and the roll, then posted through the ledger's own draft and check."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.collective import numbers
from qianxian.collective import permissions as may
from qianxian.collective.judging import DISTRIBUTION_KINDS, ask, certificate_faults, judged
from qianxian.collective.models import Distribution, DistributionLine, Roll
from qianxian.collective.queries.distribution import year_of
from qianxian.collective.queries.leases import decided_by_assembly
from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.money import format_yuan
from qianxian.foundation.verdict import require
from qianxian.funds.commands import prepare_voucher
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Book, Fund, VoucherDraft
from qianxian.rulebook.queries import county_settings

State = Distribution.State
UNDISTRIBUTED, RESERVE, OWED = "322", "311", "211"


@transaction.atomic
def distribute(*, fund: Fund, year: int, roll: Roll, certificate: Certificate, by: Actor, on: dt.date) -> Distribution:
    """What the year brought, divided (R-C07): losses, reserve, welfare, members by the roll. Raises RuleViolated without the assembly's certificate, or over it."""
    book = Book.objects.select_for_update(no_key=True).get(pk=fund.book_id)
    require(may.can_distribute(by, fund.division_code))
    of_year, rates = year_of(fund, year), county_settings().on(on)
    facts = {"income": of_year.income, "loss_carried": of_year.loss_carried, "shares": roll.shares}
    faults = _faults(fund, year, roll, certificate, on) + judged("R-C07", on, facts, "year")[0]
    answer = ask("R-C07", on, facts).outputs or {}
    paid = answer["members_total"] - answer["remainder"] if answer else 0
    if paid > certificate.amount_limit:
        faults.append(Violation("limit", _("向成员分配 %(paid)s 元，超过决议的 %(limit)s 元。请按决议数额重新表决。")
                                % {"paid": format_yuan(paid), "limit": format_yuan(certificate.amount_limit)}, "R-C07", "certificate"))  # fmt: skip
    if not faults and answer["per_share"] <= 0:
        faults.append(Violation("nothing", _("每份不足一分钱，不能分配。"), "R-C07", "year"))
    if faults:
        raise RuleViolated(faults)
    row = Distribution.objects.create(
        division_code=fund.division_code, number=numbers.next_number(numbers.DISTRIBUTION, fund.division_code, on.year), year=year, book=book, fund=fund, roll=roll, certificate=certificate,
        income=of_year.income, loss_carried=of_year.loss_carried, reserve_rate=rates["collective.reserve_rate"], welfare_rate=rates["collective.welfare_rate"],
        reserve=answer["reserve"], welfare=answer["welfare"], per_share=answer["per_share"], shares=roll.shares, paid=paid, remainder=answer["remainder"], computed_on=on,
        computed_by=by.login,
    )  # fmt: skip
    DistributionLine.objects.bulk_create(
        DistributionLine(division_code=row.division_code, distribution=row, entry=entry, shares=entry.shares, amount=row.per_share * entry.shares) for entry in roll.entries.order_by("turn")
    )
    audit.record(by=by, action="collective.distribute", thing=row, after={"year": year, "income": row.income, "reserve": row.reserve, "paid": paid, "per_share": row.per_share})
    return row


def _faults(fund: Fund, year: int, roll: Roll, certificate: Certificate, on: dt.date) -> list[Violation]:
    faults = certificate_faults(certificate, fund.division_code, on, DISTRIBUTION_KINDS)
    if not decided_by_assembly(certificate):
        faults.append(Violation("assembly", _("收益分配须经成员（村民）大会或授权的代表会议决定。"), "R-C07", "certificate"))
    if fund.origin != Fund.Origin.COLLECTIVE:
        faults.append(Violation("fund", _("只能分配本村（社区）集体资金的收益，不能分配财政资金。"), "R-F05", "fund"))
    if year >= on.year:
        faults.append(Violation("year", _("年度结束以后才能分配。"), "R-C07", "year"))
    if roll.division_code != fund.division_code or roll.purpose != Roll.Purpose.DISTRIBUTION or roll.distributions.exclude(state=State.DROPPED).exists():
        faults.append(Violation("roll", _("要按为这次分配定下的成员名册办理。"), "R-C07", "roll"))
    if Distribution.objects.filter(division_code=fund.division_code, year=year).exclude(state=State.DROPPED).exists():
        faults.append(Violation("exists", _("这一年已经分配过。"), "R-C07", "year"))
    return faults


@transaction.atomic
def post_distribution(*, distribution: Distribution, by: Actor, on: dt.date) -> VoucherDraft:
    """The voucher made out for another bookkeeper to post: reserve and welfare into 311, the members' part owed on 211, the remainder stays in 322."""
    row = Distribution.objects.select_for_update(no_key=True).get(pk=distribution.pk)
    require(may.can_post_distribution(by, row))
    if row.state != State.COMPUTED:
        raise Conflict(_("这次分配已经编制凭证或作废。"), current=row)
    kept = row.reserve + row.welfare
    lines = [Line(UNDISTRIBUTED, row.fund_id, debit=kept + row.paid)]
    lines += [Line(RESERVE, row.fund_id, credit=kept)] if kept else []
    lines.append(Line(OWED, row.fund_id, credit=row.paid))
    row.draft = prepare_voucher(book=row.book, kind="ordinary", date=on, summary=f"{row.year}年收益分配（{row.number}）", document=row.certificate.number, lines=lines, by=by, on=on)
    row.state, row.version = State.DRAFTED, row.version + 1
    row.save()
    audit.record(by=by, action="collective.post_distribution", thing=row, after={"draft": str(row.draft.uuid)})
    return row.draft


@transaction.atomic
def drop_distribution(*, distribution: Distribution, reason: str, by: Actor) -> Distribution:
    """Given up before it is booked; afterwards only a reversal of its voucher takes it back."""
    row = Distribution.objects.select_for_update(no_key=True).get(pk=distribution.pk)
    require(may.can_post_distribution(by, row))
    if row.state == State.DROPPED or (row.draft_id and row.draft.state != VoucherDraft.State.DROPPED):
        raise Conflict(_("已经编制凭证的分配，先撤销待审凭证；已入账的冲销凭证。"), current=row)
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明为什么作废。"), "R-C07", "reason")])
    before, row.state, row.drop_reason, row.version = {"state": row.state}, State.DROPPED, reason.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="collective.drop_distribution", thing=row, before=before, after={"state": row.state}, reason=reason)
    return row
