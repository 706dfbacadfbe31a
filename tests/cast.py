"""A fixed cast of acting people for tests, each in one role over one place of Doumen, and the county they work in.

Example: ``with acting_as(COUNTY_OFFICER): …``. The places are real codes; the people are invented.
"""

from __future__ import annotations

import json
from importlib.resources import files

from qianxian.accounts.roles import ROLES
from qianxian.foundation.actor import Actor

COUNTY = "440403000000"
DOUMEN_TOWN, JINGAN_TOWN = "440403103000", "440403107000"


def acting(login: str, name: str, role: str, *reach: str, **more: str) -> Actor:
    """An actor with what the role may do and the given reach (prefixes)."""
    return Actor(login=login, name=name, role=role, reach=reach, permissions=frozenset(map(str, ROLES[role].permissions)), **more)


SERVICE = acting("service", "系统服务", "service", "440403")
COUNTY_OFFICER = acting("liangyw", "梁雅文", "district_org_officer", "440403")
SECOND_COUNTY_OFFICER = acting("chenms", "陈美珊", "district_org_officer", "440403")
TOWN_OFFICER = acting("zhaobk", "赵炳坤", "town_org_officer", "440403103")
OTHER_TOWN_OFFICER = acting("kuangzm", "邝志明", "town_org_officer", "440403107")
TOWN_COMMITTEE = acting("wuhl", "吴惠兰", "town_committee", "440403103")
FINANCE = acting("linyf", "林艳芳", "finance_bureau", "440403")
AUDIT_ADMIN = acting("xujs", "许静诗", "audit_admin", "440403")
SYSTEM_ADMIN = acting("hebx", "何碧霞", "sys_admin", "440403")


def divisions_file() -> dict:
    """The county's divisions file as shipped."""
    return json.loads((files("qianxian.divisions") / "data" / "doumen_divisions.json").read_text("utf-8"))
