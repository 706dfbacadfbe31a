"""Prepared letters for the table of operations: the village's, drafted by its centre, signed by its secretary."""

from __future__ import annotations

from typing import Any

from qianxian.foundation.reach import bind
from qianxian.letters import commands
from qianxian.letters.models import Letter
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, acting

GENERAL = {"kind": "general", "title": "关于借用会议室的函", "addressee": "斗门镇人民政府", "purpose": "召开村民代表会议", "text": "因召开村民代表会议，借用贵单位会议室半天。\n请予支持。"}
WRITER = acting("niegao", "拟稿员", "centre_member", VILLAGE)
SIGNER = acting("qianfa", "签发人", "village_secretary", VILLAGE)


def draft(s: Any) -> Letter:
    """A general letter that waits for its signature."""
    bind(SERVICE)
    return commands.draft_letter(by=WRITER, on=DAY, **GENERAL)


def issued(s: Any) -> Letter:
    """Signed."""
    return commands.issue_letter(letter=draft(s), by=SIGNER, on=DAY)
