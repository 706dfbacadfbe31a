"""What the ledger takes from pay: the vouchers of every approved run and correction. One interface, read-only, the same each time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from qianxian.foundation.actor import Actor
from qianxian.pay.models import DifferenceLine, PayCorrection, PayRun, PaySlip
from qianxian.pay.rules import PARTS, Voucher, vouchers
from qianxian.pay.rules.vouchers import Source
from qianxian.rulebook.queries import county_settings


def withholding_order(year: int) -> list[str]:
    """From whose share a year's deductions are taken first."""
    return list(county_settings().on(dt.date(year, 12, 31))["pay.withholding_order"])


def vouchers_of(actor: Actor, thing: PayRun | PayCorrection) -> list[Voucher]:
    """The balanced vouchers of an approved run or correction, one per payer; none before approval. Keys never change."""
    if thing.state != "approved":
        return []
    order = withholding_order(thing.year)
    if isinstance(thing, PayRun):
        source = Source(thing.number, thing.approved_on, thing.division_code, thing.number)
        people = [{part: row[part] for part in PARTS} for row in PaySlip.objects.visible_to(actor).filter(run=thing).values(*PARTS)]
        return vouchers(source, people, order)
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for person_id, part, amount in DifferenceLine.objects.visible_to(actor).filter(correction=thing).values_list("person_id", "part", "amount"):
        found[person_id][part] = amount
    return vouchers(Source(thing.number, thing.approved_on, thing.division_code, thing.document), found.values(), order)


def vouchers_of_year(actor: Actor, year: int) -> list[Voucher]:
    """Every voucher of a year's approved run and corrections, in the order they were approved."""
    runs = PayRun.objects.visible_to(actor).filter(year=year, state=PayRun.State.APPROVED).order_by("id")
    later = PayCorrection.objects.visible_to(actor).filter(year=year, state=PayCorrection.State.APPROVED).order_by("approved_on", "id")
    return [voucher for thing in (*runs, *later) for voucher in vouchers_of(actor, thing)]


def vouchers_due(actor: Actor, year: int, taken: Collection[str]) -> list[Voucher]:
    """What the ledger has not taken yet: the year's vouchers whose key is not among the keys it holds. Asked twice, nothing comes twice."""
    held = frozenset(taken)
    return [voucher for voucher in vouchers_of_year(actor, year) if voucher.key not in held]


def village_vouchers_due(actor: Actor, village: str, taken: Collection[str]) -> list[Voucher]:
    """The same of one village's people for the village's own book: every approved run and correction, what is taken already left out.

    Runs and corrections are the county's rows, beyond a village's reach: number, day and document are read from the slips and difference lines.
    """
    people: dict[tuple[dt.date, str], tuple[Source, int, dict[int, dict[str, Decimal]]]] = {}
    slips = PaySlip.objects.visible_to(actor, village).filter(approved_on__isnull=False).order_by("approved_on", "id")
    for row in slips.values("number", "approved_on", "year", "person_id", *PARTS):
        number = whole_of(row["number"])
        held = people.setdefault((row["approved_on"], number), (Source(number, row["approved_on"], village, number, village), row["year"], {}))
        held[2][row["person_id"]] = {part: row[part] for part in PARTS}
    lines = DifferenceLine.objects.visible_to(actor, village).order_by("approved_on", "id")
    for line in lines.values("number", "approved_on", "year", "person_id", "document", "part", "amount"):
        number = whole_of(line["number"])
        held = people.setdefault((line["approved_on"], number), (Source(number, line["approved_on"], village, line["document"], village), line["year"], {}))
        held[2].setdefault(line["person_id"], {})[line["part"]] = line["amount"]
    found = [voucher for source, year, parts in people.values() for voucher in vouchers(source, parts.values(), withholding_order(year))]
    return [voucher for voucher in found if voucher.key not in frozenset(taken)]


def whole_of(number: str) -> str:
    """The run or correction to which a slip or a difference line of that number belongs: ``GZ2019-440403-01-0007`` → ``GZ2019-440403-01``."""
    return number.rpartition("-")[0]
