"""Closed lists of grounds: why a department objects, why a town refuses or defers. Codes and words, no story about a person.

Example: ``refusal_of("relative_petitioned")`` is a violation: petitions, clan,
religion and private debts are never grounds (R-E06, handbook 8).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.engagements.rules.grounds import BARRED
from qianxian.foundation.errors import Violation

SOURCE = "R-E06"

# What a department may answer with an objection. The file itself stays with the department.
VETTING_GROUNDS: dict[str, Promise] = {
    "sentenced": gettext_lazy("受过刑事处罚"),
    "released_under_5_years": gettext_lazy("刑满释放或社区矫正期满不满 5 年"),
    "evil_forces": gettext_lazy("参与黑恶势力、村霸、宗族恶势力"),
    "cult": gettext_lazy("参加邪教组织"),
    "under_investigation": gettext_lazy("正在接受立案审查调查"),
    "party_sanction_in_effect": gettext_lazy("党纪处分影响期未满"),
    "administrative_sanction_in_effect": gettext_lazy("政务处分期未满"),
    "illegal_organising": gettext_lazy("组织、策划违法聚集活动，有生效处理决定"),
    "vote_buying": gettext_lazy("有贿选等破坏选举行为，有处理决定"),
    "dishonest_debtor": gettext_lazy("被人民法院列为失信被执行人"),
    "illegal_building": gettext_lazy("违法用地、违法建设未改正"),
    "tax_crime_or_arrears": gettext_lazy("有欠税公告或重大税收违法处理决定"),
}

# Why a town may refuse (not_engaged) or defer (deferred).
DECISION_GROUNDS: dict[str, tuple[Promise, frozenset[str]]] = {
    "vetting_blocked": (gettext_lazy("县级联审有影响聘任的情形"), frozenset({"not_engaged", "deferred"})),
    "vetting_open": (gettext_lazy("县级联审尚未办结"), frozenset({"deferred"})),
    "under_investigation": (gettext_lazy("正在接受审查调查，尚无结论"), frozenset({"deferred"})),
    "sanction_in_effect": (gettext_lazy("处分影响期未满"), frozenset({"not_engaged", "deferred"})),
    "grade_not_competent": (gettext_lazy("年度考核为不称职"), frozenset({"not_engaged"})),
    "rectification_pending": (gettext_lazy("整改事项未完成"), frozenset({"deferred"})),
    "long_away": (gettext_lazy("长期外出，不能到岗"), frozenset({"not_engaged", "deferred"})),
    "conditions_not_met": (gettext_lazy("不符合岗位公布的任职条件"), frozenset({"not_engaged"})),
    "declined": (gettext_lazy("本人书面表示不受聘"), frozenset({"not_engaged"})),
    "no_longer_secretary": (gettext_lazy("不再担任党组织书记"), frozenset({"not_engaged"})),
    "materials_incomplete": (gettext_lazy("任职材料待核实"), frozenset({"deferred"})),
}

LISTED_ONLY: dict[str, Promise] = {"long_away": gettext_lazy("长期外出，不能到岗"), "incapacity": gettext_lazy("经认定不具有履职能力")}

# Why an engagement may be ended early or not renewed, beside the grounds of the county's list (R-E06, R-E11).
CASE_GROUNDS: dict[str, Promise] = {
    "grade_not_competent": gettext_lazy("年度考核为不称职"),
    "basic_twice": gettext_lazy("连续两年基本称职"),
}


def ground_words(row: Mapping[str, Any]) -> str:
    """A ground of the county's list in the reader's language, where the room knows its code; else as the county wrote it."""
    words = VETTING_GROUNDS.get(row["code"]) or LISTED_ONLY.get(row["code"])
    return str(words) if words else row["title"]


def vetting_ground_fault(conclusion: str, code: str) -> Violation | None:
    """What is wrong with a department's ground; None when nothing is. An objection needs one, other conclusions have none."""
    if conclusion != "objection":
        return Violation("ground_unneeded", _("只有「有异议」才填情形。请把情形留空。"), SOURCE, "ground_code") if code else None
    if not code:
        return Violation("ground_missing", _("有异议的，请选择情形。"), SOURCE, "ground_code")
    return _fault(code, code in VETTING_GROUNDS)


def decision_ground_fault(outcome: str, code: str) -> Violation | None:
    """What is wrong with the ground of a decision; None when nothing is."""
    if outcome == "engaged":
        return Violation("ground_unneeded", _("同意聘任不填理由代码。请把理由留空。"), SOURCE, "ground_code") if code else None
    return _fault(code, code in DECISION_GROUNDS and outcome in DECISION_GROUNDS[code][1])


def _fault(code: str, known: bool) -> Violation | None:
    if known:
        return None
    if not code:
        return Violation("ground_missing", _("请选择理由。"), SOURCE, "ground_code")
    if code in BARRED:
        return Violation("ground_barred", _("信访、宗族、宗教、民间债务和亲属情况不能作为理由。请按名录重新选择。"), SOURCE, "ground_code")
    return Violation("ground_unknown", _("这个理由不在名录里，或不适用于这个结论。请按名录选择。"), SOURCE, "ground_code")
