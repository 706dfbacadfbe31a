"""Pure rules of pay: a year's base pay, bonus and payers, exact to the cent (``annual``), and the registered rule PAY (``pay``);
the income tax withheld from it (``withholding``, the registered rule TAX in ``tax``).
"""

from qianxian.pay.rules.annual import (
    AnnualPay,
    IndexChoice,
    PayLine,
    PaySpan,
    PayTerms,
    annual_pay,
    bonus_excess,
    difference_lines,
    income_index_for,
    pool_cap,
    pool_excess,
    run_pay,
    terms_for,
    year_base,
)
from qianxian.pay.rules.pay import GRADES, pay_of_a_year
from qianxian.pay.rules.tax import tax_withheld
from qianxian.pay.rules.withholding import (
    Bracket,
    InsuranceTerms,
    bracket_of,
    insurance_of,
    read_brackets,
    separate_bonus_tax,
    tax_on,
    withheld_by_month,
)

__all__ = [
    "GRADES",
    "AnnualPay",
    "Bracket",
    "IndexChoice",
    "InsuranceTerms",
    "PayLine",
    "PaySpan",
    "PayTerms",
    "annual_pay",
    "bonus_excess",
    "bracket_of",
    "difference_lines",
    "income_index_for",
    "insurance_of",
    "pay_of_a_year",
    "pool_cap",
    "pool_excess",
    "read_brackets",
    "run_pay",
    "separate_bonus_tax",
    "tax_on",
    "tax_withheld",
    "terms_for",
    "withheld_by_month",
    "year_base",
]
