"""Journey: the security administrator opens, grants and ends; three officers stay apart; a leaver is out at once."""

from __future__ import annotations


def test_opened_granted_refused_and_ended(walker):
    # given the security administrator opens an account
    administrator = walker("mowq")
    administrator.visit("/accounts/open/")
    administrator.fill("登录名", "xiaowang")
    administrator.fill("姓名", "王晓燕")
    administrator.fill("单位", "井岸镇党建办")
    administrator.press("开通账号")
    password = administrator.page.locator("[data-password]").inner_text()
    administrator.press("我已收好，继续")

    # when she grants a role of the daily work
    administrator.press("授予角色")
    administrator.choose("角色", "镇（街道）组织干部")
    administrator.choose("管哪里", "井岸镇")
    administrator.fill("依据文件", "井委组〔2019〕5号")
    administrator.press("授予角色")
    administrator.says("角色已授予", "井岸镇")

    # then an officer's role beside it is refused by name
    administrator.press("授予角色")
    administrator.choose("角色", "审计管理员")
    administrator.press("授予角色")
    assert administrator.page.title().startswith("错误：")
    administrator.shoot("accounts-refused-1440")

    # and the new colleague logs in, changes the password and works
    colleague = walker()
    colleague.log_in("xiaowang", password)
    colleague.fill("现在的密码", password)
    colleague.fill("新密码", "jingan-xiaowang-2019")
    colleague.page.locator("main form button[type=submit]").click()
    colleague.page.wait_for_load_state()
    colleague.visit("/members/")
    colleague.says("井岸")

    # when she leaves
    administrator.visit("/accounts/?q=xiaowang")
    administrator.follow("xiaowang")
    administrator.press("停用账号")
    administrator.fill("原因", "调离")
    administrator.press("停用账号")
    administrator.says("账号已停用")

    # then her next click is refused, and so is a new login
    colleague.visit("/members/", status=401)
    colleague.says("这个账号已停用")
    colleague.visit("/login/")
    colleague.fill("登录名", "xiaowang")
    colleague.fill("密码", "jingan-xiaowang-2019")
    colleague.press("登录")
    colleague.says("已停用")


def test_the_three_officers_see_no_business(walker):
    for login in ("hebx", "mowq", "xujs"):
        officer = walker(login)
        for path in ("/members/", "/engagements/", "/pay/", "/people/", "/imports/members/"):
            officer.visit(path, status=403)
        officer.close()
