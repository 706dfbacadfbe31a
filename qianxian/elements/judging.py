"""What is said of an element, a task or a value, put before the rules."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from qianxian.elements.models import CODE, CollectionTask, DataElement
from qianxian.elements.queries.holding import Outlook
from qianxian.elements.readers import reader_of
from qianxian.foundation.errors import Violation, in_english, violated
from qianxian.foundation.sheets.cells import Wrong, parse_bool, parse_date, parse_integer
from qianxian.organisations.judging import ask, judged

SOMEBODY = re.compile(r"(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)")
LONGEST = 200


def faults_of(said: dict) -> list[Violation]:
    """Everything against an element, whoever brings it: a form, a program or a sheet."""
    words = (("name", _("名称")), ("definition", _("含义")), ("legal_basis", _("依据")))
    told = [Violation(key, _("请填写%(what)s。") % {"what": word}, "", key) for key, word in words if not said[key]]
    if not re.match(CODE, said["code"]):
        told.append(Violation("code", _("编号是对象、一点、小写字母和下划线，例如 village.street_lights。"), "", "code"))
    elif said["subject"] != said["code"].split(".")[0]:
        told.append(Violation("subject", _("编号的前半段要和对象一致，例如 village. 是村（社区）。"), "", "subject"))
    for key, choices in (("subject", DataElement.Subject), ("kind", DataElement.Kind), ("owner", DataElement.Owner)):
        if said[key] not in choices.values:
            told.append(Violation(key, _("请从列表里选择。"), "", key))
    if not 1 <= said["validity_months"] <= 120:
        told.append(Violation("validity_months", _("有效期在 1 到 120 个月之间。"), "", "validity_months"))
    if said["lives"] != (reader_of(said["code"]) is not None):
        told.append(Violation("lives", _("台账里已有的数据元由系统读取，编号是固定的；其他编号不能写成台账已有。"), "", "lives"))
    return told


def task_faults(row: CollectionTask, on: dt.date) -> list[Violation]:
    """What a task does not say of itself."""
    words = (("title", _("名称")), ("purpose", _("用途")), ("basis", _("依据")))
    told = [Violation(key, _("请填写%(what)s。") % {"what": word}, "", key) for key, word in words if not getattr(row, key)]
    if row.asks not in CollectionTask.Asks.values:
        told.append(Violation("asks", _("请从列表里选择。"), "", "asks"))
    if row.due_on <= on:
        told.append(Violation("due_on", _("截止日期要在今天以后。"), "", "due_on"))
    if row.minutes < 1:
        told.append(Violation("minutes", _("请估计每个单位要填几分钟。"), "", "minutes"))
    return told


def outlook_faults(told: Outlook, on: dt.date) -> list[Violation]:
    """Everything that keeps a task from going out (R-K20), question by question."""
    if not told.lines or not told.units:
        return [Violation("questions", _("任务要有问题，也要有填报单位。"))]
    faults = []
    for line in told.lines:
        facts = {"lives": line.element.lives, "mark": line.question.mark, "held": line.held, "waiting": line.waiting, "merged": line.question.element.same_as is not None}
        for fault in judged("R-K20", on, facts, "questions")[0]:
            faults.append(Violation(fault.code, f"「{line.element.name}」{fault.message}", fault.source, "questions"))
    if not faults and not told.really_new and not told.to_confirm:
        faults.append(Violation("nothing_new", _("要的都已掌握，不用下发。请直接出数。"), "R-K20", "questions"))
    return faults


def budget_of(row: CollectionTask, told: Outlook, on: dt.date) -> tuple[bool, str]:
    """Whether a task goes over the month's budget or comes too late (R-K21), and what is said of it."""
    answer = ask("R-K21", on, {"minutes": row.minutes, "asked_this_month": told.busiest, "lead_hours": told.lead_hours})
    over = bool(answer.outputs and answer.outputs["over"])
    language = "en" if in_english() else "zh"
    return over, "".join(v.text(language) for v in answer.violations if v.code in ("minutes", "lead"))


def value_of(element: DataElement, given: str) -> str:
    """A value as it is kept; raises RuleViolated saying what to fill in."""
    field, name = element.code, element.name
    if not given:
        raise violated("missing", _("填写「%(name)s」。没有的填 0 或「无」。") % {"name": name}, "", field)
    if len(given) > LONGEST:
        raise violated("long", _("「%(name)s」最多 %(n)d 个字。") % {"name": name, "n": LONGEST}, "", field)
    read = {
        DataElement.Kind.NUMBER: (parse_integer, _("「%(name)s」填写整数，例如 12")), DataElement.Kind.DECIMAL: (_decimal, _("「%(name)s」填写数字，例如 12.5")),
        DataElement.Kind.DATE: (parse_date, _("「%(name)s」填写日期，例如 2019-12-16")), DataElement.Kind.YES_NO: (parse_bool, _("「%(name)s」填写是或否")),
    }.get(element.kind)  # fmt: skip
    if read is None:
        if any(ord(c) < 32 for c in given) or SOMEBODY.search(given):
            raise violated("somebody", _("「%(name)s」里不要写身份证号码、手机号码，也不要换行。") % {"name": name}, "R-X02", field)
        return given
    value = read[0](given)
    if value is None or isinstance(value, Wrong) or (isinstance(value, int | Decimal) and not isinstance(value, bool) and value < 0):
        raise violated("unfit", read[1] % {"name": name}, "", field)
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _decimal(given: str) -> Decimal | None:
    return Decimal(given) if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,4})?", given) else None
