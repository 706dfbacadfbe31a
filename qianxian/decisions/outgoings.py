"""What went out under a certificate, told by the rooms above in the ``ready`` of their apps: contracts, payments, leases, distributions, projects.

Example: ``outgoings.told_by(reader)``; ``reader(certificate, actor)`` gives ``Outgoing``s. What is a room's own stays there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor


@dataclass(frozen=True)
class Outgoing:
    """One thing done under a certificate: what, when, how much in yuan, where it stands; ``address`` is empty for who may not open it."""

    kind: str
    label: str
    on: dt.date | None
    amount: Decimal | None
    status: str
    address: str = ""


Reader = Callable[[Certificate, Actor], Iterable[Outgoing]]
_READERS: list[Reader] = []


def told_by(reader: Reader) -> None:
    """Ask this reader too, once however often it is told."""
    if reader not in _READERS:
        _READERS.append(reader)


def under(certificate: Certificate, actor: Actor) -> list[Outgoing]:
    """All that went out under the certificate within the actor's reach, oldest first, undated last."""
    found = [one for reader in _READERS for one in reader(certificate, actor)]
    return sorted(found, key=lambda one: (one.on or dt.date.max, one.kind, one.label))
