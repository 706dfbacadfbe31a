"""What the collective asks before a contract is signed: a lease-out says which land or asset is let (R-C08).

A contract older than the register is a fact already; its thing is put under it afterwards (``take_over_lease``).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qianxian.collective.models import Lease
from qianxian.contracts.conditions import asks_too
from qianxian.contracts.models import Contract
from qianxian.foundation.errors import Violation


def conditions(contract: Contract) -> Iterator[Violation]:
    """A lease-out without its thing."""
    if contract.kind != Contract.Kind.LEASE_OUT or contract.basis == Contract.Basis.EXISTING:
        return
    if not Lease.objects.filter(contract=contract).exclude(state=Lease.State.DROPPED).exists():
        yield Violation("thing", _("出租合同还没有登记出租的土地或资产。请先在「集体经济」的出租合同里登记出租物和租金，再签订。"), "R-C08", "kind")


def register() -> None:
    """Ask it of every contract."""
    asks_too(conditions)
