"""The database and its two roles, made and mended at each start; idempotent.

The owner makes tables and reads everything (BYPASSRLS: backups and checks must see all rows). The application role owns nothing,
passes no policy, and logs in with its own secret.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql

from qianxian.config.runtime import address, places
from qianxian.config.runtime.postgres import Server
from qianxian.config.runtime.speech import say as _

#: The oldest server that the guards run on.
OLDEST_SERVER = 150_000


def ensure_embedded(server: Server, database: str = address.DATABASE) -> None:
    """Owner role and database in the embedded cluster."""
    with server.connect() as admin:
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [address.OWNER]).fetchone():
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB BYPASSRLS").format(sql.Identifier(address.OWNER)))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(address.OWNER)))


def _connected(owner: dict) -> psycopg.Connection:
    """The owner's connection; PlaceRefused, in words, where nobody answers or the server is too old."""
    try:
        connection = psycopg.connect(**owner, autocommit=True)
    except psycopg.OperationalError as error:
        raise places.PlaceRefused(
            _("连不上数据库 %(name)s（%(host)s）：%(why)s。请检查 DATABASE_URL 的地址、用户和密码，确认 PostgreSQL 已经启动。")
            % {"name": owner.get("dbname", ""), "host": owner.get("host", ""), "why": str(error).strip().splitlines()[0]}
        ) from error
    if connection.info.server_version < OLDEST_SERVER:
        connection.close()
        raise places.PlaceRefused(_("这个 PostgreSQL 太旧（%(version)s）。请换用 15 以上的版本。") % {"version": connection.info.parameter_status("server_version")})
    return connection


def ensure_application(owner: dict, *, role: str, password: str) -> None:
    """The application role with today's password, through the owner's connection (psycopg arguments)."""
    name = sql.Identifier(role)
    with _connected(owner) as connection:
        row = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        try:
            if row is None:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(name))
            elif any(row):
                raise places.PlaceRefused(
                    _("应用角色 %(role)s 能绕过行级安全。请取消它的 SUPERUSER 与 BYPASSRLS，或用 QIANXIAN_APP_ROLE 另指定一个。") % {"role": role}
                )
            # SET PASSWORD in the clear would stand in a statement log; the client hashes it first.
            secret = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
            connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(secret)))
            database = connection.info.dbname
            connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(sql.Identifier(database), name))
        except psycopg.errors.InsufficientPrivilege as error:
            raise places.PlaceRefused(
                _("DATABASE_URL 的用户不能建立或管理应用角色 %(role)s（%(why)s）。请给它 CREATEROLE 与 BYPASSRLS，做法见 docs/production.md。")
                % {"role": role, "why": error.diag.message_primary}
            ) from error


def ensure(home: Path, *, owner: dict, role: str, password: str, server: Server | None) -> None:
    """Everything a start needs before the first query of Django."""
    if server:
        ensure_embedded(server)
    ensure_application(owner, role=role, password=password)
