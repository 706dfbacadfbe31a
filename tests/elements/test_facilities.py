"""Public facilities stand in the asset register once; every form about lights and roads reads them there."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.collective import commands as collective
from qianxian.collective.models import Asset, Inventory
from qianxian.elements.models import DataElement
from qianxian.elements.queries import element_by_code
from qianxian.elements.queries.holding import Standing, standings
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.elements.stage import DAY, KEEPER, VILLAGE, drafted, facility, filled, inventory, issued, opened, registered, unit

pytestmark = pytest.mark.django_db
LAST_DAY_HELD = dt.date(2020, 3, 31)


def held(code: str, on: dt.date = DAY) -> Standing | None:
    """What stands of the village for the element."""
    opened_unit = unit(drafted((code, "confirm")))
    bind(COUNTY_OFFICER)
    return next(iter(standings([element_by_code(code)], [opened_unit], COUNTY_OFFICER, on).values()), None)


def test_two_lots_of_lights_are_one_number_as_of_the_last_count():
    opened()
    facility("street_light", "86", on=dt.date(2019, 2, 1))
    facility("street_light", "20", on=dt.date(2019, 3, 1))
    assert (held("village.street_lights").held.value, held("village.street_lights").held.as_of) == ("106", dt.date(2019, 3, 1))


def test_a_number_counted_again_takes_the_place_of_the_former():
    opened()
    row = facility("road", "6.50", on=dt.date(2019, 2, 1))
    collective.count_facility(asset=row, facility="road", quantity=Decimal("7.25"), counted_on=dt.date(2019, 3, 20), document="实测（示例）", by=KEEPER, on=DAY)
    assert (held("village.paved_road_km").held.value, held("village.paved_road_km").held.as_of) == ("7.25", dt.date(2019, 3, 20))


def test_none_is_known_only_where_the_inventory_went_through_the_facilities():
    opened()
    assert held("village.public_toilets") is None
    inventory(dt.date(2019, 3, 1), facilities=False)
    assert held("village.public_toilets") is None
    collective.record_inventory(division_code=VILLAGE, year=2018, counted_on=dt.date(2018, 12, 20), facilities=True, document="清产核资报告（示例）", by=KEEPER, on=DAY)
    assert held("village.public_toilets").held.value == "0" and held("village.micro_fire_station").held.value == "否"
    facility("fire_station", "1", on=dt.date(2019, 3, 2))
    assert held("village.micro_fire_station").held.value == "是"


def test_an_inventory_says_nothing_of_a_kind_that_it_did_not_look_for():
    """Shelters came to the register later: a village whose inventory was before that is not told to have none."""
    opened()
    before = [kind for kind in Asset.Facility.values if kind != "shelter"]
    counted_on = dt.date(2018, 12, 20)
    Inventory.objects.create(division_code=VILLAGE, year=2018, counted_on=counted_on, assets=0, parcels=0, facilities=before, document="清产核资报告（示例）", recorded_by=KEEPER.login)
    assert held("village.flood_shelter_places") is None and held("village.public_toilets").held.value == "0"
    inventory(dt.date(2019, 3, 1))
    assert held("village.flood_shelter_places").held.value == "0"
    facility("shelter", "120", on=DAY)
    assert held("village.flood_shelter_places").held.value == "120"


@pytest.mark.parametrize(("on", "stale"), [(LAST_DAY_HELD, False), (LAST_DAY_HELD + dt.timedelta(1), True)])
def test_a_count_holds_for_its_validity_and_is_then_to_be_confirmed(on, stale):
    opened()
    facility("waste_point", "12", on=DAY)
    assert held("village.waste_points", on).stale is stale


def test_what_a_village_gave_before_the_register_held_it_counts_until_it_runs_out():
    opened()
    twin = registered("village.lamp_heads", "灯头", "number", "盏")
    filled(issued(("village.lamp_heads", "new")), lamp_heads="80")
    bind(SERVICE)
    DataElement.objects.filter(pk=twin.pk).update(same_as=element_by_code("village.street_lights"))
    assert held("village.street_lights").held.value == "80"
    assert held("village.street_lights", LAST_DAY_HELD + dt.timedelta(1)) is None
    facility("street_light", "86", on=DAY)
    assert held("village.street_lights").held.value == "86"
