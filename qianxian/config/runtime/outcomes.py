"""What the last backup and the last self-check came to, kept in the data home as small JSON files, so that the desk can say how old they are.

Example: ``keep(home, "check", ok=False, wrong=["密钥文件"], count=38)`` writes ``outcomes/check.json``. Read by ``portal.upkeep``.
No row of the county: a restored database would tell the age of a backup older than itself.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from pathlib import Path

FOLDER = "outcomes"


def keep(home: Path, what: str, **facts: object) -> None:
    """Write it down, whole or not at all. A home that this user may not write to keeps the older word."""
    with contextlib.suppress(PermissionError):
        folder = home / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        draft = folder / f".{what}.part"
        draft.write_text(json.dumps({"at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), **facts}, ensure_ascii=False), "utf-8")
        os.replace(draft, folder / f"{what}.json")
