"""Journeys: a village's vote from the second copy to the handover, a branch's from the call to the offices, a recall from the count to the end of
the seat, a roll by Excel; counted by two people and published by a third, on desktop and phone."""

from __future__ import annotations

import datetime as dt
import re

from qianxian.demo.workbooks import workbook
from tests.journeys.walker import PHONE

TODAY = "2019-12-16"

FIGURES = {"发出选票": "60", "收回选票": "52", "有效票": "50", "废票": "2"}
SMALL = {"发出选票": "30", "收回选票": "26", "有效票": "25", "废票": "1"}


def open_election(who, name: str) -> None:
    """From the list to one election."""
    who.visit("/elections/")
    who.follow(re.compile(name))


def enter_copy(who, votes: tuple[str, ...], copy: str = "第二遍（另一人）", figures: dict[str, str] = FIGURES) -> None:
    """One copy of a sheet, by its labels."""
    who.follow(re.compile("^录计票单"))
    who.fill("票箱或计票组", "村委会票箱")
    who.page.get_by_label(copy).check()
    for label, value in figures.items():
        who.page.get_by_label(label, exact=True).fill(value)
    for box, value in zip(who.page.locator("main input[name^=votes_]").all(), votes, strict=True):
        box.fill(value)
    who.press("录计票单")


def publish_result(who, name: str) -> None:
    """The town's committee publishes what two others counted."""
    open_election(who, name)
    who.follow(re.compile("^计票和结果"))
    who.follow(re.compile("^核对并公布结果"))
    who.press("核对并公布结果")
    who.says(f"{TODAY} 公布")


def test_a_villages_vote_from_the_second_copy_to_the_report(walker):
    # given the example's vote of today, entered once; the other officer enters the second copy on a phone and misreads a number
    other = walker("lianghs", size=PHONE)
    open_election(other, "南门村村民委员会")
    other.says("日程", "投票、计票", "R-V05")
    other.follow(re.compile("^计票和结果"))
    other.says("第二遍还没有录")
    enter_copy(other, ("32", "17"))
    other.says("两遍计票单还不一致", "第一遍 33，第二遍 32")
    # when he corrects it, the two agree and the law is asked
    enter_copy(other, ("33", "17"))
    other.says("两遍计票单一致")
    other.follow(re.compile("^计算结果"))
    other.press("计算结果")
    other.says("选举有效，至少 27 票当选", "当选", "待另一位同志核对公布")
    other.silent("核对并公布结果")
    other.close()
    # then the town's committee publishes, and the report can be printed
    committee = walker("wuhl")
    publish_result(committee, "南门村村民委员会")
    committee.shoot("election-result-1440", whole=True)
    committee.follow(re.compile("^概况"))
    committee.says("选举结果报告单")
    assert committee.download("PDF", "选举结果报告单").startswith(b"%PDF")
    committee.close()
    # and the officer opens the office from it, keeps the signed report and hands over
    officer = walker("zhaobk")
    open_election(officer, "南门村村民委员会")
    officer.says("任期至（本届剩余任期）", "2020-04-16", "村（居）民代表会议")
    officer.follow(re.compile(r"^签字原件\s*选举结果报告单"))
    officer.says("签字原件：选举结果报告单")
    officer.shoot("election-original-1440")
    open_election(officer, "南门村村民委员会")
    officer.press("登记就任")
    officer.press("登记就任")
    officer.says("已就任，待移交")
    officer.shoot("election-handover-1440", whole=True)
    officer.press("登记移交")
    officer.fill("移交完成日期", TODAY)
    officer.press("登记移交")
    officer.says("已完成")
    officer.close()
    phone = walker("lianghs", size=PHONE)
    open_election(phone, "南门村村民委员会")
    phone.says("工作移交", "已完成")
    phone.shoot("election-closed-360", whole=True)


def test_a_recall_from_the_count_to_the_end_of_the_seat(walker):
    # given a recall whose petition, roll and hearing are done and whose vote is today
    first = walker("zhaobk", size=PHONE)
    open_election(first, "下洲村村民委员会")
    first.says("罢免", "听取申辩", "2019-11-29", "R-V09")
    first.shoot("recall-360", whole=True)
    first.follow(re.compile("^计票和结果"))
    enter_copy(first, ("14",), "第一遍", SMALL)
    first.says("第二遍还没有录")
    first.close()
    # when another officer enters the second copy and misreads it, the difference is shown and mended
    second = walker("lianghs")
    open_election(second, "下洲村村民委员会")
    second.follow(re.compile("^计票和结果"))
    enter_copy(second, ("13",), figures=SMALL)
    second.says("两遍计票单还不一致", "第一遍 14，第二遍 13")
    enter_copy(second, ("14",), figures=SMALL)
    second.says("两遍计票单一致")
    second.follow(re.compile("^计算结果"))
    second.press("计算结果")
    second.says("罢免通过", "至少 14 票", "待另一位同志核对公布")
    second.close()
    # then the committee publishes, and the seat ends by the voters' word
    committee = walker("wuhl", size=PHONE)
    publish_result(committee, "下洲村村民委员会")
    committee.shoot("recall-result-360", whole=True)
    committee.close()
    officer = walker("zhaobk")
    open_election(officer, "下洲村村民委员会")
    officer.press("登记罢免结果")
    officer.press("登记罢免结果")
    officer.says("罢免结果已登记，待移交")
    officer.silent("已就任")
    officer.shoot("recall-ended-1440", whole=True)


def test_a_branch_from_the_call_to_the_offices(walker):
    # given a branch with a seat to fill, called and voted on one day
    officer = walker("zhaobk")
    officer.visit("/elections/call/")
    officer.shoot("election-call-1440", whole=True)
    officer.choose("选举哪个机构", "下洲村第二党支部")
    officer.choose("选举事由", "补选")
    officer.fill("选举日", TODAY)
    officer.fill("批复或决定的文号", "斗镇委〔2019〕46号")
    officer.fill("书记或主任名额", "0")
    officer.fill("副书记或副主任名额", "0")
    officer.fill("委员名额", "1")
    officer.press("发起选举")
    address = officer.page.url
    officer.press("产生党员名单")
    officer.press("产生党员名单")
    officer.visit(f"{address}?tab=roll")
    people = officer.page.locator("main table tbody tr th").all_inner_texts()
    present = str(len(people))
    officer.visit(f"{address}?tab=candidates")
    for name in people[:2]:
        officer.follow(re.compile("^登记提名"))
        officer.choose("提名谁", name)
        officer.fill("提名票数", "9")
        officer.press("登记提名")
    officer.press("公布名单")
    officer.press("公布名单")
    committee = walker("wuhl")
    committee.visit(address)
    committee.press("批复候选人")
    committee.fill("文号", "斗镇委〔2019〕47号")
    committee.press("批复候选人")
    officer.visit(address)
    officer.press("公布候选人")
    officer.press("公布候选人")
    officer.says("候选人已公布")
    # when both copies agree and the committee publishes
    figures = {"发出选票": present, "收回选票": present, "有效票": present, "废票": "0"}
    votes = (str(len(people) - 3), "3")
    other = walker("lianghs", size=PHONE)
    for who, copy in ((officer, "第一遍"), (other, "第二遍（另一人）")):
        who.visit(f"{address}?tab=counts")
        who.follow(re.compile("^录计票单"))
        who.fill("实到会有选举权的人数", present)
        who.fill("票箱或计票组", "会场")
        who.page.get_by_label(copy).check()
        for label, value in figures.items():
            who.page.get_by_label(label, exact=True).fill(value)
        for box, value in zip(who.page.locator("main input[name^=votes_]").all(), votes, strict=True):
            box.fill(value)
        who.shoot(f"election-sheet-{1440 if copy == '第一遍' else 360}", whole=True)
        who.press("录计票单")
    other.follow(re.compile("^计算结果"))
    other.press("计算结果")
    other.says("选举有效", "当选")
    committee.visit(f"{address}?tab=counts")
    committee.follow(re.compile("^核对并公布结果"))
    committee.press("核对并公布结果")
    # then the office opens and the person's page shows it
    officer.visit(address)
    officer.press("登记就任")
    officer.press("登记就任")
    officer.says("已就任，待移交")
    officer.shoot("election-party-1440", whole=True)


def test_a_roll_by_excel_and_its_signed_print(walker, tmp_path):
    officer = walker("zhaobk")
    officer.visit("/elections/call/")
    officer.choose("选举哪个机构", "大濠冲村村民委员会")
    officer.choose("选举事由", "换届")
    for label, value in (("选举日", "2020-01-20"), ("批复或决定的文号", "斗镇委〔2019〕48号"), ("书记或主任名额", "1"), ("副书记或副主任名额", "0"), ("委员名额", "1"),
                         ("专为妇女成员保留的委员名额", "1")):  # fmt: skip
        officer.fill(label, value)
    officer.press("发起选举")
    address = officer.page.url
    officer.visit(f"{address}?tab=roll")
    officer.follow("用表格导入名单")
    assert officer.download("下载模板").startswith(b"PK")
    rows = [{"division": "大濠冲村", "name": f"谭选民{letter}", "birth_date": dt.date(1970, 3, 5), "basis": "hukou_resident"} for letter in "甲乙丙丁"]
    rows.append({"division": "大濠冲村", "name": "谭小孩", "birth_date": dt.date(2002, 1, 21), "basis": "hukou_resident"})
    for name, content, told in (("名单.xlsx", rows, "才满 18 周岁"), ("名单2.xlsx", rows[:4], "每一行都对")):
        path = tmp_path / name
        path.write_bytes(workbook("voters", content))
        officer.visit("/imports/voters/")
        officer.page.locator("main input[type=file]").set_input_files(path)
        officer.press("上传核对")
        officer.says(told)
        officer.shoot(f"roll-import-{len(content)}-1440", whole=True)
    officer.press("全部写入")
    phone = walker("lianghs", size=PHONE)
    phone.visit(f"{address}?tab=roll")
    phone.says("谭选民甲", "户籍在本村且居住在本村")
    phone.shoot("election-roll-360", whole=True)
    officer.visit(address)
    assert officer.download("PDF", "选民名单").startswith(b"%PDF")


def test_a_branchs_candidates_are_approved_and_published(walker):
    committee = walker("wuhl", size=PHONE)
    open_election(committee, "八甲")
    committee.follow(re.compile("^批复候选人"))
    committee.fill("文号", "斗镇委〔2019〕45号")
    committee.press("批复候选人")
    committee.says("斗镇委〔2019〕45号")
    committee.close()
    officer = walker("zhaobk")
    open_election(officer, "八甲")
    officer.follow(re.compile("^公布名单"))
    officer.press("公布名单")
    officer.follow(re.compile("^公布候选人"))
    officer.press("公布候选人")
    officer.says("候选人已公布")
    officer.follow(re.compile("^候选人"))
    officer.says("正式候选人")
    officer.shoot("election-1440", whole=True)
