"""Values of settings and outputs of rules in the officials' words: codes, thresholds, rows. The database and JSON keep the codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.foundation.rulebook.settings import plain

CODES = {
    "organisation": gettext_lazy("组织"), "discipline_inspection": gettext_lazy("纪检监察"), "public_security": gettext_lazy("公安"),
    "court": gettext_lazy("法院"), "procuratorate": gettext_lazy("检察院"), "civil_affairs": gettext_lazy("民政"),
    "agriculture_rural": gettext_lazy("农业农村"), "natural_resources": gettext_lazy("自然资源"), "health": gettext_lazy("卫健"),
    "emergency": gettext_lazy("应急管理"), "tax": gettext_lazy("税务"), "market_regulation": gettext_lazy("市场监管"),
    "quarter": gettext_lazy("每季度"), "month": gettext_lazy("每月"), "year": gettext_lazy("每年"),
    "members_meeting": gettext_lazy("党员大会"), "committee_meeting": gettext_lazy("支委会"), "group_meeting": gettext_lazy("党小组会"),
    "theme_day": gettext_lazy("主题党日"), "organisational_life_meeting": gettext_lazy("组织生活会"),
    "democratic_appraisal": gettext_lazy("民主评议党员"), "talk": gettext_lazy("谈心谈话"), "lesson": gettext_lazy("党课"),
    "admission": gettext_lazy("接收党员"), "discipline": gettext_lazy("处分党员"), "dues": gettext_lazy("收缴党费"),
    "delegates": gettext_lazy("选举代表"), "term_election": gettext_lazy("换届选举"),
    "director": gettext_lazy("主任"), "deputy_director": gettext_lazy("副主任"), "member": gettext_lazy("委员"),
    "window_staff": gettext_lazy("窗口人员"), "other": gettext_lazy("其他"),
    "excellent": gettext_lazy("优秀"), "competent": gettext_lazy("称职"), "basic": gettext_lazy("基本称职"), "not_competent": gettext_lazy("不称职"),
    "expected": gettext_lazy("应到会人数"), "present": gettext_lazy("到会人数"), "all_members": gettext_lazy("全体委员"), "voters": gettext_lazy("有表决权人数"),
    "registered": gettext_lazy("登记选民"), "ballots_cast": gettext_lazy("收回选票"), "representatives": gettext_lazy("村民代表"),
    "spouse": gettext_lazy("配偶"), "parent_child": gettext_lazy("父母子女"), "sibling": gettext_lazy("兄弟姐妹"),
    "applied": gettext_lazy("申请入党"), "activist": gettext_lazy("积极分子"), "target": gettext_lazy("发展对象"),
    "probationary": gettext_lazy("预备党员"), "full": gettext_lazy("正式党员"), "talk_and_verify": gettext_lazy("谈话核实"),
    "local": gettext_lazy("未列为流动党员"), "mobile": gettext_lazy("流动党员"), "lost_contact": gettext_lazy("失联党员"),
    "waiting": gettext_lazy("未到期"), "overdue": gettext_lazy("已逾期"), "done": gettext_lazy("已完成"), "done_late": gettext_lazy("逾期完成"),
    "kept": gettext_lazy("保留"), "what": gettext_lazy("证明"), "words": gettext_lazy("写到"), "turn_to": gettext_lazy("找谁办"),
    "resident_min": gettext_lazy("常住人口自"), "resident_max": gettext_lazy("至"), "leading_posts": gettext_lazy("岗位"),
    "kind": gettext_lazy("会议"), "every": gettext_lazy("周期"), "numerator": gettext_lazy("分子"), "denominator": gettext_lazy("分母"),
    "warning": gettext_lazy("警告"), "serious_warning": gettext_lazy("严重警告"), "party_post_removal": gettext_lazy("撤销党内职务"),
    "party_probation": gettext_lazy("留党察看"), "expulsion": gettext_lazy("开除党籍"), "demerit": gettext_lazy("记过"), "major_demerit": gettext_lazy("记大过"),
    "downgrade": gettext_lazy("降级"), "dismissal": gettext_lazy("撤职"),
    "child": gettext_lazy("子女教育"), "infant": gettext_lazy("婴幼儿照护"), "elderly": gettext_lazy("赡养老人"), "housing_loan": gettext_lazy("住房贷款利息"),
    "rent": gettext_lazy("住房租金"), "education": gettext_lazy("继续教育"), "merged": gettext_lazy("并入综合所得"), "separate": gettext_lazy("单独计税"),
    "pension": gettext_lazy("养老保险"), "medical": gettext_lazy("医疗保险"), "unemployment": gettext_lazy("失业保险"), "injury": gettext_lazy("工伤保险"),
    "maternity": gettext_lazy("生育保险"), "housing_fund": gettext_lazy("住房公积金"),
    "floor": gettext_lazy("下限"), "ceiling": gettext_lazy("上限"),
    "city": gettext_lazy("市级财政"), "district": gettext_lazy("区级财政"), "town": gettext_lazy("镇（街道）财政"),
}
#: Steps of the yearly assessment; codes of their own place, since a rule's output may say "open" of something else.
STEPS = {
    "open": gettext_lazy("建立考核表"), "report": gettext_lazy("述职"), "score": gettext_lazy("评分"), "tell": gettext_lazy("告知得分"), "sign": gettext_lazy("本人签字"),
    "approve": gettext_lazy("审核"), "grade": gettext_lazy("评定等次"), "serve": gettext_lazy("送达"), "fix": gettext_lazy("确定等次"),
}


def in_words(value: Any) -> str:
    """The value as a person reads it: 是, 主任 1.00、副主任 0.90, 应到会人数的 1/2（含）…; a code without words stays as it is."""
    shown = plain(value)
    if isinstance(shown, bool):
        return str(_("是")) if shown else str(_("否"))
    if shown is None:
        return "—"
    if isinstance(shown, Mapping):
        return _of_mapping(shown)
    if isinstance(shown, list):
        return str(_("；") if any(isinstance(item, Mapping) for item in shown) else _("、")).join(in_words(item) for item in shown) or "—"
    return str(CODES.get(shown, shown)) if isinstance(shown, str) else str(shown)


def _of_mapping(row: Mapping[str, Any]) -> str:
    if {"numerator", "denominator"} <= row.keys():
        share = {"base": in_words(row.get("base")), "n": row["numerator"], "d": row["denominator"]}
        return (_("%(base)s的 %(n)s/%(d)s 以上（含）") if row.get("inclusive") else _("超过%(base)s的 %(n)s/%(d)s")) % share
    if {"resident_min", "leading_posts"} <= row.keys():
        band = {"low": row["resident_min"], "high": row.get("resident_max"), "n": row["leading_posts"]}
        return (_("%(low)s–%(high)s 人 %(n)s 岗") if band["high"] is not None else _("%(low)s 人以上 %(n)s 岗")) % band
    if {"kind", "every"} <= row.keys():
        return f"{in_words(row['kind'])} {in_words(row['every'])}"
    if {"upto", "rate", "quick"} <= row.keys():
        bracket = {"upto": row["upto"], "rate": row["rate"], "quick": row["quick"]}
        return (_("%(upto)s 元以内 %(rate)s，速算扣除 %(quick)s") if bracket["upto"] is not None else _("以上 %(rate)s，速算扣除 %(quick)s")) % bracket
    if {"code", "title"} <= row.keys():  # an entry of a list: its name; the whole entry stands on the setting's own page and in the API
        return str(row["title"])
    names = STEPS if STEPS.keys() >= row.keys() else {}
    return str(_("、")).join(f"{names.get(key) or in_words(key)} {in_words(item)}" for key, item in row.items())
