"""``qianxian serve`` and ``qianxian migrate``: bring a home up to date and keep its processes alive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from qianxian.cli.session import django_on_database, note, plain_errors
from qianxian.config.runtime.speech import say as _


@click.command(help=_("启动数据库、网页和后台任务；Ctrl-C 全部停止。"))
@click.option("--host", default=lambda: os.environ.get("QIANXIAN_HOST", "127.0.0.1"), help=_("监听的地址；默认只在本机（127.0.0.1）。"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", help=_("监听的端口，也可用环境变量 PORT。"))
@click.option("--workers", type=click.IntRange(1, 32), default=3, show_default=True, help=_("网页进程数。"))
@click.option("--example", is_flag=True, help=_("从未建立过区（县）时，先载入斗门示例。"))
def serve(host: str, port: int, workers: int, example: bool) -> None:
    from qianxian.config.runtime import database, places, supervisor

    os.environ["PORT"] = str(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    home = places.home()
    shown = os.environ.get("QIANXIAN_PUBLIC_URL") or f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104
    with plain_errors(), supervisor.only_one(home, shown):
        supervisor.refuse_busy_port(host, port)
        with database.ready(home, say=note) as server:
            bring_up_to_date(example, home)
            keeper = supervisor.Supervisor(home, host, port, server, web_workers=workers, say=note)
            keeper.run(when_up=lambda: click.echo(banner(shown, home)))
    note(_("已停止。"))


@click.command(help=_("更新数据库结构，并重设权限和行级安全。"))
def migrate() -> None:
    with django_on_database(migrated=False):
        from qianxian.config.runtime import migration

        steps = migration.missing()
        migration.migrate()
        click.echo(_("已更新 %(n)d 步。") % {"n": len(steps)} if steps else _("数据库结构已是最新。"))


def bring_up_to_date(example: bool, home: Path) -> None:
    """Tables, grants, static files and, where wanted, the example county. Half an example is loaded anew, never served."""
    import django

    django.setup()
    from django.db import connections

    from qianxian.config.runtime import first_load, migration, static_files

    if migration.missing():
        note(_("正在更新数据库结构……"))
    migration.migrate()
    static_files.collect()
    empty, half = county() is None, first_load.broken_off(home)
    connections.close_all()
    if half and not example:
        raise click.ClickException(_("上一次载入示例没有完成。运行 make run 重新载入；要建立真实的区（县），请另设 QIANXIAN_HOME。"))
    if example and (empty or half):
        note(_("正在载入斗门示例（第一次约一两分钟）……"))
        # A process of its own: what the loading took of memory goes back.
        if subprocess.run([sys.executable, "-m", "qianxian", "demo", "load"], check=False).returncode:
            raise click.ClickException(_("斗门示例没有载入。原因见上；改正后重新运行即可。"))


def county():
    """The county of this home, or None."""
    from qianxian.divisions.models import County

    return County.objects.using("owner").first()


def banner(address: str, home) -> str:
    """What a person needs now: the address and, in the example, one login per role."""
    from django.db import connections

    lines = ["", _("千线已启动：%(address)s") % {"address": address}, _("数据目录：%(home)s    停止：Ctrl-C") % {"home": home}]
    found = county()
    connections.close_all()
    if found is None:
        lines.append(_("还没有建立区（县）。请另开一个终端运行：qianxian init 区划文件.json，或 qianxian demo load"))
    elif found.is_example:
        from qianxian.demo import cast

        example = _("示例账号（虚构人物，仅供试用），密码都是 %(password)s；要验证码的角色，登录页会显示当时的验证码：")
        lines += ["", example % {"password": cast.PASSWORD}]
        lines += [f"  {login:<18}{_(role)}（{place}）" for role, login, _password, place in cast.logins()]
    return "\n".join([*lines, ""])
