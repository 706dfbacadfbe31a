"""Journey: prepare, check, approve by three people; the cadre reads every yuan on a phone."""

from __future__ import annotations

import io
import re

import openpyxl
import pypdf

from tests.journeys.walker import PHONE


def test_from_roster_to_slip(walker, day):
    # given a new year: the organisation officer prepares its run
    day("2020-12-16")
    officer = walker("liangyw")
    officer.visit("/pay/")
    officer.fill("年度", "2020")
    officer.press("锁定名册并计算")
    run = officer.page.url
    officer.says("2020 年工资批次", "待审")

    # then she cannot check her own work
    assert officer.page.get_by_role("button", name="核对无误").count() == 0

    # when finance checks and the approver approves
    finance = walker("linyf")
    finance.says("2020 年工资批次")
    finance.visit(run)
    assert finance.page.get_by_role("button", name="同意", exact=True).count() == 0
    finance.press("核对无误")
    finance.says("林艳芳")
    approver = walker("lujm")
    approver.visit(run)
    approver.press("同意")
    approver.says("已办结", "卢坚明")
    approver.shoot("pay-run-1440")

    # then each payer has a file whose cells are numbers and text, never formulas
    book = openpyxl.load_workbook(io.BytesIO(approver.download(re.compile("付款文件")))).worksheets[0]
    cells = [cell for row in book.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 700 and not any(str(cell.value).startswith("=") for cell in cells)

    # and the cadre finds the slip on the phone, every yuan explained
    cadre = walker("bajia-weiyuan", size=PHONE)
    cadre.visit("/me/pay/")
    cadre.says("2020 年", "2019 年", "八甲村党群服务中心")
    cadre.page.locator("main a.qx-task", has_text="2019 年").click()
    cadre.page.wait_for_load_state()
    cadre.look()
    cadre.says("每一元怎么来的", "基本报酬", "绩效奖励", "应发", "收入基数的来源", "26,190.00", "市级财政", "区级财政", "镇（街道）财政")
    cadre.shoot("pay-slip-360")
    cadre.shoot("pay-slip-360-whole", whole=True)
    months = [float(text.replace(",", "")) for text in cadre.page.locator("main table").nth(1).locator("tbody td.last").all_inner_texts()]
    total = cadre.page.locator("main table").nth(1).locator("tfoot td.last").inner_text()
    assert round(sum(months), 2) == float(total.replace(",", ""))
    gross = cadre.page.locator("main table").first.locator("tfoot td.last").inner_text()
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(cadre.download(re.compile("PDF")))).pages)
    assert "工资条" in re.sub(r"\s", "", printed) and gross in printed

    # but nobody else's
    cadre.visit(run, status=403)
