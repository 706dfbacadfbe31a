"""Chinese wording of the Excel engine, translated only when Django is set up.

``say("第 %(row)s 行")`` is gettext inside the site and the msgid itself in a bare interpreter, so that the engine can be
imported, tested and benched without settings. Modules import it as ``_`` so that makemessages finds the strings.
"""

from __future__ import annotations

from qianxian.foundation.errors import in_english as in_english
from qianxian.foundation.errors import say as say


def shown(value: object, limit: int = 24) -> str:
    """What the cell holds, short enough to stand inside a message."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
