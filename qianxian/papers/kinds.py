"""Papers whose signed original may be kept, as the rooms above this one tell them.

Example, in the ``ready`` of a room's AppConfig: ``register_kind(PaperKind("letter", _("聘任书"), find, may_see, may_keep, number, page))``.
``find(actor, uuid)`` gives the thing within reach or None; ``may_see`` and ``may_keep`` are the room's own verdicts, as on the thing's page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import Verdict


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper: how its thing is found, who sees it, who keeps the original, its number, its page.

    ``asks``: what is kept here, where it is not the signed original of a paper of the house.
    """

    code: str
    title: str | Promise
    find: Callable[[Actor, UUID], Any | None]
    may_see: Callable[[Actor, Any], Verdict]
    may_keep: Callable[[Actor, Any], Verdict]
    number: Callable[[Any], str]
    page: Callable[[Any], str]
    asks: str | Promise = ""


_kinds: dict[str, PaperKind] = {}


def register_kind(kind: PaperKind) -> PaperKind:
    """The kind, kept from now on; the last one of a code wins."""
    _kinds[kind.code] = kind
    return kind


def kind_of(code: str) -> PaperKind | None:
    """The kind of a code, None when no room has told it."""
    return _kinds.get(code)


def kinds() -> tuple[PaperKind, ...]:
    """Every kind that some room has told."""
    return tuple(_kinds.values())
