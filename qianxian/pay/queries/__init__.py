"""Reads of pay, cut by noun: runs and slips, what people are entitled to, corrections and their lines, waiting work."""

from qianxian.pay.queries.corrections import (
    accounts_in,
    approved_run,
    corrections,
    differences_of_slip,
    differences_posted,
    engagement_choices,
    engagement_of,
    facts_recorded,
    names_in,
    net_to_date,
    own_differences,
    restored_unpaid,
)
from qianxian.pay.queries.entitlements import PersonFacts, known_facts, posted_sums
from qianxian.pay.queries.runs import (
    PAYERS,
    Average,
    RosterSpan,
    average_of,
    own_slips,
    roster,
    runs,
    slips,
    standing_run,
    totals_beside,
    totals_by_payer,
)
from qianxian.pay.queries.settlement import PersonSettled, settlement_run, settlements
from qianxian.pay.queries.tasks import tasks_for
from qianxian.pay.queries.vouchers import vouchers_due, vouchers_of, vouchers_of_year, withholding_order
from qianxian.pay.queries.what_if import Picture, picture

__all__ = [
    "PAYERS",
    "Average",
    "PersonFacts",
    "PersonSettled",
    "Picture",
    "RosterSpan",
    "accounts_in",
    "approved_run",
    "average_of",
    "corrections",
    "differences_of_slip",
    "differences_posted",
    "engagement_choices",
    "engagement_of",
    "facts_recorded",
    "known_facts",
    "names_in",
    "net_to_date",
    "own_differences",
    "own_slips",
    "picture",
    "posted_sums",
    "restored_unpaid",
    "roster",
    "runs",
    "settlement_run",
    "settlements",
    "slips",
    "standing_run",
    "tasks_for",
    "totals_beside",
    "totals_by_payer",
    "vouchers_due",
    "vouchers_of",
    "vouchers_of_year",
    "withholding_order",
]
