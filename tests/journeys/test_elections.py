"""Journey: a village's vote counted by two people and published by a third; a branch's candidates approved and published, on desktop and phone."""

from __future__ import annotations

import re

from tests.journeys.walker import PHONE

FIGURES = {"发出选票": "60", "收回选票": "52", "有效票": "50", "废票": "2"}


def open_election(who, name: str) -> None:
    """From the list to one election."""
    who.visit("/elections/")
    who.follow(re.compile(name))


def enter_second_copy(who, first: str, second: str) -> None:
    """The second copy of the village's sheet."""
    who.follow(re.compile("^录计票单"))
    who.fill("票箱或计票组", "村委会票箱")
    who.page.get_by_label("第二遍（另一人）").check()
    for label, value in FIGURES.items():
        who.page.get_by_label(label, exact=True).fill(value)
    for box, value in zip(who.page.locator("main input[name^=votes_]").all(), (first, second), strict=True):
        box.fill(value)
    who.press("录计票单")


def test_a_villages_vote_from_the_second_copy_to_the_report(walker):
    # given the example's vote of today, entered once; the other officer enters the second copy on a phone and misreads a number
    other = walker("lianghs", size=PHONE)
    open_election(other, "南门村村民委员会")
    other.says("日程", "投票、计票", "R-V05")
    other.follow(re.compile("^计票和结果"))
    other.says("第二遍还没有录")
    enter_second_copy(other, "32", "17")
    other.says("两遍计票单还不一致", "第一遍 33，第二遍 32")
    # when he corrects it, the two agree and the law is asked
    enter_second_copy(other, "33", "17")
    other.says("两遍计票单一致")
    other.follow(re.compile("^计算结果"))
    other.press("计算结果")
    other.says("选举有效，至少 27 票当选", "当选", "待另一位同志核对公布")
    other.silent("核对并公布结果")
    other.close()
    # then the town's committee publishes, and the report can be printed
    committee = walker("wuhl")
    open_election(committee, "南门村村民委员会")
    committee.follow(re.compile("^计票和结果"))
    committee.follow(re.compile("^核对并公布结果"))
    committee.press("核对并公布结果")
    committee.says("2019-12-16 公布")
    committee.shoot("election-result-1440", whole=True)
    committee.follow(re.compile("^概况"))
    committee.says("选举结果报告单")


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
