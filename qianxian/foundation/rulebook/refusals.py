"""What the rulebook refuses before a rule can speak: unknown rules, facts that cannot be, settings that clash.

Each becomes exit code 2 on the command line, a form error on the page and a problem+json in the API. A plain "no" is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from qianxian.foundation.errors import QianxianError
from qianxian.foundation.errors import say as _


class RulebookError(QianxianError):
    """Everything the rulebook raises on purpose."""


class UnknownRule(RulebookError):
    """No rule carries this number."""

    def __init__(self, rule_id: str):
        self.rule_id = rule_id
        super().__init__(_("没有编号为 %(rule_id)s 的规则；用 qianxian rule list 查看全部编号。") % {"rule_id": rule_id})


class InputsRefused(RulebookError):
    """Inputs that are unknown, missing or of the wrong type: ``problems`` is a list of (input name, what to do)."""

    def __init__(self, problems: Sequence[tuple[str, str]]):
        self.problems = list(problems)
        super().__init__("；".join(f"{name}：{message}" if name else message for name, message in self.problems))


class ImpossibleFacts(RulebookError):
    """Facts that cannot all be true, such as more people present than exist. ``field`` names the input to look at first."""

    def __init__(self, message: str, field: str = ""):
        self.field = field
        super().__init__(message)


class SettingMissing(RulebookError):
    """No row of a dated setting covers the day. ``title``: what people call it; its key where nobody knows a title."""

    def __init__(self, key: str, on: object, title: str = ""):
        self.key, self.on = key, on
        words = _("参数「%(title)s」在 %(on)s 没有生效的取值。请区委组织部在「参数」页补登该日期的取值和依据文件，再办一次。")
        super().__init__(words % {"title": title or key, "on": on})


class SettingsOverlap(RulebookError):
    """Two rows of one setting cover the same day, or a row ends before it begins."""
