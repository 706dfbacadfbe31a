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
