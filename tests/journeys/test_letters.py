"""Journey: a letter written at the village, signed by a second person, read off its paper by a stranger's phone, revoked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.journeys.walker import DESKTOP, PHONE
from tests.papers.scanning import codes_of_docx, codes_of_pdf


def test_from_the_register_to_the_stranger_who_checks_it(walker, tmp_path):
    # given a resident who asks the village for a word on his case
    writer = walker("bajia-weiyuan", size=PHONE)
    writer.visit("/cases/")
    number = re.search(r"BJ\d{6}-\d{4}-\d{4}", writer.text())[0]
    writer.visit("/letters/")
    writer.press("拟一份")
    writer.says("不由村（社区）出具的")
    writer.shoot("letters-choose-360", whole=True)
    writer.follow("办件情况说明")
    writer.fill("办件编号", number)
    writer.press("查找")
    writer.open(writer.page.locator("main a[href*=about]").first)
    writer.says("来自台账")
    writer.fill("写给谁", "斗门镇卫生院")
    writer.fill("用途", "家庭医生签约")
    writer.shoot("letters-draft-360", whole=True)
    writer.press("交另一位同志签发")
    writer.says("等另一位同志签发", "待签发")
    assert not writer.page.get_by_role("button", name="签发", exact=True).count()
    where = urlsplit(writer.page.url).path
    # when the second person signs, then there is a number and a paper, and its code leads to the public page
    signer = walker("bajia-shuji", size=DESKTOP)
    signer.visit(where)
    signer.press("签发")
    signer.says("已签发，编号", "文件")
    signer.shoot("letter-1440", whole=True)
    paper, word = signer.download("PDF"), signer.download("Word")
    try:
        (address,) = codes_of_pdf(paper, tmp_path)
    except FileNotFoundError:
        (address,) = codes_of_docx(word)
    assert codes_of_docx(word) == [address]
    check = urlsplit(address).path
    # when a stranger scans it, at a desk too, then he learns that it is genuine and not whose it is
    name = signer.page.locator("main p[lang], main div[lang] p").all_inner_texts()
    stranger, desk = walker(None, size=PHONE), walker(None, size=DESKTOP)
    for one, shot in ((stranger, "letter-checked-360"), (desk, "letter-checked-1440")):
        one.visit(check)
        one.says("真实有效", "办件情况说明", "斗门镇八甲村")
        assert not any(line in one.text() for line in name if len(line) > 8)
        one.shoot(shot, whole=True)
    # and who brings the file learns whether it is the one that was issued
    for content, told in ((paper, "文件没有改过"), (paper + b"\n", "文件对不上")):
        desk.visit("/verify/letters/")
        desk.fill("查询码", check.rstrip("/").rsplit("/", 1)[1])
        desk.page.set_input_files("input[type=file]", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": content})
        desk.press("核对")
        desk.says(told)
    # when it is revoked, then the same code says so, and a wrong one says nothing
    signer.follow("撤销这份函件")
    signer.fill("原因", "用途写错了")
    signer.press("撤销")
    stranger.visit(check)
    stranger.says("已经撤销")
    stranger.silent("用途写错了")
    stranger.shoot("letter-revoked-360", whole=True)
    stranger.visit("/verify/letters/")
    stranger.fill("查询码", "103210-0000-0000-0000")
    stranger.press("核对")
    stranger.says("没有查到这份函件")


def test_asked_for_on_the_phone_and_fetched_with_the_receipt(walker):
    # given a resident who asks for what no village writes: he is told at once where to go, and asks for what it may write
    resident = walker(None, size=PHONE)
    resident.visit("/apply/440403103210/ZM-001/")
    resident.says("您填的姓名、电话怎么用")
    resident.fill("姓名", "周秀珍")
    resident.fill("手机号码", "13900005678")
    resident.fill("给哪个单位、做什么用", "给银行，开亲属关系证明")
    resident.press("提交申请")
    resident.says("请凭户口簿")
    resident.fill("给哪个单位、做什么用", "给镇卫生院，说明办理情况")
    resident.shoot("letter-asked-360", whole=True)
    resident.press("提交申请")
    resident.says("请抄下或截图保存")
    number, code = re.search(r"BJ\d{6}-\d{4}-\d{4}", resident.text())[0], resident.page.locator("main dd b").inner_text()
    # when the village's own person drafts it from the case, then what it is for stands there already
    writer = walker("bajia-weiyuan", size=DESKTOP)
    writer.visit(f"/cases/?number={number}")
    writer.open(writer.page.locator("main table a[href^='/cases/']").first)
    writer.press("受理")
    writer.press("材料齐全，受理")
    writer.press("拟函件")
    writer.open(writer.page.locator("main a[href^='/letters/new/case/']").first)
    writer.open(writer.page.locator("main a[href*=about]").first)
    writer.says("给镇卫生院，说明办理情况", "来自台账")
    writer.fill("写给谁", "斗门镇卫生院")
    writer.field("怎么交给申请人").select_option(value="1")
    writer.shoot("letter-from-case-1440", whole=True)
    writer.press("交另一位同志签发")
    where = urlsplit(writer.page.url).path
    signer = walker("bajia-shuji", size=DESKTOP)
    signer.visit(where)
    signer.press("签发")
    signer.says("申请人可以用回执下载")
    # then the receipt's code opens it, and the four digits of the telephone do not
    for proof, opens in (("5678", False), (code, True)):
        resident.visit("/progress/")
        resident.fill("编号", number)
        resident.fill("查询码；办件也可以填登记的电话号码后四位", proof)
        resident.press("查进度")
        resident.says("出具的函件", "办件情况说明")
        assert bool(resident.page.get_by_role("button", name="下载（PDF）").count()) is opens
    resident.shoot("letter-to-fetch-360", whole=True)
    assert resident.download("下载（PDF）").startswith(b"%PDF")
