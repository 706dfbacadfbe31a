"""What has been paid under a contract: answered by the room above (the ledger), shown on the contract's page.

Example: ``paid_under(contract)`` is 60000.00. The ledger gives its answer in its ``apps.py`` with ``supply``; before, nothing is known to be paid.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from qianxian.contracts.models import Contract

_read: list[Callable[[Contract], Decimal]] = []


def supply(read: Callable[[Contract], Decimal]) -> None:
    """The ledger's reading of what was paid, in yuan; the last word counts."""
    _read[:] = [read]


def paid_under(contract: Contract) -> Decimal:
    """What was paid under the contract, in yuan."""
    return _read[0](contract) if _read else Decimal(0)
