"""The register of elements: every reader has its element and reads what its room holds; Excel both ways; what a page shows to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from qianxian.demo.workbooks import workbook
from qianxian.elements import commands, queries
from qianxian.elements.data import shipped_elements
from qianxian.elements.models import DataElement
from qianxian.elements.readers import held_by_readers, readers
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.imports.commands import import_file, undo_batch
from qianxian.imports.models import ImportBatch
from tests.api.element_operations import EXTINGUISHERS
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.engagements.stage import DAY, VILLAGE, open_county, village

pytestmark = pytest.mark.django_db
BRING = {"register": "elements", "filename": "数据元.xlsx", "by": COUNTY_OFFICER, "on": DAY}


def registered(code: str = "village.fire_extinguishers", by=COUNTY_OFFICER, **more) -> DataElement:
    return commands.register_element(code=code, by=by, **(EXTINGUISHERS | more))


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


def test_every_reader_has_its_element_and_every_element_that_lives_has_a_reader():
    rows = shipped_elements()
    assert len({r["code"] for r in rows}) == len(rows) and len({(r["subject"], r["name"]) for r in rows}) == len(rows)
    assert {r["code"] for r in rows if r["lives"]} == set(readers()) and len(readers()) >= 40


def test_the_shipped_register_comes_in_by_excel_once_and_goes_again():
    open_county()
    content = workbook("elements", shipped_elements())
    assert import_file(content=content, **BRING).new == len(shipped_elements())
    again = import_file(content=content, **BRING)
    assert (again.new, again.changed, again.unchanged) == (0, 0, len(shipped_elements()))
    undo_batch(batch=ImportBatch.objects.order_by("pk").first(), by=COUNTY_OFFICER, reason="导错")
    assert not DataElement.objects.exists()


@pytest.mark.parametrize(
    ("more", "code"), [({"lives": True}, "lives"), ({"code": "organisation.fire_extinguishers"}, "subject"), ({"code": "Street"}, "code"), ({"validity_months": "0"}, "validity_months")]
)
def test_wrong_rows_are_named_and_nothing_is_written(more, code):
    open_county()
    row = next(r for r in shipped_elements() if r["code"] == "village.fire_extinguishers") | more
    plan = import_file(content=workbook("elements", [row]), **BRING)
    assert code in {e.code for e in plan.errors} and not DataElement.objects.exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [({"name": " "}, {"name"}), ({"legal_basis": ""}, {"legal_basis"}), ({"code": "lights"}, {"code"}), ({"kind": "song"}, {"kind"}), ({"validity_months": 0}, {"validity_months"}),
     ({"validity_months": 121}, {"validity_months"})],
)  # fmt: skip
def test_what_an_element_must_say(more, code):
    open_county()
    with pytest.raises(RuleViolated) as caught:
        registered(**more)
    assert code <= codes(caught) and not DataElement.objects.exists()


def test_one_question_is_registered_once():
    open_county()
    registered()
    with pytest.raises(RuleViolated) as caught:
        registered("village.lamps")
    assert codes(caught) == {"name"}
    with pytest.raises(RuleViolated) as caught:
        registered(name="另一件事")
    assert codes(caught) == {"code"}


def test_only_the_district_keeps_the_register():
    open_county()
    with pytest.raises(NotPermitted):
        registered(by=TOWN_OFFICER)


def test_a_changed_meaning_keeps_code_and_kind():
    open_county()
    row = commands.change_element(element=registered(), by=COUNTY_OFFICER, **{k: v for k, v in EXTINGUISHERS.items() if k != "kind"} | {"validity_months": 24})
    assert (row.code, row.kind, row.validity_months, row.version) == ("village.fire_extinguishers", "number", 24, 2)


@pytest.mark.parametrize(("said", "name"), [({"legal_basis": ""}, "element_is_whole"), ({"code": "X"}, "element_is_whole"), ({"validity_months": 0}, "element_holds_for_a_while")])
def test_the_database_says_no_as_well(said, name):
    open_county()
    row = registered()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DataElement.objects.filter(pk=row.pk).update(**said)


@pytest.mark.parametrize("code", sorted(readers()))
def test_every_reader_reads_its_room(code):
    """Each of them asked of a real village, organisation and person: the key comes back as asked, never another's."""
    place = village()
    bind(SERVICE)
    key = {"village": VILLAGE, "organisation": place.organisation.code, "person": str(place.member.uuid)}[code.split(".")[0]]
    found = held_by_readers(code, [key], SERVICE, DAY)
    assert set(found) <= {key}
    assert all(h.value and h.url.startswith("/") and (h.as_of is None or h.as_of <= DAY) for h in found.values())


def test_readers_say_what_the_rooms_say_and_nothing_where_they_hold_nothing():
    place = village()
    bind(SERVICE)
    asked = lambda code, key=VILLAGE: {k: h.value for k, h in held_by_readers(code, [key], SERVICE, DAY).items()}  # noqa: E731
    assert asked("village.centre_name") == {VILLAGE: place.centre.name}
    assert asked("village.secretary") == {VILLAGE: place.secretary.name}
    assert asked("village.committee_seats") == {VILLAGE: str(place.committee.seats)}
    assert asked("organisation.name", place.organisation.code) == {place.organisation.code: place.organisation.name}
    assert asked("person.name", str(place.member.uuid)) == {str(place.member.uuid): place.member.name}
    assert asked("person.identity_number", str(place.member.uuid)) == {str(place.member.uuid): place.member.identity_masked}
    assert asked("village.centre_area", "440403103999") == {} and asked("village.land_mu") == {}


def test_readers_stay_within_reach():
    place = village()
    other = acting("kuangzm", "邝志明", "town_org_officer", "440403107")
    bind(other)
    assert held_by_readers("village.centre_name", [VILLAGE], other, DAY) == {}
    assert held_by_readers("person.name", [str(place.member.uuid)], other, DAY) == {}


def test_a_page_counts_the_villages_that_hold_a_value():
    village()
    bind(SERVICE)
    row = registered("village.centre_name", name="中心名称", kind="text")
    asked, held, shown = queries.samples(row, SERVICE, dt.date(2019, 3, 1))
    assert row.lives and held == 1 and asked > 100 and shown[0][0] == VILLAGE
