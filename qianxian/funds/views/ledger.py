"""分录明细: the rows behind every figure of money, each leading to its voucher."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import place_choices, register_page
from qianxian.foundation.money import format_yuan
from qianxian.foundation.reach import within
from qianxian.funds import forms, permissions
from qianxian.funds.pages import rows as pages
from qianxian.funds.queries import books as queries
from qianxian.funds.queries import disclosure
from qianxian.funds.queries.ledger import both_sides, lines_behind
from qianxian.funds.tables import LineTable
from qianxian.portal.forms import need


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """Posted lines as the address asks for them, with what they come to."""
    need(permissions.can_view_funds(request.actor))
    find = forms.LedgerFilter(request.GET, choices=_choices(request))
    clean = find.cleaned_data if find.is_valid() else {}
    rows = within(lines_behind(request.actor, request.scope_prefix, **(asked := _asked(request, clean))), request.actor, clean.get("place"))
    debit, credit = both_sides(rows)
    table = LineTable(rows, names=divisions.place_names_on(request.today))
    said = _("借方合计 %(debit)s 元，贷方合计 %(credit)s 元，差额 %(net)s 元") % {"debit": format_yuan(debit), "credit": format_yuan(credit), "net": format_yuan(debit - credit)}
    if asked.get("sheet"):
        said += _("。只列公开表编制时已经记账的分录")
    if asked.get("later"):
        said += _("。只列公开表编制以后记入这一期的分录")
    crumbs = [(_("资金"), reverse("funds:list")), (_("分录明细"), "")]
    return register_page(request, title=_("分录明细"), table=table, form=find, unit=_("笔"), template="funds/ledger.html", crumbs=crumbs, said=said,
                         less=pages.what_is_left(asked["fund"], debit - credit) if clean.get("figure") == "left" else None)  # fmt: skip


def _choices(request: HttpRequest) -> dict[str, list[tuple[str, Any]]]:
    banks = [(str(a.uuid), a.name) for a in queries.bank_accounts(request.actor, request.scope_prefix).order_by("division_code", "id")]
    return {"place": place_choices(request), "fund": pages.fund_choices(request), "bank": banks}


def _asked(request: HttpRequest, clean: dict[str, Any]) -> dict[str, Any]:
    """The conditions of the form as the query takes them."""
    last: dt.date = clean.get("until") or request.on
    return {
        "accounts": tuple(filter(None, "".join(clean.get("account", "").replace("，", ",").split()).split(","))), "level": clean.get("level", ""),
        "rectification": clean.get("rectification", ""), "figure": clean.get("figure", ""), "side": clean.get("side", ""),
        "fund": queries.funds(request.actor).filter(uuid=clean["fund"]).first() if clean.get("fund") else None,
        "bank": queries.bank_accounts(request.actor).filter(uuid=clean["bank"]).first() if clean.get("bank") else None, "first": clean.get("since"), "last": last,
        **{name: disclosure.sheet_by_uuid(clean[name], request.actor) for name in ("sheet", "later") if clean.get(name)},
    }  # fmt: skip
