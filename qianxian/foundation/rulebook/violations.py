"""What a rule answers: outputs, and every violation found, in the words an official needs next.

Messages carry both languages as plain fields, because rules know nothing of gettext; pages choose by the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qianxian.foundation.errors import Violation


@dataclass(frozen=True)
class RuleViolation(Violation):
    """A broken rule. ``level`` "error" blocks; "warning" is told and does not block ("一般" in the text is never a bar)."""

    message_en: str = ""
    level: str = "error"

    def text(self, language: str = "zh") -> str:
        """The message in the reader's language, Chinese where no English was written."""
        return self.message_en if language.startswith("en") and self.message_en else self.message

    def to_json(self) -> dict[str, str]:
        """The published contract: code, message, source."""
        return {"code": self.code, "message": self.message, "source": self.source}


@dataclass(frozen=True)
class Finding:
    """What a pure rule function returns."""

    outputs: Mapping[str, Any]
    violations: Sequence[RuleViolation] = field(default_factory=tuple)


def violation(code: str, message: str, message_en: str = "", *, source: str = "", field: str = "") -> RuleViolation:
    """A blocking violation; without ``source`` the rule's own law and article are filled in."""
    return RuleViolation(code=code, message=message, source=source, field=field, message_en=message_en)


def warning(code: str, message: str, message_en: str = "", *, source: str = "", field: str = "") -> RuleViolation:
    """A violation that is told and does not block."""
    return RuleViolation(code=code, message=message, source=source, field=field, message_en=message_en, level="warning")
