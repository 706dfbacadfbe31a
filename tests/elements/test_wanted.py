"""A table somebody wants filled: known rows and columns, what is held goes in, the rest is marked; nothing beyond reach, nothing of a hostile file."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from qianxian.elements import commands
from qianxian.foundation.errors import FileRefused
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.elements.stage import CLERK, DAY, VILLAGE, filled, issued, opened
from tests.engagements.stage import person

pytestmark = pytest.mark.django_db


def table(*rows: tuple) -> bytes:
    """A workbook with the rows."""
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()


def given_back(content: bytes, by) -> tuple[list[list], object]:
    """The cells of the workbook that comes back, and the counts."""
    bind(by)
    done = commands.fill_table(content=content, filename="摸底表.xlsx", by=by, on=DAY)
    page = load_workbook(io.BytesIO(done.content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()], done


def test_what_is_held_is_filled_and_the_rest_marked():
    made = opened()
    filled(issued(("village.fire_extinguishers", "new")), fire_extinguishers="86")
    content = table(("全镇摸底表",), ("村名", "党群服务中心名称", "公共灭火器（具）", "低洼易涝户", "备注"), ("大赤坎村", None, None, None, "急"), ("没有的村", None, None, None, None))
    cells, done = given_back(content, CLERK)
    assert cells[2] == ["大赤坎村", made.centre.name, "86", None, "急"] and cells[3][1] is None
    assert (done.filled, done.missing, done.unknown) == (2, 1, 1)
    bind(SERVICE)
    assert AuditLeaf.objects.filter(action="elements.fill_table").count() == 1


def test_what_somebody_wrote_stays():
    opened()
    cells, done = given_back(table(("区划代码", "党群服务中心名称"), (VILLAGE, "手写的")), COUNTY_OFFICER)
    assert cells[1] == [VILLAGE, "手写的"] and done.filled == 0


def test_persons_come_masked_and_two_of_a_name_are_not_guessed():
    made = opened()
    content = table(("姓名", "性别", "身份证号码"), (made.member.name, None, None))
    cells, _done = given_back(content, TOWN_OFFICER)
    assert cells[1] == [made.member.name, "女", made.member.identity_masked]
    bind(SERVICE)
    person(made.member.name)
    cells, done = given_back(content, TOWN_OFFICER)
    assert cells[1] == [made.member.name, None, None] and done.unknown == 1


def test_persons_are_not_filled_for_who_may_not_take_lists_out():
    made = opened()
    with pytest.raises(FileRefused) as refused:
        given_back(table(("姓名", "性别"), (made.member.name, None)), CLERK)
    assert refused.value.code == "persons"


def test_nothing_beyond_reach():
    opened()
    other = acting("kuangzm", "邝志明", "town_org_officer", "440403107")
    cells, done = given_back(table(("村名", "党群服务中心名称"), ("大赤坎村", None)), other)
    assert cells[1] == ["大赤坎村", None] and done.unknown == 1


@pytest.mark.parametrize(
    ("content", "code"), [(b"not a workbook", None), (b"", None), (table(("甲", "乙"), ("1", "2")), "no_heading"), (table(("公共灭火器", "低洼易涝户"), (None, None)), "no_heading")]
)
def test_files_that_are_refused(content, code):
    opened()
    with pytest.raises(FileRefused) as refused:
        given_back(content, COUNTY_OFFICER)
    assert code is None or refused.value.code == code


def test_formulas_come_back_as_text():
    opened()
    cells, _done = given_back(table(("村名", "党群服务中心名称", "备注"), ("大赤坎村", None, "+1+1")), COUNTY_OFFICER)
    assert cells[1][2] == "'+1+1"
