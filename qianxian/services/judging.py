"""What is said of an item, put before the rules."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext as _

from qianxian.foundation.errors import Violation
from qianxian.foundation.rulebook import evaluate
from qianxian.rulebook.queries import county_settings
from qianxian.services.models import ServiceItem

CODE = re.compile(r"[A-Z]{2}-\d{3}\Z")


def faults_of(said: dict, on: dt.date) -> list[Violation]:
    """Everything against what is said of an item on the day, whoever brings it: a form, a program or a sheet."""
    told = [Violation(key, _("请填写%(what)s。") % {"what": word}, "", key) for key, word in (("name", _("事项名称")), ("law", _("依据")), ("who", _("谁可以办"))) if not said[key]]
    if not CODE.match(said["code"]):
        told.append(Violation("code", _("事项编号是两个大写字母、一横、三位数字，例如 SB-001。"), "", "code"))
    if said["category"] not in ServiceItem.Category.values:
        told.append(Violation("category", _("请选择类别。"), "", "category"))
    if said["handled_by"] not in ServiceItem.HandledBy.values:
        told.append(Violation("handled_by", _("请选择由哪一级办结。"), "", "handled_by"))
    elif said["handled_by"] == ServiceItem.HandledBy.ONLINE and not said["link_title"]:
        told.append(Violation("link_title", _("全省网上办的，请填写在哪个平台办。"), "", "link_title"))
    told += evaluate("R-K03", on, {"fee": said["fee"], "law": said["fee_law"]}, county_settings()).errors
    if said["proof"]:
        told += [v for v in evaluate("R-K04", on, {"name": said["proof"]}, county_settings()).errors if v.code != "not_in_force"]
    return told
