"""Asks the rulebook with the county's settings and gives commands plain answers.

Errors become violations of the form; warnings are returned so that pages can show them and the log can keep them. A rule that was not yet in
force on the day says nothing about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qianxian.foundation.errors import Violation, in_english
from qianxian.foundation.rulebook import Evaluation, ImpossibleFacts, InputsRefused, evaluate
from qianxian.rulebook.queries import county_settings

SILENT = frozenset({"not_in_force", "text_unverified"})


def ask(rule: str, on: dt.date, facts: Mapping[str, Any]) -> Evaluation:
    """The rule's answer by the county's settings."""
    return evaluate(rule, on, {k: v for k, v in facts.items() if v is not None}, county_settings())


def judged(rule: str, on: dt.date, facts: Mapping[str, Any], field: str = "") -> tuple[list[Violation], list[Violation]]:
    """(errors, warnings) of a rule for a command, in the reader's language; facts that cannot be are an error too."""
    try:
        answer = ask(rule, on, facts)
    except (ImpossibleFacts, InputsRefused) as unfit:
        return [Violation("facts", str(unfit), rule, field)], []
    language = "en" if in_english() else "zh"
    told = [(v.level, Violation(v.code, v.text(language), v.source or rule, v.field or field)) for v in answer.violations if v.code not in SILENT]
    return [v for level, v in told if level == "error"], [v for level, v in told if level != "error"]
