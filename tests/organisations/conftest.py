"""A county with a small tree of Party organisations, brought in through the register as a county would."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter
from django.db import connection

from qianxian.divisions import commands as divisions
from qianxian.foundation import audit
from qianxian.foundation.reach import acting_as
from qianxian.foundation.sheets import parse
from qianxian.foundation.sheets.register import register_for
from tests import cast

DAY = dt.date(2019, 12, 16)
TREE = [
    {"code": "DM", "name": "中共斗门区委员会", "kind": "party_committee", "sector": "gov", "division": "440403000000"},
    {"code": "DM103", "name": "中共斗门镇委员会", "kind": "primary_party_committee", "sector": "rural", "parent": "DM", "division": "440403103000"},
    {"code": "DM107", "name": "中共井岸镇委员会", "kind": "primary_party_committee", "sector": "rural", "parent": "DM", "division": "440403107000"},
    {"code": "DM103210", "name": "中共斗门镇八甲村支部委员会", "short_name": "八甲村党支部", "kind": "party_branch", "sector": "rural", "parent": "DM103",
     "division": "440403103210", "is_top_of_village": True, "term_number": 6, "elected_on": dt.date(2017, 3, 9)},
    {"code": "DM103209", "name": "中共斗门镇南门村支部委员会", "short_name": "南门村党支部", "kind": "party_branch", "sector": "rural", "parent": "DM103",
     "division": "440403103209", "is_top_of_village": True, "term_number": 6, "elected_on": dt.date(2015, 3, 9)},
    {"code": "DM107201", "name": "中共井岸镇坭湾村支部委员会", "short_name": "坭湾村党支部", "kind": "party_branch", "sector": "rural", "parent": "DM107",
     "division": "440403107201", "is_top_of_village": True},
    {"code": "DM-LS", "name": "防汛临时党支部", "kind": "temporary_branch", "sector": "rural", "parent": "DM103", "division": "440403103000",
     "task": "防汛", "expires_on": dt.date(2020, 3, 1)},
]  # fmt: skip


def identity(birth: dt.date, order: int, region: str = "440403") -> str:
    """A right identity number of nobody."""
    stem = f"{region}{birth:%Y%m%d}{order:03d}"
    return (
        stem + "10X98765432"[sum(int(d) * w for d, w in zip(stem, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11]
    )


def workbook(register: str, rows: list[dict]) -> bytes:
    """An .xlsx by the register's headings, dates as Excel dates, choices in words."""
    sheet, out = register_for(register).sheet, io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, day = book.add_worksheet(sheet.title_zh), book.add_format({"num_format": "yyyy-mm-dd"})
    for c, column in enumerate(sheet.columns):
        page.write_string(0, c, column.heading_zh)
        for r, row in enumerate(rows, start=1):
            value = row.get(column.key)
            if isinstance(value, dt.date):
                page.write_datetime(r, c, dt.datetime(value.year, value.month, value.day), day)
            elif isinstance(value, bool):
                page.write_string(r, c, "是" if value else "否")
            elif isinstance(value, int):
                page.write_number(r, c, value)
            elif value:
                page.write_string(r, c, column.choices[value][0] if value in column.choices else value)
    book.close()
    return out.getvalue()


def bring_in(register: str, rows: list[dict], by=cast.SERVICE, on: dt.date = DAY):
    """(plan, leaf) of a file planned and, when clean, written; in the caller's transaction."""
    chosen = register_for(register)
    plan = chosen.plan(connection, parse(chosen.sheet, workbook(register, rows), on=on), by=by, on=on)
    leaf = None
    if plan.clean and (plan.new or plan.changed):
        leaf = audit.record(by=by, action="imports.commit_batch", object_type="imports.importbatch", object_id="x", division_code=cast.COUNTY,
                            after={"digest": plan.digest})  # fmt: skip
        chosen.write(connection, plan, by=by, on=on, leaf=leaf)
    return plan, leaf


@pytest.fixture
def county(db):
    """The example county opened, acting as the service actor until a test acts as somebody else."""
    with acting_as(cast.SERVICE):
        divisions.open_county(divisions_json=cast.divisions_file(), by=cast.SERVICE, is_example=True, example_day=DAY)
        yield


@pytest.fixture
def tree(county):
    """Seven organisations of the tree above."""
    plan, _leaf = bring_in("organisations", TREE)
    assert plan.errors == []
    return plan


def member(
    name: str, order: int, branch: str, *, birth: dt.date = dt.date(1968, 2, 28), joined: dt.date = dt.date(1998, 7, 1), **more
) -> dict:
    """One row of the members' file."""
    return {"name": name, "identity_number": identity(birth, order), "organisation": branch, "status": "full", "joined_on": joined,
            "full_on": joined.replace(year=joined.year + 1), "mobility": "local", **more}  # fmt: skip


@pytest.fixture
def members(tree):
    """Seven members of Bajia and two of Niwan."""
    rows = [member(name, 100 + i, "八甲村党支部") for i, name in enumerate(["单雄信", "曾国强", "区少梅", "解晓东", "尉迟敏", "黄金水", "陈惠兰"])]
    rows += [member("邝伟雄", 201, "坭湾村党支部"), member("梁淑贞", 202, "坭湾村党支部")]
    plan, leaf = bring_in("members", rows)
    assert plan.errors == []
    return leaf
