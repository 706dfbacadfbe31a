"""What a log entry changed, in words: the column's name as people call it, old and new value as pages show them.

Columns that say nothing to a reader (keys, paths, spellings for search) have no word here and are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qianxian.foundation.periods import ONE_DAY

FIELDS = {
    "code": gettext_lazy("代码"), "name": gettext_lazy("名称"), "short_name": gettext_lazy("简称"), "official_name": gettext_lazy("全称"), "kind": gettext_lazy("类别"),
    "sector": gettext_lazy("领域"), "parent": gettext_lazy("上级党组织"), "is_top_of_village": gettext_lazy("是村（社区）的最高党组织"),
    "founded_on": gettext_lazy("成立日期"), "approved_by": gettext_lazy("批准单位"), "approval_document": gettext_lazy("批准文号"), "need_reason": gettext_lazy("设置理由"),
    "term_years": gettext_lazy("任期年数"), "telephone": gettext_lazy("联系电话"), "task": gettext_lazy("临时任务"), "expires_on": gettext_lazy("任务截止日期"),
    "status": gettext_lazy("状态"), "state": gettext_lazy("状态"), "ended_on": gettext_lazy("结束日期"), "joined_on": gettext_lazy("入党日期"), "full_on": gettext_lazy("转正日期"),
    "probation_ends_on": gettext_lazy("预备期满"), "mobility": gettext_lazy("流动状态"), "dues_paid_to": gettext_lazy("党费缴至"), "number": gettext_lazy("届次"),
    "seats": gettext_lazy("职数"), "elected_on": gettext_lazy("选举日期"), "due_on": gettext_lazy("届满日期"), "extension_months": gettext_lazy("延期（月）"),
    "extension_document": gettext_lazy("延期批复"), "period": gettext_lazy("期间"), "role": gettext_lazy("职务"), "way": gettext_lazy("产生方式"),
    "end_reason": gettext_lazy("离任原因"), "end_document": gettext_lazy("离任文件"), "source_document": gettext_lazy("依据文件"), "document": gettext_lazy("依据文件"),
    "issued_on": gettext_lazy("开出日期"), "valid_days": gettext_lazy("有效天数"), "received_on": gettext_lazy("接收日期"), "sex": gettext_lazy("性别"),
    "birth_date": gettext_lazy("出生日期"), "ethnicity": gettext_lazy("民族"), "education": gettext_lazy("学历"), "mobile": gettext_lazy("手机号码"),
    "address": gettext_lazy("住址"), "bank_name": gettext_lazy("开户银行"), "account_masked": gettext_lazy("银行账号"), "identity_kind": gettext_lazy("证件类型"),
    "identity_masked": gettext_lazy("身份证号码"), "access_need": gettext_lazy("便利需求"), "died_on": gettext_lazy("去世日期"), "registered": gettext_lazy("户籍人口"),
    "resident": gettext_lazy("常住人口"), "households": gettext_lazy("户数"), "age60_plus": gettext_lazy("60 岁以上"), "source": pgettext_lazy("value", "来源"),
    "approved_on": gettext_lazy("审定日期"), "level": gettext_lazy("级别"), "change_document": gettext_lazy("变更文件"), "full_members": gettext_lazy("正式党员（名）"),
}  # fmt: skip
MOST = 12


def changes_of(entry: Any) -> list[tuple[str, str, str]]:
    """(word, old value, new value) of what the entry changed, at most twelve; the old value is empty where there was none."""
    model = _model(entry.object_type)
    before, after = entry.before or {}, entry.after or {}
    rows = []
    for name, new in after.items():
        if name in FIELDS and new not in (None, "", [], {}) and (entry.before is None or before.get(name) != new):
            rows.append((str(FIELDS[name]), said(model, name, before.get(name)), said(model, name, new)))
    return rows[:MOST]


def said(model: type[Model] | None, name: str, value: Any) -> str:
    """A kept value as a page shows it: a choice by its word, yes and no, a period by its first and last day."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list) and len(value) == 2:
        first, after_last = value
        last = str(dt.date.fromisoformat(after_last) - ONE_DAY) if after_last else ""
        return _("%(first)s 至 %(last)s") % {"first": first or "", "last": last} if last else _("%(day)s 起") % {"day": first}
    return str(dict(_choices(model, name)).get(value, value)) if isinstance(value, str | int) else str(value)


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _choices(model: type[Model] | None, name: str) -> Iterator[tuple[Any, Any]]:
    return iter(next((field.flatchoices for field in model._meta.local_fields if field.name == name), ()) if model else ())
