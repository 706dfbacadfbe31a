"""The language of the command line: QIANXIAN_LANG, else the terminal's own (LC_ALL, LC_MESSAGES, LANG); Chinese unless that says English.

Example: ``QIANXIAN_LANG=en qianxian --help``. The catalogue is the pages' own; Django need not be loaded, so ``rule`` answers as fast as before.
``--json`` is the same in every language. It stands in the runtime, whose lines are said in it too.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"


@cache
def language() -> str:
    """``en`` or ``zh-hans``, as the environment says when the command starts."""
    for name in ("QIANXIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if told := os.environ.get(name, ""):
            return "en" if told.lower().startswith("en") else "zh-hans"
    return "zh-hans"


def gettext_noop(msgid: str) -> str:
    """Marks a text for the catalogue; said in a language only where it is shown. Django's own wants settings."""
    return msgid


@cache
def _catalogue() -> gettext.NullTranslations:
    wanted = [language()] if language() == "en" else []
    return gettext.translation("django", LOCALE, wanted, fallback=True) if wanted else gettext.NullTranslations()


def say(msgid: str) -> str:
    """The text in the language of the command line. Modules import it as ``_``, so that the catalogue finds their sentences."""
    return _catalogue().gettext(msgid)
