"""The papers of decisions (domain handbook 6): record of 四议两公开, agenda, sign-in roll, count sheet, certificate.

    decision_paper(FormPaper(kind="sheet", form_no="…", place="斗门镇某村", …), "pdf")

Plain values in, bytes out; what stands in them is gathered by ``prints.py``. Wording is Chinese by office and is not translated.
"""

from __future__ import annotations

from qianxian.foundation.papers.engine import Format, FormPaper, render_form

TITLES = {"record": "四议两公开记录表", "agenda": "会议通知和议程", "roll": "会议签到册", "sheet": "会议计票单", "certificate": "决策凭证"}
REMARKS = {
    "record": "各环节不得跳过、倒置；未通过的退回①重新办理。只记合计，不记个人如何表决。",
    "agenda": "与事项有利害关系的人应当回避，回避的不计入到会人数。",
    "roll": "签到册由会议记录人保管，作为到会人数的依据；不录入系统，不得记载个人如何表决。",
    "sheet": "本单由监票人、计票人当场填写签名，以纸质为准；由两人各录入一遍，第三人确认。只记合计，不记个人如何表决。",
    "certificate": "合同、租赁、付款须写明本凭证编号，不得超过金额上限，不得改变用途和单位。摘要可在系统中核对；撤销或失效后不得再用。",
}
SIGNS = {
    "record": ("村党组织书记", "村民委员会主任", "村务监督委员会主任", "镇（街道）盖章处"), "agenda": ("召集人",), "roll": ("记录人",), "sheet": ("监票人", "计票人", "主持人"),
    "certificate": ("出具人", "镇（街道）盖章处"),
}  # fmt: skip


def decision_paper(paper: FormPaper, format: Format = "pdf") -> bytes:
    """The paper on A4 as PDF or Word, with the boxes to sign that its kind asks for. Raises KeyError for a kind that is not printed."""
    return render_form(paper, format, title=TITLES[paper.kind], signs=SIGNS[paper.kind], remark=REMARKS[paper.kind])
