"""``qianxian check``: does this installation stand as it should, and do the data hold together. Exit 1 when anything does not."""

from __future__ import annotations

import click

from qianxian.cli.session import django_on_database, json_option, print_json
from qianxian.config.runtime.speech import say as _


def report() -> list:
    """All checks, run, and what they came to kept for the desk; a database must be up and Django set up."""
    from qianxian.config.runtime import outcomes, places, self_check

    found = self_check.run_all()
    outcomes.keep(places.home(), "check", ok=all(one.ok for one in found), count=len(found), wrong=[one.name for one in found if not one.ok])
    return found


@click.command(help=_("自检：程序、数据库、权限、密钥，以及资料是否完好。"))
@json_option
def check(as_json: bool) -> None:
    with django_on_database(migrated=False):
        found = report()
    if as_json:
        print_json({"ok": all(one.ok for one in found), "checks": [one.as_dict() for one in found]})
    else:
        for one in found:
            click.echo(one.line())
        bad = sum(not one.ok for one in found)
        told = {"n": len(found), "bad": bad}
        click.echo("\n" + (_("%(n)d 项，%(bad)d 项要处理。") if bad else _("%(n)d 项，全部正常。")) % told)
    if not all(one.ok for one in found):
        raise SystemExit(1)
