"""``qianxian export``: what other programs read. The ledger as beancount or hledger, to standard output."""

from __future__ import annotations

import click

from qianxian.cli.session import acting, as_option, needs_database
from qianxian.config.runtime.speech import say as _


@click.group(help=_("导出：账目交给其他记账软件核对。"))
def export() -> None:
    """What other programs read."""


@export.command("ledger", help=_("把已入账的凭证按 beancount 或 hledger 格式输出到标准输出。"))
@click.option("--format", "form", type=click.Choice(["beancount", "hledger"]), required=True, help=_("文件格式。"))
@click.option("--village", default="", metavar="CODE", help=_("只导出一个村（社区）；不填为范围内全部。"))
@as_option
@needs_database
def ledger(form: str, village: str, as_login: str) -> None:
    from qianxian.foundation.verdict import require
    from qianxian.funds import exports, permissions

    with acting(as_login) as by:
        require(permissions.can_view_funds(by))
        if village and not by.reaches(village):
            raise click.ClickException(_("这个地方不在您的范围内。"))
        for line in exports.ledger(by, form, village or None):
            click.echo(line)
