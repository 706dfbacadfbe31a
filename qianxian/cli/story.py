"""``qianxian story``: the article's figures computed from the rows of this county."""

from __future__ import annotations

import click

from qianxian.cli.session import acting, as_option, json_option, needs_database, print_json

WORDS = {"agrees": "✓ 相符", "differs": "✗ 不相符", "not_built": "模块未建", "out_of_reach": "超出范围", "empty": "没有登记"}


@click.command()
@as_option
@json_option
@needs_database
def story(as_login: str, as_json: bool) -> None:
    """对照文章数字 F01–F47：文章怎么说、登记资料算出多少、是否相符。"""
    from qianxian.foundation.verdict import require
    from qianxian.plans import queries
    from qianxian.plans.permissions import can_view_story

    with acting(as_login) as by:
        require(can_view_story(by))
        lines = queries.story(by)
    if as_json:
        print_json({"figures": [line.to_json() for line in lines]})
        return
    click.echo(f"截至 {queries.ARTICLE_DAY}，由登记资料算出：")
    for line in lines:
        title, room = line.figure.title, line.figure.room
        click.echo(f"{line.figure.id}  {WORDS[line.state]:<6}  文章 {line.said}  算出 {line.shown or '—'}  {title}（{room}）")
    click.echo(
        f"{sum(line.agrees is True for line in lines)} 个相符，{sum(line.agrees is False for line in lines)} 个不相符，"
        f"{sum(line.state == 'not_built' for line in lines)} 个模块未建。"
    )
