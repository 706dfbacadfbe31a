"""What can go wrong in the county's work, in words for the people who do it.

Views, API, command line and imports turn these into form errors, problem+json, exit codes and row errors in one place each.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


def say(msgid: str) -> str:
    """The text in the reader's language; the Chinese itself in a bare interpreter, where rules and sheets work without settings.

    Modules import it as ``_``, so that the catalogue finds their sentences. Django is asked only where somebody else has loaded it:
    ``qianxian rule eval`` answers without it, in a tenth of a second.
    """
    conf, translation = sys.modules.get("django.conf"), sys.modules.get("django.utils.translation")
    return translation.gettext(msgid) if conf and translation and conf.settings.configured else msgid


def in_english() -> bool:
    """True where the reader has chosen English."""
    conf, translation = sys.modules.get("django.conf"), sys.modules.get("django.utils.translation")
    return bool(conf and translation and conf.settings.configured and (translation.get_language() or "zh").startswith("en"))


@dataclass(frozen=True)
class Violation:
    """One broken rule: a stable ``code``, a ``message`` saying what to do, and its ``source`` (law, article)."""

    code: str
    message: str
    source: str = ""
    field: str = ""

    def text(self, language: str = "zh") -> str:
        """The message in the reader's language; what carries no English of its own was said in his language when it was found."""
        return self.message


class QianxianError(Exception):
    """Everything the house raises on purpose."""


class RuleViolated(QianxianError):
    """All violations found, never only the first."""

    def __init__(self, violations: Sequence[Violation]):
        self.violations = list(violations)
        super().__init__("；".join(v.message for v in self.violations))


class NotPermitted(QianxianError):
    """The acting role may not do this; ``reason`` says who may and how to ask."""

    def __init__(self, reason: str):
        self.reason = str(reason)
        super().__init__(self.reason)


class CodeNeeded(NotPermitted):
    """The person may, but has to give the second factor anew first (step-up)."""


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


class Conflict(QianxianError):
    """Somebody changed the thing meanwhile, or the same key came with another body. ``current`` is the row as it stands: programs are told its version."""

    def __init__(self, message: str, *, current: Versioned | None = None):
        self.message = str(message)
        self.version = None if current is None else current.version
        super().__init__(self.message)


class FileRefused(QianxianError):
    """An uploaded file that is not opened at all; nothing was written."""

    def __init__(self, code: str, message: str):
        self.code, self.message = code, str(message)
        super().__init__(self.message)


def violated(code: str, message: str, source: str = "", field: str = "") -> RuleViolated:
    """A RuleViolated with a single violation."""
    return RuleViolated([Violation(code, str(message), source, field)])
