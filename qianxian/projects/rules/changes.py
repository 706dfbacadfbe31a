"""When changes of the works go back to who decided: additions beyond the share set wait for a new certificate, and so does everything after.

Example: a contract of 1,000,000 at 10 %: orders of 60,000 and 40,000 go on, one cent more stops acceptance and payment.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from qianxian.contracts.rules.amending import Change, added_without_decision, most_without_decision


def stands_still(contract: Decimal, orders: Iterable[Change], percent: Decimal) -> bool:
    """Whether nothing may be paid or accepted until a new certificate is named."""
    return added_without_decision(orders) > most_without_decision(contract, percent)
