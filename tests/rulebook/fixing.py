"""A setting as two officers fix it: proposed by one, enacted by another."""

from __future__ import annotations

from typing import Any

from qianxian.foundation.actor import Actor
from qianxian.rulebook.commands import enact_setting, propose_setting
from qianxian.rulebook.models import Setting
from tests.cast import SECOND_COUNTY_OFFICER


def fix_setting(*, by: Actor, **said: Any) -> Setting:
    """The row in force."""
    return enact_setting(proposal=propose_setting(by=by, **said), by=SECOND_COUNTY_OFFICER)
