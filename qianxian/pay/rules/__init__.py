"""Pure rules of pay: a year's base pay, bonus and payers, exact to the cent (``annual``), and the registered rule PAY (``pay``)."""

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

__all__ = [
    "GRADES",
    "AnnualPay",
    "IndexChoice",
    "PayLine",
    "PaySpan",
    "PayTerms",
    "annual_pay",
    "bonus_excess",
    "difference_lines",
    "income_index_for",
    "pay_of_a_year",
    "pool_cap",
    "pool_excess",
    "run_pay",
    "terms_for",
    "year_base",
]
