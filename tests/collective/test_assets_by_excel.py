"""The asset register by Excel: brought in by the village, kept as registered, taken back by striking out, and one registered by mistake struck out by hand."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal as D

import openpyxl
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from qianxian.collective import commands as collective
from qianxian.collective.models import Asset, PropertyEvent
from qianxian.collective.queries import property as queries
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.imports import commands
from qianxian.imports.models import ImportBatch
from tests import cast
from tests.engagements.stage import DAY, open_county
from tests.imports.test_properties import CASES, book
from tests.registry_pages import browser_of

pytestmark = pytest.mark.django_db
VILLAGE = "440403103210"
SECRETARY = cast.acting("shuji", "书记", "village_secretary", VILLAGE)
ROWS = [CASES["assets"].row(i) for i in range(3)]
LAMPS = ROWS[0] | {"title": "村道路灯", "category": "welfare", "facility": "street_light", "quantity": 86, "state": "own_use"}


@pytest.fixture(autouse=True)
def place():
    open_county()
    bind(SECRETARY)


def taken(*rows, by=SECRETARY):
    return commands.import_file(register="assets", filename="资产.xlsx", content=book("assets", list(rows)), by=by, on=DAY)


def codes(plan) -> set[str]:
    return {e.code for e in plan.errors}


def undone() -> None:
    commands.undo_batch(batch=ImportBatch.objects.order_by("-pk").first(), by=SECRETARY, reason="导错了表")


def settled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_register_comes_in_with_its_history_and_goes_on_numbering():
    assert taken(*ROWS, LAMPS).new == 4
    settled()
    assert sorted(Asset.objects.values_list("number", flat=True)) == [f"ZC-{VILLAGE}-{DAY.year}-{n:04d}" for n in (1, 2, 3, 4)]
    lamps = Asset.objects.get(title="村道路灯")
    assert (lamps.state, lamps.amount, lamps.original_value) == ("own_use", D(86), D("186000.00"))
    assert PropertyEvent.objects.filter(asset=lamps, kind="registered", quantity=86, document=LAMPS["document"], recorded_by="shuji").count() == 1
    assert queries.asset_sums(SECRETARY)[0][1:] == (3, D("558000.00"))
    assert taken(*ROWS, LAMPS).unchanged == 4


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"acquired_on": dt.date(2098, 1, 1)}, "in_future"), ({"original_value": -1}, "original_value"), ({"state": "leased"}, "first_state"), ({"facility": "street_light"}, "facility"),
        ({"facility": "street_light", "quantity": -1}, "quantity"), ({"quantity": 3}, "facility"), ({"number": "ZC-1"}, "unknown_number"), ({"division": "南门村"}, "out_of_reach"),
        ({"division": "没有的村"}, "unknown_division"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_written(wrong, code):
    assert codes(taken(ROWS[0] | wrong, ROWS[1])) == {code} and not Asset.objects.exists()


def test_what_an_asset_was_registered_with_is_not_changed_by_a_file():
    taken(ROWS[0], LAMPS)
    lamps = Asset.objects.get(title="村道路灯")
    assert codes(taken(ROWS[0] | {"original_value": 1})) == codes(taken(ROWS[0] | {"category": "fixed"})) == {"asset_stays"}
    assert codes(taken(ROWS[0] | {"state": "own_use"})) == {"state_stays"} and codes(taken(LAMPS | {"quantity": 90})) == {"count_on_the_page"}
    assert codes(taken(LAMPS | {"title": "另一个名称", "number": lamps.number})) == {"asset_stays"}
    assert taken(LAMPS | {"place": "环村路", "number": lamps.number}).changed == 1
    lamps.refresh_from_db()
    assert (lamps.place, lamps.amount) == ("环村路", D(86))


def test_two_of_one_name_are_told_apart_by_their_numbers():
    taken(ROWS[0])
    how = {key: ROWS[0][key] for key in ("title", "category", "place", "acquired_on", "document")}
    other = collective.register_asset(division_code=VILLAGE, original_value=D("1.00"), by=SECRETARY, on=DAY, **how)
    assert codes(taken(ROWS[0])) == {"namesakes"}
    assert taken(ROWS[0] | {"number": other.number, "original_value": 1}, ROWS[0] | {"number": Asset.objects.exclude(pk=other.pk).get().number}).unchanged == 2


def test_a_batch_taken_back_strikes_its_assets_out_and_comes_in_again_with_new_numbers():
    taken(*ROWS, LAMPS)
    undone()
    settled()
    assert set(Asset.objects.values_list("state", flat=True)) == {"struck"} and queries.asset_sums(SECRETARY) == []
    assert queries.facilities_on(SECRETARY, [VILLAGE], "street_light", DAY) == {}
    assert PropertyEvent.objects.filter(kind="struck", document__contains="整批撤销").count() == 4
    assert taken(*ROWS).new == 3
    assert Asset.objects.exclude(state="struck").order_by("id").first().number.endswith("-0005")
    collective.move_asset(asset=Asset.objects.exclude(state="struck").order_by("id").first(), state="own_use", document="会议纪要", by=SECRETARY, on=DAY)
    with pytest.raises(RuleViolated) as used:
        undone()
    assert {v.code for v in used.value.violations} == {"changed_later"}


def test_one_struck_out_since_stays_so_and_the_rest_of_its_batch_can_be_taken_back():
    taken(*ROWS)
    rows = list(Asset.objects.order_by("id"))
    collective.strike_asset(asset=rows[1], reason="和一号是同一间，重复登记", by=SECRETARY, on=DAY)
    undone()
    settled()
    assert set(Asset.objects.values_list("state", flat=True)) == {"struck"}
    told = PropertyEvent.objects.filter(kind="struck").order_by("asset_id").values_list("asset_id", "document")
    assert [(key, "整批撤销" in words) for key, words in told] == [(rows[0].pk, True), (rows[1].pk, False), (rows[2].pk, True)]


def test_a_batch_whose_assets_are_all_struck_out_has_nothing_to_take_back():
    taken(ROWS[0])
    collective.strike_asset(asset=Asset.objects.get(), reason="重复登记", by=SECRETARY, on=DAY)
    with pytest.raises(RuleViolated) as none_left:
        undone()
    assert {v.code for v in none_left.value.violations} == {"nothing"}


def test_one_registered_by_mistake_is_struck_out_with_its_reason_and_stays_so():
    taken(*ROWS)
    row = Asset.objects.order_by("id").first()
    with pytest.raises(RuleViolated):
        collective.strike_asset(asset=row, reason=" ", by=SECRETARY, on=DAY)
    with pytest.raises(NotPermitted):
        collective.strike_asset(asset=row, reason="重复登记", by=cast.acting("bie", "别村书记", "village_secretary", "440403103209"), on=DAY)
    bind(SECRETARY)
    row = collective.strike_asset(asset=row, reason="和二号是同一间，重复登记", by=SECRETARY, on=DAY)
    settled()
    assert row.state == "struck" and AuditLeaf.objects.filter(action="collective.strike_asset").count() == 1
    assert [e.to_state_words for e in queries.events_of(row)] == ["登记有误", "闲置"]
    for again in (
        lambda: collective.strike_asset(asset=row, reason="再撤", by=SECRETARY, on=DAY),
        lambda: collective.move_asset(asset=row, state="own_use", document="文", by=SECRETARY, on=DAY),
        lambda: collective.count_facility(asset=row, facility="road", quantity=D(1), counted_on=DAY, document="文", by=SECRETARY, on=DAY),
    ):
        with pytest.raises(Conflict):
            again()


@pytest.mark.parametrize("sql", ["state = 'idle'", "place = '别处'"])
def test_postgresql_gives_none_of_them_back(sql):
    taken(ROWS[0])
    row = collective.strike_asset(asset=Asset.objects.get(), reason="重复登记", by=SECRETARY, on=DAY)
    settled()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE collective_asset SET {sql} WHERE id = %s", [row.pk])


def test_postgresql_wants_the_history_of_a_striking():
    taken(ROWS[0])
    settled()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE collective_asset SET state = 'struck'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_pages_export_comes_back_unchanged(monkeypatch):
    taken(*ROWS, LAMPS)
    page = browser_of(cast.TOWN_OFFICER, monkeypatch)
    content = page.get("/collective/assets/?export=xlsx").content
    assert "ZC-" in str([cell.value for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row])
    bind(SECRETARY)
    plan = commands.plan_file(register="assets", content=content, by=SECRETARY, on=DAY)
    assert (plan.errors, plan.new, plan.changed, plan.unchanged) == ([], 0, 0, 4)
