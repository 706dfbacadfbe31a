"""What came of a project handed to the room above: the collective's own register of assets listens here.

Example, in the ``ready`` of the collective's app: ``listen(take_over)``; ``take_over(asset, by, on)`` runs in the transaction that enters the asset.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from qianxian.foundation.actor import Actor
from qianxian.projects.models import Asset

Listener = Callable[[Asset, Actor, dt.date], None]
_listeners: list[Listener] = []


def listen(take_over: Listener) -> None:
    """The room above takes each asset over from now on; told once."""
    if take_over not in _listeners:
        _listeners.append(take_over)


def hand_over(asset: Asset, by: Actor, on: dt.date) -> None:
    """Everybody who listens is told, in the same transaction."""
    for take_over in _listeners:
        take_over(asset, by, on)
