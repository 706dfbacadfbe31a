"""A table somebody wants filled: known rows and columns, what is held goes in, the rest is marked; nothing beyond reach, nothing of a hostile file."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from qianxian.elements import commands
from qianxian.foundation.errors import FileRefused
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.elements.stage import CLERK, DAY, KEEPER, VILLAGE, facility, filled, issued, opened
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
    assert cells[2] == ["大赤坎村", made.centre.name, 86, None, "急"] and cells[3][1] is None
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


def sheet_of(book: Workbook, title: str, rows: tuple[tuple, ...], merged: tuple[str, ...] = ()) -> None:
    """One more sheet of the workbook."""
    page = book.create_sheet(title)
    for row in rows:
        page.append(list(row))
    for place in merged:
        page.merge_cells(place)


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    del book["Sheet"]
    book.save(out)
    return out.getvalue()


def test_headings_in_two_rows_that_are_merged_are_read_and_merged_again():
    """村名 reaches down over both rows; 中心 is merged over its parts; the title over everything."""
    made, book = opened(), Workbook()
    heads = ("序号", "村名", "党群服务中心", None, "党员\n（名）"), (None, None, "党群服务中心\n名称", "其中：服务窗口（个）", None)
    rows = (("斗门镇摸底表",), *heads, (1, "大赤坎 村委会", None, None, None), (2, "合计", None, None, None))
    sheet_of(book, "表一", rows, ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"))
    bind(COUNTY_OFFICER)
    done = commands.fill_table(content=as_bytes(book), filename="摸底表.xlsx", by=COUNTY_OFFICER, on=DAY)
    page = load_workbook(io.BytesIO(done.content))["表一"]
    assert page["C4"].value == made.centre.name and page["B2"].value == "村名"
    assert {str(span) for span in page.merged_cells.ranges} == {"A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"}
    assert (done.filled + done.missing, done.unknown) == (3, 1), "three cells of the village; the total is nobody's"


def test_every_visible_sheet_comes_back_and_hidden_ones_do_not():
    made, book = opened(), Workbook()
    sheet_of(book, "填表须知", (("请于本周五前报送。",),))
    sheet_of(book, "下拉", (("村名", "党群服务中心名称"), ("大赤坎村", None)))
    sheet_of(book, "表二", ((), (None, "村名", "党群服务中心名称"), (None, "大赤坎村", None)))
    book["下拉"].sheet_state = "hidden"
    bind(COUNTY_OFFICER)
    done = commands.fill_table(content=as_bytes(book), filename="摸底表.xlsx", by=COUNTY_OFFICER, on=DAY)
    back = load_workbook(io.BytesIO(done.content))
    assert back.sheetnames == ["填表须知", "表二", "说明"] and back["填表须知"]["A1"].value == "请于本周五前报送。"
    assert (back["表二"]["C3"].value, done.filled) == (made.centre.name, 1), "where it stood, not at the top left"


@pytest.mark.parametrize("name", [("填报单位", "大赤坎村"), ("填报单位（盖章）：大赤坎村", None)])
def test_a_village_s_own_card_of_labels_is_filled_beside_them(name):
    made = opened()
    rows = ((*name, "填表日期", None), ("党群服务中心名称", None, "低洼易涝户", None), ("备注", None, None, "急"))
    cells, done = given_back(table(*rows), COUNTY_OFFICER)
    assert cells[1][:4] == ["党群服务中心名称", made.centre.name, "低洼易涝户", None] and cells[0][3] is None
    assert (done.filled, done.missing, done.unknown) == (1, 1, 0)


def test_a_card_of_somebody_unknown_or_of_two_is_not_guessed():
    opened()
    cells, done = given_back(table(("村名", "没有的村"), ("党群服务中心名称", None)), COUNTY_OFFICER)
    assert cells[1] == ["党群服务中心名称", None] and (done.filled, done.unknown) == (0, 1)
    with pytest.raises(FileRefused) as refused:
        given_back(table(("村名", "大赤坎村"), ("村名", "八甲村"), ("党群服务中心名称", None)), COUNTY_OFFICER)
    assert refused.value.code == "no_heading"


def test_a_hostile_merge_is_not_unrolled():
    """A million merged cells, two that overlap: the table comes back, without them."""
    made, book, content = opened(), Workbook(), io.BytesIO()
    sheet_of(book, "表", (("村名", "党群服务中心名称"), ("大赤坎村", None)), ("A9:B9", "C1:D3"))
    with ZipFile(io.BytesIO(as_bytes(book))) as good, ZipFile(content, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b'ref="A9:B9"', b'ref="A9:XFD99999"').replace(b"</mergeCells>", b'<mergeCell ref="D2:E4"/></mergeCells>'))
    bind(COUNTY_OFFICER)
    done = commands.fill_table(content=content.getvalue(), filename="表.xlsx", by=COUNTY_OFFICER, on=DAY)
    page = load_workbook(io.BytesIO(done.content))["表"]
    assert page["B2"].value == made.centre.name and {str(span) for span in page.merged_cells.ranges} == {"C1:D3"}


def test_what_the_role_may_not_see_is_said_to_be_so():
    """A district officer does not see the collective's assets: the cell stays blank, and the last sheet says why."""
    opened()
    facility("street_light", "86")
    content = table(("村名", "路灯（盏）", "党群服务中心名称"), ("大赤坎村", None, None))
    for by, lights, told in ((COUNTY_OFFICER, None, True), (KEEPER, 86, False)):
        bind(by)
        book = load_workbook(io.BytesIO(commands.fill_table(content=content, filename="表.xlsx", by=by, on=DAY).content))
        assert book.worksheets[0]["B2"].value == lights
        (line,) = [row[0].value for row in book.worksheets[-1].iter_rows() if row[0].value.startswith("路灯")]
        assert ("看不到" in line) is told


def test_too_many_sheets_are_refused_with_what_to_do():
    opened()
    book = Workbook()
    for n in range(9):
        sheet_of(book, f"表{n}", (("村名", "党群服务中心名称"), ("大赤坎村", None)))
    bind(COUNTY_OFFICER)
    with pytest.raises(FileRefused) as refused:
        commands.fill_table(content=as_bytes(book), filename="表.xlsx", by=COUNTY_OFFICER, on=DAY)
    assert refused.value.code == "too_many_sheets"


def test_numbers_come_back_as_numbers_that_a_sum_counts_and_codes_as_words():
    opened()
    facility("street_light", "86")
    content = table(("序号", "村名", "路灯（盏）", "党群服务中心名称", "备注"), (1, "大赤坎村", None, None, "440403198001011234"), (2.5, "大赤坎村", None, None, 1234567890123456789))
    cells, done = given_back(content, KEEPER)
    assert [row[2] for row in cells[1:]] == [86, 86] and [row[0] for row in cells[1:]] == [1, 2.5] and done.filled == 4
    assert [row[4].__class__ for row in cells[1:]] == [str, str]
