"""Why a slip says what it says: each sum with its rule, clause, input and vintage, kept with the slip as it was computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qianxian.foundation.rulebook import DatedSetting
from qianxian.pay.rules import AnnualPay, Entitlement, PayTerms, WithholdingTerms

SOURCES = ("tax.brackets", "si.personal_rates", "si.base_limits", "tax.bonus_method", "si.employer_rates", "si.employer_shares")


def settings_record(terms: PayTerms, withholding: WithholdingTerms, rows: Sequence[DatedSetting], provisional: bool) -> dict[str, Any]:
    """The policy of a run as JSON: the terms, the dated rows behind them, and whether the index stands in for a later one."""
    return {
        "withholding": {"taxed": withholding.taxed, "insured": withholding.insurance is not None, "separate": withholding.separate,
                        "employer": bool(withholding.insurance and withholding.insurance.employer_rates)},
        "index": str(terms.index), "multiple": str(terms.multiple), "bonus_cap_rate": str(terms.bonus_cap_rate), "city_share": str(terms.city_share),
        "per_person_cap": terms.per_person_cap, "provisional": provisional, "rows": [row.to_json() for row in rows],
    }


def explain(
    due: Entitlement, terms: PayTerms, withholding: WithholdingTerms, rows: Sequence[DatedSetting], centre: str, grade: str
) -> dict[str, Any]:
    """The explanation of one slip: formula per post, months with days, shares, cap, grade and deductions. Money as text with two places."""
    paid: AnnualPay = due.pay
    return {
        "centre": centre,
        "index": _money(terms.index),
        "index_source": next((row.source for row in rows if row.key == "pay.income_index"), ""),
        "multiple": str(terms.multiple),
        "months": [
            {"month": line.month, "post": line.post, "coefficient": str(line.post_coeff), "days": line.days, "of": line.days_in_month,
             "full": _money(line.full_month), "amount": _money(line.amount)}
            for line in paid.lines
        ],
        "city_share": str(terms.city_share),
        "cap_rate": str(terms.bonus_cap_rate),
        "cap": _money(paid.cap),
        "grade": grade,
        "grade_coefficient": str(terms.grade_coeff[grade]) if grade else "",
        "withholding": _withheld(due, withholding, rows),
    }


def _withheld(due: Entitlement, withholding: WithholdingTerms, rows: Sequence[DatedSetting]) -> dict[str, Any]:
    """Insurance and tax month by month, with the rates, limits and documents they rest on."""
    sources = {row.key: row.source for row in rows if row.key in SOURCES}
    insurance = withholding.insurance
    return {
        "taxed": withholding.taxed,
        "insured": insurance is not None,
        "basic": _money(withholding.basic),
        "rates": {kind: str(rate) for kind, rate in insurance.rates.items()} if insurance else {},
        "employer_rates": {kind: str(rate) for kind, rate in insurance.employer_rates.items()} if insurance else {},
        "employer_shares": {payer: str(share) for payer, share in insurance.employer_shares.items()} if insurance else {},
        "limits": [_money(insurance.floor), _money(insurance.ceiling)] if insurance else [],
        "separate": withholding.separate,
        "bonus_tax": _money(due.withheld.bonus_tax),
        "months": [
            {"month": m.month, "income": _money(m.income), "insurance": _money(m.insurance), "taxable": _money(m.taxable), "due": _money(m.due),
             "tax": _money(m.tax), "employer": _money(m.employer)}
            for m in due.withheld.months
        ],
        "sources": sources,
    }


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def year_to_come(year: int, on: dt.date) -> str:
    """Why the pay of ``year`` cannot be approved on the day; empty once the year has begun. What is known before it may be prepared and checked."""
    if on.year >= year:
        return ""
    return _("%(year)s 年还没有开始，最早 %(year)s 年 1 月 1 日审批。可以先编制、核对；到时收入基数、名册有变化的，退回重算。") % {"year": year}
