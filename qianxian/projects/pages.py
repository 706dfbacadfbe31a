"""What a project's page shows: the road it takes, its budgets with their sources, the works, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.contracts.payments import paid_under
from qianxian.contracts.queries import total_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan
from qianxian.projects import judging, permissions, queries
from qianxian.projects.models import Project

State = Project.State


def project_page(request: HttpRequest, row: Project) -> dict[str, Any]:
    """Everything the page draws."""
    by, contract = request.actor, row.contract
    keeps = permissions.can_keep_project(by, row.division_code).allowed and row.state == State.BUILDING
    budgets = list(row.budgets.prefetch_related("sources__allocation").order_by("-position"))
    facts = [
        {"label": _("进展"), "value": row.get_state_display(), "now": row.state not in (State.ASSET, State.CANCELLED)},
        {"label": _("预算（元）"), "value": format_yuan(budgets[0].amount) if budgets else "—"},
        {"label": _("合同（元）"), "value": format_yuan(total_of(contract)) if contract else "—"}, {"label": _("已付（元）"), "value": format_yuan(paid_under(contract)) if contract else "—"},
    ]  # fmt: skip
    return {
        "project": row, "facts": facts, "steps": _road(row), "kv": _kv(row), "budgets": budgets, "acts": acts_of(by, row), "still": queries.stands_still_now(row),
        "milestones": [(m, list(m.photos.all()), keeps) for m in queries.milestones_of(row)], "changes": list(row.changes.select_related("certificate").order_by("position")),
        "measures": queries.measures_of(row), "findings": list(row.acceptances.order_by("id")), "asset": getattr(row, "asset", None), "contract": contract,
        "missing": [v.message for v in judging.acceptance_faults(row, request.today)] if row.state == State.BUILDING else [],
    }  # fmt: skip


def _road(row: Project) -> list[dict[str, Any]]:
    certificate = row.certificate.number if row.certificate else ""
    told = [
        (_("提出"), row.thought_on, row.site), (_("立项"), row.approved_on, row.approval_document), (_("决策"), row.voted_on, certificate),
        (_("招标"), row.tendered_on, row.get_mode_display()), (_("开工"), row.started_on, row.result_document), (_("验收"), row.accepted_on, ""),
        (_("结算审计"), row.audited_on, row.audit_document), (_("列入资产"), row.asset.entered_on if hasattr(row, "asset") else None, ""),
    ]  # fmt: skip
    steps, waiting = [], row.state not in (State.STALLED, State.CANCELLED)
    for title, day, words in told:
        state = "done" if day else "now" if waiting else "next"
        waiting = waiting and bool(day)
        steps.append({"title": title, "when": day or "", "who": words, "state": state})
    return steps


def _kv(row: Project) -> list[dict[str, Any]]:
    told = [
        (_("类别"), row.get_kind_display()), (_("招标类别"), row.get_tender_class_display()), (_("实施单位"), row.get_unit_display()), (_("地点"), row.site),
        (_("投标（报价）家数"), row.bidders), (_("和同类项目分开实施的理由"), row.split_reason), (_("审计单位"), row.audit_body),
        (_("审定金额（元）"), format_yuan(row.audited_amount) if row.audited_amount is not None else ""),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in told if value]


def acts_of(by: Actor, row: Project) -> list[tuple[str, str]]:
    """(address, words) of what the actor may do now, the likeliest first."""
    here = lambda act, words: (reverse("projects:act", args=[row.uuid, act]), words)  # noqa: E731 - one line, one address
    found: list[tuple[str, str]] = []
    if row.state == State.IDEA and permissions.can_approve_project(by, row).allowed:
        found.append(here("approve", _("批复立项")))
    if row.state == State.BUILDING and permissions.can_accept_works(by, row).allowed:
        found.append(here("look", _("写验收意见")))
    if row.state == State.ACCEPTED and permissions.can_audit_project(by, row).allowed:
        found.append(here("audit", _("登记结算审计")))
    if not permissions.can_keep_project(by, row.division_code).allowed:
        return found
    measure = [here("measure", _("登记现状和工程量"))] if row.state != State.CANCELLED else []
    budget, stall, cancel = here("budget", _("登记预算")), here("stall", _("搁置")), here("cancel", _("取消项目"))
    again = row.contract_id is not None
    return found + {
        State.IDEA: [budget, stall, cancel], State.APPROVED: [here("vote", _("登记决策")), budget, stall, cancel],
        State.VOTED: [here("award", _("恢复施工")) if again else here("tender", _("登记招标")), budget, stall, cancel],
        State.TENDERING: [here("award", _("登记中标和合同")), budget, stall, cancel],
        State.BUILDING: [here("accept", _("登记验收")), here("milestone", _("登记节点")), here("change", _("登记变更")), here("decide", _("登记变更的决策")), budget, stall],
        State.AUDITED: [here("asset", _("列入资产"))], State.STALLED: [here("resume", _("恢复项目")), cancel],
    }.get(row.state, []) + measure  # fmt: skip
