"""验收记录 (domain handbook 6): the works as contracted and changed, what each person found who looked at them, boxes to sign and to stamp.

    acceptance_paper(project, "pdf")
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import override

from qianxian.contracts.queries import total_of
from qianxian.divisions.queries import place_on_paper
from qianxian.foundation.money import format_yuan, in_yuan
from qianxian.foundation.papers.engine import Format, FormPaper, chinese_date, render_form
from qianxian.projects import queries
from qianxian.projects.models import Project

REMARK = "验收人不能是施工方、付款经办和审批人员；有不合格意见的，整改后重新验收。验收合格后再付验收款、送结算审计。"
SIGNS = ("验收人", "村务监督委员会", "施工单位盖章处", "实施单位盖章处")


@override("zh-hans")
def acceptance_paper(project: Project, format: Format) -> bytes:
    """The record of acceptance, with whatever was found so far; open lines stay to be written by hand."""
    contract, changes = project.contract, list(project.changes.order_by("position"))
    pairs = [
        ("项目", project.name), ("项目编号", project.number), ("地点", project.site), ("实施单位", str(project.get_unit_display())),
        ("施工单位", contract.counterparty if contract else ""), ("合同", f"{contract.number}，{in_yuan(total_of(contract))}" if contract else ""), ("预算", in_yuan(queries.budget_of(project))),
        ("变更累计", in_yuan(sum((c.amount for c in changes), start=Decimal(0))) if changes else ""),
        ("开工日期", chinese_date(project.started_on) if project.started_on else ""), ("验收合格日期", chinese_date(project.accepted_on) if project.accepted_on else "　"),
    ]  # fmt: skip
    found = tuple((one.name, str(n), chinese_date(one.looked_on), "合格" if one.good else "不合格", one.opinion) for n, one in enumerate(project.acceptances.order_by("id"), 1))
    parts = []
    if done := tuple(f"{m.position}. {m.title}，{f'{chinese_date(m.done_on)}完成' if m.done_on else f'应于{chinese_date(m.due_on)}完成'}。" for m in project.milestones.order_by("position")):
        parts.append(("节点", done))
    if changes:
        parts.append(("工程变更", tuple(f"{c.position}. {chinese_date(c.ordered_on)}，{format_yuan(c.amount)} 元，{c.reason}（{c.document}）。" for c in changes)))
    paper = FormPaper(
        kind="acceptance", form_no=project.number, place=place_on_paper(project.division_code), dated=project.accepted_on or project.started_on or project.thought_on,
        pairs=tuple((label, value) for label, value in pairs if value), columns=("验收人", "序号", "日期", "结论", "意见"),
        lines=found or tuple(("", str(n), "", "", "　") for n in (1, 2, 3)), parts=tuple(parts),
    )  # fmt: skip
    return render_form(paper, format, title="工程（采购）验收记录", signs=SIGNS, remark=REMARK)
