"""What a command needs around itself: a database that answers, Django, and somebody to act as.

Example::

    @click.command()
    @as_option
    @json_option
    @needs_database
    def story(as_login, as_json): ...

``needs_database`` starts the embedded server when it is down, turns the house's errors into one clear line, and exits 1 or 2.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from qianxian.config.runtime.speech import language
from qianxian.config.runtime.speech import say as _

as_option = click.option("--as", "as_login", metavar="LOGIN", default="", help=_("以哪个账号的名义办理；不填为系统服务账号。记入日志。"))
json_option = click.option("--json", "as_json", is_flag=True, help=_("输出 JSON，供程序读取。"))


class FileToWrite(click.Path):
    """A file that the command will write; refused before any work where its folder is not there or is closed."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        file = Path(super().convert(value, param, ctx))
        if not file.parent.is_dir():
            self.fail(_("没有文件夹 %(folder)s。请先建立它，或换一个位置。") % {"folder": file.parent}, param, ctx)
        if not file.exists() and not os.access(file.parent, os.W_OK):
            self.fail(_("不能写入文件夹 %(folder)s。请换一个位置，或检查权限。") % {"folder": file.parent}, param, ctx)
        return file


def note(text: str) -> None:
    """A line for the person at the terminal, kept out of standard output."""
    click.echo(text, err=True)


def print_json(value: Any) -> None:
    """One JSON document on standard output: Chinese as it is, money as text with its cents, dates in ISO."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=lambda v: str(v) if isinstance(v, Decimal) else v.isoformat()))


@contextmanager
def plain_errors() -> Iterator[None]:
    """Refusals of the runtime as one line and exit 1 instead of a traceback."""
    from qianxian.config.runtime.places import PlaceRefused
    from qianxian.config.runtime.postgres import ServerFailed

    try:
        yield
    except (PlaceRefused, ServerFailed) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def django_on_database(migrated: bool = True, make: bool = False) -> Iterator[None]:
    """Database up, Django set up; ``migrated`` refuses tables that are not up to date, ``make`` makes them where none ever stood."""
    from qianxian.config.runtime import database, places

    with plain_errors(), database.ready(places.home(), say=note):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
        import django

        django.setup()
        from django.db import connections

        from qianxian.config.runtime import migration

        try:
            if make and migration.untouched():
                note(_("正在更新数据库结构……"))
                migration.migrate()
            if migrated and migration.missing():
                raise click.ClickException(_("数据库结构还没有更新。请先运行：qianxian migrate"))
            yield
        finally:
            connections.close_all()


def needs_database(command: Callable, *, make: bool = False) -> Callable:
    """Decorates a command that reads or writes the county; ``make``: one that may be the first of a home."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        with django_on_database(make=make):
            from qianxian.foundation import errors

            refusals = tuple(getattr(errors, name) for name in ("RuleViolated", "NotPermitted", "Conflict", "FileRefused"))
            try:
                with speaking("zh-hans" if kwargs.get("as_json") else language()):
                    return command(*args, **kwargs)
            except refusals as refusal:
                raise click.ClickException(str(refusal)) from refusal

    return run


#: For the commands that open a county: in a new home their tables are made first.
begins_database = functools.partial(needs_database, make=True)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """The sentences of the rooms in this language. JSON speaks as ever: programs read it."""
    from django.utils.translation import override

    with override(code):
        yield


@contextmanager
def acting(as_login: str = "", role: str | None = None) -> Iterator[Any]:
    """One transaction as somebody: the account of ``--as`` in its only (or named) role, else the service actor over the county."""
    from qianxian.accounts import queries
    from qianxian.accounts.county import county
    from qianxian.foundation.reach import acting_as

    actor = queries.actor_of_login(as_login, role) if as_login else queries.service_actor(county().code)
    with acting_as(actor):
        yield actor
