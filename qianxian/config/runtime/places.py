"""Where things lie, and as whom the server runs.

Example: started by a normal user, all of a county is in ``~/.qianxian`` (keys in ``secrets/``, tables in ``postgres/data/``).
Started by root it is ``/var/lib/qianxian``, and PostgreSQL, which refuses to run as root, runs as the system user ``qianxian``.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from qianxian.config.runtime.speech import say as _

ROOT_HOME = Path("/var/lib/qianxian")
ACCOUNT = "qianxian"
# sun_path holds 108 bytes with the closing zero; the socket's own name takes the rest.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")


class PlaceRefused(Exception):
    """The chosen folder cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Account:
    """The operating-system user PostgreSQL runs as."""

    name: str
    uid: int
    gid: int


def home() -> Path:
    """The data home: QIANXIAN_HOME, else /var/lib/qianxian for root and ~/.qianxian for others."""
    chosen = os.environ.get("QIANXIAN_HOME", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    return ROOT_HOME if os.geteuid() == 0 else Path.home() / ".qianxian"


def make_home(path: Path) -> Path:
    """The data home, created; others may pass through it (the server's user must) but not list it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if path.stat().st_uid == os.geteuid():
            path.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise PlaceRefused(
            _("数据目录 %(path)s 不能建立（%(why)s）。请用 QIANXIAN_HOME 指定一个可写的目录，或更正该目录的权限。") % {"path": path, "why": error.strerror}
        ) from error
    return path


def server_account() -> Account:
    """Who runs PostgreSQL: oneself, or for root a system user made for it."""
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _create_account()
        try:
            entry = pwd.getpwnam(ACCOUNT)
        except KeyError:
            entry = pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _create_account() -> None:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd:
        command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", str(ROOT_HOME), "--shell", "/usr/sbin/nologin"]
        subprocess.run([*command, ACCOUNT], check=False, capture_output=True)


def may_pass(path: Path, account: Account) -> bool:
    """Whether the account can reach ``path`` through every folder above it."""
    if os.geteuid() != 0:
        return True
    for folder in reversed(path.resolve().parents):
        try:
            found = folder.stat()
        except OSError:
            return False
        if found.st_uid == account.uid:
            allowed = found.st_mode & stat.S_IXUSR
        elif found.st_gid == account.gid:
            allowed = found.st_mode & stat.S_IXGRP
        else:
            allowed = found.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True


def server_folder(data_home: Path) -> Path:
    """Where the server's files lie; does not create it."""
    return (data_home / "postgres").resolve()


def make_server_folder(data_home: Path, account: Account) -> Path:
    """The server's folder, 0700, the account's own.

    A home that the account cannot reach (below root's) keeps a link, and the tables lie under /var/lib/qianxian/clusters.
    """
    folder = data_home / "postgres"
    if not folder.exists():
        make_home(data_home)
        if may_pass(folder, account):
            folder.mkdir(mode=0o700)
        else:
            clusters = ROOT_HOME / "clusters"
            clusters.mkdir(parents=True, exist_ok=True)
            for above in (ROOT_HOME, clusters):
                above.chmod(0o711)
            if folder.is_symlink():
                raise PlaceRefused(_("%(folder)s 指向的目录已不存在。请恢复该目录，或从备份恢复到新的 QIANXIAN_HOME。") % {"folder": folder})
            folder.symlink_to(tempfile.mkdtemp(prefix="home-", dir=clusters))
        own(folder.resolve(), account)
    return folder.resolve()


def own(path: Path, account: Account) -> None:
    """Give a path to the account (only root can, and only root needs to)."""
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid)


def socket_folder(data_home: Path) -> Path:
    """The folder of the server's socket: in the data home, or a short one in /tmp when that path is too long for a socket."""
    folder = server_folder(data_home) / "run"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    name = hashlib.sha256(os.fsencode(data_home.resolve())).hexdigest()[:16]
    return Path("/tmp") / f"qx-{name}"  # noqa: S108 made 0700 and its owner checked below


def make_socket_folder(data_home: Path, account: Account) -> Path:
    """The socket's folder, 0700; refuses one that another user has put there before."""
    folder = socket_folder(data_home)
    try:
        folder.mkdir(mode=0o700)
        own(folder, account)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
            raise PlaceRefused(_("%(folder)s 属于别的用户，不能存放数据库连接口。请换一个较短的 QIANXIAN_HOME。") % {"folder": folder}) from None
    return folder
