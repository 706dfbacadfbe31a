"""``qianxian notices send``: what the job worker does every few minutes, for a timer of the machine's own."""

from __future__ import annotations

import click

from qianxian.cli.session import json_option, needs_database, print_json
from qianxian.config.runtime.speech import say as _


@click.group(help=_("消息提醒：写好、发出到时候的消息。"))
def notices() -> None:
    """The outbox."""


@notices.command("send", help=_("看一遍待办，写好该发的消息，把到时候的发出去。可以放在定时任务里，多运行几次也只发一次。"))
@json_option
@needs_database
def send(as_json: bool) -> None:
    from django.utils import timezone

    from qianxian.notices.delivery import send_due
    from qianxian.portal.digests import write_notices

    at = timezone.now()
    written, ends = write_notices(at), send_due(at)
    told = {"written": written} | {name: ends.get(name, 0) for name in ("sent", "waiting", "failed", "held", "dropped")}
    if as_json:
        return print_json(told)
    click.echo(_("写好 %(written)d 条，发出 %(sent)d 条，稍后再试 %(waiting)d 条，没有发出 %(failed)d 条，已到上限 %(held)d 条。") % told)
