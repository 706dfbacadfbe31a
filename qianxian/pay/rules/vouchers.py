"""Vouchers of a run or a correction, by payer: balanced double-entry lines for the ledger, each exactly once.

Example: a run paying 100.00 of the city's money to one person of whom 3.00 tax is withheld from the district's → city: debit base pay 100.00,
credit payable to persons 100.00. The ledger room takes ``Voucher`` rows by ``queries.vouchers_due``: the key tells what it already has,
``ACCOUNTS`` what each account is, so that it can be laid on a chart of accounts without reading pay's code (docs/pay.md).
Deductions are taken from the payers' shares in the county's order, so that every payer's lines balance to the cent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qianxian.pay.rules.entitlement import EMPLOYER, PAYERS
from qianxian.pay.rules.withholding import NOTHING

#: What is debited for each payer's share.
EXPENSE = {"city": "base_pay", "district": "base_pay", "town": "bonus"}
PAYABLE, INSURANCE, TAX = "payable_to_persons", "insurance_withheld", "tax_withheld"
BORNE, OWED = "employer_insurance", "employer_insurance_payable"


@dataclass(frozen=True)
class AccountHint:
    """What an account of pay is: its Chinese name, its nature (expense or liability), and to whom a liability is owed."""

    title: str
    nature: str
    owed_to: str = ""


#: Every account a voucher may name; the ledger maps these to its chart, and a new one here fails its test until it does.
ACCOUNTS: Mapping[str, AccountHint] = {
    "base_pay": AccountHint("基本报酬支出", "expense"),
    "bonus": AccountHint("绩效奖励支出", "expense"),
    PAYABLE: AccountHint("应付村（社区）干部报酬", "liability", "persons"),
    INSURANCE: AccountHint("代扣社会保险费（个人部分）", "liability", "social_insurance"),
    TAX: AccountHint("代扣代缴个人所得税", "liability", "tax_authority"),
    BORNE: AccountHint("社会保险费支出（单位部分）", "expense"),
    OWED: AccountHint("应缴社会保险费（单位部分）", "liability", "social_insurance"),
}


@dataclass(frozen=True)
class VoucherLine:
    """One line: account by name, and a debit or a credit, never both and never negative."""

    account: str
    debit: Decimal = NOTHING
    credit: Decimal = NOTHING

    @property
    def hint(self) -> AccountHint:
        """What the account is."""
        return ACCOUNTS[self.account]


@dataclass(frozen=True)
class Voucher:
    """One payer's voucher of one run or correction. ``key`` is the same however often it is asked for; ``on`` is the day of approval."""

    key: str
    payer: str
    source: str
    lines: tuple[VoucherLine, ...]
    on: dt.date | None = None
    division_code: str = ""
    document: str = ""

    @property
    def balanced(self) -> bool:
        """Debits equal credits, to the cent."""
        return sum((x.debit for x in self.lines), NOTHING) == sum((x.credit for x in self.lines), NOTHING)


@dataclass(frozen=True)
class Source:
    """What a voucher comes from: number of the run or correction, day of approval, whose books, the document; ``place`` where it is one village's part."""

    number: str
    on: dt.date | None = None
    division_code: str = ""
    document: str = ""
    place: str = ""

    def key(self, payer: str) -> str:
        """What tells the voucher of a payer from every other: the run or correction, the payer, and the village where it is one village's part."""
        return f"{self.number}/{payer}/{self.place}" if self.place else f"{self.number}/{payer}"


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


def vouchers(source: Source, people: Iterable[Mapping[str, Decimal]], order: Sequence[str] = ("district", "city", "town")) -> list[Voucher]:
    """The vouchers of one run or correction: one per payer that moves money, people summed.

    ``people`` holds each person's parts: the payers' shares, insurance, tax, and the employer's insurance by payer; differences may be
    negative, and are then posted on the other side. A payer without any amount gets no voucher.
    """
    shares, beside = dict.fromkeys(PAYERS, NOTHING), dict.fromkeys(PAYERS, NOTHING)
    withheld = {payer: {"insurance": NOTHING, "tax": NOTHING} for payer in PAYERS}
    for sums in people:
        for payer in PAYERS:
            shares[payer] += sums.get(payer, NOTHING)
            beside[payer] += sums.get(EMPLOYER[payer], NOTHING)
        for payer, kinds in withheld_by_payer(sums, order).items():
            for kind, amount in kinds.items():
                withheld[payer][kind] += amount
    made = []
    for payer in PAYERS:
        insurance, tax = withheld[payer]["insurance"], withheld[payer]["tax"]
        lines = [
            _side(EXPENSE[payer], shares[payer]), _side(PAYABLE, insurance + tax - shares[payer]), _side(INSURANCE, -insurance), _side(TAX, -tax),
            _side(BORNE, beside[payer]), _side(OWED, -beside[payer]),
        ]  # fmt: skip
        kept = tuple(line for line in lines if line.debit or line.credit)
        if kept:
            made.append(Voucher(source.key(payer), payer, source.number, kept, source.on, source.division_code, source.document))
    return made


def _side(account: str, amount: Decimal) -> VoucherLine:
    """A debit when positive, a credit when negative."""
    return VoucherLine(account, amount, NOTHING) if amount >= 0 else VoucherLine(account, NOTHING, -amount)
