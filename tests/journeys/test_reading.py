"""Journeys of reading: elder mode, English, as-of date, scope, search, a reveal with its reason."""

from __future__ import annotations

import re

from tests.journeys.walker import PHONE

CHINESE = re.compile(r"[一-鿿]")


def test_elder_mode_is_large_and_stays(walker):
    # given an elder member on a phone: 长辈版 on the login page
    member = walker(size=PHONE)
    member.visit("/login/")
    member.page.locator("header").get_by_role("link", name="长辈版").click()
    member.page.wait_for_load_state()
    member.look()
    member.shoot("elder-login-360")
    member.log_in("bajia-shuji")
    for path, name in (("/", "elder-home-360"), ("/me/record/", "elder-record-360"), ("/me/pay/", ""), ("/me/", "")):
        member.visit(path)
        assert member.page.locator("html[data-view=elder]").count() == 1, path
        small = member.page.evaluate(
            "[...document.querySelectorAll('main p, main td, main dd, main li')].filter(e => e.offsetParent && parseFloat(getComputedStyle(e).fontSize) < 18)"
            ".map(e => e.textContent.trim().slice(0, 20))"
        )
        assert small == [], path
        low = member.page.evaluate("[...document.querySelectorAll('main .btn')].filter(e => e.offsetParent && e.offsetHeight < 60).map(e => e.textContent)")
        assert low == [], path
        if name:
            member.shoot(name)
    # then the slip too
    member.visit("/me/pay/")
    member.page.locator("main a.qx-task").first.click()
    member.page.wait_for_load_state()
    member.look()
    member.shoot("elder-360")


def test_english_is_complete_on_the_main_pages(walker):
    officer = walker("liangyw")
    officer.page.get_by_role("link", name="English").click()
    officer.page.wait_for_load_state()
    for path in ("/", "/organisations/", "/members/", "/engagements/", "/engagements/reviews/", "/centres/", "/pay/", "/imports/", "/imports/members/", "/rules/"):
        officer.visit(path)
        assert officer.page.locator("html").get_attribute("lang") == "en"
        words = officer.page.locator("main h1, main h2, main thead th, main label, main .btn, nav.qx-side a, nav.qx-side summary").all_inner_texts()
        assert [text for text in words if CHINESE.search(text) and "斗门" not in text and text != "中文"] == [], path  # a language is called by its own name
    officer.visit("/members/")
    officer.shoot("english-1440")


def test_as_of_a_date_within_a_scope(walker):
    officer = walker("liangyw")
    # given the register before the selection began
    officer.visit("/engagements/?on=2019-03-31")
    officer.says("0")
    officer.silent("已聘任 721")
    assert officer.page.locator(".qx-chips").get_by_text("2019-03-31").count() == 1
    # when the date is put on through the chip
    officer.page.locator(".qx-chips summary").click()
    officer.fill_chip = officer.page.locator("#qx-on")
    officer.fill_chip.fill("2019-12-16")
    officer.open(officer.page.locator(".qx-chips button"))
    officer.says("721")
    # and the scope is narrowed to one town
    officer.page.locator(".qx-chips").get_by_role("link", name=re.compile("换")).click()
    officer.page.wait_for_load_state()
    officer.look()
    officer.follow("斗门镇")
    assert "scope=440403103" in officer.page.url
    officer.visit("/organisations/?scope=440403103")
    officer.says("130 个")
    officer.shoot("register-1440")


def test_search_by_pinyin_initials_and_reveal_with_a_reason(walker):
    officer = walker("liangyw")
    officer.visit("/")
    officer.page.keyboard.press("/")
    officer.page.keyboard.type("wsh")
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.look()
    officer.says("吴少航")
    officer.page.locator("main a.qx-task", has_text="吴少航").first.click()
    officer.page.wait_for_load_state()
    officer.look()
    officer.says("440403********")
    officer.shoot("cadre-1440")
    # when the whole number is needed
    officer.follow("查看完整信息")
    officer.tick("身份证号码")
    officer.fill("用途", "看")
    officer.press("查看 5 分钟")
    assert officer.page.title().startswith("错误：")
    officer.fill("用途", "核对工资发放账号")
    officer.press("查看 5 分钟")
    # then it is shown, and recorded with its reason
    assert re.search(r"440403\d{11}[\dX]", officer.text())
    auditor = walker("xujs")
    auditor.visit("/log/?action=reveal")
    auditor.says("liangyw", "查看完整信息", "身份证号码：核对工资发放账号")
    auditor.shoot("log-1440")
