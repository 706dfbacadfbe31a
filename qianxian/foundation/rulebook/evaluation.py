"""One question to one rule on one day, and its answer with everything needed to explain it.

Example: ``evaluate("PAY", on=date(2019, 12, 31), inputs={"index": "26190", "mult": 3}).outputs["base"]`` is Decimal("78570.00").
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qianxian.foundation.errors import say as _
from qianxian.foundation.rulebook.inputs import EARLIEST, LATEST, Facts, read_facts
from qianxian.foundation.rulebook.refusals import ImpossibleFacts, SettingMissing
from qianxian.foundation.rulebook.registry import Rule, RuleVersion, rule_named
from qianxian.foundation.rulebook.settings import DatedSetting, SettingsBook, SettingsOnDay, plain
from qianxian.foundation.rulebook.violations import RuleViolation, violation, warning


@dataclass(frozen=True)
class Evaluation:
    """A rule's answer. ``outputs`` is None where the rule was not in force or a setting is missing."""

    rule: str
    on: dt.date
    version: str | None
    settings: Sequence[DatedSetting]
    outputs: Mapping[str, Any] | None
    violations: Sequence[RuleViolation]

    @property
    def errors(self) -> list[RuleViolation]:
        """The violations that block; a command raises RuleViolated with these."""
        return [item for item in self.violations if item.level == "error"]

    @property
    def warnings(self) -> list[RuleViolation]:
        """The violations that are told and do not block."""
        return [item for item in self.violations if item.level == "warning"]

    def to_json(self) -> dict[str, Any]:
        """The published contract of ``qianxian rule eval`` and of the API."""
        return {
            "rule": self.rule,
            "on": self.on.isoformat(),
            "version": self.version,
            "settings": [row.to_json() for row in self.settings],
            "outputs": None if self.outputs is None else plain(self.outputs),
            "violations": [item.to_json() for item in self.violations],
        }


def evaluate(rule_id: str, on: dt.date, inputs: Mapping[str, Any], settings: SettingsBook | None = None) -> Evaluation:
    """Ask a rule. Without ``settings`` the shipped ones are taken.

    Raises UnknownRule, InputsRefused (unknown, ill-typed, missing inputs) and ImpossibleFacts. A "no" is an answer, not an error.
    """
    asked = rule_named(rule_id)
    if not EARLIEST <= on <= LATEST:
        raise ImpossibleFacts(_("日期 %(on)s 超出可计算范围，请填写 %(earliest)s 到 %(latest)s 之间的日期。") % {"on": on, "earliest": EARLIEST, "latest": LATEST}, "on")
    version = asked.on(on)
    facts = read_facts((version or asked.latest).inputs, inputs)
    if version is None:
        return Evaluation(rule_id, on, None, (), None, [_not_in_force(asked, on)])
    view = (settings if settings is not None else _shipped()).on(on)
    try:
        _take_settings(version, facts, inputs, view)
        finding = version.function(facts, view, on)
    except SettingMissing as gap:
        english = next((row.title_en for row in view.book.rows(gap.key) if row.title_en), gap.key)
        told = violation(
            "setting_missing",
            str(gap),
            f"Setting “{english}” has no value on {gap.on}; enter one with its source document.",
            source=version.text.source,
        )
        return Evaluation(rule_id, on, version.version, view.used, None, [told])
    except OverflowError as beyond:
        raise ImpossibleFacts(_("日期超出可计算范围，请核对年份。")) from beyond
    found = [item if item.source else replace(item, source=version.text.source) for item in finding.violations]
    return Evaluation(rule_id, on, version.version, view.used, finding.outputs, [*found, *_unverified(version, on)])


def _take_settings(version: RuleVersion, facts: Facts, inputs: Mapping[str, Any], view: SettingsOnDay) -> None:
    """Where an input names a dated setting and was not given, the county's value stands in for the published default."""
    for item in version.inputs:
        if item.setting and inputs.get(item.name) is None:
            facts[item.name] = view.get(item.setting, item.default)


def _not_in_force(asked: Rule, on: dt.date) -> RuleViolation:
    first = asked.versions[0]
    return violation(
        "not_in_force",
        f"{asked.id} 在 {on} 尚未施行或已经停止施行（自 {first.version} 起施行）；请核对事件日期，或改按当时的规定办理。",
        f"{asked.id} was not in force on {on} (in force from {first.version}); check the date of the event.",
        source=first.text.source,
    )


def _unverified(version: RuleVersion, on: dt.date) -> list[RuleViolation]:
    start = version.text.unverified_from
    if start is None or on < start:
        return []
    return [
        warning(
            "text_unverified",
            f"自 {start} 起法律已修订，本系统按修订前的条文计算；请对照现行条文核对后再用。",
            f"The law was amended from {start}; this answer follows the earlier text. Compare with the text in force before relying on it.",
            source=version.text.source,
        )
    ]


def _shipped() -> SettingsBook:
    """The settings shipped with the product; by name, since the rulebook room stands above the foundation."""
    return importlib.import_module("qianxian.rulebook.shipped").shipped_settings()
