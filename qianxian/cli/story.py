"""``qianxian story``: the article's figures computed from the rows of this county."""

from __future__ import annotations

from collections import Counter

import click

from qianxian.cli.session import acting, as_option, json_option, needs_database, print_json
from qianxian.config.runtime.speech import say as _

WORDS = {"agrees": _("✓ 相符"), "differs": _("✗ 不相符"), "not_built": _("模块未建"), "out_of_reach": _("超出范围"), "empty": _("没有登记")}


@click.command(help=_("对照文章数字 F01–F47：文章怎么说、登记资料算出多少、是否相符。"))
@as_option
@json_option
@needs_database
def story(as_login: str, as_json: bool) -> None:
    from qianxian.foundation.verdict import require
    from qianxian.plans import queries
    from qianxian.plans.permissions import can_view_story

    with acting(as_login) as by:
        require(can_view_story(by))
        lines = queries.story(by)
    if as_json:
        print_json({"figures": [line.to_json() for line in lines]})
        return
    click.echo(_("截至 %(day)s，由登记资料算出：") % {"day": queries.ARTICLE_DAY})
    for line in lines:
        told = {"said": line.said, "shown": line.shown or "—", "title": line.title, "room": line.figure.room}
        click.echo(f"{line.figure.id}  {WORDS[line.state]:<6}  " + _("文章 %(said)s  算出 %(shown)s  %(title)s（%(room)s）") % told)
    counts = Counter(line.state for line in lines)
    click.echo(_("%(agrees)d 个相符，%(differs)d 个不相符，%(not_built)d 个模块未建。") % {name: counts[name] for name in ("agrees", "differs", "not_built")})
