"""The road of a review: which state may follow which, who holds it, and the plain word that pages show.

Example: ``may_move("proposed", "decided")`` is True; ``may_move("settled", "nominated")`` is False. Pure; no database, no clock.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.errors import Violation

ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "nominated": frozenset({"proposed", "withdrawn"}),
    "proposed": frozenset({"returned", "decided", "deferred", "withdrawn"}),
    "returned": frozenset({"proposed", "withdrawn"}),
    "decided": frozenset({"publicised", "settled", "decided"}),
    "publicised": frozenset({"settled", "decided", "deferred"}),
    "deferred": frozenset({"decided", "deferred"}),
    "settled": frozenset({"decided"}),
    "withdrawn": frozenset(),
}

WHO_HOLDS_IT: dict[str, P | None] = {
    "nominated": P.PROPOSE_ENGAGEMENT,
    "proposed": P.DECIDE_ENGAGEMENT,
    "returned": P.PROPOSE_ENGAGEMENT,
    "decided": P.ISSUE_LETTERS,
    "publicised": P.ISSUE_LETTERS,
    "deferred": P.DECIDE_ENGAGEMENT,
    "settled": None,
    "withdrawn": None,
}

# At most eight words on pages (decisions.md); the outcome stands beside the word.
# Msgids: ``status`` and ``status_mark`` choose colour and shape by them and say them in the reader's language; elsewhere gettext does.
STATUS_WORDS: dict[str, str] = {
    "nominated": gettext_noop("办理中"),
    "proposed": gettext_noop("待审"),
    "returned": gettext_noop("已退回"),
    "decided": gettext_noop("办理中"),
    "publicised": gettext_noop("办理中"),
    "deferred": gettext_noop("暂缓聘任"),
    "settled": gettext_noop("已办结"),
    "withdrawn": gettext_noop("已撤销"),
}

# The case of a negative outcome: heard, decided, told, reviewed; it may be dropped until it is decided.
CASE_MOVES: dict[str, frozenset[str]] = {
    "proposed": frozenset({"invited", "dropped"}),
    "invited": frozenset({"heard", "dropped"}),
    "heard": frozenset({"decided", "dropped"}),
    "decided": frozenset({"served"}),
    "served": frozenset({"asked"}),
    "asked": frozenset({"upheld", "overturned"}),
    "upheld": frozenset(),
    "overturned": frozenset(),
    "dropped": frozenset(),
}

WHO_HOLDS_CASE: dict[str, P | None] = {
    "proposed": P.NOMINATE,
    "invited": P.NOMINATE,
    "heard": P.DECIDE_ENGAGEMENT,
    "decided": P.ISSUE_LETTERS,
    "served": None,
    "asked": P.DECIDE_ENGAGEMENT,
    "upheld": None,
    "overturned": None,
    "dropped": None,
}

CASE_WORDS: dict[str, str] = {
    "proposed": gettext_noop("办理中"),
    "invited": gettext_noop("办理中"),
    "heard": gettext_noop("待审"),
    "decided": gettext_noop("办理中"),
    "served": gettext_noop("已办结"),
    "asked": gettext_noop("待审"),
    "upheld": gettext_noop("已办结"),
    "overturned": gettext_noop("已更正"),
    "dropped": gettext_noop("已撤销"),
}

OUTCOME_WORDS = {"engaged": gettext_noop("已聘任"), "not_engaged": gettext_noop("不予聘任"), "deferred": gettext_noop("暂缓聘任")}
NEGATIVE = frozenset({"not_engaged", "deferred"})


def may_move(state: str, to: str) -> bool:
    """True when the review may go from one state to the other."""
    return to in ALLOWED_MOVES.get(state, frozenset())


def case_fault(state: str, to: str, state_word: str) -> Violation | None:
    """The violation of an impossible move of a case of a negative outcome; None when it may go."""
    if to in CASE_MOVES.get(state, frozenset()):
        return None
    return Violation("state", _("这件处理事项现在是「%(state)s」，不能办这一步。请刷新页面，看当前该办的事。") % {"state": state_word}, "R-E11")


def move_fault(state: str, to: str, state_word: str) -> Violation | None:
    """The violation of an impossible move, saying where the review stands; None when it may go."""
    if may_move(state, to):
        return None
    return Violation("state", _("这件选聘现在是「%(state)s」，不能办这一步。请刷新页面，看当前该办的事。") % {"state": state_word}, _("选聘办法"))
