"""What ``qianxian check`` asserts about an installation. Each check is a function of a few lines that returns what is wrong.

Rooms add their own checks of the data through ``qianxian.foundation.integrity.checks()``: name → a function of all violations.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import connections

from qianxian.config.runtime import address, archive, keys, migration
from qianxian.config.runtime.postgres import Server
from qianxian.config.runtime.speech import gettext_noop, say
from qianxian.foundation import guards

SHOWN = 5


class Wrong:
    """What is wrong, said in Chinese by ``str`` (programs read that) and in the terminal's language by ``said``."""

    def __init__(self, words: str, **told: object):
        self.words, self.told = words, told

    def __str__(self) -> str:
        return self.words % self.told

    def said(self) -> str:
        """In the language of the command line."""
        return say(self.words) % self.told


@dataclass(frozen=True)
class Check:
    """One check's outcome; ``wrong`` is empty when all is well. Rooms and failures give plain text, the checks here sentences."""

    name: str
    wrong: tuple[Wrong | str, ...]

    @property
    def ok(self) -> bool:
        return not self.wrong

    def line(self) -> str:
        """For a terminal, in its language."""
        word, name = say("正常") if self.ok else say("要处理"), say(self.name)
        if self.ok:
            return f"  {word}    {name}"
        found = say("；").join(one.said() if isinstance(one, Wrong) else one for one in self.wrong[:SHOWN])
        more = say(" 等 %(n)d 处") % {"n": len(self.wrong)} if len(self.wrong) > SHOWN else ""
        return f"  {word}  " + say("%(label)s：%(value)s") % {"label": name, "value": found + more}

    def as_dict(self) -> dict:
        """For a program: the same in every language."""
        return {"name": self.name, "ok": self.ok, "violations": [str(one) for one in self.wrong]}


def ask(query: str, parameters: Iterable = (), alias: str = "owner") -> list[tuple]:
    """Rows of one query."""
    with connections[alias].cursor() as cursor:
        cursor.execute(query, list(parameters))
        return cursor.fetchall()


def python() -> Iterable[Wrong]:
    """Whether the interpreter is old."""
    if sys.version_info < (3, 11):  # noqa: UP036 somebody may have forced the install
        yield Wrong("需要 Python 3.11 以上，现在是 %(found)s", found=sys.version.split()[0])


def libraries() -> Iterable[Wrong]:
    """Runtime libraries that are not installed."""
    for line in requires("qianxian") or []:
        name, _, condition = line.partition(";")
        name = name.split("[")[0].split("~")[0].split(">")[0].split("=")[0].strip()
        if "extra" in condition:
            continue
        try:
            version(name)
        except PackageNotFoundError:
            yield Wrong("缺少 %(name)s，请运行 make setup", name=name)


def dump_program() -> Iterable[Wrong]:
    """Whether backups have a pg_dump for this server: an older one refuses it. (A server that is too old never gets as far as this.)"""
    server = None if address.outside() else Server(settings.QIANXIAN_HOME)
    wanted = int(ask("SHOW server_version_num")[0][0]) // 10000
    found = archive.version_of("pg_dump", server, wanted)
    if found < wanted:
        yield Wrong("备份用的 pg_dump 是 %(found)s，读不了 PostgreSQL %(wanted)s；请安装 postgresql-client-%(wanted)s", found=found, wanted=wanted)


def encoding() -> Iterable[Wrong]:
    """Whether the database is not UTF-8, or trigrams fail on Chinese."""
    found = ask("SELECT pg_encoding_to_char(encoding), datctype FROM pg_database WHERE datname = current_database()")[0]
    if found[0] != "UTF8":
        yield Wrong("编码是 %(found)s，应为 UTF8", found=found[0])
    if found[1] in ("C", "POSIX"):
        yield Wrong("字符分类是 %(found)s，中文搜索不能用；建库时请用 C.UTF-8", found=found[1])


def durable() -> Iterable[Wrong]:
    """Settings under which an acknowledged write could be lost."""
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        if (found := ask(f"SHOW {name}")[0][0]) not in ("on", "remote_apply", "remote_write"):
            yield Wrong("%(name)s 是 %(found)s，断电可能丢失已确认的资料", name=name, found=found)


def extensions() -> Iterable[Wrong]:
    """Extensions that are missing."""
    present = {name for (name,) in ask("SELECT extname FROM pg_extension")}
    yield from (Wrong("缺少扩展 %(name)s", name=name) for name in ("btree_gist", "pg_trgm") if name not in present)
    if "pg_trgm" in present and not ask("SELECT similarity('南门村党支部', '南门村党总支') > 0.3")[0][0]:
        yield Wrong("pg_trgm 不认识中文；建库时请用 C.UTF-8")


def application_role() -> Iterable[Wrong]:
    """What the application role may do and should not."""
    role = settings.DATABASES["default"]["USER"]
    if ask("SELECT current_user", alias="default")[0][0] != role:
        yield Wrong("程序没有以 %(role)s 登录", role=role)
    facts = ask("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", [role])[0]
    words = ("SUPERUSER", "BYPASSRLS", "CREATEROLE", "CREATEDB")
    yield from (Wrong("%(role)s 不应有 %(word)s", role=role, word=word) for word, has in zip(words, facts, strict=True) if has)
    if ask("SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = %s LIMIT 1", [role]):
        yield Wrong("%(role)s 不应拥有任何表", role=role)
    owner = settings.DATABASES["owner"]["USER"]
    if ask(
        "SELECT 1 FROM pg_auth_members m WHERE m.member = %s::regrole AND m.roleid = (SELECT oid FROM pg_roles WHERE rolname = %s)",
        [role, owner],
    ):
        yield Wrong("%(role)s 不应是 %(owner)s 的成员", role=role, owner=owner)


def owner_sees_all() -> Iterable[Wrong]:
    """Owner sees all: what is wrong, in words."""
    if not ask("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")[0][0]:
        yield Wrong("所有者没有 BYPASSRLS，备份和核对会漏掉资料；做法见 docs/production.md")


def row_security() -> Iterable[Wrong]:
    """Division-bound tables without forced row-level security or a policy."""
    query = """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, array_agg(p.polcmd::text)
        FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY 1, 2"""
    found = {name: (forced, set(commands)) for name, forced, commands in ask(query)}
    for model in guards.own_models():
        if guards.is_division_bound(model):
            forced, commands = found.get(model._meta.db_table, (False, set()))
            if not forced or not {"r", "a", "w", "d"} <= commands | ({"r", "a", "w", "d"} if "*" in commands else set()):
                yield Wrong("%(table)s 没有完整的行级安全，请运行 qianxian migrate", table=model._meta.db_table)


def fail_closed() -> Iterable[Wrong]:
    """Tables that give rows although no reach is set."""
    for model in guards.own_models():
        if guards.is_division_bound(model) and ask(f'SELECT 1 FROM "{model._meta.db_table}" LIMIT 1', alias="default"):
            yield Wrong("%(table)s 未设管辖范围也能读到资料", table=model._meta.db_table)


def append_only() -> Iterable[Wrong]:
    """Append-only tables that the application role may change."""
    role = settings.DATABASES["default"]["USER"]
    forbidden = {"append": ("UPDATE", "DELETE", "TRUNCATE"), "mutable": ("DELETE", "TRUNCATE"), "erasable": ("TRUNCATE",)}
    tables = {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    for model in guards.own_models():
        table = model._meta.db_table
        declared = getattr(model, "GRANTS", "erasable" if model._meta.auto_created else "mutable")
        for verb in forbidden[declared] if table in tables else ():
            if ask("SELECT has_table_privilege(%s, %s, %s)", [role, f'public."{table}"', verb])[0][0]:
                yield Wrong("%(role)s 不应能对 %(table)s 做 %(verb)s", role=role, table=table, verb=verb)


def guards_look_at_our_tables() -> Iterable[Wrong]:
    """Functions that a session's own search path or temporary table could mislead, and settings fixed to the application role."""
    query = """SELECT p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname IN ('plpgsql', 'sql')
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname NOT LIKE 'procrastinate%%' AND p.prokind = 'f'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
          AND NOT coalesce(p.proconfig, '{}') @> ARRAY[%s]"""
    yield from (Wrong("%(name)s 没有固定 search_path，请运行 qianxian migrate", name=name) for (name,) in ask(query, [f"search_path={guards.PINNED}"]))
    role = settings.DATABASES["default"]["USER"]
    fixed = ask("SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = %s::regrole", [role])
    yield from (Wrong("%(role)s 被固定了 %(name)s，请 ALTER ROLE %(role)s RESET ALL", role=role, name=name) for (name,) in fixed if name.startswith(("qianxian.", "search_path")))


def deployment() -> Iterable[Wrong]:
    """What Django's own check of a deployment says; a county's own name asks for TLS, the example on this machine does not."""
    if not settings.HTTPS:
        if settings.PUBLIC_HOST not in ("127.0.0.1", "localhost", "[::1]"):
            yield Wrong("QIANXIAN_PUBLIC_URL 不是 https://，密码会明文传送；做法见 docs/production.md")
        return
    for found in run_checks(include_deployment_checks=True):
        if not found.is_silenced() and found.level >= WARNING:
            yield f"{found.id} {found.msg.split('.')[0]}"


def migrations() -> Iterable[Wrong]:
    """Migrations: what is wrong, in words."""
    yield from (Wrong("%(name)s 尚未执行，请运行 qianxian migrate", name=name) for name in migration.missing())


def key_files() -> Iterable[Wrong]:
    """Key files that others may read."""
    folder = keys.folder(settings.QIANXIAN_HOME)
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Wrong("%(path)s 别的用户可以进入，请 chmod 700", path=folder)
    for path in sorted(folder.glob("[!.]*")) if folder.exists() else ():
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Wrong("%(path)s 别的用户可以读取，请 chmod 600", path=path)


CHECKS: dict[str, Callable[[], Iterable[Wrong]]] = {
    gettext_noop("Python 版本"): python,
    gettext_noop("程序库齐全"): libraries,
    gettext_noop("备份程序"): dump_program,
    gettext_noop("编码与中文"): encoding,
    gettext_noop("写入不丢失"): durable,
    gettext_noop("数据库扩展"): extensions,
    gettext_noop("应用角色受限"): application_role,
    gettext_noop("所有者可读全部"): owner_sees_all,
    gettext_noop("数据库结构最新"): migrations,
    gettext_noop("行级安全"): row_security,
    gettext_noop("未设范围读不到资料"): fail_closed,
    gettext_noop("只增表不可改删"): append_only,
    gettext_noop("守卫不受会话影响"): guards_look_at_our_tables,
    gettext_noop("部署设置"): deployment,
    gettext_noop("密钥文件"): key_files,
}


#: What can be said only of tables that are up to date.
OF_THE_TABLES = (extensions, row_security, fail_closed, append_only, guards_look_at_our_tables)


def contributed() -> dict[str, Callable[[], Iterable[object]]]:
    """The rooms' own checks of the data."""
    if not find_spec("qianxian.foundation.integrity"):
        return {}
    found = import_module("qianxian.foundation.integrity").checks()
    return dict(found) if not isinstance(found, dict) else found


def run_all() -> list[Check]:
    """Every check; one that breaks is wrong by that, and says how. Where tables are lacking, that alone is said of them."""
    done = []
    lacking = bool(migration.missing())
    for name, check in ({n: c for n, c in CHECKS.items() if c not in OF_THE_TABLES} if lacking else CHECKS | contributed()).items():
        try:
            wrong = tuple(one if isinstance(one, Wrong) else str(one) for one in check())
        except Exception as error:  # a check that audited nothing must not be green
            wrong = (f"{type(error).__name__}：{error}",)
        done.append(Check(name, wrong))
    return done
