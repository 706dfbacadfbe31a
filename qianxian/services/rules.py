"""What a village may charge (R-K03) and which proofs it may write (R-K04). Pure; no database, no clock."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation


@rule(
    "R-K03", title="服务不收费", title_en="Services are free of charge",
    versions=[InForce(dt.date(2018, 1, 1), "斗门区党群服务中心建设做法（文章）", "党群服务中心为非营利机构，收费须有法律法规依据", confidence="sure")],
    inputs=[Input("fee", "money", "收费", "Fee", unit="元", required=False, default=Decimal(0), minimum=Decimal(0)),
            Input("law", "string", "收费依据", "Law that sets the fee", required=False, default="")],
    outputs=[Output("allowed", "bool", "可以", "Allowed"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def non_profit(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """A fee is nothing, or names the law that sets it."""
    wrong = facts.fee > 0 and not facts.law.strip()
    told = [violation("fee_without_law", "党群服务中心不收费。确需收费的，请写明法律法规依据；没有依据的填 0。",
                      "Centres charge nothing. Name the law that sets the fee, or enter 0.", field="fee_law")] if wrong else []  # fmt: skip
    return Finding({"allowed": not wrong, "error": told[0].code if told else None}, told)


@rule(
    "R-K04", title="证明和牌子只在准许清单内", title_en="Proofs and plaques on the approved list only",
    versions=[InForce(dt.date(2022, 8, 22), "中共中央办公厅、国务院办公厅《关于规范村级组织工作事务、机制牌子和证明事项的意见》（2022年）",
                      "村级组织出具证明、挂牌实行清单管理", confidence="likely")],
    inputs=[Input("name", "string", "证明或牌子的名称", "Name of the proof or plaque"),
            Input("approved", "list", "准许清单", "Approved list", required=False, setting="services.approved_proofs")],
    outputs=[Output("allowed", "bool", "可以", "Allowed"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def approved_proofs(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Blocked unless it stands on the county's list."""
    wrong = facts.name.strip() not in {name.strip() for name in facts.approved}
    told = [violation("not_on_the_list", f"「{facts.name}」不在准许清单里，村（社区）不能出具或设立。请引导群众按规定用证件、承诺或部门核查代替；清单由区登记在「参数」。",
                      "It is not on the approved list; documents, a declaration or a check between departments take its place.", field="proof")] if wrong else []  # fmt: skip
    return Finding({"allowed": not wrong, "error": told[0].code if told else None}, told)
