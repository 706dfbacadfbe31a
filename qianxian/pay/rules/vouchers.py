"""Vouchers of a run or a correction, by payer: balanced double-entry lines for the ledger, each exactly once.

Example: a run paying 100.00 of the city's money to one person of whom 3.00 tax is withheld from the district's → city: debit base pay 100.00,
credit payable to persons 100.00. The ledger room takes ``Voucher`` rows; the key tells it what it already has.
Deductions are taken from the payers' shares in the county's order, so that every payer's lines balance to the cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qianxian.pay.rules.entitlement import PAYERS
from qianxian.pay.rules.withholding import NOTHING

#: What is debited for each payer, and what is credited; the ledger maps these names to its chart of accounts.
EXPENSE = {"city": "base_pay", "district": "base_pay", "town": "bonus"}
PAYABLE, INSURANCE, TAX = "payable_to_persons", "insurance_withheld", "tax_withheld"


@dataclass(frozen=True)
class VoucherLine:
    """One line: account by name, and a debit or a credit, never both and never negative."""

    account: str
    debit: Decimal = NOTHING
    credit: Decimal = NOTHING


@dataclass(frozen=True)
class Voucher:
    """One payer's voucher of one run or correction. ``key`` is the same however often it is asked for."""

    key: str
    payer: str
    source: str
    lines: tuple[VoucherLine, ...]

    @property
    def balanced(self) -> bool:
        """Debits equal credits, to the cent."""
        return sum((x.debit for x in self.lines), NOTHING) == sum((x.credit for x in self.lines), NOTHING)


def withheld_by_payer(sums: Mapping[str, Decimal], order: Sequence[str]) -> dict[str, dict[str, Decimal]]:
    """Payer → insurance and tax taken from its share, in the order given; what no share can bear stays with the first payer.

    The parts make insurance and tax exactly.
    """
    left = {payer: sums.get(payer, NOTHING) for payer in order}
    found: dict[str, dict[str, Decimal]] = {payer: {"insurance": NOTHING, "tax": NOTHING} for payer in order}
    for kind in ("insurance", "tax"):
        rest = sums.get(kind, NOTHING)
        for payer in order:
            taken = min(rest, max(left[payer], NOTHING)) if rest > 0 else NOTHING
            found[payer][kind] += taken
            left[payer] -= taken
            rest -= taken
        found[order[0]][kind] += rest  # a deduction given back, or more than the shares of a difference
    return found


def vouchers(source: str, people: Iterable[Mapping[str, Decimal]], order: Sequence[str] = ("district", "city", "town")) -> list[Voucher]:
    """The vouchers of one run or correction (``source`` is its number): one per payer that moves money, people summed.

    ``people`` holds each person's parts: city, district, town, insurance, tax; differences may be negative, and are then posted on the
    other side. A payer without any amount gets no voucher.
    """
    shares, withheld = dict.fromkeys(PAYERS, NOTHING), {payer: {"insurance": NOTHING, "tax": NOTHING} for payer in PAYERS}
    for sums in people:
        for payer in PAYERS:
            shares[payer] += sums.get(payer, NOTHING)
        for payer, kinds in withheld_by_payer(sums, order).items():
            for kind, amount in kinds.items():
                withheld[payer][kind] += amount
    made = []
    for payer in PAYERS:
        insurance, tax = withheld[payer]["insurance"], withheld[payer]["tax"]
        lines = [_side(EXPENSE[payer], shares[payer]), _side(PAYABLE, insurance + tax - shares[payer]), _side(INSURANCE, -insurance), _side(TAX, -tax)]
        kept = tuple(line for line in lines if line.debit or line.credit)
        if kept:
            made.append(Voucher(f"{source}/{payer}", payer, source, kept))
    return made


def _side(account: str, amount: Decimal) -> VoucherLine:
    """A debit when positive, a credit when negative."""
    return VoucherLine(account, amount, NOTHING) if amount >= 0 else VoucherLine(account, NOTHING, -amount)
