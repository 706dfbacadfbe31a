"""The road of a sheet: which state may follow which, who holds it, and the plain word that pages show. Pure; no database, no clock.

Example: ``may_move("signed", "approved")`` is True; ``may_move("open", "graded")`` is False.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.errors import Violation

ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "open": frozenset({"reported"}),
    "reported": frozenset({"scored"}),
    "scored": frozenset({"told", "scored"}),
    "told": frozenset({"signed"}),
    "signed": frozenset({"approved", "reported"}),
    "approved": frozenset({"graded"}),
    "graded": frozenset({"served"}),
    "served": frozenset({"appealed", "fixed"}),
    "appealed": frozenset({"fixed"}),
    "fixed": frozenset(),
}

WHO_HOLDS_IT: dict[str, P | None] = {
    "open": P.VIEW_OWN_RECORD,
    "reported": P.SCORE_ASSESSMENTS,
    "scored": P.SCORE_ASSESSMENTS,
    "told": P.VIEW_OWN_RECORD,
    "signed": P.APPROVE_ASSESSMENTS,
    "approved": P.APPROVE_ASSESSMENTS,
    "graded": P.SCORE_ASSESSMENTS,
    "served": P.APPROVE_ASSESSMENTS,
    "appealed": P.ANSWER_APPEALS,
    "fixed": None,
}

STATUS_WORDS: dict[str, str] = {
    "open": "草稿",
    "reported": "办理中",
    "scored": "办理中",
    "told": "办理中",
    "signed": "待审",
    "approved": "待审",
    "graded": "办理中",
    "served": "办理中",
    "appealed": "待审",
    "fixed": "已办结",
}

SCHEME_MOVES: dict[str, frozenset[str]] = {"draft": frozenset({"published"}), "published": frozenset({"replaced"}), "replaced": frozenset()}


def may_move(state: str, to: str) -> bool:
    """True when a sheet may go from one state to the other."""
    return to in ALLOWED_MOVES.get(state, frozenset())


def move_fault(state: str, to: str, state_word: str) -> Violation | None:
    """The violation of an impossible move, saying where the sheet stands; None when it may go."""
    if may_move(state, to):
        return None
    return Violation("state", _("这份考核表现在是「%(state)s」，不能办这一步。请刷新页面，看当前该办的事。") % {"state": state_word}, "R-E10")
