"""What is said of an element, put before what must be true of it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from qianxian.elements.models import CODE, DataElement
from qianxian.elements.readers import reader_of
from qianxian.foundation.errors import Violation


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
