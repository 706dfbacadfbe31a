"""Rules registered once: number, title, law and article, dates in force, typed inputs and outputs, the pure function.

Example::

    @rule("R-P02", title="…", title_en="…", versions=(InForce(date(2018, 10, 28), "law", "article"),), inputs=(…), outputs=(…))
    def branch_size(facts, settings, on): return Finding({…}, […])

A changed formula is a second function under the same number with later dates; a changed text with the same formula is one more InForce.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from qianxian.foundation.rulebook.inputs import Facts, Input, Output
from qianxian.foundation.rulebook.refusals import UnknownRule
from qianxian.foundation.rulebook.settings import SettingsOnDay
from qianxian.foundation.rulebook.violations import Finding

RuleFunction = Callable[[Facts, SettingsOnDay, dt.date], Finding]


@dataclass(frozen=True)
class InForce:
    """The law and article a rule rests on, from ``valid_from`` to ``valid_to`` (both included; None = still in force).

    ``unverified_from``: from this day the amended text was not available; answers carry ``text_unverified``.
    """

    valid_from: dt.date
    law: str
    article: str
    valid_to: dt.date | None = None
    confidence: str = "check"
    unverified_from: dt.date | None = None
    note: str = ""

    @property
    def source(self) -> str:
        """Law and article as shown beside every violation."""
        return f"{self.law}{self.article}"

    def covers(self, on: dt.date) -> bool:
        """Whether this text is in force on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class RuleVersion:
    """One text in force together with the function that computes it."""

    rule_id: str
    title: str
    title_en: str
    text: InForce
    inputs: Sequence[Input]
    outputs: Sequence[Output]
    function: RuleFunction

    @property
    def version(self) -> str:
        """The version's name: its first day in force."""
        return self.text.valid_from.isoformat()


@dataclass(frozen=True)
class Rule:
    """All versions of one rule number, oldest first."""

    id: str
    versions: Sequence[RuleVersion]

    @property
    def latest(self) -> RuleVersion:
        """The version of the newest text."""
        return self.versions[-1]

    def on(self, day: dt.date) -> RuleVersion | None:
        """The version in force on the day, or None."""
        return next((version for version in self.versions if version.text.covers(day)), None)


_VERSIONS: dict[str, list[RuleVersion]] = {}
_loaded = False


def rule(
    rule_id: str, *, title: str, title_en: str, versions: Sequence[InForce], inputs: Sequence[Input], outputs: Sequence[Output]
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a pure function under a rule number. Raises ValueError when two versions would be in force on one day."""

    def register(function: RuleFunction) -> RuleFunction:
        series = [known for known in _VERSIONS.get(rule_id, []) if known.function.__qualname__ != function.__qualname__]
        series += [RuleVersion(rule_id, title, title_en, text, tuple(inputs), tuple(outputs), function) for text in versions]
        series.sort(key=lambda version: version.text.valid_from)
        for earlier, later in pairwise(series):
            if earlier.text.valid_to is None or later.text.valid_from <= earlier.text.valid_to:
                raise ValueError(f"{rule_id}: versions {earlier.version} and {later.version} overlap")
        _VERSIONS[rule_id] = series
        return function

    return register


def load_rooms() -> None:
    """Import every room's ``rules``, found by name on disk: a rule joins the registry by standing in its room.

    By name and not by import statement, since the foundation stands below the rooms. Modules that never speak of the registry
    (moves, figures) are left alone: they may need Django, and the command line must do without.
    """
    global _loaded
    if _loaded:
        return
    package = Path(__file__).resolve().parents[2]
    for room in sorted(package.iterdir()):
        files = [room / "rules.py", *sorted((room / "rules").glob("*.py"))]
        if any(file.is_file() and b"foundation.rulebook" in file.read_bytes() for file in files):
            importlib.import_module(f"qianxian.{room.name}.rules")
    _loaded = True


_SERIES = ("R-P", "R-V", "R-D", "R-E", "R-S", "R-R", "R-F", "R-C", "R-X", "R-A", "R-T", "R-K", "PAY", "TAX", "ID", "USCC", "MU")


def _place(rule_id: str) -> tuple[int, str]:
    return next((place for place, prefix in enumerate(_SERIES) if rule_id.startswith(prefix)), len(_SERIES)), rule_id


def all_rules() -> list[Rule]:
    """Every rule of every room, in the handbook's order."""
    load_rooms()
    return [Rule(rule_id, tuple(_VERSIONS[rule_id])) for rule_id in sorted(_VERSIONS, key=_place)]


def rule_named(rule_id: str) -> Rule:
    """The rule with this number. Raises UnknownRule."""
    load_rooms()
    if rule_id not in _VERSIONS:
        raise UnknownRule(rule_id)
    return Rule(rule_id, tuple(_VERSIONS[rule_id]))


def rule_on(rule_id: str, on: dt.date) -> RuleVersion | None:
    """The version in force on the day, or None. Raises UnknownRule."""
    return rule_named(rule_id).on(on)


def describe(item: Rule) -> dict[str, Any]:
    """The published description: one entry per rule, its law as of the newest text, every text under ``versions``."""
    latest, first = item.latest, item.versions[0]
    last_day = latest.text.valid_to
    return {
        "id": item.id,
        "title": latest.title,
        "title_en": latest.title_en,
        "law": latest.text.law,
        "article": latest.text.article,
        "valid_from": first.version,
        "valid_to": last_day.isoformat() if last_day else None,
        "confidence": latest.text.confidence,
        "inputs": [entry.to_json() for entry in latest.inputs],
        "outputs": [entry.to_json() for entry in latest.outputs],
        "versions": [_text_json(version) for version in item.versions],
    }


def _text_json(version: RuleVersion) -> dict[str, Any]:
    text = version.text
    return {
        "version": version.version,
        "law": text.law,
        "article": text.article,
        "valid_from": version.version,
        "valid_to": text.valid_to.isoformat() if text.valid_to else None,
        "confidence": text.confidence,
        "unverified_from": text.unverified_from.isoformat() if text.unverified_from else None,
        "note": text.note,
    }
