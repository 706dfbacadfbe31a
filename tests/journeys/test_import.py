"""Journey: the district's organisation officer brings members in by Excel, has wrong rows named, mends them, and takes the batch back."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from qianxian.demo.workbooks import workbook
from tests.foundation.sheet_samples import identity

BRANCH = "八甲村党支部"
JOINED, FULL = dt.date(2018, 12, 1), dt.date(2019, 12, 1)
NAMES = ("欧阳晓岚", "司徒静云", "钟楚红霞", "方世杰雄", "区可为民")


def rows() -> list[dict]:
    """Five new members of Bajia's branch."""
    return [
        {"name": name, "identity_number": identity(f"1990030{i}", f"90{i}"), "organisation": BRANCH, "status": "full", "joined_on": JOINED, "full_on": FULL}
        for i, name in enumerate(NAMES, 1)
    ]


def wrong_rows() -> list[dict]:
    """The same with three faults: a mistyped check digit, an unknown organisation, full membership before joining."""
    found = rows()
    number = found[0]["identity_number"]
    found[0]["identity_number"] = number[:-1] + ("1" if number[-1] == "0" else "0")
    found[2]["organisation"] = "八甲村第九党支部"
    found[4]["full_on"] = dt.date(2018, 6, 1)
    return found


def upload(officer, folder: Path, name: str, content: bytes) -> None:
    """Through the upload page, as a file from the officer's disk."""
    path = folder / name
    path.write_bytes(content)
    officer.visit("/imports/members/")
    officer.page.locator("main input[type=file]").set_input_files(path)
    officer.press("上传核对")


def test_from_template_to_register_and_back(walker, tmp_path):
    # given an organisation officer with the template of the register
    officer = walker("liangyw")
    officer.visit("/imports/")
    officer.page.get_by_role("region", name="选一种台账").get_by_role("link", name="党员", exact=True).click()
    officer.page.wait_for_load_state()
    officer.look()
    headings = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(officer.download("下载模板"))).worksheets[0][1]]
    assert any("身份证号码" in str(heading) for heading in headings)

    # when she uploads a table with three wrong rows
    upload(officer, tmp_path, "八甲村新党员.xlsx", workbook("members", wrong_rows()))

    # then the preview names them, and nothing can be written
    officer.says("3 行要改", "一行也没有写入", "身份证号码", "所在党组织", "转正日期")
    assert officer.page.get_by_role("button", name="全部写入").count() == 0
    officer.shoot("import-preview-1440")

    # and the workbook that comes back explains each row beside it
    back = openpyxl.load_workbook(io.BytesIO(officer.download("下载错误说明"))).worksheets[0]
    said = {cell.row: str(cell.value) for row in back.iter_rows() for cell in row if cell.column == back.max_column and cell.value}
    assert [row for row in said if row > 1] == [2, 4, 6]

    # when she uploads the mended table and writes it
    content = workbook("members", rows())
    upload(officer, tmp_path, "八甲村新党员_改.xlsx", content)
    officer.says("每一行都对", "新增 5 行")
    officer.press("全部写入")
    officer.says("已全部写入")

    # then the register shows them
    officer.visit(f"/members/?q={NAMES[0]}")
    officer.says(NAMES[0], BRANCH)

    # and the same table again has nothing to write
    upload(officer, tmp_path, "八甲村新党员_再来一次.xlsx", content)
    officer.says("没有要写的")
    officer.press("不导入了")

    # when she takes the batch back
    officer.page.locator("main tbody tr", has_text="八甲村新党员_改.xlsx").get_by_role("link").first.click()
    officer.page.wait_for_load_state()
    officer.page.locator("summary", has_text="整批撤销").click()
    officer.fill("为什么撤销", "演练：导错了文件")
    officer.press("撤销这一批")
    officer.says("台账回到导入以前")

    # then the register is as before
    officer.visit(f"/members/?q={NAMES[0]}")
    officer.silent("1990-03-01")


@pytest.mark.parametrize(
    ("name", "content"),
    [("党员.xlsx", b"PK\x03\x04 not a workbook"), ("党员.xlsx", b"<html><table><tr><td>1</td></tr></table></html>"), ("党员.csv", "姓名,身份证号码\n".encode())],
    ids=["broken", "web page", "csv"],
)
def test_a_file_that_is_no_workbook_is_refused_in_a_plain_sentence(walker, tmp_path, name, content):
    officer = walker("chenms")
    # when a file comes that is not what it says
    upload(officer, tmp_path, name, content)
    # then the page says what to do, and there is no batch
    assert officer.page.url.endswith("/imports/members/") and officer.page.title().startswith("错误：")
    assert officer.page.evaluate("document.activeElement.matches('.qx-summary, .qx-note.err, [role=alert]')")
    officer.says("xlsx")
