"""The answer of a permission: allowed or not, with a reason that can be shown to the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import NotPermitted


@dataclass(frozen=True)
class Verdict:
    """``allowed`` and, when not, a ``reason`` saying who may and how to ask."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def deny(reason: object) -> Verdict:
    """A refusal with its reason."""
    return Verdict(False, str(reason))


def in_place(elsewhere: object) -> Callable[[Actor, str, object, str], Verdict]:
    """A room's question ``(by, permission, who, division_code)``: the permission first, refused with ``who``; then the reach, refused with ``elsewhere``."""

    def within(by: Actor, permission: str, who: object, division_code: str) -> Verdict:
        if not by.may(permission):
            return deny(who)
        return ALLOWED if by.reaches(division_code) else deny(elsewhere)

    return within


def require(verdict: Verdict) -> None:
    """Return nothing when allowed; raise NotPermitted with the reason otherwise."""
    if not verdict.allowed:
        raise NotPermitted(verdict.reason)
