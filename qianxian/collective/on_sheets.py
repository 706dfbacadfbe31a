"""What the collective shows on the quarterly disclosure sheet (R-F10, R-V17): land, assets, leases, rent, arrears, distribution. Totals, no member's name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from qianxian.collective.models import Asset
from qianxian.collective.queries import published
from qianxian.foundation.money import format_yuan
from qianxian.funds import disclosing


def gather(division_code: str, first: dt.date, end: dt.date) -> dict[str, Any]:
    """The figures at the end of the period, as text; {} where the collective has nothing."""
    land, sums = published.land(division_code), published.assets(division_code)
    held, paid_out = published.leases(division_code, end), published.distributed(division_code, first, end)
    if not (land.entitled or sums or held.running or paid_out):
        return {}
    return {
        "land": {"entitled": f"{land.entitled:f}", "certified": f"{land.certified:f}", "used": f"{land.used:f}"},
        "assets": [{"category": code, "count": n, "value": format_yuan(value)} for code, n, value in sums],
        "leases": {"running": held.running, "total": format_yuan(held.total), "received": format_yuan(published.received(division_code, first, end)),
                   "arrears": format_yuan(held.arrears), "overdue": held.overdue},
        "distributions": [{"year": d.year, "reserve": format_yuan(d.reserve + d.welfare), "paid": format_yuan(d.paid), "per_share": format_yuan(d.per_share)} for d in paid_out],
    }  # fmt: skip


def shown(kept: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The section's title and its lines."""
    land, held, words = kept["land"], kept["leases"], dict(Asset.Category.choices)
    lines = [(_("土地（亩）"), land["entitled"]), (_("已办证（亩）"), land["certified"]), (_("已出租、开发（亩）"), land["used"])]
    lines += [(str(words[one["category"]]), _("%(n)s 项，原值 %(value)s 元") % {"n": one["count"], "value": one["value"]}) for one in kept["assets"]]
    lines += [(_("履行中的出租合同"), str(held["running"])), (_("租金合计（元）"), held["total"]), (_("本期收到租金（元）"), held["received"]),
              (_("欠租（元）"), held["arrears"]), (_("欠租的期数"), str(held["overdue"]))]  # fmt: skip
    for one in kept["distributions"]:
        lines.append((_("%(year)s 年收益分配") % {"year": one["year"]}, _("公积公益金 %(reserve)s 元，向成员分配 %(paid)s 元，每份 %(each)s 元")
                      % {"reserve": one["reserve"], "paid": one["paid"], "each": one["per_share"]}))  # fmt: skip
    return _("集体经济"), lines


def register() -> None:
    """Join the sheet."""
    disclosing.adds("collective", gather, shown)
