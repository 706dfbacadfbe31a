"""Journey: the window on a cheap phone at the edge of the village, in large print, from a case to the photo of its papers."""

from __future__ import annotations

import io
import re

from PIL import Image

from bench.phone_pages import Meter
from tests.journeys.walker import PHONE
from tests.papers.samples import photo

LARGE = (4000, 3000)
CHOSEN = "async () => Array.from(new Uint8Array(await document.querySelector('input[type=file]').files[0].arrayBuffer()))"
SMALL = """() => Array.from(document.querySelectorAll('main .btn, main input:not([type=hidden], [type=checkbox], [type=radio]), main .qx-choices label, .qx-bottom a, .qx-big a'))
  .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width && r.height < 59.5).map(([e, r]) => `${e.tagName} ${(e.innerText || e.name).slice(0, 20)} ${r.height}`)"""


def test_a_case_and_the_photo_of_its_papers_on_a_weak_network_in_large_print(walker):
    # given 400 kbit/s, 400 ms a round trip and a slow processor, and letters of 20 pixels
    clerk = walker("bajia-chuangkou", size=PHONE)
    clerk.page.set_default_timeout(60_000)
    clerk.visit("/workbench/?view=elder")
    Meter(clerk.context.new_cdp_session(clerk.page)).slow()
    # when a case is taken in from the home to the receipt, then every page comes and every button is large
    clerk.visit("/workbench/")
    clerk.shoot("weak-home-elder-360")
    for step in (lambda: clerk.follow("登记办事"), lambda: clerk.follow("特困人员救助供养申请")):
        step()
        assert not clerk.page.evaluate(SMALL), (clerk.page.url, clerk.page.evaluate(SMALL))
        assert clerk.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20
    clerk.fill("申请人姓名", "欧阳慢网")
    clerk.fill("联系电话", "0756-0559811")
    clerk.shoot("weak-form-elder-360", whole=True)
    clerk.press("收件")
    clerk.says("查询码只显示这一次")
    clerk.shoot("weak-received-elder-360", whole=True)
    number = re.search(r"BJ\d{6}-\d{4}-\d{4}", clerk.text())[0]
    clerk.follow("看这一件")
    clerk.says(number, "欧阳慢网")
    # when a photo of 12 million pixels is chosen, with the place, the device and the time that the phone wrote into it
    clerk.follow("材料的照片和扫描件")
    large = photo(size=LARGE)
    with Image.open(io.BytesIO(large)) as taken:
        assert taken.getexif().get_ifd(0x8825)[2] and b"SecretPhone" in large
    clerk.page.set_input_files("input[type=file]", {"name": "材料.jpg", "mimeType": "image/jpeg", "buffer": large})
    clerk.page.locator("main", has_text="拍摄的地点、时间和设备已去掉").wait_for()
    clerk.shoot("weak-photo-elder-360", whole=True)
    # then what is about to leave the phone is a smaller picture without any of it
    small = bytes(clerk.page.evaluate(CHOSEN))
    assert b"SecretPhone" not in small and b"Exif" not in small and b"2019:12:16" not in small and len(small) < len(large)
    with Image.open(io.BytesIO(small)) as picture:
        assert max(picture.size) == 1600 and min(picture.size) == 1200 and not picture.getexif()
    # when it is chosen again and sent at once, then sending waits for the smaller photo
    clerk.page.set_input_files("input[type=file]", {"name": "材料.jpg", "mimeType": "image/jpeg", "buffer": large})
    with clerk.page.expect_request(lambda asked: asked.method == "POST") as sending:
        clerk.press("保存", look=False)
    clerk.says("已存好")
    assert int(sending.value.all_headers()["content-length"]) < len(small) + 2_000
    # and what is kept is that picture
    kept = clerk.download("下载 JPEG")
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.format == "JPEG" and max(picture.size) == 1600 and not picture.getexif()
