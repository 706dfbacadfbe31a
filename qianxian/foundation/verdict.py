"""The answer of a permission: allowed or not, with a reason that can be shown to the person."""

from __future__ import annotations

from dataclasses import dataclass

from qianxian.foundation.errors import NotPermitted


@dataclass(frozen=True)
class Verdict:
    """``allowed`` and, when not, a ``reason`` saying who may and how to ask."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def deny(reason: str) -> Verdict:
    """A refusal with its reason."""
    return Verdict(False, str(reason))


def require(verdict: Verdict) -> None:
    """Return nothing when allowed; raise NotPermitted with the reason otherwise."""
    if not verdict.allowed:
        raise NotPermitted(verdict.reason)
