"""Journeys on a phone: the window's day on a weak network, where everything arrives exactly once; large targets in 长辈版; what pages weigh."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from bench.phone_pages import faults, view
from tests.journeys.walker import PHONE

VILLAGE = "440403103210"
KEPT = """() => new Promise(ok => { const asked = indexedDB.open('qianxian', 1);
  asked.onsuccess = () => { const all = asked.result.transaction('kept').objectStore('kept').getAll(); all.onsuccess = () => ok(all.result); }; })"""
FORM = "/cases/new/JZ-001/"
CODE = r"(?<![0-9A-Z-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"
STAFF = ("/workbench/", "/cases/", "/cases/new/", "/requests/", "/requests/new/", "/centres/", "/services/", "/me/")
RESIDENTS = ("/", "/progress/", "/apply/", f"/apply/{VILLAGE}/", f"/apply/{VILLAGE}/JZ-001/", "/guide/", "/guide/JZ-001/", "/affairs/", f"/hall/{VILLAGE}/disclosure/")
SMALL = """() => Array.from(document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')).filter(e => !e.closest('.qx-skip, .cards thead'))
  .map(e => [e, (e.closest('.qx-choices label, .qx-check label, .qx-columns label') || e).getBoundingClientRect()]).filter(([e, r]) => r.width && r.height && (r.width < 59.5 || r.height < 59.5))
  .map(([e, r]) => `${e.tagName} ${(e.innerText || e.name || '').slice(0, 20)} ${Math.round(r.width)}x${Math.round(r.height)}`)"""


def taken_in(clerk) -> int:
    """How many cases the village's register counts."""
    clerk.visit("/cases/")
    return int(re.search(r"收件\s*(\d+)", clerk.text())[1])


def kept(page: Page) -> list[dict]:
    return page.evaluate(KEPT)


def fill(clerk, name: str) -> None:
    clerk.fill("申请人姓名", name)
    clerk.fill("联系电话", "0756-0559801")
    clerk.fill("身份证号码", "440403196001011234")


def wait(page: Page, words: str | re.Pattern) -> None:
    page.locator("main", has_text=words).first.wait_for(timeout=60_000)


def arrives(page: Page, held: list, number: int) -> None:
    """Until so many requests were caught on their way."""
    for _ in range(100):
        if len(held) >= number:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(held)} of {number} were sent")


def wait_in_either(pages: list[Page], words: re.Pattern) -> None:
    """Which of two tabs learns first that the network is back is chance; a tab that comes after the other was done finds nothing left to send."""
    for _ in range(300):
        if any(page.locator("main", has_text=words).count() for page in pages):
            return
        pages[0].wait_for_timeout(200)
    raise AssertionError(f"no tab says {words.pattern}: " + " | ".join(page.locator("body").inner_text()[:600] for page in pages))


def test_every_case_arrives_exactly_once_whatever_the_network_does(walker):
    # given the window's home on a phone: three buttons, the day's cases, nothing else
    clerk = walker("bajia-chuangkou", size=PHONE)
    clerk.visit("/workbench/")
    clerk.says("登记办事", "我的待办", "村务公开", "今天的办件")
    assert not clerk.page.locator(".qx-tabs").is_visible() and not clerk.page.locator(".qx-task").first.is_visible()
    clerk.shoot("window-home-360")
    before = taken_in(clerk)
    # when the page is left half filled in, then it comes back as it was, without what may not be kept
    clerk.visit(FORM)
    fill(clerk, "欧阳试网")
    wait(clerk.page, "已保存到本机")
    clerk.visit(FORM)
    wait(clerk.page, "已填回上次没有交的内容")
    assert clerk.field("申请人姓名").input_value() == "欧阳试网" and clerk.field("身份证号码").input_value() == ""
    assert "440403196001011234" not in str(kept(clerk.page))
    # when there is no network, then it waits on the phone; pressed twice, reloaded, it is still one
    other, gone = clerk.context.new_page(), clerk.context.new_page()
    other.goto(FORM)
    gone.goto(FORM)
    clerk.page.bring_to_front()
    clerk.context.set_offline(True)
    clerk.page.get_by_role("button", name="收件", exact=True).dblclick()
    wait(clerk.page, "待发送 1 条")
    clerk.says("已存在手机里", "本机最多存 72 小时")
    clerk.page.get_by_role("button", name="收件", exact=True).click()
    clerk.page.wait_for_timeout(500)
    assert len(kept(clerk.page)) == 1  # the form is empty since: there is nothing more to send
    clerk.shoot("drafts-waiting-360")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        gone.reload()
    gone.close()  # Chromium would load it again by itself, send, and stand with the receipt where nobody looks
    clerk.context.set_offline(False)
    # and two tabs that come back make one case: whichever sends first is shown the receipt, the other the case if it sent as well
    wait_in_either([clerk.page, other], re.compile("查询码只显示这一次|没有重复登记"))
    other.close()
    clerk.look()
    assert kept(clerk.page) == [] and taken_in(clerk) == before + 1
    # when the answer is lost on its way back, then sending again finds the case that was made
    clerk.visit(FORM)
    fill(clerk, "欧阳再试")
    clerk.context.route("**" + FORM, lambda route: (route.fetch(), route.abort()) if route.request.method == "POST" else route.continue_())
    clerk.page.get_by_role("button", name="收件", exact=True).click()
    wait(clerk.page, "待发送 1 条")
    clerk.says("身份证号码不存在手机里")
    clerk.context.unroute("**" + FORM)
    clerk.page.evaluate("window.dispatchEvent(new Event('online'))")
    wait(clerk.page, "查询码只显示这一次")  # the code that the lost answer carried
    clerk.faults.clear()  # the answer was taken away on purpose, and the console says so
    assert taken_in(clerk) == before + 2
    # when the login has ended meanwhile, then the form comes back after logging in, and goes out
    clerk.visit(FORM)
    fill(clerk, "欧阳三试")
    cookies = clerk.context.cookies()
    clerk.context.clear_cookies(name="sessionid")
    clerk.page.get_by_role("button", name="收件", exact=True).click()
    clerk.page.wait_for_url("**/login/?next=**")
    assert len(cookies) > len(clerk.context.cookies())
    clerk.fill("登录名", "bajia-chuangkou")
    clerk.fill("密码", "doumen-2019")
    clerk.page.get_by_role("button", name="登录", exact=True).click()
    wait(clerk.page, "查询码只显示这一次")
    assert taken_in(clerk) == before + 3
    # and logging out leaves nothing of anybody on the phone
    clerk.visit(FORM)
    clerk.fill("申请人姓名", "欧阳四试")
    wait(clerk.page, "已保存到本机")
    assert len(kept(clerk.page)) == 1
    clerk.page.get_by_role("link", name="菜单").click()
    clerk.page.locator("#qx-menu").get_by_role("button", name="退出登录").click()
    clerk.page.wait_for_url("**/login/")
    assert kept(clerk.page) == []


def test_a_press_while_the_queue_goes_out_waits_for_its_turn_and_both_receipts_are_told(walker):
    # given one that waits on the phone, and the network back, but slow: its answer is on the way
    clerk, held = walker("bajia-chuangkou", size=PHONE), []
    before = taken_in(clerk)
    clerk.visit(FORM)
    fill(clerk, "欧阳先试")
    clerk.context.set_offline(True)
    clerk.page.get_by_role("button", name="收件", exact=True).click()
    wait(clerk.page, "待发送 1 条")
    clerk.context.route("**" + FORM, lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    clerk.context.set_offline(False)
    arrives(clerk.page, held, 1)
    # when the next one is pressed meanwhile, twice
    fill(clerk, "欧阳后试")
    clerk.page.get_by_role("button", name="收件", exact=True).dblclick()
    held[0].continue_()
    arrives(clerk.page, held, 2)
    held[1].continue_()
    # then each is one case, and both codes are told
    wait(clerk.page, "查询码只显示这一次")
    assert len(set(re.findall(CODE, clerk.text()))) == 2
    assert len(held) == 2 and taken_in(clerk) == before + 2 and kept(clerk.page) == []


def test_what_a_resident_types_waits_for_the_network_and_leaves_nothing_on_a_shared_phone(walker):
    # given a resident without a login, who is told what stays on this phone
    home, form = walker(None, size=PHONE), f"/apply/{VILLAGE}/JZ-001/"
    home.visit(form)
    home.says("发送后马上删除", "清除本机内容")
    home.fill("姓名", "欧阳机主")
    home.fill("手机号码", "0756-0559811")
    wait(home.page, "已保存到本机")
    home.visit(form)
    wait(home.page, "已填回上次没有交的内容")
    home.shoot("apply-draft-360", whole=True)
    # when he clears it, then the next person at the phone finds nothing
    home.page.get_by_role("button", name="清除本机内容").click()
    wait(home.page, "本机内容已清除")
    assert kept(home.page) == [] and home.field("姓名").input_value() == ""
    # when it is sent without a network, pressed twice, then it waits, and is not cleared unasked
    home.fill("姓名", "欧阳机主")
    home.fill("手机号码", "0756-0559811")
    home.context.set_offline(True)
    home.page.get_by_role("button", name="提交申请").dblclick()
    wait(home.page, "待发送 1 条")
    home.says("最多存 24 小时")
    home.page.get_by_role("button", name="清除本机内容").click()
    wait(home.page, "还有 1 条没有发送")
    # and with the network back its answer is lost once: then the same case answers with the same code, and nothing is left
    answers = []
    home.context.route("**" + form, lambda route: (answers.append(route.fetch().text()), route.abort()) if route.request.method == "POST" else route.continue_())
    with home.page.expect_event("requestfailed", timeout=60_000):
        home.context.set_offline(False)
    home.context.unroute("**" + form)
    home.page.evaluate("window.dispatchEvent(new Event('online'))")
    wait(home.page, "查询码只显示这一次")
    home.faults.clear()
    code = re.search(CODE, home.text())[0]
    assert len(answers) == 1 and code in answers[0] and kept(home.page) == []
    # when a report is told, then nothing is kept unless he ticks it; without a network it stays in the page alone, and goes out once
    home.visit(f"/tell/{VILLAGE}/report/")
    home.fill("什么事", "集体鱼塘没有公开就租出去了")
    home.tick("集体经济")
    home.context.set_offline(True)
    home.page.get_by_role("button", name="提交", exact=True).click()
    wait(home.page, "也没有存在手机里")
    assert kept(home.page) == [] and home.field("什么事").input_value()
    home.tick("在这部手机上存草稿")
    wait(home.page, "已保存到本机")
    assert len(kept(home.page)) == 1
    home.page.get_by_label("在这部手机上存草稿").uncheck()
    home.page.wait_for_function("() => document.querySelector('[data-draft-state]').textContent === ''")
    assert kept(home.page) == []
    home.shoot("tell-draft-360", whole=True)
    home.context.set_offline(False)
    home.press("提交")
    home.says("查询码只显示这一次")
    assert kept(home.page) == []


def test_a_window_without_scripts_and_the_register_by_number(walker):
    clerk = walker("bajia-chuangkou", size=PHONE, scripts=False)
    clerk.visit("/workbench/")
    clerk.follow("登记办事")
    clerk.follow("特困人员救助供养申请")
    clerk.press("收件")
    assert clerk.page.title().startswith("错误：")
    clerk.fill("申请人姓名", "欧阳无本")
    clerk.fill("联系电话", "0756-0559802")
    clerk.press("收件")
    clerk.says("查询码只显示这一次")
    shown = clerk.text()
    number, code = re.search(r"BJ\d{6}-\d{4}-\d{4}", shown)[0], re.search(CODE, shown)[0]
    home = walker(None, size=PHONE, scripts=False)
    home.visit("/")
    home.follow("查进度")
    home.fill("编号", number)
    home.fill("查询码", code)
    home.press("查进度")
    home.says("收到申请")
    finder = walker("bajia-chuangkou", size=PHONE)
    finder.visit(f"/cases/?number={number}")
    finder.says(number, "特困人员救助供养申请")
    finder.shoot("cases-found-360")
    wall = walker(None, size=(1920, 1080))
    wall.visit(f"/hall/{VILLAGE}/screen/")
    wall.says("今天收件", "今天值班")
    wall.silent("欧阳无本", number)
    wall.shoot("hall-screen-1920")
    wall.context.set_offline(True)
    wall.page.evaluate("() => { window.fetch = () => Promise.reject(); }")
    wall.says("今天收件")


def test_links_in_the_lists_of_staff_pages_in_large_print(walker):
    for login in ("bajia-chuangkou", "zhaobk"):
        one = walker(login, size=PHONE)
        one.page.goto("/workbench/?view=elder")
        of_rows = []
        for path in ("/cases/", "/requests/", "/centres/"):
            one.page.goto(path)
            of_rows.append(one.page.locator("main tbody a").first.get_attribute("href"))
        missed = {}
        for path in (*STAFF, *of_rows) if login == "bajia-chuangkou" else ("/workbench/", "/centres/lacking/", "/letters/", "/burden/", *of_rows):
            one.page.goto(path)
            if small := one.page.evaluate(SMALL):
                missed[path] = small[:5]
        assert not missed, missed
        one.shoot(f"staff-elder-{login}-360", whole=True)


def test_residents_pages_in_large_print_and_their_weight(walker):
    old = walker(None, size=PHONE)
    for path in RESIDENTS:
        old.visit(f"{path}?view=elder")
        if path in ("/apply/", "/affairs/"):
            old.page.locator("summary").first.click()
        assert not old.page.evaluate(SMALL), (path, old.page.evaluate(SMALL))
        assert float(old.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 20
        assert old.overflow() == 0
        old.shoot(f"elder{path.replace('/', '-').rstrip('-')}-360", whole=True)
    old.visit("/")
    old.shoot("residents-home-360", whole=True)
    assert old.page.get_by_role("button", name="朗读").is_visible()
    clerk = walker("bajia-chuangkou", size=PHONE)
    pages = [(old, path) for path in RESIDENTS] + [(clerk, "/workbench/"), (clerk, FORM)]
    missed = {path: told for one, path in pages if (told := faults(*view(one.context, one.address, path, "", slow=False)))}
    assert not missed, missed
