"""What is asked of the example's villages: a form of the district refused for what is held and then mended, one over the budget that waits for a
second person, and a report that asked nobody. Values are invented.
"""

from __future__ import annotations

import datetime as dt

from qianxian.demo import cast
from qianxian.demo.registry_story import Play
from qianxian.elements import commands
from qianxian.elements.data import shipped_elements
from qianxian.elements.models import CollectionTask, TaskUnit
from qianxian.elements.queries import element_by_code
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import acting_as

DISTRICT, TOWN = "liangyw", "zhaobk"
REGISTERED, SENT, DUE, FILLED = dt.date(2019, 1, 1), dt.date(2019, 12, 9), dt.date(2019, 12, 27), dt.date(2019, 12, 11)
BASIC = (("village.resident_population", "confirm"),
         ("village.centre_area", "confirm"), ("village.party_members", "new"), ("village.low_lying_households", "new"), ("village.street_lights", "confirm"))
CENTRE = (("village.centre_name", "confirm"), ("village.centre_area", "confirm"), ("village.secretary", "confirm"))
OVER = (("village.fire_extinguishers", "new"), ("village.micro_fire_station", "confirm"))
GIVEN = {"village.low_lying_households": "35"}


def _drafted(play: Play, login: str, title: str, purpose: str, basis: str, places: list[str], minutes: int, asked: tuple) -> CollectionTask:
    with acting_as(play.actor(login)) as by:
        row = commands.draft_task(title=title, purpose=purpose, basis=basis, asks="village", due_on=DUE, minutes=minutes, places=places, by=by, on=SENT)
        for code, mark in asked:
            commands.add_question(task=row, element=element_by_code(code), mark=mark, by=by)
    return row


def _basic_facts(play: Play) -> CollectionTask:
    """Refused because the register of members answers 党员; mended to confirm, it goes out."""
    row = _drafted(play, DISTRICT, "村（社区）基本情况和设施", "编制 2020 年基层治理计划", "区委组织部通知（示例）", [cast.DACHIKAN_CODE, cast.BAJIA_CODE], 6, BASIC)
    with acting_as(play.actor(DISTRICT)) as by:
        try:
            commands.issue_task(task=row, by=by, on=SENT)
        except RuleViolated:
            commands.change_question(question=row.questions.get(element__code="village.party_members"), mark="confirm", by=by)
        return commands.issue_task(task=row, by=by, on=SENT)


def elements(play: Play) -> None:
    """The shipped register; three tasks, of which one village has filled its part."""
    play.bring_in("elements", shipped_elements(), DISTRICT, REGISTERED)
    row = _basic_facts(play)
    with acting_as(play.actor(cast.secretary_login(cast.DACHIKAN_CODE))) as by:
        unit = TaskUnit.objects.get(task=row, division_code=cast.DACHIKAN_CODE)
        commands.submit_unit(unit=unit, values=GIVEN, by=by, on=FILLED, seconds=190)
    drawn = _drafted(play, DISTRICT, "党群服务中心情况", "区级汇总", "区委组织部通知（示例）", [cast.DACHIKAN_CODE[:9]], 1, CENTRE)
    with acting_as(play.actor(DISTRICT)) as by:
        commands.report_task(task=drawn, by=by, on=SENT)
    over = _drafted(play, TOWN, "冬季消防检查", "编制消防隐患清单", "镇消安委通知（示例）", [cast.DACHIKAN_CODE], 150, OVER)
    with acting_as(play.actor(TOWN)) as by:
        commands.issue_task(task=over, by=by, on=SENT, budget_reason="冬季火灾高发，逐个场所核对")
