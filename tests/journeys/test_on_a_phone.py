"""The three jobs a county installs the product for, each walked on a phone by the people whose duty it is; at a desk they stand in files of their own."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import psycopg
import pytest
from pypdf import PdfReader

from tests.journeys.conftest import database_url
from tests.journeys.walker import PHONE
from tests.organisations.conftest import member, workbook

BAJIA_BRANCH = "中共斗门镇八甲村支部委员会"
JOINED = dt.date(2001, 7, 1)


@pytest.fixture
def day_is(served):
    """Time passes in the example: its day is a column that only the owner may move."""

    def move(to: str) -> None:
        with psycopg.connect(database_url(served[1]), autocommit=True) as owner:
            owner.execute("UPDATE divisions_county SET example_day = %s", [to])

    yield move
    move("2019-12-16")


def newcomer(name: str, order: int, **more) -> dict:
    return member(name, order, BAJIA_BRANCH, birth=dt.date(1979, 3, 5), joined=JOINED, **more)


class TestImport:
    """Given an organisation officer with a workbook in which three rows are wrong."""

    def upload(self, officer, tmp_path, rows, name="党员.xlsx"):
        path = tmp_path / name
        path.write_bytes(workbook("members", rows))
        officer.visit("/imports/members/")
        officer.page.set_input_files("input[type=file]", str(path))
        officer.press("上传核对")

    def test_wrong_rows_are_named_mended_written_and_taken_back(self, walker, tmp_path):
        officer = walker("liangyw", size=PHONE)
        right = [newcomer("欧阳试导", 900), newcomer("梁嘉豪", 901), newcomer("容惠兰", 902)]
        wrong = [
            right[0] | {"identity_number": right[0]["identity_number"][:-1] + ("0" if right[0]["identity_number"][-1] != "0" else "1")},
            right[1] | {"organisation": "没有这个支部"}, right[2] | {"joined_on": dt.date(1990, 1, 1)},
        ]  # fmt: skip
        # when it is uploaded, then each wrong row is named and nothing is written
        self.upload(officer, tmp_path, wrong)
        officer.says("3 行要改，改好才能写入", "现在一行也没有写入")
        officer.shoot("import-preview-360")
        marked = openpyxl.load_workbook(io.BytesIO(officer.download("下载错误说明")))
        page = marked.worksheets[0]
        reasons = [str(page.cell(row=r, column=page.max_column).value or "") for r in range(2, 5)]
        assert all(reasons) and page.cell(row=1, column=page.max_column).value == "错误说明"
        # when it is mended, then all of it is written at once
        self.upload(officer, tmp_path, right)
        officer.press("全部写入")
        officer.says("已写入")
        batch = officer.page.url
        officer.visit("/members/?q=欧阳试导")
        officer.says("欧阳试导", "八甲村")
        # when the same file comes again, then there is nothing to write
        self.upload(officer, tmp_path, right)
        officer.says("没有要写的")
        # and a whole batch can be taken back
        officer.visit("/" + batch.split("/", 3)[3])
        officer.page.locator("summary", has_text="整批撤销").click()
        officer.page.fill("[name=reason]", "重复试导")
        officer.press("撤销这一批")
        officer.says("已撤销")
        officer.visit("/members/?q=欧阳试导")
        officer.says("没有符合条件的")



class TestEngagement:
    """Given a deferral that falls due this week, the person vetted once more."""

    def answer(self, one, number: str) -> None:
        one.visit("/engagements/answers/")
        one.follow(number)
        for radio in one.page.locator("main input[type=radio][value=no_objection]").all():
            radio.check()
        for select in one.page.locator("main select").all():
            if select.locator("option[value=no_objection]").count():
                select.select_option("no_objection")
        one.page.fill("[name=signed_by]", "值班员")
        one.press("提交答复")

    def test_vetted_decided_publicised_and_lettered(self, walker, day_is):
        # the department that wanted more is answered, at a phone; it sees nothing else
        replier = walker("nongye", size=PHONE)
        self.answer(replier, "LS-440403-2019-0001")
        replier.visit("/members/", status=403)
        # another officer than the sender concludes
        officer = walker("yuwt", size=PHONE)
        officer.visit("/engagements/vetting/")
        officer.follow("LS-440403-2019-0001")
        officer.page.locator("main form button.btn-primary").first.click()
        # on the day the deferral is the town committee's work
        day_is("2019-12-18")
        town = walker("wuhl", size=PHONE)
        town.visit("/workbench/")
        town.says("暂缓聘任到期", "今天到期")
        town.shoot("workbench-town-360")
        town.open(town.page.locator("a.qx-task", has_text="暂缓聘任到期").first)
        review = "/" + town.page.url.split("/", 3)[3]
        town.shoot("review-360")
        town.visit(review + "decide/")
        town.page.check("[name=outcome][value=engaged]")
        town.page.fill("[name=body]", "斗门镇党委")
        town.page.fill("[name=meeting]", "第31次会议")
        town.page.fill("[name=term_from]", "2020-01-06")
        town.page.fill("[name=term_to]", "2022-04-14")
        town.open(town.page.locator("main form button.btn-primary").first)
        town.says("请核对，确认后不能撤回")
        town.press("确认决定")
        # publicity of five working days, then the letter, for the town's officer
        clerk = walker("zhaobk", size=PHONE)
        clerk.visit(review + "publicise/")
        clerk.open(clerk.page.locator("main form button.btn-primary").first)
        day_is("2019-12-27")
        clerk.visit(review + "settle/")
        clerk.page.fill("[name=feedback]", "没有收到反映")
        clerk.page.locator("main form button.btn-primary").first.click()
        clerk.visit(review + "letter/")
        clerk.open(clerk.page.locator("main form button.btn-primary").first)
        clerk.press("印发聘任书")
        clerk.shoot("review-settled-360")
        clerk.says("已聘任", "已办结")
        letter = clerk.page.locator("main a", has_text="聘任书").first.get_attribute("href")
        with clerk.page.expect_download() as coming:
            clerk.page.evaluate("url => { const a = document.createElement('a'); a.href = url; a.download = ''; document.body.append(a); a.click(); }", letter)
        words = "".join(page.extract_text() for page in PdfReader(coming.value.path()).pages).replace("\n", "")
        assert "决定聘任您为南门村党群服务中心主任" in words and "斗镇聘〔2019〕" in words


class TestPay:
    """Given the year after, to be prepared, checked and approved by three people."""

    def test_from_roster_to_slip(self, walker, day):
        preparer = walker("liangyw", size=PHONE)
        preparer.visit("/pay/")
        preparer.page.fill("[name=year]", "2020")
        preparer.press("锁定名册并计算")
        preparer.says("2020 年工资批次", "收入基数还没有公布")
        run = "/" + preparer.page.url.split("/", 3)[3]
        assert preparer.page.locator("button", has_text="核对无误").count() == 0
        finance = walker("linyf", size=PHONE)
        finance.visit(run)
        finance.press("核对无误")
        approver = walker("lujm", size=PHONE)
        approver.visit(run)
        assert approver.page.get_by_role("button", name="同意", exact=True).count() == 0
        approver.says("最早 2020 年 1 月 1 日审批")
        day("2020-01-02")
        approver.visit(run)
        approver.press("同意")
        approver.says("已办结")
        approver.shoot("pay-run-360")
        # the cadre sees the slip on the phone, every yuan explained
        cadre = walker("bajia-weiyuan", size=PHONE)
        cadre.visit("/me/pay/")
        cadre.says("2020")
        cadre.open(cadre.page.locator("a.qx-task").first)
        cadre.says("每一元怎么来的", "市级财政", "区级财政", "26,195.00")
        cadre.shoot("pay-slip-360", whole=True)
        cadre.visit(run, status=403)
