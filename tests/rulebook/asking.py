"""How rule tests ask: by number, day and facts, against the shipped settings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qianxian.foundation.rulebook import Evaluation, SettingsBook, evaluate


def ask(rule_id: str, on: str, facts: dict[str, Any] | None = None, settings: SettingsBook | None = None) -> Evaluation:
    """The answer of a rule on a day."""
    return evaluate(rule_id, on=dt.date.fromisoformat(on), inputs=facts or {}, settings=settings)


def outputs(rule_id: str, on: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """Only what was computed."""
    found = ask(rule_id, on, facts).outputs
    assert found is not None
    return dict(found)


def codes(rule_id: str, on: str, facts: dict[str, Any] | None = None) -> list[str]:
    """Only the codes of what is broken."""
    return [item.code for item in ask(rule_id, on, facts).violations]
