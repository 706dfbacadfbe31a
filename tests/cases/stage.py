"""A village's window with two items of the catalogue, the people who work there, and cases brought to where a test needs them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qianxian.cases import commands
from qianxian.cases.commands import Received
from qianxian.cases.models import Case
from qianxian.foundation.reach import bind
from qianxian.services import commands as services
from qianxian.services.models import ServiceItem
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.engagements.stage import VILLAGE

MONDAY = dt.date(2019, 3, 4)
WINDOW = acting("chuangkou", "窗口甲", "window_staff", VILLAGE)
MEMBER = acting("weiyuan", "委员甲", "centre_member", VILLAGE)
SECRETARY = acting("shuji", "书记甲", "village_secretary", VILLAGE)
TOWN = TOWN_OFFICER
PHONE = "13800005678"
PAPERS = ["身份证", "户口簿"]
SAID: dict[str, Any] = {"category": "social_security", "law": "某办法", "who": "本村村民", "limit_days": 5, "materials": PAPERS, "handled_by": "town"}


def item(code: str = "SB-001", **more: Any) -> ServiceItem:
    """An item in force since the year's beginning."""
    bind(SERVICE)
    return services.publish_item(code=code, name="城乡居民养老保险参保登记", first_day=dt.date(2019, 1, 1), by=COUNTY_OFFICER, on=dt.date(2019, 1, 1), **SAID | more)


def received(what: ServiceItem, *, missing: list[str] | tuple[str, ...] = (), on: dt.date = MONDAY, by=WINDOW, **more: Any) -> Received:
    """Taken in at the window."""
    said = {"division_code": VILLAGE, "item": what, "name": "欧阳大妹", "channel": "window", "phone": PHONE, "missing": missing}
    return commands.receive_case(by=by, on=on, **said | more)


def accepted(what: ServiceItem | None = None, **more: Any) -> Case:
    """Complete and accepted."""
    return received(what or item(), **more).case


def asked(what: ServiceItem | None = None, **more: Any) -> Case:
    """Told once what is missing."""
    return received(what or item(), missing=PAPERS, **more).case
