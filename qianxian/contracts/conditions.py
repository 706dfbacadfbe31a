"""What rooms above ask before a contract is signed: told with ``asks_too`` in the ``ready`` of their app, answered in words like the room's own.

Example: the collective asks of a lease-out which land or asset is let. What stands against signing from this room's own rows is in ``judging``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qianxian.contracts.models import Contract
from qianxian.foundation.errors import Violation

_asked: list[Callable[[Contract], Iterable[Violation]]] = []


def asks_too(conditions: Callable[[Contract], Iterable[Violation]]) -> None:
    """A room above asks conditions of its own; told once."""
    if conditions not in _asked:
        _asked.append(conditions)


def faults_above(contract: Contract) -> list[Violation]:
    """Everything the rooms above have against signing."""
    return [fault for conditions in _asked for fault in conditions(contract)]
