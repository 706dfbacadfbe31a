"""``qianxian rule``: list the rules, try one on a day, write docs/rules.md. No server, no database, no Django.

Example: ``qianxian rule eval R-P12 --on 2019-03-31 '{"voters":20,"present":11,"for":11}'``. A "no" is exit 0;
exit 2 with a message on standard error: unknown rule, input unknown, missing or ill-typed, facts that cannot be.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import click

from qianxian.cli.session import FileToWrite
from qianxian.config.runtime.speech import say as _
from qianxian.foundation.periods import parse_day
from qianxian.foundation.rulebook import Input, InputsRefused, RulebookError, SettingsBook, all_rules, describe, evaluate, rule_named

EXAMPLE = '\'{"voters":20}\''


class Day(click.ParamType):
    """A date written 2019-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return parse_day(value)
        except ValueError as unfit:
            self.fail(str(unfit), param, ctx)


@click.group(help=_("规则：列出、试算、生成说明。"))
def rule() -> None:
    """The rules."""


@rule.command("list", help=_("列出全部规则及其输入、输出、依据和施行日期。"))
@click.option("--json", "as_json", is_flag=True, help=_("输出 JSON，供程序读取。"))
def list_rules(as_json: bool) -> None:
    described = [describe(item) for item in all_rules()]
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False, indent=2))
        return
    for item in described:
        inputs = " ".join(entry["name"] if entry["required"] else f"[{entry['name']}]" for entry in item["inputs"])
        since = _("自 %(day)s 起") % {"day": item["valid_from"]}
        click.echo(f"{item['id']:<6} {item['title']}\n       {item['law']} {item['article']}（{since}）\n       {inputs}")


@rule.command("eval", short_help=_("按规则试算一组事实。"), help=_("按规则 RULE_ID 试算 FACTS（JSON 对象），例如 %(example)s。") % {"example": '\'{"voters":20,"present":11,"for":11}\''})
@click.argument("rule_id")
@click.argument("facts")
@click.option("--on", type=Day(), default=None, help=_("事件日期，例如 2019-03-31；不填为今天。"))
@click.option("--county", is_flag=True, help=_("用本县（区）的参数，不用随软件附带的参数（需要数据库）。"))
@click.option("--json", "as_json", is_flag=True, hidden=True, help=_("本命令总是输出 JSON。"))
def evaluate_rule(rule_id: str, facts: str, on: dt.date | None, county: bool, as_json: bool) -> None:
    try:
        given = _read_facts(facts)
        _whole_numbers_as_numbers(rule_named(rule_id).versions[-1].inputs, given)
        answer = evaluate(rule_id, on=on or _today(), inputs=given, settings=_county_settings() if county else None)
    except RulebookError as refused:
        _refuse(str(refused))
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=2))


@rule.command("docs", help=_("由登记的规则生成 docs/rules.md。"))
@click.option(
    "-o", "--output", type=FileToWrite(), default=None, help=_("写入文件，例如 docs/rules.md；不填则输出到屏幕。")
)
@click.option("--check", is_flag=True, help=_("只核对文件是否与规则一致；不一致时退出码为 1。"))
def write_docs(output: Path | None, check: bool) -> None:
    from qianxian.cli.rule_docs import rules_as_markdown  # reads the shipped settings as well: not needed by list and eval

    text = rules_as_markdown()
    if output is None:
        click.echo(text, nl=False)
    elif check:
        if not output.exists() or output.read_text(encoding="utf-8") != text:
            click.echo(_("%(file)s 与登记的规则不一致；请运行 qianxian rule docs -o %(file)s") % {"file": output}, err=True)
            raise SystemExit(1)
    else:
        output.write_text(text, encoding="utf-8")


def _today() -> dt.date:
    # Not foundation.clock: the county's business day needs the database. Shanghai has kept UTC+8 without change since 1991.
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()


def _read_facts(text: str) -> dict[str, Any]:
    """The JSON object, with numbers exact. Exits 2 on anything else."""
    try:
        facts = json.loads(text, parse_float=Decimal, parse_constant=_no_such_number, object_pairs_hook=_each_name_once)
    except json.JSONDecodeError as unfit:
        at = {"line": unfit.lineno, "column": unfit.colno, "example": EXAMPLE}
        _refuse(_("输入不是 JSON 对象：第 %(line)d 行第 %(column)d 个字符处读不下去。请写成 %(example)s 的形式。") % at)
    except (ValueError, RecursionError) as unfit:
        _refuse(_("输入不是 JSON 对象：%(why)s。请写成 %(example)s 的形式。") % {"why": unfit, "example": EXAMPLE})
    if not isinstance(facts, dict):
        _refuse(_("输入不是 JSON 对象。请写成 %(example)s 的形式。") % {"example": EXAMPLE})
    return facts


def _whole_numbers_as_numbers(declared: Sequence[Input], given: Any) -> None:
    """Raises InputsRefused for a whole number written as text: pages send text and the rules read it, in JSON it is of the wrong type."""
    if not isinstance(given, dict):
        return
    told = [(item.name, _("「%(label)s」请填写整数") % {"label": item.label}) for item in declared if item.type == "int" and isinstance(given.get(item.name), str)]
    if told:
        raise InputsRefused(told)
    for item in declared:
        for row in given.get(item.name) or () if item.type == "list" and isinstance(given.get(item.name), list) else ():
            _whole_numbers_as_numbers(item.fields, row)


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(_("%(name)s 不是数字") % {"name": name})


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(_("%(names)s 写了两次") % {"names": _("、").join(sorted(twice))})
    return dict(pairs)


def _county_settings() -> SettingsBook:
    """The county's settings over the shipped ones. Needs Django and the database, hence imported only here."""
    from qianxian.cli.session import django_on_database

    with django_on_database():
        from qianxian.rulebook.queries import county_settings

        return county_settings()


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(2)


if __name__ == "__main__":
    rule()
