"""Income tax on wages by cumulative withholding (累计预扣法), exact to the cent, and both parts of social insurance.

Example: 6,547.50 a month with 650 of insurance: 897.50 more is taxable each month, so 26.93, 26.92, 26.93 … are withheld, 323.10 a year.
The whole tax of the year is rounded once a month and what was withheld is taken off it, so the months always make the year's tax.
Source: 国家税务总局公告2018年第61号第六条 (from 2019-01-01); handbook section 5.5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from qianxian.foundation.money import half_up, split_shares
from qianxian.foundation.rulebook import DatedSetting, ImpossibleFacts, SettingsBook

NOTHING = Decimal("0.00")
YEAR = 12
#: Who may bear the employer's insurance, in the order in which it is split: the last one takes the remainder.
BORNE_BY = ("city", "town", "district")


@dataclass(frozen=True)
class Bracket:
    """Up to ``upto`` yuan (None: above all) the whole is taxed at ``rate`` less the quick deduction."""

    upto: Decimal | None
    rate: Decimal
    quick: Decimal


def read_brackets(rows: Sequence[Mapping[str, Any]]) -> tuple[Bracket, ...]:
    """The brackets of a dated setting, lowest first; an empty ``upto`` is the last one."""
    return tuple(Bracket(Decimal(str(row["upto"])) if row["upto"] else None, Decimal(str(row["rate"])), Decimal(str(row["quick"]))) for row in rows)


def bracket_of(amount: Decimal, brackets: Sequence[Bracket]) -> Bracket:
    """The bracket an amount falls in: 36,000.00 in the first, 36,000.01 in the second."""
    return next(b for b in brackets if b.upto is None or amount <= b.upto)


def tax_on(taxable: Decimal, brackets: Sequence[Bracket]) -> Decimal:
    """The tax on a cumulative taxable income, half a cent upwards; 0.00 where nothing is taxable."""
    if taxable <= 0:
        return NOTHING
    held = bracket_of(taxable, brackets)
    return half_up(taxable * held.rate - held.quick)


def separate_bonus_tax(bonus: Decimal, monthly: Sequence[Bracket]) -> Decimal:
    """The tax on a yearly bonus taxed apart: a twelfth finds the bracket, the whole is taxed (财税〔2018〕164号)."""
    if bonus <= 0:
        return NOTHING
    held = bracket_of(bonus / YEAR, monthly)
    return half_up(bonus * held.rate - held.quick)


@dataclass(frozen=True)
class MonthOfTax:
    """One month: cumulative taxable income (never below 0.00), the tax on it, and what is withheld now."""

    month: int
    income: Decimal
    taxable: Decimal
    due: Decimal
    withheld: Decimal


def withheld_by_month(
    incomes: Sequence[Decimal], deductions: Sequence[Decimal], brackets: Sequence[Bracket], *, already: Decimal = NOTHING
) -> list[MonthOfTax]:
    """What each month withholds. ``deductions`` holds all that is taken off before tax in the month, the basic deduction included.

    Where the tax of the months so far falls under what was withheld, nothing is withheld and the rest is carried: never negative.
    Twelve months make the tax on the whole as long as cumulative taxable income never falls; else the yearly settlement does.
    """
    earned, off, found = NOTHING, NOTHING, []
    for month, (income, deduction) in enumerate(zip(incomes, deductions, strict=True), 1):
        earned, off = earned + income, off + deduction
        taxable = max(NOTHING, earned - off)
        due = tax_on(taxable, brackets)
        now = max(NOTHING, due - already)
        already += now
        found.append(MonthOfTax(month, income, taxable, due, now))
    return found


@dataclass(frozen=True)
class InsuranceTerms:
    """Personal rates by kind, the limits of the insured monthly wage, the employer's rates, and which payers bear the employer's part.

    ``employer_shares`` make exactly 1; without employer rates nothing is borne beside the pay.
    """

    rates: Mapping[str, Decimal]
    floor: Decimal
    ceiling: Decimal
    employer_rates: Mapping[str, Decimal] = field(default_factory=dict)
    employer_shares: Mapping[str, Decimal] = field(default_factory=dict)


def insurance_of(wage: Decimal, terms: InsuranceTerms) -> dict[str, Decimal]:
    """The personal part of a month by kind, each rounded to the cent; nothing where no wage is paid, and never more than the wage.

    The insured wage is the wage kept between floor and ceiling. What would pass the wage is cut from the last kinds: no net is negative.
    """
    if wage <= 0:
        return dict.fromkeys(terms.rates, NOTHING)
    insured, left, found = min(max(wage, terms.floor), terms.ceiling), wage, {}
    for kind, rate in terms.rates.items():
        found[kind] = min(left, half_up(insured * rate))
        left -= found[kind]
    return found


def employer_of(wage: Decimal, terms: InsuranceTerms) -> dict[str, Decimal]:
    """The employer's part of a month by kind, each rounded to the cent, on the same insured wage; nothing where no wage is paid.

    It is borne beside the pay and is no part of what the person earns or is taxed on.
    """
    if wage <= 0:
        return dict.fromkeys(terms.employer_rates, NOTHING)
    insured = min(max(wage, terms.floor), terms.ceiling)
    return {kind: half_up(insured * rate) for kind, rate in terms.employer_rates.items()}


def borne_by(amount: Decimal, shares: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Payer → its part of the employer's insurance; the parts make the amount, the last payer of the setting takes the remainder."""
    if not amount:
        return dict.fromkeys(shares, NOTHING)
    return dict(zip(shares, split_shares(amount, list(shares.values())), strict=True))


@dataclass(frozen=True)
class WithholdingTerms:
    """What a year's run withholds by: brackets, basic deduction, insurance (None: not withheld here), and how a bonus is taxed."""

    brackets: Sequence[Bracket] = ()
    bonus_brackets: Sequence[Bracket] = ()
    basic: Decimal = Decimal(5000)
    insurance: InsuranceTerms | None = None
    taxed: bool = True
    separate: bool = False


@dataclass(frozen=True)
class WithheldMonth:
    """One month of a slip: income of the month (base pay), insurance, cumulative taxable income and tax, and the tax withheld now."""

    month: str
    income: Decimal
    insurance: Decimal
    taxable: Decimal
    due: Decimal
    tax: Decimal
    employer: Decimal = NOTHING


@dataclass(frozen=True)
class WithheldYear:
    """A person's deductions of a year; ``bonus_tax`` is the part of ``tax`` on a bonus taxed apart.

    ``employer`` is what each payer bears of the employer's insurance: beside the pay, never taken from it.
    """

    months: Sequence[WithheldMonth] = ()
    insurance: Decimal = NOTHING
    tax: Decimal = NOTHING
    bonus_tax: Decimal = NOTHING
    employer: Mapping[str, Decimal] = field(default_factory=dict)


def withheld_of_year(
    incomes: Mapping[str, Decimal], bonus: Decimal, terms: WithholdingTerms, additional: Mapping[str, Decimal] | None = None
) -> WithheldYear:
    """Insurance and tax of a year from its months (``2019-04`` → base pay) and bonus; the bonus, when merged, falls into the last month.

    Months without pay between the first and the last still carry the basic deduction: the person is in service. ``additional`` is what
    the person declared per month.
    """
    months = _months_between(incomes)
    insured = [sum(insurance_of(incomes.get(m, NOTHING), terms.insurance).values(), NOTHING) if terms.insurance else NOTHING for m in months]
    beside = [sum(employer_of(incomes.get(m, NOTHING), terms.insurance).values(), NOTHING) if terms.insurance else NOTHING for m in months]
    borne = borne_by(sum(beside, NOTHING), terms.insurance.employer_shares) if terms.insurance else {}
    if not terms.taxed or not months:
        lines = [
            WithheldMonth(m, incomes.get(m, NOTHING), si, NOTHING, NOTHING, NOTHING, more) for m, si, more in zip(months, insured, beside, strict=True)
        ]
        return WithheldYear(lines, sum(insured, NOTHING), employer=borne)
    bonus_tax = separate_bonus_tax(bonus, terms.bonus_brackets) if terms.separate else NOTHING
    taxed = [incomes.get(m, NOTHING) for m in months]
    taxed[-1] += NOTHING if terms.separate else bonus
    off = [terms.basic + si + (additional or {}).get(m, NOTHING) for m, si in zip(months, insured, strict=True)]
    found = withheld_by_month(taxed, off, terms.brackets)
    lines = [
        WithheldMonth(m, incomes.get(m, NOTHING), si, line.taxable, line.due, line.withheld, more)
        for m, si, more, line in zip(months, insured, beside, found, strict=True)
    ]
    return WithheldYear(lines, sum(insured, NOTHING), sum((line.withheld for line in found), NOTHING) + bonus_tax, bonus_tax, borne)


def _months_between(incomes: Mapping[str, Decimal]) -> list[str]:
    paid = sorted(incomes)
    if not paid:
        return []
    year, first, last = paid[0][:4], int(paid[0][5:]), int(paid[-1][5:])
    return [f"{year}-{month:02d}" for month in range(first, last + 1)]


def withholding_terms(year: int, settings: SettingsBook) -> tuple[WithholdingTerms, list[DatedSetting]]:
    """(what the year withholds by, the dated rows behind it); the rows in force on the year's last day. Raises SettingMissing on a gap,
    ImpossibleFacts where the shares of the employer's part do not make 1.
    """
    view = settings.on(dt.date(year, 12, 31))
    insurance = None
    if view["si.coverage"]:
        limits = view["si.base_limits"]
        shares = view["si.employer_shares"]
        if sum(shares.values()) != 1 or min(shares.values()) < 0 or set(shares) != set(BORNE_BY):
            raise ImpossibleFacts("参数「社会保险单位部分由哪级财政承担」要写市、区、镇三项，合计为 1。", "si.employer_shares")
        insurance = InsuranceTerms(view["si.personal_rates"], limits["floor"], limits["ceiling"], view["si.employer_rates"], {payer: shares[payer] for payer in BORNE_BY})
    if not view["tax.withholding"]:
        return WithholdingTerms(insurance=insurance, taxed=False), view.used
    separate = view["tax.bonus_method"] == "separate" and view["tax.separate_bonus"]
    return WithholdingTerms(
        read_brackets(view["tax.brackets"]), read_brackets(view["tax.bonus_brackets"]), view["tax.basic_deduction"], insurance, True, separate
    ), view.used
