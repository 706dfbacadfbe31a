"""Pinyin of Chinese text, one character at a time and remembered, so that a whole roster is spelled in milliseconds.

``spelled("八甲村")`` → ``Spelling("ba jia cun", "bjc")``: the pinyin is the sort key of every Chinese list (there is no Chinese collation), the
initials are what people type. Surnames have readings of their own: ``people.names``.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

# Characters are read one by one: the dictionary of phrases would only cost every process 50 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin import lazy_pinyin


class Spelling(NamedTuple):
    """Pinyin without tones, syllables parted by a blank, and the first letters."""

    pinyin: str
    initials: str


@lru_cache(maxsize=20_000)
def syllable(character: str) -> str:
    """The usual reading of one character; a character without one stands for itself, in lower case."""
    return lazy_pinyin(character)[0].strip().lower()


def joined(syllables: list[str]) -> Spelling:
    """Syllables put together, cut to the width of their columns (200 and 30)."""
    kept = [s for s in syllables if s.isalnum()]
    return Spelling(" ".join(kept)[:200], "".join(s[0] for s in kept)[:30])


@lru_cache(maxsize=5_000)
def spelled(text: str) -> Spelling:
    """Pinyin and initials of a place's or an organisation's name."""
    return joined([syllable(c) for c in text])
