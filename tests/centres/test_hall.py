"""The hall: R-K01, R-K02 and their worked examples, desks by dates, duty, what centres lack, the residents' page, card and wall sheet."""

from __future__ import annotations

import datetime as dt
import subprocess

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from qianxian.centres import commands, queries
from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre
from qianxian.centres.papers import hall_sheet
from qianxian.centres.rules import TAKEN_OVER
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.rulebook import evaluate
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import DAY, VILLAGE, day, open_county, person

pytestmark = pytest.mark.django_db
ON = dt.date(2019, 3, 1)


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


@pytest.fixture
def centre() -> ServiceCentre:
    open_county()
    return commands.open_centre(division_code=VILLAGE, name="八甲村党群服务中心", by=TOWN_OFFICER, on=DAY, telephone="0756-0103001", opening_hours="周一至周五")


def settled(centre: ServiceCentre, function: str, first: dt.date = DAY, by=TOWN_OFFICER, **more) -> CentreFunction:
    return commands.settle_function(centre=centre, function=function, first_day=first, by=by, on=DAY, **({"way": "desk", "desk": "综合窗口"} | more))


@pytest.mark.parametrize(
    ("place", "kind", "has", "error"),
    [
        ("village", "main", False, None), ("community", "main", False, None), ("village", "main", True, "second_centre"), ("village", "branch_point", True, None),
        ("village", "branch_point", False, "no_main_centre"), ("zone", "main", False, "place"), ("town", "main", False, "place"), ("none", "branch_point", True, "place"),
    ],
)  # fmt: skip
def test_one_centre_per_village(place, kind, has, error):
    answer = evaluate("R-K01", ON, {"place_kind": place, "kind": kind, "has_main_centre": has})
    assert answer.outputs == {"allowed": error is None, "error": error}


@pytest.mark.parametrize("ways", [["desk"] * 5, ["transferred"] * 5, ["desk", "transferred", "desk", "desk", "transferred"]])
def test_five_of_five_is_open(ways):
    answer = evaluate("R-K02", ON, dict(zip(TAKEN_OVER, ways, strict=True)))
    assert answer.outputs == {"status": "open", "mapped": 5, "missing": []} and not answer.violations


@pytest.mark.parametrize("missing", list(TAKEN_OVER))
def test_four_of_five_is_opening(missing):
    """The handbook's example: 4 of 5 mapped → opening, not open."""
    answer = evaluate("R-K02", ON, {code: "none" if code == missing else "desk" for code in TAKEN_OVER})
    assert answer.outputs == {"status": "opening", "mapped": 4, "missing": [missing]}
    assert [v.code for v in answer.violations] == ["function_missing"]


def test_the_rules_are_not_in_force_before_the_centres_began():
    assert evaluate("R-K02", dt.date(2017, 12, 31), {}).outputs is None
    assert evaluate("R-K02", dt.date(2018, 1, 1), {}).outputs["status"] == "opening"


def test_a_centre_opens_with_the_fifth_function(centre):
    for function in list(TAKEN_OVER)[:4]:
        settled(centre, function)
    assert not queries.standing(centre, DAY).open and queries.standing(centre, DAY).settled == 4
    settled(centre, list(TAKEN_OVER)[4], way="transferred", desk="", moved_to="镇服务大厅", document="移交单1号")
    assert queries.standing(centre, DAY).open


def test_group_work_mediation_and_policing_are_shown_and_do_not_count(centre):
    for function in ("group_organisations", "mediation", "policing"):
        settled(centre, function)
    assert queries.standing(centre, DAY).settled == 0


def test_a_new_desk_ends_the_old_one_the_day_before(centre):
    settled(centre, "culture", day(3, 1))
    settled(centre, "culture", day(3, 15), desk="文化窗口")
    assert [(f.desk, f.period.lower, f.period.upper) for f in CentreFunction.objects.order_by("period")] == [
        ("综合窗口", day(3, 1), day(3, 15)), ("文化窗口", day(3, 15), None),
    ]  # fmt: skip
    assert queries.functions_on([centre], day(3, 14)).get().desk == "综合窗口"
    with pytest.raises(RuleViolated) as caught:
        settled(centre, "culture", day(3, 15))
    assert codes(caught) == {"first_day"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"desk": " "}, {"desk"}), ({"way": "transferred", "moved_to": "镇"}, {"document"}), ({"way": "transferred", "document": "1号"}, {"moved_to"}),
        ({"way": "somehow"}, {"way"}), ({"function": "parking"}, {"function"}),
    ],
)  # fmt: skip
def test_desk_or_recorded_transfer(centre, more, code):
    with pytest.raises(RuleViolated) as caught:
        settled(centre, **({"function": "culture"} | more))
    assert codes(caught) == code and not CentreFunction.objects.exists()


def test_the_database_refuses_a_transfer_without_its_document(centre):
    row = settled(centre, "culture", way="transferred", desk="", moved_to="镇", document="1号")
    with pytest.raises(IntegrityError, match="desk_or_recorded_transfer"), transaction.atomic():
        CentreFunction.objects.filter(pk=row.pk).update(document="")


def test_who_settles_and_who_keeps_duty(centre):
    for by in (OTHER_TOWN_OFFICER, TOWN_COMMITTEE):
        with pytest.raises(NotPermitted):
            settled(centre, "culture", by=by)


def test_duty_by_people_of_the_centre_once_at_a_time(centre):
    who = person("容小妹")
    put = {"centre": centre, "person": who, "weekday": 1, "part": "morning", "first_day": DAY, "by": TOWN_OFFICER, "on": DAY}
    with pytest.raises(RuleViolated) as caught:
        commands.put_on_duty(**put)
    assert codes(caught) == {"not_of_the_centre"}
    commands.assign_window_staff(centre=centre, person=who, title="社保窗口", first_day=DAY, by=TOWN_OFFICER, on=DAY)
    turn = commands.put_on_duty(**put)
    with pytest.raises(RuleViolated) as caught:
        commands.put_on_duty(**put)
    assert codes(caught) == {"already"}
    commands.put_on_duty(**(put | {"part": "afternoon"}))
    assert [t.part for t in queries.duty_on([centre], DAY)] == ["morning", "afternoon"]
    commands.end_duty(turn=turn, last_day=DAY, by=TOWN_OFFICER, on=DAY)
    assert DutyTurn.objects.filter(period__contains=DAY + dt.timedelta(days=1)).count() == 1


def test_lacking_names_each_gap_and_falls_silent_when_all_is_there(centre):
    (lack,) = queries.lacking(DAY, COUNTY_OFFICER)
    assert len(lack.words) == 5 + 4 and "值班表" in lack.words and "电话" not in lack.words
    for function in TAKEN_OVER:
        settled(centre, function)
    (lack,) = queries.lacking(DAY, COUNTY_OFFICER)
    assert set(lack.words) == {"主任", "值班表", "窗口数", "面积"}
    assert not queries.lacking(DAY, OTHER_TOWN_OFFICER)


def test_residents_see_the_hall_without_logging_in_and_nothing_of_persons_numbers(centre):
    who = person("容小妹")
    commands.assign_window_staff(centre=centre, person=who, title="社保窗口", first_day=DAY, by=TOWN_OFFICER, on=DAY)
    settled(centre, "social_security", desk="社保窗口")
    commands.put_on_duty(centre=centre, person=who, weekday=1, part="morning", first_day=DAY, by=TOWN_OFFICER, on=DAY)
    page = Client().get(f"/hall/{VILLAGE}/")
    text = page.content.decode()
    assert page.status_code == 200 and "社保窗口" in text and "容小妹" in text and 'href="tel:0756-0103001"' in text and "筹建中" in text
    assert who.identity_masked not in text and (not who.mobile or who.mobile not in text)
    assert len(page.content) < 25_000


@pytest.mark.parametrize("code", ["440403103999", "440403103000", "999999999999"])
def test_no_hall_is_not_found(centre, code):
    assert Client().get(f"/hall/{code}/").status_code == 404


def test_a_visitor_reads_one_village_only(centre):
    from qianxian.centres.permissions import resident_of
    from qianxian.foundation.reach import acting_as

    with acting_as(resident_of("440403103999")) as by:
        assert not ServiceCentre.objects.exists() and not queries.centres_on(DAY, by).exists()


@pytest.mark.parametrize(("kind", "size"), [("card", "A4"), ("wall", "A3")])
def test_card_and_wall_sheet_open_in_another_program(tmp_path, kind, size):
    facts = {
        "name": "八甲村党群服务中心", "hours": "周一至周五", "telephone": "0756-0103001", "address": "斗门镇八甲村", "director": "黄志明",
        "works": [{"title": "社会保障", "at": "社保窗口"}], "week": [{"day": "周一", "turns": "上午 容小妹"}], "verify_url": "http://127.0.0.1:8000/hall/440403103210/",
    }  # fmt: skip
    file = tmp_path / "sheet.pdf"
    file.write_bytes(hall_sheet(facts, kind=kind, dated=DAY))
    text = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    shown = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    assert "社保窗口" in text and "容小妹" in text and "110" in text
    assert f"({size})" in shown and "Pages:           1" in shown
