"""Keys and secrets, kept outside the database: ``QIANXIAN_HOME/secrets/*``, 0600, made at the first start.

Each may come from the environment instead (QIANXIAN_SECRET_KEY, QIANXIAN_FIELD_KEYS, QIANXIAN_HASH_KEY, QIANXIAN_APP_DB_PASSWORD).
``field_keys`` holds one ``kid base64`` per line; the last line seals, all of them open. Losing it loses every sealed field.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qianxian.config.runtime import places
from qianxian.config.runtime.speech import say as _

FILES = ("secret_key", "field_keys", "hash_key", "app_db_password")


@dataclass(frozen=True)
class Keys:
    """What the settings need; ``field_key_id`` names the key that seals new values."""

    secret_key: str
    field_keys: dict[str, bytes]
    field_key_id: str
    hash_key: bytes
    app_db_password: str

    def marks(self) -> dict[str, str]:
        """By name what each key that opens data makes of a known word: tells two keys of one name apart and tells nothing of the key."""
        return {name: hmac.digest(key, b"which key is this", "sha256").hex()[:32] for name, key in {**self.field_keys, "hash_key": self.hash_key}.items()}


def folder(home: Path) -> Path:
    """The folder of the secrets."""
    return home / "secrets"


def _fresh(name: str) -> str:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {"field_keys": f"k1 {key}", "hash_key": key}.get(name) or secrets.token_urlsafe(48)


def text_of(home: Path, name: str) -> str:
    """One secret as it is stored, made when it does not exist yet; the environment goes before the file."""
    from_environment = os.environ.get(f"QIANXIAN_{name.upper()}", "").strip()
    if from_environment:
        return from_environment
    path = folder(home) / name
    if not path.exists():
        if name in ("field_keys", "hash_key") and (places.server_folder(home) / "data" / "PG_VERSION").exists():
            raise places.PlaceRefused(
                _("密钥文件 %(path)s 不见了，但数据库已有资料；没有它，证件号等加密内容打不开。请从密钥备份中恢复该文件后再启动。") % {"path": path}
            )
        write(home, name, _fresh(name))
    return path.read_text().strip()


def write(home: Path, name: str, text: str, replace: bool = False) -> None:
    """Store one secret, 0600, whole or not at all; when two processes start at once the first one's value stays."""
    places.make_home(home)
    folder(home).mkdir(mode=0o700, exist_ok=True)
    target = folder(home) / name
    draft = folder(home) / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(draft, target)
        else:
            with suppress(FileExistsError):
                os.link(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def parse_field_keys(text: str) -> dict[str, bytes]:
    """Key id → 32 bytes, in order; lines ``kid base64``, or in the environment ``kid:base64,kid:base64``."""
    found: dict[str, bytes] = {}
    for line in text.replace(",", "\n").splitlines():
        if line.strip() and not line.startswith("#"):
            kid, _blank, key = line.strip().replace(":", " ", 1).partition(" ")
            found[kid] = base64.b64decode(key)
    if not found or any(len(key) != 32 for key in found.values()):
        raise places.PlaceRefused(_("字段密钥应每行一个“编号 空格 base64”，每个密钥 32 字节。请核对 field_keys 或 QIANXIAN_FIELD_KEYS。"))
    return found


def load(home: Path) -> Keys:
    """All keys of the home, made where they do not exist yet."""
    field_keys = parse_field_keys(text_of(home, "field_keys"))
    return Keys(
        secret_key=text_of(home, "secret_key"),
        field_keys=field_keys,
        field_key_id=list(field_keys)[-1],
        hash_key=base64.b64decode(text_of(home, "hash_key")),
        app_db_password=text_of(home, "app_db_password"),
    )
