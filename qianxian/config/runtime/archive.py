"""A county in one encrypted file: the tables as pg_dump writes them, the uploads, a manifest, and the keys where asked for.

Keys are left out unless wanted: a backup that carries the field keys opens every sealed field to whoever has its passphrase.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from qianxian.config.runtime import address, keys, roles, sealed_file
from qianxian.config.runtime.postgres import Server, shipped_programs
from qianxian.config.runtime.speech import say as _


class ArchiveRefused(Exception):
    """The backup or the restore did not happen; the message says why and what to do."""


def _program(name: str, server: Server | None, least: int = 0) -> str:
    """Of an outside server: the installed one (it knows TLS, the shipped one does not), unless it is older than ``least`` and the shipped one newer."""
    if server:
        return server.program(name)
    shipped, installed = str(shipped_programs() / "bin" / name), shutil.which(name)
    if installed and _major(installed) >= least:
        return installed
    return max(filter(None, (installed, shipped)), key=_major)


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"\d+", said)[0])


def version_of(name: str, server: Server | None, least: int = 0) -> int:
    """The major version of one of PostgreSQL's programs, as it would be used here on a server of major version ``least``."""
    return _major(_program(name, server, least))


def _reader(server: Server | None) -> str:
    # Here it only reads a file, and an older one does not read what a newer server's pg_dump wrote: the newest at hand.
    shipped, installed = str(shipped_programs() / "bin" / "pg_restore"), shutil.which("pg_restore")
    return server.program("pg_restore") if server else max(filter(None, (installed, shipped)), key=_major)


def tool(server: Server | None, name: str, *arguments: str, target: dict, least: int = 0) -> list[str]:
    """The command that runs one of PostgreSQL's programs on the database of those psycopg arguments; ``least``: the server's major version where
    an older program would refuse it (pg_dump)."""
    return [_program(name, server, least), "--no-password", "-h", target["host"], "-U", target["user"], "-d", target["dbname"], *arguments]


def environment(target: dict) -> dict[str, str]:
    """What that program needs to know besides: password, port and TLS, none of which may stand in a list of processes."""
    extra = {"PGPASSWORD": target.get("password", ""), "PGPORT": str(target.get("port", "")), "PGSSLMODE": target.get("sslmode", "")}
    return os.environ | {key: value for key, value in extra.items() if value}


def counts(target: dict) -> dict[str, int]:
    """Rows per table, in one snapshot, as the owner sees them."""
    with psycopg.connect(**target) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            name: connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))).fetchone()[0]
            for (name,) in tables
        }


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(data), 0o600, int(dt.datetime.now(dt.UTC).timestamp())
    archive.addfile(entry, io.BytesIO(data))


def backup(file: Path, *, passphrase: str, home: Path, server: Server | None, with_keys: bool, say: Callable[[str], None]) -> dict:
    """Write ``file`` (0600, whole or not at all); the manifest it carries. Counts and dump come from one snapshot."""
    owner = address.dsn(address.owner(home))
    draft = file.with_name(f".{file.name}.part")
    with tempfile.TemporaryDirectory(prefix="qx-backup-") as folder, psycopg.connect(**owner) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        dump = Path(folder) / "tables.dump"
        say(_("正在写出数据库……"))
        wanted = ("-Fc", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", "-f", str(dump))
        command = tool(server, "pg_dump", *wanted, target=owner, least=connection.info.server_version // 10000)
        done = subprocess.run(command, env=environment(owner), capture_output=True, text=True, check=False)
        if done.returncode:
            raise ArchiveRefused(_("数据库没有写出：%(why)s") % {"why": done.stderr.strip()})
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        manifest = {
            "format": 1,
            "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "server": connection.info.parameter_status("server_version"),
            "with_keys": with_keys,
            "field_key_ids": list(keys.load(home).field_keys),
            "key_marks": keys.load(home).marks(),
            "rows": {
                name: connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))).fetchone()[0]
                for (name,) in tables
            },
        }
        say(_("正在加密……"))
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as raw:
                writer = sealed_file.Writer(raw, passphrase)
                with tarfile.open(fileobj=writer, mode="w|") as archive:
                    _add(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False).encode())
                    if with_keys:
                        for name in ("secret_key", "field_keys", "hash_key"):
                            _add(archive, f"secrets/{name}", keys.text_of(home, name).encode())
                    archive.add(dump, "tables.dump")
                    if (home / "uploads").is_dir():
                        archive.add(home / "uploads", "uploads")
                writer.close()
                raw.flush()
                os.fsync(raw.fileno())
            os.replace(draft, file)
        finally:
            draft.unlink(missing_ok=True)
    return manifest


def is_empty(owner: dict) -> bool:
    """Whether no county was ever opened in this database."""
    with psycopg.connect(**owner) as connection:
        if connection.execute("SELECT to_regclass('public.divisions_county')").fetchone()[0] is None:
            return True
        return connection.execute("SELECT count(*) FROM divisions_county").fetchone()[0] == 0


def restore(file: Path, *, passphrase: str, home: Path, server: Server | None, replace: bool, say: Callable[[str], None]) -> dict:
    """Put the county of ``file`` in place of this one; its manifest. Refuses a county that is not empty unless ``replace``.

    The whole file is opened and proven first. Tables go in within one transaction: an error leaves what was there.
    """
    owner = address.dsn(address.owner(home))
    if not replace and not is_empty(owner):
        raise ArchiveRefused(_("这里已经有一个区（县）的资料。要用备份替换它，请加 --replace；替换前请先备份现有资料。"))
    with tempfile.TemporaryDirectory(prefix="qx-restore-") as name, open(file, "rb") as raw:
        folder = Path(name)
        say(_("正在解密并核对备份……"))
        reader = sealed_file.Reader(raw, passphrase)
        with tarfile.open(fileobj=reader, mode="r|") as archive:
            _unpack(archive, folder)
        while reader.read(1 << 20):
            pass
        manifest = json.loads((folder / "manifest.json").read_text())
        _same_keys(manifest, folder, home)
        say(_("正在恢复数据库……"))
        _load(folder / "tables.dump", owner, server)
        for key in (folder / "secrets").glob("*"):
            keys.write(home, key.name, key.read_text().strip(), replace=True)
        if (folder / "uploads").is_dir():
            shutil.rmtree(home / "uploads", ignore_errors=True)
            shutil.copytree(folder / "uploads", home / "uploads")
    secret = keys.load(home).app_db_password
    roles.ensure_application(owner, role=os.environ.get("QIANXIAN_APP_ROLE", "qianxian_app"), password=secret)
    found = counts(owner)
    wrong = {table: (rows, found.get(table)) for table, rows in manifest["rows"].items() if found.get(table) != rows}
    if wrong:
        raise ArchiveRefused(_("恢复后的行数与备份清单不符：%(wrong)s。请不要使用这次恢复的资料，换一份备份重试。") % {"wrong": wrong})
    return manifest


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    # By hand: extractall's safe filter came only with 3.11.4, and Debian 12 has 3.11.2. Files and folders below ``folder``, nothing else.
    for entry in archive:
        target = (folder / entry.name).resolve()
        if not target.is_relative_to(folder.resolve()) or not (entry.isfile() or entry.isdir()):
            raise ArchiveRefused(_("备份里有不该有的内容（%(name)s）。请使用另一份备份。") % {"name": entry.name})
        if entry.isdir():
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            continue
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with archive.extractfile(entry) as content, open(target, "wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
        target.chmod(0o600)


def _same_keys(manifest: dict, folder: Path, home: Path) -> None:
    carried = folder / "secrets" / "field_keys"
    loaded = keys.load(home)
    here, marks = loaded.field_keys, loaded.marks()
    # Every home calls its first key k1: what tells one from another is what it makes of a known word.
    strange = [name for name, mark in manifest.get("key_marks", {}).items() if marks.get(name) != mark]
    if carried.exists():
        if os.environ.get("QIANXIAN_FIELD_KEYS") and keys.parse_field_keys(carried.read_text()).items() - here.items():
            raise ArchiveRefused(_("QIANXIAN_FIELD_KEYS 与备份里的密钥不同。请改用备份时的密钥，或取消这个环境变量。"))
    elif strange or set(manifest["field_key_ids"]) - set(here):
        raise ArchiveRefused(_("这份备份不带密钥，而这里没有备份时所用的密钥。请先把 secrets 目录从密钥备份中放回来。"))


def _load(dump: Path, owner: dict, server: Server | None) -> None:
    # pg_restore's own --clean fails on what the dump does not know; the schema is emptied in the same transaction instead.
    script = dump.with_name("tables.sql")
    made = subprocess.run(
        [_reader(server), "--no-owner", "--no-privileges", "-f", str(script), str(dump)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise ArchiveRefused(_("备份里的数据库读不出来：%(why)s") % {"why": made.stderr.strip()})
    with psycopg.connect(**owner, autocommit=True) as connection:
        _leave_unknown_settings(script, {name for (name,) in connection.execute("SELECT name FROM pg_settings")})
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    command = tool(server, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", target=owner)
    empty = ["-c", "SET client_min_messages = error", "-c", "DROP SCHEMA public CASCADE", "-c", "CREATE SCHEMA public"]
    done = subprocess.run([*command, *empty, "-f", str(script)], env=environment(owner), capture_output=True, text=True, check=False)
    if done.returncode:
        raise ArchiveRefused(_("数据库没有恢复，原有资料未动：%(why)s") % {"why": done.stderr.strip()[:2000]})


def _leave_unknown_settings(script: Path, known: set[str]) -> None:
    """Comment out the settings at the head of the script that an older server does not know; the bytes stay where they are."""
    with script.open("r+b") as file:
        head = file.read(1 << 16).partition(b"\nCREATE ")[0]
        for line in re.finditer(rb"^SET (\w+) = ", head, re.MULTILINE):
            if line[1].decode() not in known:
                file.seek(line.start())
                file.write(b"--  ")
