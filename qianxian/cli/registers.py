"""``qianxian import REGISTER FILE`` and ``qianxian template REGISTER``: the registers' Excel sheets without a browser.

Exit codes of import: 0 clean, 1 rows with errors and nothing written, 2 a file (or person) that is refused.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any, NoReturn

import click

from qianxian.cli.session import FileToWrite, acting, as_option, json_option, needs_database, note, print_json
from qianxian.config.runtime.speech import say as _

REGISTERS = (
    "organisations", "members", "offices", "committees", "centres", "staff", "services", "elements", "grades", "voters", "contracts", "collective_members", "assets", "accounts",
)  # fmt: skip
SHOWN_ERRORS = 50


@click.command("import", help=_("把 Excel 文件 FILE 导入登记册 REGISTER：要么全部写入，要么一行也不写。"))
@click.argument("register", metavar="REGISTER", type=click.Choice(REGISTERS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("只检查并预览，不写入。"))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help=_("从哪一天起算，例如 2019-03-31；不填为今天。"))
@click.option(
    "--errors",
    "errors_file",
    type=FileToWrite(),
    default=None,
    help=_("有错时，把标了「错误说明」的表格存到这个文件。"),
)
@as_option
@json_option
@needs_database
def import_register(
    register: str, file: Path, dry_run: bool, on: dt.datetime | None, errors_file: Path | None, as_login: str, as_json: bool
) -> None:
    from qianxian.divisions.queries import county
    from qianxian.foundation import clock
    from qianxian.foundation.errors import FileRefused, NotPermitted
    from qianxian.imports import commands

    if county() is None:
        _refuse(_("还没有建立区（县）。先运行 qianxian init 区划文件.json，或 qianxian demo load。"))
    content = file.read_bytes()
    day = on.date() if on else clock.today()
    try:
        with acting(as_login) as by:
            if dry_run:
                plan = commands.plan_file(register=register, content=content, by=by, on=day)
            else:
                plan = commands.import_file(register=register, filename=file.name, content=content, by=by, on=day)
    except (FileRefused, NotPermitted) as refused:
        _refuse(str(refused))
    if errors_file is not None and not plan.clean:
        _write_errors(register, content, plan, errors_file, day)
    if as_json:
        print_json(plan.to_json())
    else:
        _tell(plan, dry_run)
    if not plan.clean:
        raise SystemExit(1)


def _refuse(message: str) -> NoReturn:
    note(message)
    raise SystemExit(2)


def _tell(plan: Any, dry_run: bool) -> None:
    counts = {name: getattr(plan, name) for name in ("rows", "new", "changed", "unchanged", "wrong")}
    click.echo(_("%(rows)d 行：新增 %(new)d，变更 %(changed)d，无变化 %(unchanged)d，有错 %(wrong)d。") % counts)
    for error in plan.errors[:SHOWN_ERRORS]:
        click.echo(_("  第 %(row)s 行「%(column)s」：%(message)s") % {"row": error.row, "column": error.column, "message": error.message})
    if len(plan.errors) > SHOWN_ERRORS:
        click.echo(_("  另有 %(n)d 处，用 --json 查看全部，或用 --errors 存成表格。") % {"n": len(plan.errors) - SHOWN_ERRORS})
    if not plan.clean:
        click.echo(_("一行也没有写入。改好后重新导入。"))
    elif dry_run:
        click.echo(_("只是预览，没有写入。"))
    else:
        click.echo(_("已写入。"))


def _write_errors(register: str, content: bytes, plan: Any, file: Path, day: dt.date) -> None:
    from qianxian.foundation.sheets import parse, sheet_for, write_errors

    parsed = parse(sheet_for(register), content, on=day)
    parsed.errors = list(plan.errors)
    with file.open("wb") as out:
        write_errors(parsed, out)


@click.command(help=_("取得登记册 REGISTER 的 Excel 模板：表头、填表说明、示例和下拉选项；不需要数据库。"))
@click.argument("register", metavar="REGISTER", type=click.Choice(REGISTERS))
@click.option("-o", "--output", type=FileToWrite(), required=True, help=_("写入的文件，例如 members.xlsx。"))
def template(register: str, output: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    import django

    django.setup()
    from django.utils.translation import override

    from qianxian.foundation.sheets import sheet_for, write_template

    # The headings are the contract of the import, whatever language the terminal speaks.
    with override("zh-hans"), output.open("wb") as file:
        write_template(sheet_for(register), file)
    note(_("已写入 %(file)s") % {"file": output})
