"""``qianxian pay``: compute a year's pay run, or show the one that stands. Checking and approving are done by people, in their pages."""

from __future__ import annotations

import time
from typing import Any

import click

from qianxian.cli.session import acting, as_option, json_option, needs_database, print_json
from qianxian.config.runtime.speech import say as _

TOTALS = ("base_total", "bonus_total", "city_total", "district_total", "town_total")
SLIP = ("number", "division_code", "grade", "base_paid", "cap", "bonus", "gross", "city", "district", "town")


@click.group(help=_("报酬：按规则算出一年的工资批次。"))
def pay() -> None:
    """Pay runs."""


@pay.command("run", help=_("锁定名册并算出一年的工资，存为待核对的批次；这一年已有批次的，显示它和它的状态。"))
@click.option("--year", type=click.IntRange(2010, 2099), required=True, help=_("年度，例如 2019。"))
@click.option("--slips", "with_slips", is_flag=True, help=_("同时输出每个人的工资条（只有编号，没有姓名）。"))
@click.option("--reason", default="", help=_("倍数低于规定时的理由。"))
@as_option
@json_option
@needs_database
def run_year(year: int, with_slips: bool, reason: str, as_login: str, as_json: bool) -> None:
    from qianxian.foundation import clock
    from qianxian.foundation.verdict import require
    from qianxian.pay import commands, permissions, queries

    with acting(as_login) as by:
        require(permissions.can_view_pay(by))
        run, started, computed = queries.standing_run(by, year), time.process_time(), False
        if run is None:
            locked = commands.lock_inputs(year=year, by=by, on=clock.today(), override_reason=reason)
            run, computed = commands.compute_run(run=locked, by=by), True
        answer = _described(run) | {"computed_now": computed, "cpu_seconds": round(time.process_time() - started, 3) if computed else None}
        if with_slips:
            rows = queries.slips(by, run).order_by("number")
            answer["slips"] = [{name: getattr(slip, name) for name in SLIP} for slip in rows]
    if as_json:
        print_json(answer)
        return
    if not computed:
        click.echo(_("%(year)d 年已有批次，没有重算。") % {"year": year})
    click.echo(_line(answer))
    click.echo(_("  市级 %(city_total)s  区级 %(district_total)s  镇（街道）%(town_total)s  平均每人 %(average)s 元") % answer)
    for slip in answer.get("slips", ()):
        click.echo(_("  %(number)s  基本 %(base_paid)s  绩效 %(bonus)s  应发 %(gross)s") % slip)


@pay.command("list", help=_("列出各年的工资批次和状态。"))
@as_option
@json_option
@needs_database
def list_runs(as_login: str, as_json: bool) -> None:
    from qianxian.foundation.verdict import require
    from qianxian.pay import permissions, queries

    with acting(as_login) as by:
        require(permissions.can_view_pay(by))
        found = [_described(run) for run in queries.runs(by)]
    if as_json:
        print_json({"runs": found})
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo(_("还没有工资批次。"))


def _described(run: Any) -> dict[str, Any]:
    """A run for programs: money as text with its cents, the average over everyone paid in the year."""
    gross = run.base_total + run.bonus_total
    return {
        "number": run.number,
        "year": run.year,
        "state": run.state,
        "state_word": str(run.get_state_display()),
        "people": run.people,
        "through": run.through,
        "prepared_by": run.prepared_by,
        "checked_by": run.checked_by,
        "approved_by": run.approved_by,
        "inputs_digest": run.inputs_digest,
        **{name: getattr(run, name) for name in TOTALS},
        "gross_total": gross,
        "average": f"{gross / run.people:.2f}" if run.people else None,
    }


def _line(one: dict[str, Any]) -> str:
    return _("%(number)s  %(year)d 年  %(state_word)s  %(people)d 人  基本报酬 %(base_total)s  绩效奖励 %(bonus_total)s") % one
