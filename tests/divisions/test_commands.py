"""The county opened once; names and borders change with their dates; numbers are approved by a second person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from qianxian.divisions import commands, queries, rules
from qianxian.divisions.models import PopulationSnapshot
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import acting_as
from tests import cast

DAY = dt.date(2019, 12, 16)
BAJIA = "440403103210"


@pytest.fixture
def county(db):
    with acting_as(cast.SERVICE):
        yield commands.open_county(divisions_json=cast.divisions_file(), by=cast.SERVICE, is_example=True, example_day=DAY)


@pytest.mark.parametrize(
    "official, short",
    [
        ("耕管村委会", "耕管村"),
        ("好景社区居委会", "好景社区"),
        ("八甲村民委员会", "八甲村"),
        ("白蕉工业开发区居委会", "白蕉工业开发区"),
        ("龙山工业管理区", "龙山工业管理区"),
    ],
)
def test_everyday_names(official, short):
    assert rules.short_name(official) == short


def test_the_county_of_the_article(county):
    assert queries.unit_count_label(DAY, cast.SERVICE) == "5 个镇、1 个街道、101 个村、28 个社区、4 个开发区"
    bajia = queries.division_on(BAJIA, DAY)
    assert (bajia.name, bajia.official_name, bajia.pinyin, bajia.initials, bajia.kind) == (
        "八甲村",
        "八甲村委会",
        "ba jia cun",
        "bjc",
        "village",
    )
    assert [d.name for d in queries.crumbs(BAJIA, DAY)] == ["斗门区", "斗门镇", "八甲村"]
    assert queries.children("440403103000", DAY).count() == 12 and queries.villages(DAY, cast.TOWN_OFFICER).count() == 11


def test_a_second_county_and_a_bad_file_are_refused(county):
    with pytest.raises(RuleViolated, match="只管一个"):
        commands.open_county(divisions_json=cast.divisions_file(), by=cast.SERVICE)
    with pytest.raises(NotPermitted):
        commands.open_county(divisions_json={}, by=cast.COUNTY_OFFICER)


def test_a_bad_file_is_named(db):
    with acting_as(cast.SERVICE):
        with pytest.raises(RuleViolated, match="格式"):
            commands.open_county(divisions_json={"area": {}}, by=cast.SERVICE)
        with pytest.raises(RuleViolated, match="两次"):
            file = cast.divisions_file()
            file["streets"].append(file["streets"][0])
            commands.open_county(divisions_json=file, by=cast.SERVICE)


def test_a_rename_keeps_the_old_name_with_its_dates(county):
    day = dt.date(2019, 7, 1)
    commands.rename_division(
        division=queries.division_on(BAJIA, day), official_name="新八甲村委会", document="珠府〔2019〕1号", by=cast.COUNTY_OFFICER, on=day
    )
    assert [queries.division_on(BAJIA, d).name for d in (dt.date(2019, 6, 30), day, dt.date(2019, 7, 2))] == [
        "八甲村",
        "新八甲村",
        "新八甲村",
    ]
    assert AuditLeaf.objects.filter(action="divisions.rename_division").count() == 1
    with pytest.raises(RuleViolated):
        commands.rename_division(
            division=queries.division_on(BAJIA, day),
            official_name="又名村委会",
            document="文",
            by=cast.COUNTY_OFFICER,
            on=dt.date(2019, 6, 1),
        )
    with pytest.raises(NotPermitted):
        commands.rename_division(
            division=queries.division_on(BAJIA, day), official_name="又名村委会", document="文", by=cast.TOWN_OFFICER, on=DAY
        )


def test_a_merged_village_keeps_its_code(county):
    day = dt.date(2019, 7, 1)
    commands.merge_divisions(codes=[BAJIA], into_code="440403103209", document="珠府〔2019〕2号", by=cast.COUNTY_OFFICER, on=day)
    assert queries.villages(dt.date(2019, 6, 30)).filter(code=BAJIA).exists() and not queries.villages(day).filter(code=BAJIA).exists()
    assert queries.division_on(BAJIA, DAY).replaced_by == "440403103209" and queries.merged_from("440403103209").count() == 1
    with pytest.raises(RuleViolated) as broken:
        commands.merge_divisions(codes=["440403107000"], into_code="440403103209", document="文", by=cast.COUNTY_OFFICER, on=day)
    assert {v.code for v in broken.value.violations} == {"other_kind", "has_children"}


def test_numbers_count_when_another_person_has_approved_them(county):
    made = commands.record_population(
        division_code=BAJIA, year=2018, resident=3120, registered=2880, source="统计年报", by=cast.TOWN_OFFICER
    )
    assert queries.resident_population(BAJIA, 2019) is None
    with pytest.raises(NotPermitted, match="另一人"):
        commands.approve_population(snapshot=made, by=cast.TOWN_OFFICER, on=DAY)
    commands.approve_population(snapshot=made, by=cast.COUNTY_OFFICER, on=DAY)
    assert queries.resident_population(BAJIA, 2019) == 3120 and queries.resident_population(BAJIA, 2017) is None
    assert [len(queries.population_of(BAJIA, known_on=DAY - dt.timedelta(days=n))) for n in (1, 0)] == [0, 1]
    with pytest.raises(Exception, match="population_approved_by_another"), transaction.atomic():
        PopulationSnapshot.objects.update(approved_by=cast.TOWN_OFFICER.login)


def test_an_approved_number_changes_only_with_a_reason_and_a_new_approval(county):
    made = commands.record_population(division_code=BAJIA, year=2018, resident=3120, source="统计年报", by=cast.TOWN_OFFICER)
    commands.approve_population(snapshot=made, by=cast.COUNTY_OFFICER, on=DAY)
    with pytest.raises(RuleViolated) as broken:
        commands.record_population(division_code=BAJIA, year=2018, resident=3200, source="", by=cast.TOWN_OFFICER)
    assert {v.code for v in broken.value.violations} == {"source", "approved"}
    commands.record_population(
        division_code=BAJIA, year=2018, resident=3200, source="统计年报", reason="按年报更正表", by=cast.TOWN_OFFICER
    )
    assert queries.resident_population(BAJIA, 2019) is None


def test_two_listings_stay_two_rows(county):
    for level in ("city", "province"):
        commands.record_designation(
            division_code="440403105209", kind="key_difficult", level=level, starts_on=dt.date(2017, 1, 1), by=cast.COUNTY_OFFICER
        )
    assert queries.designations_of("440403105209").count() == 2
