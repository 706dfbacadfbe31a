"""Kinds of matters: what each is called, where the law names it, and whom the law asks. Plain facts; no rule is computed here.

Example: ``KIND["collective_property"]`` (leasing collective land) is item ⑧ of the village law's art. 24: the assembly, or authorised
representatives, decide it whatever the amount.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """``item``: the number in the village law's art. 24; ``heavy``: its place among the four major matters (三重一大), where the kind alone
    fixes it; ``always``: major whatever the amount; ``tender``: its class in the tender rules; ``two_thirds``: land law asks two thirds;
    ``members_only``: the collective's delegates may not decide it; ``collective``: the collective's assembly decides it too."""

    code: str
    title: str
    title_en: str
    item: str = ""
    heavy: str = ""
    always: bool = False
    tender: str = ""
    two_thirds: str = ""
    members_only: bool = False
    collective: bool = False


KINDS = (
    Kind("village_plan", "村庄规划、年度计划", "Village plan or yearly plan", heavy="major_decision", always=True),
    Kind("subsidy_persons", "享受误工补贴的人员及标准", "Who is paid for lost work, and how much", "①", always=True),
    Kind("collective_income", "集体经济所得收益的使用", "Use of collective income", "②", "large_sum", always=True, collective=True),
    Kind("public_works", "公益事业的兴办、筹资筹劳和承包方案", "Public works, levies and contracting", "③", "major_project", always=True, tender="works"),
    Kind("land_contracting", "土地承包经营方案", "Land contracting plan", "④", "major_decision", always=True, members_only=True, collective=True),
    Kind("land_adjustment", "个别调整承包地", "Adjusting contracted land", "④", "major_decision", always=True, two_thirds="adjust", members_only=True, collective=True),
    Kind("land_outsiders", "发包给本集体以外的单位或个人", "Contracting land to outsiders", "④", "major_decision", always=True, two_thirds="outsiders", collective=True),
    Kind("land_market", "集体经营性建设用地出让、出租", "Collective commercial land to the market", "⑧", "major_decision", always=True, two_thirds="market", collective=True),
    Kind("collective_project", "集体经济项目的立项、承包方案", "Projects of the collective", "⑤", "major_project", always=True, tender="works", collective=True),
    Kind("homestead", "宅基地的使用方案", "Homestead plan", "⑥", "major_decision", always=True, members_only=True, collective=True),
    Kind("expropriation_money", "征地补偿费的使用、分配方案", "Use and distribution of expropriation money", "⑦", "large_sum", always=True, members_only=True, collective=True),
    Kind("collective_property", "借贷、租赁或其他方式处分集体财产", "Lending, leasing or disposing of collective property", "⑧", "major_decision", always=True, collective=True),
    Kind("income_share_plan", "收益权份额量化方案", "Plan of income shares", "⑧", "major_decision", always=True, members_only=True, collective=True),
    Kind("loan", "借款", "Borrowing", "⑧", "large_sum", always=True, collective=True),
    Kind("village_rules", "村民自治章程、村规民约", "Village charter and rules", "⑨", "major_decision", always=True),
    Kind("welfare_list", "救济救助、惠民补贴名单", "Welfare and subsidy lists", "⑨", always=True),
    Kind("collective_charter", "集体经济组织章程", "Charter of the collective", "⑨", "major_decision", always=True, members_only=True, collective=True),
    Kind("collective_members", "集体成员确认", "Confirming members of the collective", "⑨", "major_decision", always=True, members_only=True, collective=True),
    Kind("collective_merger", "集体经济组织合并、分立、解散", "Merging or splitting the collective", "⑨", "major_decision", always=True, members_only=True, collective=True),
    Kind("appointment", "重要岗位人员的聘用、解聘", "Important appointment", "", "important_appointment", always=True),
    Kind("project", "工程项目", "Works project", tender="works"),
    Kind("purchase", "购置资产、货物", "Purchase of assets or goods", tender="goods"),
    Kind("service", "购买服务", "Purchase of services", tender="services"),
    Kind("fund_use", "资金使用", "Use of funds"),
    Kind("other", "其他事项", "Other matter"),
)  # fmt: skip
KIND = {kind.code: kind for kind in KINDS}
CHOICES = tuple((kind.code, kind.title) for kind in KINDS)
ITEMS = tuple(dict.fromkeys(kind.item for kind in KINDS if kind.item))

HEAVY = (
    ("major_decision", "重大决策"),
    ("important_appointment", "重要人事任免"),
    ("major_project", "重大项目安排"),
    ("large_sum", "大额资金使用"),
)
