"""The registry of pure rules: law as functions with a number, a source, dates in force, typed inputs and outputs.

Example: ``evaluate("R-P12", on=date(2019, 3, 31), inputs={"voters": 20, "present": 11, "for": 11}).outputs["passed"]`` is True.
Rooms register their rules in ``<room>/rules``; dated settings come as a ``SettingsBook`` from the rulebook room.
No Django, no clock, no database belongs here.
"""

from qianxian.foundation.rulebook.evaluation import Evaluation, evaluate
from qianxian.foundation.rulebook.inputs import Facts, Input, Output
from qianxian.foundation.rulebook.refusals import (
    ImpossibleFacts,
    InputsRefused,
    RulebookError,
    SettingMissing,
    SettingsOverlap,
    UnknownRule,
)
from qianxian.foundation.rulebook.registry import InForce, Rule, RuleVersion, all_rules, describe, rule, rule_named, rule_on
from qianxian.foundation.rulebook.settings import DatedSetting, SettingsBook, SettingsOnDay
from qianxian.foundation.rulebook.threshold import Threshold
from qianxian.foundation.rulebook.violations import Finding, RuleViolation, violation, warning

__all__ = [
    "DatedSetting",
    "Evaluation",
    "Facts",
    "Finding",
    "ImpossibleFacts",
    "InForce",
    "Input",
    "InputsRefused",
    "Output",
    "Rule",
    "RuleVersion",
    "RuleViolation",
    "RulebookError",
    "SettingMissing",
    "SettingsBook",
    "SettingsOnDay",
    "SettingsOverlap",
    "Threshold",
    "UnknownRule",
    "all_rules",
    "describe",
    "evaluate",
    "rule",
    "rule_named",
    "rule_on",
    "violation",
    "warning",
]
