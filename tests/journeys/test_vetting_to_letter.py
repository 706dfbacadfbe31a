"""Journey: nominated, vetted by eight departments, concluded by a second officer, proposed on a phone, decided, publicised, lettered."""

from __future__ import annotations

import io
import re

import docx
import pypdf

from tests.journeys.walker import PHONE

NANMEN = "南门村"
ASKED = ("zuzhi", "jiwei", "gongan", "fayuan", "jianchayuan", "minzheng", "nongye", "ziran")


def first_login_of_secretary(walker):
    """The security administrator hands out a first password; the secretary changes it on his phone."""
    administrator = walker("mowq")
    administrator.visit("/accounts/?q=shuji-103209")
    administrator.follow("shuji-103209")
    administrator.press("重设密码")
    administrator.fill("原因", "第一次登录")
    administrator.press("重设密码")
    password = administrator.page.locator("[data-password]").inner_text()
    secretary = walker(size=PHONE)
    secretary.log_in("shuji-103209", password)
    secretary.says("先改掉初始密码") if "password" not in secretary.page.url else None
    secretary.fill("现在的密码", password)
    secretary.fill("新密码", "nanmen-chang-e-2019")
    secretary.page.locator("main form button[type=submit]").click()
    secretary.page.wait_for_load_state()
    secretary.look()
    return secretary


def answer(walker, login: str, name: str, *, phone: bool) -> None:
    """One department answers its list."""
    clerk = walker(login, **({"size": PHONE} if phone else {}))
    clerk.says("请答复")
    clerk.page.locator("main a", has_text=re.compile("LS-.*请答复")).filter(has_text="1 人").first.click()
    clerk.page.wait_for_load_state()
    clerk.look()
    clerk.says(name, "440403********")
    clerk.choose("结论", "无异议")
    if login == "gongan":
        clerk.shoot("vetting-answer-360" if phone else "vetting-answer-1440")
    clerk.press("提交答复")
    clerk.says("已提交 1 人的答复")
    if login == "gongan":
        # and it sees nothing else
        for path in ("/members/", "/engagements/", "/engagements/reviews/", "/engagements/vetting/new/", "/pay/", "/people/", "/accounts/", "/log/"):
            clerk.visit(path, status=403)
    clerk.close()


def test_from_nomination_to_letter(walker, day):
    # given a village with a free post: the town's officer nominates a committee member
    officer = walker("zhaobk")
    officer.visit("/engagements/reviews/new/")
    officer.follow(re.compile(NANMEN))
    people = officer.page.locator("main select[name=person] option", has_text="郑志基")
    officer.choose("人选", people.first.inner_text())
    officer.choose("中心岗位", "委员")
    officer.press("提名")
    review = officer.page.url
    officer.says("郑志基", "还缺", "R-E05")
    officer.shoot("review-1440", whole=True)

    # when the vetting officer sends him to the departments
    # on a phone; whoever is on a list already is not offered for another
    vetter = walker("guozq", size=PHONE)
    vetter.visit("/engagements/vetting/new/")
    vetter.silent("罗建俊")
    vetter.tick("郑志基（南门村）")
    vetter.press("建好名单")
    vetter.press("发出名单")
    round_of = vetter.page.url
    vetter.says("没有答复", "没有答复不等于同意", "还没有答复：组织部门 1 人、纪检监察机关 1 人")
    vetter.shoot("vetting-round-360", whole=True)
    assert vetter.page.get_by_role("button", name=re.compile("下结论")).count() == 0

    # and every department answers, one of them on a phone
    for login in ASKED:
        answer(walker, login, "郑志基", phone=login == "gongan")

    # then not she, but a second officer concludes
    vetter.visit(round_of)
    vetter.silent("还没有答复")
    assert vetter.page.get_by_role("button", name=re.compile("下结论")).count() == 0
    second = walker("yuwt")
    second.visit(round_of)
    second.press("给已答复的 1 人下结论")
    second.says("已给 1 人下结论", "2020-")
    second.shoot("vetting-round-1440")

    # when the village's secretary proposes him on the phone
    secretary = first_login_of_secretary(walker)
    secretary.visit("/")
    secretary.says("郑志基")
    secretary.shoot("village-360")
    secretary.page.locator("main a.qx-task", has_text="郑志基").first.click()
    secretary.page.wait_for_load_state()
    secretary.says("已满足", "有效期至 2020-06-16")
    secretary.press("提出建议")
    secretary.tick("建议聘任")
    secretary.fill("党组织会议或文件", "2019年第12次党组织会议")
    secretary.press("提交建议")
    secretary.says("已登记")

    # and the town committee decides, after checking the answers
    town = walker("wuhl")
    town.says("郑志基")
    town.visit(review)
    town.press("作出决定")
    town.tick("同意聘任")
    town.fill("会议", "2019年12月16日党委会议")
    town.fill("聘期开始", "2020-01-06")
    town.fill("聘期最后一天", "2020-12-31")
    town.press("确认决定")
    town.says("请核对，确认后不能撤回", "同意聘任", "2020-01-06", "2020-12-31")
    town.shoot("decide-check-1440")
    town.press("确认决定")
    town.says("已聘任", "2020-01-06 至 2020-12-31")

    # and the officer publicises, settles it when the days are over, and issues the letter
    officer.visit(review)
    officer.press("开始公示")
    officer.press("开始公示")
    officer.says("公示")
    day("2019-12-27")
    officer.visit(review)
    officer.press("登记公示结果")
    officer.fill("公示结果", "没有收到反映")
    officer.press("登记")
    officer.press("印发聘任书")
    officer.press("印发聘任书")
    officer.press("印发聘任书")
    officer.says("已办结")

    # then the letter opens in other programs and says who, where and until when
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(officer.download(re.compile("聘任书.*PDF")))).pages)
    written = docx.Document(io.BytesIO(officer.download("Word", beside="聘任书")))
    typed = "\n".join([p.text for p in written.paragraphs] + [c.text for t in written.tables for r in t.rows for c in r.cells])
    for text in (re.sub(r"\s", "", printed), re.sub(r"\s", "", typed)):
        assert "郑志基" in text and "聘任书" in text and "自2020年1月6日起至2020年12月31日止" in text and "不影响您当选的" in text


def test_a_refusal_needs_ground_and_evidence_and_leads_to_a_notice(walker, day):
    # given somebody whose deferral ends this week, in the town's list on its date
    day("2019-12-18")
    town = walker("wuhl")
    town.says("张伟", "暂缓")
    town.shoot("workbench-town-1440")
    town.page.locator("main a.qx-task", has_text="张伟").first.click()
    town.page.wait_for_load_state()
    review = town.page.url
    town.press("重新决定")

    # when the town refuses without ground
    town.tick("不予聘任")
    town.fill("会议", "2019年12月18日党委会议")
    town.press("确认决定")

    # then each missing answer is named at its field
    town.says("理由", "证据")
    assert town.page.title().startswith("错误：")
    town.shoot("decide-errors-1440", whole=True)

    # when it gives ground, evidence and the day of the hearing
    town.choose("理由", "本人")
    town.fill("证据", "本人书面声明（2019-12-17）")
    town.fill("听取本人陈述申辩的日期", "2019-12-17")
    town.press("确认决定")
    town.says("请核对", "本人书面声明")
    town.silent("聘期")
    town.press("确认决定")

    # then the decision stands, his elected office is untouched, and the officer owes him a notice
    town.says("不予聘任", "当选职务不受影响")
    officer = walker("zhaobk")
    officer.visit(review)
    officer.press("出具告知书")
    officer.fill("联系人和电话", "斗门镇党建办 0756-5550100")
    officer.press("出具")
    officer.says("告知书")
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(officer.download(re.compile("告知书.*PDF")))).pages)
    assert "张伟" in printed and "复核" in printed


def test_when_the_secretary_leaves_the_directors_post_falls_vacant_the_same_day(walker, day):
    officer = walker("zhaobk")
    officer.visit("/centres/?q=八甲")
    officer.follow(re.compile("八甲村党群服务中心"))
    officer.visit(f"{officer.page.url}?tab=posts")
    officer.press("书记离任或更换")
    # when the secretary's last day is entered
    officer.fill("书记任职最后一天", "2019-12-16")
    officer.choose("原因", "辞职")
    officer.fill("决定或文件", "斗镇委〔2019〕88号")
    officer.press("登记离任")
    officer.says("请核对", "岗位空缺")
    officer.press("登记离任")
    # then the post of director ends with him and says so
    day("2019-12-17")
    officer.visit(officer.page.url)
    officer.says("主任空缺", "R-E02")
    officer.shoot("centre-vacant-1440")
