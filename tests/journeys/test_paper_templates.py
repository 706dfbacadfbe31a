"""Journey: an officer edits a template in Word, its check names what is wrong, he sees the sample, and a second officer adopts it."""

from __future__ import annotations

import io

import docx


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
