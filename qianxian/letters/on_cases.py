"""Letters asked for over a case: drafted from its page, fetched with its receipt, told when it ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.cases.models import Case
from qianxian.cases.moves import CLOSED
from qianxian.cases.outcomes import Offered
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Violation
from qianxian.letters import permissions
from qianxian.letters.models import Letter
from qianxian.organisations.judging import judged
from qianxian.services.models import ServiceItem

AT_THE_WINDOW = L("请带身份证到窗口领取。")
NO_SEAL = L("下载的没有印章，收件单位扫二维码就能核对；要盖章的，带身份证到窗口领取。")


def acts(by: Actor, case: Case) -> list[tuple[str, str]]:
    """拟函件, for who drafts for this very place, while a case that asks for a letter is open and none stands."""
    asked = case.item.category == ServiceItem.Category.LETTERS and case.state not in CLOSED
    here = any(case.division_code == prefix.ljust(12, "0") for prefix in by.reach) and permissions.can_draft_letter(by, case.division_code).allowed
    wanted = asked and here and not case.letters.filter(state__in=(Letter.State.DRAFT, Letter.State.ISSUED)).exists()
    return [(f"{reverse('letters:choose')}?case={case.uuid}", _("拟函件"))] if wanted else []


def links(by: Actor, case: Case) -> list[tuple[str, str]]:
    """Its letters, for who may look at letters."""
    rows = case.letters.order_by("-id") if permissions.can_view_letters(by).allowed else []
    return [(reverse("letters:letter", args=[row.uuid]), _("函件：%(title)s（%(state)s）") % {"title": row.title, "state": row.get_state_display()}) for row in rows]


def shown(case: Case) -> list[dict[str, Any]]:
    """Letters that hold: fetched by the receipt's code, or at the window."""
    return [
        {"title": row.title, "number": row.number, "words": NO_SEAL if row.online else AT_THE_WINDOW, "fetch": reverse("letters:fetch") if row.online else "", "key": row.uuid}
        for row in case.letters.filter(state=Letter.State.ISSUED).order_by("id")
    ]


def faults(words: str, on: dt.date) -> list[Violation]:
    """What no village writes, with whom to turn to (R-K23)."""
    return [replace(fault, field="words") for fault in judged("R-K23", on, {"words": words}, "words")[0]]


def told(case: Case) -> str:
    """How the applicant comes by the latest letter."""
    row = case.letters.filter(state=Letter.State.ISSUED).order_by("-id").first()
    if row is None:
        return ""
    way = _("在「查进度」用回执上的查询码下载。") if row.online else AT_THE_WINDOW
    return _("已出具%(title)s，编号 %(number)s，") % {"title": row.title, "number": row.number} + str(way)


OFFERED = Offered(acts, links, shown, told, faults)
