"""Journey without JavaScript: import, a decision, a form with errors."""

from __future__ import annotations

import datetime as dt

from qianxian.demo.workbooks import workbook
from tests.foundation.sheet_samples import identity
from tests.journeys.test_import import upload


def test_import_without_script(walker, tmp_path):
    officer = walker("liangyw", scripts=False)
    row = {"name": "容嘉敏仪", "identity_number": identity("19910203", "815"), "organisation": "八甲村党支部", "status": "full",
           "joined_on": dt.date(2018, 1, 5), "full_on": dt.date(2019, 1, 5)}  # fmt: skip
    upload(officer, tmp_path, "一人.xlsx", workbook("members", [row]))
    officer.press("全部写入")
    officer.says("已全部写入")


def test_decision_and_form_error_without_script(walker, day):
    day("2019-12-18")
    town = walker("wuhl", scripts=False)
    town.page.locator("main a.qx-task", has_text="张伟").first.click()
    town.page.wait_for_load_state()
    town.press("重新决定")
    town.tick("暂缓聘任")
    town.fill("会议", "2019年12月18日党委会议")
    town.press("确认决定")
    # then the errors stand at the top and at their fields, and what was typed is kept
    assert town.page.title().startswith("错误：")
    assert town.page.get_by_label("会议").first.input_value() == "2019年12月18日党委会议"
    town.choose("理由", "材料")
    town.fill("证据", "任职材料核对表（2019-12-17）")
    town.fill("听取本人陈述申辩的日期", "2019-12-17")
    town.fill("暂缓到哪一天", "2020-03-02")
    town.press("确认决定")
    town.says("请核对")
    town.press("确认决定")
    town.says("暂缓聘任", "2020-03-02")


def test_filters_menu_and_paging_without_script(walker):
    officer = walker("liangyw", scripts=False)
    officer.visit("/members/")
    officer.page.locator("#id_status").select_option(label="预备党员")
    officer.press("查询")
    rows = officer.page.locator("main tbody tr").all_inner_texts()
    assert rows and all("预备党员" in row and "正式党员" not in row for row in rows)
    officer.press("下一页")
    assert "page=2" in officer.page.url
