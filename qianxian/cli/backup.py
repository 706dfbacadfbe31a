"""``qianxian backup FILE`` and ``qianxian restore FILE``: one encrypted file, and a self-check after it is put back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from qianxian.cli.session import FileToWrite, json_option, note, plain_errors, print_json
from qianxian.config.runtime.speech import say as _

passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("口令所在的文件；也可用环境变量 QIANXIAN_BACKUP_PASSPHRASE，都没有则询问。"),
)
SHORTEST = 12


def passphrase_from(file: Path | None, *, confirm: bool) -> str:
    """The passphrase: from the file, the environment, or asked for."""
    found = file.read_text().strip() if file else os.environ.get("QIANXIAN_BACKUP_PASSPHRASE", "")
    if not found and not sys.stdin.isatty():
        raise click.ClickException(_("没有备份口令，也没有终端可以询问。请用 --passphrase-file 或环境变量 QIANXIAN_BACKUP_PASSPHRASE。"))
    found = found or click.prompt(_("备份口令"), hide_input=True, confirmation_prompt=_("再输一次") if confirm else False, err=True)
    if confirm and len(found) < SHORTEST:
        raise click.ClickException(_("备份口令至少 %(n)d 个字符。") % {"n": SHORTEST})
    return found


@contextmanager
def on_database() -> Iterator[tuple]:
    """(home, server) with the house's refusals as one line."""
    from qianxian.config.runtime import archive, database, places, sealed_file

    try:
        with plain_errors(), database.ready(places.home(), say=note) as server:
            yield places.home(), server
    except (archive.ArchiveRefused, sealed_file.FileNotOpened) as refused:
        raise click.ClickException(str(refused)) from refused


@click.command(help=_("把整个区（县）的资料加密备份到 FILE。运行中也可以备份。"))
@click.argument("file", type=FileToWrite())
@passphrase_option
@click.option("--with-keys", is_flag=True, help=_("连同加密字段的密钥一起备份；这样的备份只凭口令就能读出证件号，请单独保管。"))
@json_option
def backup(file: Path, passphrase_file: Path | None, with_keys: bool, as_json: bool) -> None:
    from qianxian.config.runtime import archive, outcomes

    secret = passphrase_from(passphrase_file, confirm=True)
    with on_database() as (home, server):
        manifest = archive.backup(file, passphrase=secret, home=home, server=server, with_keys=with_keys, say=note)
        outcomes.keep(home, "backup", megabytes=f"{file.stat().st_size / 1e6:.1f}", with_keys=with_keys)
    rows = sum(manifest["rows"].values())
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size, "tables": len(manifest["rows"]), "rows": rows, "with_keys": with_keys})
        return
    told = {"tables": len(manifest["rows"]), "rows": rows, "file": file, "size": f"{file.stat().st_size / 1e6:.1f}"}
    click.echo(_("已备份 %(tables)d 张表、%(rows)d 行到 %(file)s（%(size)s MB）。") % told)
    if not with_keys:
        click.echo(_("备份不含密钥。请另外保管 QIANXIAN_HOME/secrets，没有它打不开证件号等加密内容。"))


@click.command(help=_("从 FILE 恢复，然后自检。正在运行的千线请先停止。"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@passphrase_option
@click.option("--replace", is_flag=True, help=_("替换这里已有的区（县）资料。"))
@json_option
def restore(file: Path, passphrase_file: Path | None, replace: bool, as_json: bool) -> None:
    from qianxian.cli.check import report
    from qianxian.cli.session import django_on_database
    from qianxian.config.runtime import archive, places, supervisor

    secret = passphrase_from(passphrase_file, confirm=False)
    with plain_errors(), supervisor.only_one(places.make_home(places.home()), "restore"), on_database() as (home, server):
        manifest = archive.restore(file, passphrase=secret, home=home, server=server, replace=replace, say=note)
        with django_on_database(migrated=False):
            from qianxian.config.runtime import migration

            migration.migrate()
            found = report()
    rows = sum(manifest["rows"].values())
    if as_json:
        print_json(
            {"made_at": manifest["made_at"], "tables": len(manifest["rows"]), "rows": rows, "checks": [check.as_dict() for check in found]}
        )
    else:
        told = {"made": manifest["made_at"], "tables": len(manifest["rows"]), "rows": rows}
        click.echo(_("已恢复 %(made)s 的备份：%(tables)d 张表、%(rows)d 行。") % told)
        for check in found:
            click.echo(check.line())
    if not all(check.ok for check in found):
        raise SystemExit(1)
