"""Journeys: a template is edited in Word, checked, seen, adopted by a second officer; a paper is printed from it, signed, scanned, kept and opened;
and the signed papers of filings and pay have their place."""

from __future__ import annotations

import io

import docx
from PIL import Image

from tests.journeys.walker import PHONE
from tests.papers.samples import photo


def edited(raw: bytes, text: str) -> bytes:
    """The downloaded file with one more sentence, as Word saves it."""
    paper, out = docx.Document(io.BytesIO(raw)), io.BytesIO()
    paper.add_paragraph(text)
    paper.save(out)
    return out.getvalue()


def attach(walk, name: str, kind: str, content: bytes) -> None:
    """The file chosen in the page's one file field."""
    walk.page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": kind, "buffer": content})


def test_from_download_to_adoption(walker):
    # given the shipped template, downloaded and edited
    first = walker("liangyw")
    first.visit("/papers/templates/")
    first.follow("聘任书")
    shipped = first.download("下载现在用的模板")
    # when a field is misspelt, then it is named and nothing is kept
    attach(first, "聘任书.docx", "application/msword", edited(shipped, "{{ no_such_field }}"))
    first.press("上传检查")
    first.says("「no_such_field」没有对应的内容")
    # when it is right, then the sample shows it and the uploader cannot adopt it himself
    attach(first, "聘任书.docx", "application/msword", edited(shipped, "本区统一监制"))
    first.press("上传检查")
    first.says("检查通过", "待启用", "上传模板的人不能自己启用")
    sample = docx.Document(io.BytesIO(first.download("看样张")))
    assert "本区统一监制" in "".join(p.text for p in sample.paragraphs)
    first.shoot("paper-template-1440")
    # when a second officer adopts it
    second = walker("chenms")
    second.visit("/papers/templates/engagement_letter/")
    second.press("启用这一版")
    second.says("已启用", "改回出厂模板")


def words(raw: bytes) -> str:
    """What a Word paper says."""
    return "".join(p.text for p in docx.Document(io.BytesIO(raw)).paragraphs)


def test_from_adoption_to_the_signed_original(walker):
    # given the sheet that each payer signs, edited and adopted for papers of today
    first, second = walker("liangyw"), walker("chenms")
    first.visit("/papers/templates/pay_sheet/")
    attach(first, "工资表.docx", "application/msword", edited(first.download("下载现在用的模板"), "本区统一监制（2019年版）"))
    first.press("上传检查")
    second.visit("/papers/templates/pay_sheet/")
    second.press("启用这一版")
    second.says("已启用")
    # when the year's sheet of the city is printed, then it is the county's own form, with names and the total in capitals
    first.visit("/pay/")
    first.open(first.page.locator("main tbody a").first)
    sheet = words(first.download("Word", beside="市级财政"))
    assert "本区统一监制（2019年版）" in sheet and "大写" in sheet and "制表：梁雅文" in sheet and "liangyw" not in sheet
    pdf = first.download("工资表（PDF）", beside="市级财政")
    assert pdf[:5] == b"%PDF-"
    # when it is signed, stamped and scanned, then the scan is kept with that payer's sheet, and the print is noted
    first.open(first.page.locator("main li", has_text="市级财政").get_by_role("link", name="签字原件"))
    first.says("工资表：市级财政", "最近一次打印：2019-12-16，梁雅文", "还没有存签字原件")
    attach(first, "原件.jpg", "image/jpeg", photo(size=(600, 400)))
    first.press("存原件")
    first.says("已存好签字原件")
    first.shoot("kept-original-1440")
    # then it opens again, without the place and the device that the phone had written into it
    kept = first.download("下载 JPEG")
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.format == "JPEG" and max(picture.size) >= 600 and not picture.getexif()
    # and it stands with no other payer's sheet
    first.page.go_back()
    first.visit("/pay/")
    first.open(first.page.locator("main tbody a").first)
    first.open(first.page.locator("main li", has_text="区级财政").get_by_role("link", name="签字原件"))
    first.says("工资表：区级财政", "还没有存签字原件")
    # when the county goes back to the shipped form, then tomorrow's papers use it again
    second.visit("/papers/templates/pay_sheet/")
    second.press("改回出厂模板")
    second.says("已改回出厂模板")


def test_filings_and_reviews_have_a_place_for_their_originals(walker):
    officer = walker("zhaobk", size=PHONE)
    officer.visit("/engagements/filings/")
    officer.open(officer.page.locator("main tbody a").first)
    form = officer.download("Word")
    said = "".join(t.text or "" for t in docx.Document(io.BytesIO(form)).element.body.iter(docx.oxml.ns.qn("w:t")))
    for field in ("性别", "入党时间", "任期", "选举结果", "联审结果", "公示情况", "区委组织部意见", "（盖章处）"):
        assert field in said, field
    officer.open(officer.page.get_by_role("link", name="签字原件").first)
    officer.says("村党组织书记备案表", "最近一次打印", "存一份原件")
    attach(officer, "备案.jpg", "image/jpeg", photo())
    officer.press("存原件")
    officer.says("已存好签字原件")
    officer.shoot("kept-original-360", whole=True)
