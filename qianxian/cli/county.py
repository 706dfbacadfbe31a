"""``qianxian init FILE``: a real county from its divisions file, with its first three administrators (三员分立)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from qianxian.cli.session import begins_database, json_option, print_json
from qianxian.config.runtime.speech import gettext_noop
from qianxian.config.runtime.speech import say as _

# role, login unless another is given, what the person does
OFFICERS = (
    ("sys_admin", "sysadmin", gettext_noop("系统管理员：运行和备份")),
    ("sec_admin", "secadmin", gettext_noop("安全管理员：账号和授权")),
    ("audit_admin", "auditadmin", gettext_noop("审计管理员：只看日志")),
)


def read_divisions(file: Path) -> dict[str, Any]:
    """The divisions file; raises ClickException when it is not JSON of an object with ``area``."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        found["area"]["code"]
    except (ValueError, KeyError, TypeError) as error:
        said = _("%(file)s 不是区划文件：应是 JSON，含 area、streets、villages 三层，样子见 docs/production.md。") % {"file": file}
        raise click.ClickException(said) from error
    return found


@click.command(help=_("用区划文件 FILE 建立一个真实的区（县），并开出三个管理员账号；口令只显示这一次。"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--system-admin", default="系统管理员", help=_("系统管理员姓名。"))
@click.option("--security-admin", default="安全管理员", help=_("安全管理员姓名。"))
@click.option("--audit-admin", default="审计管理员", help=_("审计管理员姓名。"))
@json_option
@begins_database
def init(file: Path, system_admin: str, security_admin: str, audit_admin: str, as_json: bool) -> None:
    from django.db import connections

    from qianxian.accounts import queries
    from qianxian.accounts.commands import accounts, grants
    from qianxian.divisions.commands import open_county
    from qianxian.foundation import clock
    from qianxian.foundation.reach import acting_as

    divisions = read_divisions(file)
    code = str(divisions["area"]["code"])[:6]
    place, today = code.ljust(12, "0"), clock.calendar_day()
    opened = []
    # One transaction: a county without its administrators could not be entered.
    with acting_as(queries.service_actor(place)) as by:
        county = open_county(divisions_json=divisions, by=by)
        for (role, login, what), name in zip(OFFICERS, (system_admin, security_admin, audit_admin), strict=True):
            account = accounts.open_account(login=login, name=name, first=today, by=by, on=today)
            grants.grant_role(
                user=account.user, role=role, division_code=place, first=today, by=by, on=today, source_document="qianxian init"
            )
            opened.append({"role": role, "login": login, "name": name, "password": account.password, "does": what})
    connections.close_all()
    if as_json:
        print_json({"county": {"code": county.code, "name": county.name}, "accounts": opened})
        return
    told = {"name": county.name, "code": county.code}
    click.echo(_("已建立 %(name)s（%(code)s）。三个管理员须是三个人；口令只显示这一次，首次登录要更改：") % told)
    for one in opened:
        click.echo(f"  {one['login']:<12} {one['password']}   {one['name']}（{_(one['does'])}）")
    click.echo(_("下一步：qianxian serve 启动，由安全管理员登录后开设业务账号。"))
