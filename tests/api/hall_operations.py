"""The table's lines of cases: one village's case, prepared for each operation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qianxian.cases import commands
from qianxian.cases.models import Case
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.people.models import Person
from qianxian.services import commands as services
from qianxian.services.models import ServiceItem
from tests.api.stage import DAY, VILLAGE
from tests.cast import COUNTY_OFFICER, SERVICE, acting

WINDOW = acting("chuangkou", "窗口甲", "window_staff", VILLAGE)
EARLY = dt.date(2019, 1, 1)
WORDS = {"words": "请在窗口领取"}


def item(s: Any) -> ServiceItem:
    """An item that wants two papers."""
    bind(SERVICE)
    said = {"name": "城乡居民养老保险参保登记", "category": "social_security", "law": "某办法", "who": "本村村民", "handled_by": "town", "limit_days": 5}
    found = ServiceItem.objects.filter(code="SB-009").first()
    return found or services.publish_item(code="SB-009", materials=["身份证", "户口簿"], first_day=EARLY, by=COUNTY_OFFICER, on=DAY, **said)


def _received(s: Any, *, name: str = "欧阳大妹", **more: Any) -> Case:
    what = item(s)
    bind(SERVICE)
    return commands.receive_case(division_code=VILLAGE, item=what, name=name, channel="window", phone="13800005678", by=WINDOW, on=DAY, **more).case


def accepted(s: Any) -> Case:
    """Complete and accepted."""
    return _received(s)


def asked(s: Any) -> Case:
    """Told once what is missing."""
    return _received(s, missing=["身份证"])


def handed_in(s: Any) -> Case:
    """Over the phone page, not yet looked at."""
    what = item(s)
    bind(SERVICE)
    return commands.apply_for(division_code=VILLAGE, item=what, name="容小妹", phone="13900001234", by=WINDOW, on=DAY).case


def passed_up(s: Any) -> Case:
    """In the town's hands."""
    return commands.transfer_case(case=accepted(s), to="town", words="镇里审核", by=WINDOW, on=DAY)


def finished(s: Any) -> Case:
    """Closed with its result."""
    return commands.finish_case(case=accepted(s), by=WINDOW, on=DAY, **WORDS)


def opinion_with_its_code(s: Any, case: Case) -> dict[str, str]:
    """What the holder of the latest receipt says."""
    bind(SERVICE)
    return {"code": commands.renew_receipt(case=case, by=WINDOW, on=DAY).code, "word": "satisfied", "words": "一次就办好了"}


def of_the_member(s: Any) -> Case:
    """Of the village's member, who has a login."""
    bind(SERVICE)
    who = s.village.member
    number = "440403198001010025"
    before = who.identity_index
    Person.objects.filter(pk=who.pk).update(identity_index=keyed_hash(number, kind="identity"))
    row = _received(s, name=who.name, identity_number=number)
    Person.objects.filter(pk=who.pk).update(identity_index=before)
    return row
