"""The year's income tax as it should be on the whole, beside what the months withheld: what the yearly settlement has to put right.

Example: a cumulative taxable income that fell in August leaves more withheld than the year's tax: the rest is given back by the settlement
(汇算清缴) between March and June of the next year, which the person does with the tax authority. Nothing is paid or taken here.
Source: 《个人所得税法》第六条、第十一条; 国家税务总局公告2018年第61号第六条. The pay computed here is one income: others are not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qianxian.pay.rules.withholding import NOTHING, Bracket, tax_on


@dataclass(frozen=True)
class SettledYear:
    """Yuan. ``tax`` is the tax on the whole year, ``withheld`` what the months took; ``due`` is still to pay, or given back when negative."""

    income: Decimal
    insurance: Decimal
    basic: Decimal
    additional: Decimal
    taxable: Decimal
    tax: Decimal
    withheld: Decimal

    @property
    def due(self) -> Decimal:
        """Tax on the whole less what was withheld."""
        return self.tax - self.withheld

    @property
    def equal(self) -> bool:
        """Whether the months made the tax on the whole."""
        return self.tax == self.withheld


def settled_year(
    income: Decimal,
    insurance: Decimal,
    basic: Decimal,
    additional: Decimal,
    withheld: Decimal,
    brackets: Sequence[Bracket],
    *,
    apart: Decimal = NOTHING,
    tax_apart: Decimal = NOTHING,
) -> SettledYear:
    """The year on the whole: income less insurance, basic and additional deductions, never below nothing.

    ``apart`` is a bonus in ``income`` that is taxed by itself, ``tax_apart`` the tax on it.
    """
    taxable = max(NOTHING, income - apart - insurance - basic - additional)
    return SettledYear(income, insurance, basic, additional, taxable, tax_on(taxable, brackets) + tax_apart, withheld)
