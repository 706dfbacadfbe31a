"""The halls of the example's centres: whose desk took over which station's work, and who is on duty in the four villages of the article.

Telephone numbers begin with 0 after the area code: no line has such a number.
"""

from __future__ import annotations

import datetime as dt

from qianxian.centres import commands as centres
from qianxian.centres.holders import people_of
from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre
from qianxian.centres.rules import TAKEN_OVER
from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registers import BAJIA, DACHIKAN, XIAOCHIKAN
from qianxian.demo.registry_story import Play
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import acting_as
from qianxian.people.models import Person
from qianxian.services.data import shipped_catalogue

F = CentreFunction.Function
DESKS = {
    F.SOCIAL_SECURITY: "社保医保窗口", F.HEALTH_FAMILY: "计生卫健窗口", F.CULTURE: "综合受理窗口", F.DISTANCE_EDUCATION: "党员服务窗口",
    F.BUILDING_APPLICATION: "综合受理窗口", F.GROUP_ORGANISATIONS: "党员服务窗口", F.MEDIATION: "综合受理窗口",
}  # fmt: skip
IN_THE_ARTICLE = (BAJIA, DACHIKAN, XIAOCHIKAN, "荔山村")
#: One centre has still to take over its culture room: 缺项 shows what it looks like.
STILL_OPENING = "南门村"


def equip_halls(play: Play) -> None:
    """The shipped catalogue of services; five desks in every centre, eight lines of work and a week of duty in the villages of the article."""
    play.bring_in("services", shipped_catalogue(), "liangyw", dt.date(2019, 1, 1))
    names = {place.code: place.name for place in play.with_centre}
    for town in sorted({place.town_code for place in play.with_centre}):
        with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
            for number, centre in enumerate(ServiceCentre.objects.visible_to(by).order_by("code"), start=1):
                _equip(centre, names[centre.division_code], number, by)


def _equip(centre: ServiceCentre, name: str, number: int, by: Actor) -> None:
    named, first = name in IN_THE_ARTICLE, centre.opened_on
    centres.change_centre(centre=centre, by=by, on=first, telephone=f"0756-0{centre.division_code[6:9]}{number:03d}")
    for function in DESKS if named else TAKEN_OVER:
        if not (name == STILL_OPENING and function == F.CULTURE):
            centres.settle_function(centre=centre, function=function, way="desk", desk=DESKS[F(function)], first_day=first, by=by, on=first)
    if named:
        centres.settle_function(centre=centre, function=F.POLICING, way="transferred", moved_to="驻村警务室", document="警务室进驻交接单（示例）",
                                first_day=first, by=by, on=first)  # fmt: skip
        _put_on_duty(centre, by)


def _put_on_duty(centre: ServiceCentre, by: Actor) -> None:
    """Monday to Friday by turns of those who serve there."""
    people = [Person.objects.get(uuid=uuid) for uuid, _words in people_of(centre, EXAMPLE_DAY)]
    for weekday in range(1, 6):
        for turn, part in enumerate((DutyTurn.Part.MORNING, DutyTurn.Part.AFTERNOON)):
            person = people[(2 * weekday + turn) % len(people)]
            centres.put_on_duty(centre=centre, person=person, weekday=weekday, part=part, first_day=EXAMPLE_DAY, by=by, on=EXAMPLE_DAY)
