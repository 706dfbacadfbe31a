"""What the pages of the collective show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.collective import permissions
from qianxian.collective.judging import DISPOSAL_KINDS, DISTRIBUTION_KINDS, LEASE_KINDS, ask
from qianxian.collective.models import Asset, Distribution, Lease, Member, Parcel, Roll
from qianxian.collective.queries import distribution as distributions
from qianxian.collective.queries import leases, members
from qianxian.collective.queries import property as things
from qianxian.collective.queries.tasks import setting
from qianxian.decisions.models import Certificate
from qianxian.divisions import queries as divisions
from qianxian.foundation.errors import in_english
from qianxian.foundation.money import format_yuan
from qianxian.foundation.sheets import Column
from qianxian.portal import forms as portal

__all__ = ["DISPOSAL_KINDS", "DISTRIBUTION_KINDS", "LEASE_KINDS"]


def form_page(request: HttpRequest, form: Form, title: str, submit: str, back: str) -> HttpResponse:
    """A page with one form."""
    crumbs = [(_("集体经济"), reverse("collective:list")), (title, "")]
    return portal.form_page(request, form, title, submit, back, crumbs=crumbs)


def found(row: Any) -> Any:
    """The row, or the page that says there is none."""
    if row is None:
        raise Http404
    return row


def home_of(request: HttpRequest) -> str:
    """The place from which somebody acts: the first of his reach."""
    return (request.actor.reach or ("",))[0]


def named(papers: dict[str, Certificate]) -> list[tuple[str, str]]:
    """Certificates as choices: number, matter, amount."""
    return [(key, f"{c.number}　{c.matter.title}　{format_yuan(c.amount_limit)}") for key, c in papers.items()]


def area(mu: Any) -> str:
    """Mu without the places that say nothing: 439, 20.5."""
    text = f"{mu:,.6f}".rstrip("0").rstrip(".")
    return text or "0"


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("集体经济"), reverse("collective:list")), *more]


def overview_page(request: HttpRequest) -> dict[str, Any]:
    """Land and assets in figures, arrears, leases that end soon, the last distributions: totals, nobody's name but the lessees'."""
    by, scope, on = request.actor, request.scope_prefix, request.today
    land, late = things.land_figures(by, scope), leases.arrears(by, on, scope)
    rows = list(distributions.distributions(by, scope).exclude(state=Distribution.State.DROPPED)[:10])
    names = divisions.place_names_on(on)
    return {
        "page_title": _("集体经济"), **rent_page(request), "sums": things.asset_sums(by, scope), "distributions": [(row, names.get(row.division_code, "")) for row in rows],
        "facts": [
            {"label": _("土地（亩）"), "value": area(land.entitled)}, {"label": _("已办证（亩）"), "value": area(land.certified)},
            {"label": _("未办证（亩）"), "value": area(land.uncertified)}, {"label": _("已出租、开发（亩）"), "value": area(land.used)},
            {"label": _("欠租（元）"), "value": format_yuan(sum((row.left for row in late), leases.ZERO))},
        ],
    }  # fmt: skip


def members_page(request: HttpRequest) -> dict[str, Any]:
    """Who sits, and what R-C02 and R-C03 say of their numbers in one village."""
    by, on, scope = request.actor, request.on, request.scope_prefix
    seats = [(s, s.get_kind_display(), s.last_day) for s in members.seats_on(by, on, scope).exclude(kind="delegate")]
    told, one = [], members.make_up(by, on, scope) if len(scope) == 12 else None
    if one is not None and one.delegates:
        told += ask("R-C02", max(on, members.LAW_FROM), {"delegates": one.delegates, "for": one.delegates, "households": one.households or None}).violations
    if one is not None and one.directors:
        told += ask("R-C03", max(on, members.LAW_FROM), {"directors": one.directors, "present": one.directors, "for": one.directors}).violations
    return {"may_keep": by.may("keep_collective"), "seats": seats, "rolls": members.rolls(by, scope)[:10], "numbers": one,
            "told": [v.text("en" if in_english() else "zh") for v in told if v.level != "error"]}


def member_page(request: HttpRequest, row: Member) -> dict[str, Any]:
    """One member with seats and what they declared."""
    keeps = permissions.can_keep_members(request.actor, row.division_code).allowed
    return {
        "page_title": row.name, "crumbs": _crumbs((_("集体成员"), reverse("collective:members")), (row.name, "")), "member": row, "keeps": keeps and not row.ended_on,
        "seats": [(s, s.last_day, s.period.lower <= request.today <= s.last_day) for s in members.seats(request.actor).filter(member=row)],
        "rows": [
            {"label": _("编号"), "value": row.number}, {"label": _("户"), "value": row.household}, {"label": _("份额"), "value": row.shares},
            {"label": _("成为成员"), "value": f"{row.since}（{row.get_basis_display()}，{row.document}）"},
            {"label": _("表决权"), "value": _("有") if row.votes_on(request.today) and not row.ended_on else _("没有")},
            *([{"label": _("身份终止"), "value": f"{row.ended_on}（{row.get_end_basis_display()} {row.elsewhere}，{row.end_document}）"}] if row.ended_on else []),
        ],
    }  # fmt: skip


def roll_page(request: HttpRequest, row: Roll) -> dict[str, Any]:
    """A frozen roll, line by line."""
    return {
        "page_title": _("成员名册 %(number)s") % {"number": row.number}, "crumbs": _crumbs((_("集体成员"), reverse("collective:members")), (row.number, "")), "roll": row,
        "entries": row.entries.order_by("turn"),
        "facts": [{"label": _("成员（人）"), "value": row.members}, {"label": _("有表决权（人）"), "value": row.voters}, {"label": _("户"), "value": row.households},
                  {"label": _("份额"), "value": row.shares}],
    }  # fmt: skip


def land_page(request: HttpRequest) -> dict[str, Any]:
    """Wholes with their parts, each in mu and m²."""
    rows, names = list(things.parcels(request.actor, request.scope_prefix)), divisions.place_names_on(request.today)
    below: dict[int | None, list[Parcel]] = {}
    for row in rows:
        below.setdefault(row.whole_id, []).append(row)
    return {"page_title": _("土地"), "crumbs": _crumbs((_("土地"), "")), "may_keep": request.actor.may("keep_collective"),
            "parcels": [(row, depth, area(row.mu), names.get(row.division_code, "")) for row, depth in _walk(below, None, 0)]}  # fmt: skip


def _walk(below: dict[int | None, list[Parcel]], key: int | None, depth: int) -> Iterable[tuple[Parcel, int]]:
    for row in below.get(key, []):
        yield row, depth
        yield from _walk(below, row.pk, depth + 1)


def parcel_page(request: HttpRequest, row: Parcel) -> dict[str, Any]:
    """One parcel."""
    keeps = permissions.can_keep_property(request.actor, row.division_code).allowed
    at = lambda name: reverse(f"collective:{name}", args=[row.uuid])  # noqa: E731
    acts = [(_("改变状态"), at("move_parcel"))]
    if row.state in ("unresolved", "in_process", "disputed"):
        acts.append((_("重新测量"), at("remeasure_parcel")))
    else:
        acts += [(_("出租"), at("lease_parcel")), (_("登记已有出租合同"), at("take_over_parcel"))]
    return _thing(request, row, acts if keeps else [], [
        {"label": _("编号"), "value": row.number}, {"label": _("面积"), "value": _("%(mu)s 亩（%(m2)s 平方米）") % {"mu": area(row.mu), "m2": f"{row.square_metres:,.2f}"}},
        {"label": _("用途"), "value": row.get_use_display()}, {"label": _("所有权人"), "value": row.owner_name}, {"label": _("位置"), "value": row.place},
        {"label": _("状态"), "value": row.get_state_display()},
        *([{"label": _("证书"), "value": f"{row.certificate_no}（{row.certified_by}，{row.certified_on}）"}] if row.certificate_no else []),
        *([{"label": _("属于"), "value": row.whole.title}] if row.whole else []),
    ], (_("土地"), reverse("collective:land")), list(row.parts.order_by("id")))  # fmt: skip


def asset_page(request: HttpRequest, row: Asset) -> dict[str, Any]:
    """One asset."""
    keeps = permissions.can_keep_property(request.actor, row.division_code).allowed
    at = lambda name: reverse(f"collective:{name}", args=[row.uuid])  # noqa: E731
    acts = [] if row.state in Asset.GONE else [(_("出租"), at("lease_asset")), (_("登记已有出租合同"), at("take_over_asset")), (_("登记设施数量"), at("count_facility"))]
    acts += [(_("改变状态"), at("move_asset")), (_("处置"), at("dispose_asset")), (_("登记有误，撤销登记"), at("strike_asset"))] if row.state in ("idle", "own_use") else []
    gone = _("%(day)s %(way)s，%(price)s 元，凭证 %(number)s")
    return _thing(request, row, acts if keeps else [], [
        {"label": _("编号"), "value": row.number}, {"label": _("类别"), "value": row.get_category_display()}, {"label": _("取得"), "value": f"{row.acquired_on}（{row.document}）"},
        {"label": _("原值（元）"), "value": format_yuan(row.original_value)}, {"label": _("地点"), "value": row.place}, {"label": _("状态"), "value": row.get_state_display()},
        *([{"label": _("公共设施"), "value": _("%(kind)s，数量 %(n)s") % {"kind": row.get_facility_display(), "n": row.amount}}] if row.facility else []),
        *([{"label": _("处置"), "value": gone % {"day": row.disposed_on, "way": row.get_disposal_way_display(), "price": format_yuan(row.disposal_price),
                                              "number": row.disposal_certificate.number}}] if row.state == "disposed" else []),
    ], (_("集体资产"), reverse("collective:assets")), [])  # fmt: skip


def asset_cell(row: Asset, column: Column, names: Mapping[str, str]) -> Any:
    """What the file of the register says of an asset in a column of the import's template, so that it may be edited and come back."""
    if column.key == "division":
        return names.get(row.division_code, row.division_code)
    value = row.amount if column.key == "quantity" else getattr(row, column.key)
    return column.choices[value][0] if column.choices and value else value


def _thing(request: HttpRequest, row: Parcel | Asset, acts: list, rows: list, above: tuple[str, str], parts: list[Parcel]) -> dict[str, Any]:
    return {
        "page_title": row.title, "crumbs": _crumbs(above, (row.title, "")), "thing": row, "acts": acts, "rows": rows, "events": things.events_of(row),
        "parts": [(part, area(part.mu)) for part in parts], "leases": [(one, leases.last_day_of(one)) for one in leases.leases(request.actor).filter(**{row._meta.model_name: row})],
    }  # fmt: skip


def rent_page(request: HttpRequest) -> dict[str, Any]:
    """Arrears with their days, leases that end soon."""
    on = request.today
    return {"may_state": permissions.can_state_namesake(request.actor, home_of(request)).allowed, "late": leases.arrears(request.actor, on, request.scope_prefix),
            "loose": leases.contracts_without_thing(request.actor, request.scope_prefix)[:20], "alert": setting("collective.arrears_days", on, 90),
            "ending": [(row, leases.last_day_of(row)) for row in leases.expiring(request.actor, on, setting("collective.expiry_days", on, 90), request.scope_prefix)]}  # fmt: skip


def lease_page(request: HttpRequest, row: Lease) -> dict[str, Any]:
    """One lease with its rent."""
    on, dues = request.today, list(leases.instalments_of(row))
    paid = sum((due.paid for due in dues), leases.ZERO)
    return {
        "page_title": row.title, "crumbs": _crumbs((_("出租合同"), reverse("collective:leases")), (row.title, "")), "lease": row, "dues": [_due(row, due, on) for due in dues],
        "may_match": permissions.can_match_rent(request.actor, row).allowed and row.state in ("running", "ended"),
        "may_end": permissions.can_end_lease(request.actor, row).allowed and row.state == Lease.State.RUNNING,
        "may_sign": permissions.can_sign_lease(request.actor, row).allowed and row.state == Lease.State.PLANNED,
        "may_drop": permissions.can_plan_lease(request.actor, row.division_code).allowed and row.state == Lease.State.PLANNED,
        "contract_url": reverse("contracts:contract", args=[row.contract.uuid]) if request.actor.may("view_contracts") else "",
        "namesakes": leases.namesakes_of(row.contract.certificate) if row.contract.certificate else (),
        "thing_url": reverse("collective:parcel" if row.parcel_id else "collective:asset", args=[row.thing.uuid]),
        "certificate_url": reverse("decisions:certificate", args=[row.contract.certificate.uuid]) if row.contract.certificate else "",
        "sees_decisions": request.actor.may("view_decisions"), "last_day": leases.last_day_of(row),
        "facts": [
            {"label": _("租金合计（元）"), "value": format_yuan(row.total)}, {"label": _("已收（元）"), "value": format_yuan(paid)},
            {"label": _("欠租（元）"), "value": format_yuan(sum((a.left for a in leases.arrears(request.actor, on, row.division_code) if a.instalment.lease_id == row.pk), leases.ZERO))},
        ],
    }  # fmt: skip


def _due(row: Lease, due: Any, on: dt.date) -> tuple[Any, Any, str]:
    """An instalment, what is left of it, and how it stands in a word."""
    left = due.amount - due.paid
    if row.state in ("planned", "dropped"):
        return due, left, str(row.get_state_display())
    if left <= 0:
        return due, left, _("已收")
    if row.ended_on and due.due_on > row.ended_on:
        return due, left, _("合同已结束，不再应收")
    return due, left, _("欠 %(days)s 天") % {"days": leases.days_overdue(due.due_on, on)} if due.due_on < on else _("未到期")


def distributions_page(request: HttpRequest) -> dict[str, Any]:
    """Every year's distribution."""
    names = divisions.place_names_on(request.today)
    rows = [(row, names.get(row.division_code, ""), row.standing) for row in distributions.distributions(request.actor, request.scope_prefix)]
    return {"page_title": _("收益分配"), "crumbs": _crumbs((_("收益分配"), "")), "rows": rows, "may": request.actor.may("keep_books")}


def distribution_page(request: HttpRequest, row: Distribution) -> dict[str, Any]:
    """One distribution in its order: losses, reserve, welfare, members, remainder."""
    may = permissions.can_post_distribution(request.actor, row).allowed
    lines = distributions.lines_of(row)
    return {
        "page_title": _("%(year)s 年收益分配") % {"year": row.year}, "crumbs": _crumbs((_("收益分配"), reverse("collective:distributions")), (row.number, "")), "row": row,
        "state": row.standing, "may_post": may and row.state == "computed", "may_drop": may and row.state != "dropped" and (row.draft is None or row.draft.state == "dropped"),
        "lines": lines if permissions.can_keep_members(request.actor, row.division_code).allowed or may else [],
        "draft_url": reverse("funds:draft", args=[row.draft.uuid]) if row.draft and request.actor.may("view_funds") else "",
        "steps": [
            (_("本年收益"), row.income), (_("弥补以前年度亏损"), -row.loss_carried), (_("提取公积公益金"), -row.reserve), (_("提取公益、福利"), -row.welfare),
            (_("向成员分配"), -row.paid), (_("不足一分的余数，留作未分配收益"), row.remainder),
        ],
    }  # fmt: skip
