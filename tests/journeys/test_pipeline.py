"""Journeys: a gap in the reserve is filled at the desk and confirmed on a phone; a worker is led on towards the Party; nobody else sees the reserve."""

from __future__ import annotations

from tests.journeys.walker import DESKTOP, PHONE

FACT = "牵头办起冷库，当年入库三十吨"


def row_of(walk, *words: str):
    """The first line of the page's table that says all of the words."""
    rows = walk.page.locator("main tbody tr")
    for word in words:
        rows = rows.filter(has_text=word)
    return rows.first


def test_a_gap_is_seen_filled_and_confirmed(walker):
    # given the picture of expected vacancies, with its sentence, its table and the villages that are short
    officer = walker("zhaobk")
    officer.visit("/reserve/")
    officer.says("三年内预计", "后备不足", "任期届满", "提名", "2 / 2", "0 / 2")
    officer.shoot("expected-vacancies-1440", whole=True)
    short = row_of(officer, "0 / 2")
    village = short.locator("th").inner_text().strip()
    # when the officer proposes somebody of a village without a reserve, then it still counts none: the committee has not spoken
    officer.open(short.get_by_role("link", name="提名"))
    people = officer.field("人选").locator("option")
    officer.field("人选").select_option(people.nth(5).get_attribute("value"))
    officer.choose("来源", "党员致富能人")
    officer.page.locator("textarea").first.fill("带头办冷库，带动邻里一起做")
    officer.fill("推荐会议或材料文号", "支部大会推荐记录（2019年12月）")
    officer.press("提名")
    officer.says("待确认", "带头办冷库")
    name, where = officer.page.locator("h1").inner_text().strip().split("\n")[0], officer.page.url.split("//", 1)[1].split("/", 1)[1]
    # and what he has shown is a fact with its day and its evidence
    officer.press("登记能力事实")
    officer.choose("哪一类能力", "带头发展产业")
    officer.page.locator("textarea").first.fill(FACT)
    officer.fill("日期", "2019-10-08")
    officer.fill("依据（材料或文号）", "冷库入库台账（2019年第三季度）")
    officer.press("登记")
    officer.says(FACT, "冷库入库台账")
    officer.shoot("reserve-candidate-1440", whole=True)
    officer.visit("/reserve/")
    assert "0 / 2" in row_of(officer, village).inner_text()
    # when the committee confirms it on a phone
    committee = walker("wuhl", size=PHONE)
    committee.visit("/")
    committee.says("后备人选", name)
    committee.visit(f"/{where}")
    committee.shoot("reserve-candidate-360", whole=True)
    committee.press("确认或不列入")
    committee.tick("列入后备")
    committee.press("提交意见")
    committee.says("在库")
    # then the village has one of two, on the phone too
    committee.visit("/reserve/")
    committee.says("三年内预计", "后备不足")
    assert "1 / 2" in row_of(committee, village).inner_text()
    committee.shoot("expected-vacancies-360", whole=True)


def test_the_county_looks_and_finds_what_was_ended(walker):
    county = walker("liangyw", size=DESKTOP)
    county.visit("/reserve/")
    county.says("129 个村（社区）书记岗位", "后备不足")
    county.follow("后备人选")
    county.says("保密", "在库")
    county.visit("/reserve/candidates/?state=ended")
    county.says("已出库")
    county.open(county.page.locator("main tbody a").first)
    county.says("出库：", "能力事实")
    county.visit("/reserve/candidates/?state=declined")
    county.says("未列入")


def test_nobody_else_finds_the_reserve(walker):
    for login, size in (("bajia-shuji", PHONE), ("lishan-zhibu", DESKTOP), ("bajia-dangyuan", PHONE), ("qify", DESKTOP), ("xujs", DESKTOP)):
        one = walker(login, size=size)
        one.silent("后备")
        for path in ("/reserve/", "/reserve/candidates/", "/reserve/candidates/export.xlsx"):
            one.visit(path, status=403)
            one.says("保密")
        one.visit("/search/?q=后备")
        one.silent("后备人选", "后备力量")
        one.close()


def test_a_worker_is_led_on_step_by_step(walker):
    # given the register with every stage, and an approval whose day is near
    officer = walker("zhaobk")
    officer.visit("/admissions/")
    officer.says("申请入党", "入党积极分子", "发展对象", "支部大会接收（待上级审批）", "预备党员", "已终止")
    officer.shoot("admissions-1440", whole=True)
    # when an activist is put forward before his year is over, then the earliest day is said
    officer.visit("/admissions/?stage=activist")
    officer.open(row_of(officer, "入党积极分子").get_by_role("link").first)
    officer.says("2020-01-07")
    officer.press("列为发展对象")
    officer.fill("日期", "2019-12-16")
    officer.fill("决议、批复或材料文号", "支部委员会决定")
    officer.press("登记")
    officer.says("最早 2020-01-07 列为发展对象")
    # when who entered the branch meeting wants to enter the approval as well, then he may not
    officer.visit("/admissions/?stage=admitted")
    officer.open(row_of(officer, "待上级审批").get_by_role("link").first)
    officer.says("2019-12-20", "应到", "赞成")
    where = officer.page.url.split("//", 1)[1].split("/", 1)[1]
    officer.press("登记上级党委审批")
    officer.fill("日期", "2019-12-16")
    officer.fill("决议、批复或材料文号", "斗门镇委〔2019〕60号")
    officer.press("登记", look=False)
    assert "审批由另一位同志登记" in officer.page.locator("body").inner_text()
    # then a second officer does, on a phone, and the probation begins with the branch meeting's day
    second = walker("lianghs", size=PHONE)
    second.visit("/admissions/")
    second.shoot("admissions-360", whole=True)
    second.visit(f"/{where}")
    second.press("登记上级党委审批")
    second.fill("日期", "2019-12-16")
    second.fill("决议、批复或材料文号", "斗门镇委〔2019〕60号")
    second.press("登记")
    second.says("预备党员", "2020-09-20")
    second.shoot("admission-360", whole=True)
