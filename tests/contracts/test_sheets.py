"""Contracts signed before the register, brought in by the village's sheet and taken over by the town; the general promises of imports stand in tests/imports."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.contracts import commands as contracts
from qianxian.contracts.models import Contract
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.imports import commands
from qianxian.imports.models import ImportBatch
from tests import cast
from tests.engagements.stage import DAY, open_county
from tests.imports.test_properties import CASES, book
from tests.organisations.conftest import identity

pytestmark = pytest.mark.django_db
VILLAGE = "440403103209"
SECRETARY = cast.acting("shuji", "书记", "village_secretary", VILLAGE)
ROW = CASES["contracts"].row(0)


@pytest.fixture
def place():
    open_county()
    bind(SECRETARY)


def taken(*rows, by=SECRETARY):
    return commands.import_file(register="contracts", filename="合同.xlsx", content=book("contracts", list(rows)), by=by, on=DAY)


def codes(plan) -> set[tuple[str, str]]:
    return {(e.code, e.column.split(" ", 1)[-1]) for e in plan.errors}


def test_the_village_brings_in_and_the_town_takes_over(place):
    assert taken(ROW).new == 1
    row = Contract.objects.get()
    assert (row.state, row.basis, row.signed_on, row.told_signed_on, row.number) == ("draft", "existing", None, dt.date(2015, 12, 20), f"HT-{VILLAGE}-{DAY.year}-0001")
    with pytest.raises(NotPermitted):
        contracts.take_over_contract(contract=row, signed_on=row.told_signed_on, signatory=row.told_signatory, by=SECRETARY, on=DAY)
    bind(cast.TOWN_OFFICER)
    row = contracts.take_over_contract(contract=row, signed_on=row.told_signed_on, signatory=row.told_signatory, by=cast.TOWN_OFFICER, on=DAY)
    assert row.state == "signed" and row.recorded_by == cast.TOWN_OFFICER.login
    bind(SECRETARY)
    # the same file again changes nothing; another amount is refused by name, and nothing is written
    assert (taken(ROW).unchanged, Contract.objects.count()) == (1, 1)
    assert ("taken_over", "合同标的") in codes(taken(ROW | {"amount": 1}))
    with pytest.raises(RuleViolated):
        commands.undo_batch(batch=ImportBatch.objects.order_by("id").first(), by=SECRETARY, reason="导错")
    assert Contract.objects.get().state == "signed"


def test_a_person_s_number_is_sealed(place):
    number = identity(dt.date(1970, 3, 5), 611)
    assert not taken(ROW | {"party_kind": "person", "counterparty": "邝家旺", "identity_number": number}).errors
    row = Contract.objects.get()
    assert number not in str(vars(row)) and row.identity_index and row.identity_masked.endswith(number[-4:])


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"division": "440403107201"}, "out_of_reach", "所在村（社区）"), ({"division": "440403103000"}, "out_of_reach", "所在村（社区）"),
        ({"division": "无此村"}, "unknown_division", "所在村（社区）"),
        ({"told_signed_on": dt.date(2019, 1, 1)}, "existing_contract_is_old", "签订日期"), ({"told_signatory": "邝甲水产合作社"}, "signatory", "本方签字人"),
        ({"party_kind": "person", "credit_code": "91440400MA4W00000X"}, "credit_code", "统一社会信用代码"), ({"credit_code": "91440400MA4W00000X"}, "USCC", "统一社会信用代码"),
        ({"rent_every": ""}, "rent", "每期租金（元）"),
    ],
)  # fmt: skip
def test_what_a_row_cannot_say(place, change, code, column):
    plan = taken(ROW | change)
    found = codes(plan)
    assert (column in {c for _code, c in found}) and (code in {k for k, _c in found} or code == "USCC")
    assert not Contract.objects.exists()


def test_whoever_keeps_no_contracts_brings_none_in(place):
    for actor in (cast.COUNTY_OFFICER, cast.TOWN_OFFICER, cast.FINANCE):
        with pytest.raises(NotPermitted):
            taken(ROW, by=actor)
