"""The database's two addresses, for Django and for plain psycopg: embedded through its socket, or an outside server by DATABASE_URL.

The embedded owner needs no password: the server asks the operating system who is at the socket (``peer``).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from qianxian.config.runtime import places
from qianxian.config.runtime.speech import say as _

DATABASE = "qianxian"
OWNER = "qianxian_owner"


def outside() -> str:
    """The address of an outside PostgreSQL, or an empty string for the embedded one."""
    return os.environ.get("DATABASE_URL", "").strip()


def owner(home: Path) -> dict[str, Any]:
    """Django's description of the owner's connection."""
    url = outside()
    if not url:
        return {"NAME": DATABASE, "USER": OWNER, "PASSWORD": "", "HOST": str(places.socket_folder(home)), "PORT": "", "OPTIONS": {}}
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise places.PlaceRefused(_("DATABASE_URL 应写成 postgresql://用户:密码@主机:端口/库名。"))
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def application(home: Path, *, role: str, password: str) -> dict[str, Any]:
    """Django's description of the application role's connection: same database, own secret."""
    return owner(home) | {"USER": role, "PASSWORD": password}


def dsn(settings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """psycopg's keyword arguments for a Django description."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    found = {names[key]: value for key, value in settings.items() if key in names and value}
    return found | settings.get("OPTIONS", {}) | changes
