"""Build the shipped Word templates; run after a change of wording or geometry, the result is committed.

    python -m qianxian.foundation.papers.build_templates

Officers edit the .docx in Word; the {{ braces }} are the facts which the rooms' `papers.py` state, {%p … %} and
{%tr … %} repeat a paragraph or a table row. Geometry by GB/T 9704-2012: A4, margins 37/28/26/35 mm, 16 pt on an
exact pitch of 29 pt, 22 lines of 28 characters, title 22 pt, page number — 1 — below the type area.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from qianxian.foundation.papers.build_page import BODY, CENTRE, FANGSONG, HEITI, JUSTIFY, LEFT, RIGHT, XIAOBIAOSONG, cell_text, official, ruled, tabular, text_run
from qianxian.foundation.papers.word import TEMPLATES, without_clock


def engagement_letter() -> Paper:
    """The Word template of the engagement letter."""
    paper = _opened("聘　任　书", "{{ letter_no }}")
    _clause(paper, "{{ opening }}")
    _level_one(paper, "一、岗位职责")
    _each(paper, "line in duties", "{{ line }}")
    _level_one(paper, "二、报酬依据")
    _clause(paper, "{{ pay_basis }}")
    _level_one(paper, "三、有关说明")
    _each(paper, "line in terms[:-1]", "{{ line }}")
    return _closing(paper, "{{ terms[-1] }}", [("", "受聘人")])


def letter() -> Paper:
    """The Word template of letters and certificates (证明与函件)."""
    paper = _opened("{{ title }}", "{{ letter_no }}", "{{ addressee }}：")
    _each(paper, "line in lines", "{{ line }}")
    return _closing(paper, "本件用于{{ purpose }}。", [])


def adverse_notice() -> Paper:
    """The Word template of a notice of deferral or refusal."""
    paper = _opened("{{ title }}", "{{ notice_no }}")
    _clause(paper, "{{ opening }}")
    _line(paper, "{%p for part in parts[:-1] %}")
    _level_one(paper, "{{ part.heading }}")
    _each(paper, "line in part.lines", "{{ line }}")
    _line(paper, "{%p endfor %}")
    _level_one(paper, "{{ parts[-1].heading }}")
    _each(paper, "line in parts[-1].lines[:-1]", "{{ line }}")
    said = "本人已收到本告知书，知悉申请复核的权利和期限。签收不表示同意本决定。"
    return _closing(paper, "{{ parts[-1].lines[-1] }}", [(said, "被告知人"), ("本人未签收的，由送达人注明时间、地点和情形：", "送达人")])


def vetting_form() -> Paper:
    """The Word template of the joint vetting form."""
    paper = tabular(landscape=True)
    _title(paper, "{{ title }}", Pt(20))
    _line(paper, "编号：{{ form_no }}　　县（市、区）：{{ county }}　　联审事项：{{ purpose }}", LEFT)
    _line(paper, "发起单位：{{ requested_by }}　　发起日期：{{ requested_on }}　　答复截止：{{ reply_by }}", LEFT)
    # the cell between the tags repeats for each department; `word.fill` shares its 117 mm among them
    widths = (10, 34, 40, 36, 20, 0, 117, 0)
    people = ("序号", "姓名", "公民身份号码", "村（社区）", "拟任岗位")
    facts = ("{{ c.no }}", "{{ c.person_name }}", "{{ c.identity_masked }}", "{{ c.village }}", "{{ c.post_title }}")
    head = (*people, "{%tc for department in departments %}", "{{ department }}", "{%tc endfor %}")
    cells = (*facts, "{%tc for mark in c.marks %}", "{{ mark }}", "{%tc endfor %}")
    _line(paper, "各单位结论填：无异议、有异议、需补充。", LEFT)
    _table(paper, widths, head, "c in candidates", cells)
    _line(paper, "")
    head = ("联审单位", "经办人", "答复日期", "盖章处") * 2
    signed: list[str] = []
    for n in (0, 1):
        signed += [f"{{{{ pair[{n}].{fact} }}}}" for fact in ("department", "officer", "replied_on")] + [""]
    _table(paper, (32, 26, 32, 38) * 2, head, "pair in sign_offs | batch(2, blank)", signed, height=Mm(13))
    _line(paper, "")
    _line(paper, "汇总意见：{{ summary }}", LEFT)
    _line(paper, "")
    _line(paper, "经办人（签名）：＿＿＿＿＿＿　　负责人（签名）：＿＿＿＿＿＿　　（盖章处）　　　　年　　月　　日", LEFT)
    _line(paper, "说明：一、本表只记结论，不附案情材料。二、逾期未答复不视为无异议；任一单位有异议的，不得列为聘任人选。"
                 "三、联审结论有效期至{{ valid_until }}。", LEFT)  # fmt: skip
    return paper


def pay_slip() -> Paper:
    """The Word template of the pay slip."""
    paper = tabular(landscape=False)
    _title(paper, "工　资　条", Pt(20))
    person = paper.add_table(rows=0, cols=4)
    for texts in (("姓名", "{{ person_name }}", "所属期间", "{{ period }}"), ("单位", "{{ place }}", "岗位", "{{ post_title }}"),
                  ("收款账号", "{{ account_masked }}", "编号", "{{ slip_no }}")):  # fmt: skip
        _row(person, texts, last_right=False)
    ruled(person, (22, 63, 22, 63))
    _line(paper, "")
    cells = ("{{ l.item }}", "{{ l.how }}{% if l.source %}（{{ l.source }}）{% endif %}", "{{ l.basis }}", "{{ l.payer }}", "{{ l.amount }}")
    _table(paper, (26, 58, 40, 18, 28), ("项目", "计算和数据来源", "依据", "付款方", "金额（元）"), "l in lines", cells, last_right=True)
    _line(paper, "")
    cut = paper.add_table(rows=0, cols=3)
    for texts in (
        ("应发合计", "", "{{ gross }}"), ("{%tr for l in deductions %}", "", ""), ("扣：{{ l.item }}", "{{ l.basis }}", "−{{ l.amount }}"),
        ("{%tr endfor %}", "", ""), ("{%tr if deductions %}", "", ""), ("扣款合计", "", "−{{ deducted }}"), ("{%tr endif %}", "", ""),
        ("实发金额", "大写：{{ net_in_words }}", "{{ net }}"), ("按付款方", "{{ by_payer }}", ""),
        ("{%tr if to_date %}", "", ""), ("本年累计", "{{ to_date }}", ""), ("{%tr endif %}", "", ""),
    ):  # fmt: skip
        _row(cut, texts)
    ruled(cut, (44, 98, 28))
    _line(paper, "{%p if question_contact %}")
    _line(paper, "对金额有疑问的，可以向{{ question_contact }}申请核对和复核。", LEFT)
    _line(paper, "{%p endif %}")
    _line(paper, "")
    _line(paper, "{{ issued_by }}　　{{ issued_on }}　　（盖章处）", RIGHT)
    _line(paper, "本人签收：＿＿＿＿＿＿＿＿　　　　年　　月　　日", LEFT)
    _verification(paper.add_paragraph())
    return paper


def county_form() -> Paper:
    """The Word template of the county's forms: pairs, a table of five columns where there is one, parts in prose, boxes to sign."""
    paper = tabular(landscape=False)
    _title(paper, "{{ title }}", Pt(20))
    _line(paper, "编号：{{ form_no }}　{{ place }}", LEFT)
    pairs = paper.add_table(rows=0, cols=2)
    _row(pairs, ("{%tr for p in pairs %}", ""))
    _row(pairs, ("{{ p.label }}", "{{ p.value }}"), last_right=False).height = Mm(7)
    _row(pairs, ("{%tr endfor %}", ""))
    ruled(pairs, (32, 138))
    _line(paper, "{%p if lines %}")
    _line(paper, "")
    table = paper.add_table(rows=0, cols=5)
    _row(table, tuple(f"{{{{ columns[{n}] }}}}" for n in range(5)), repeated=True)
    _row(table, ("{%tr for l in lines %}", "", "", "", ""))
    _row(table, ("{{ l.a }}", "{{ l.b }}", "{{ l.c }}", "{{ l.d }}", "{{ l.e }}"), last_right=False)
    _row(table, ("{%tr endfor %}", "", "", "", ""))
    ruled(table, (34, 14, 27, 27, 68))
    _line(paper, "{%p endif %}")
    _part(paper, "part in parts[:-1]", "part")
    _thin(_line(paper, ""), Pt(1))
    cell = _frame(paper, 170)
    _line(cell, "{%p if parts %}")
    _thin(cell.paragraphs[0], Pt(1))
    _heading(cell, "{{ parts[-1].heading }}")
    _each_line(cell, "line in parts[-1].lines")
    _line(cell, "{%p endif %}")
    _thin(_line(cell, ""), Pt(6))
    boxes = cell.add_table(0, 2)
    _row(boxes, ("{%tr for s in signs %}", ""))
    _row(boxes, ("{{ s.said }}", "{{ s.seal }}　　　年　　月　　日")).height = Mm(16)
    _row(boxes, ("{%tr endfor %}", ""))
    ruled(boxes, (85, 85))
    cell.paragraphs[-1].paragraph_format.space_before = Pt(6)
    cell.paragraphs[-1].add_run("{{ remedy }}")
    _thin(paper.add_paragraph(), Pt(1))
    return paper


def opinion_form() -> Paper:
    """The Word template of a form that goes up: basics in two columns, longer rows, and each office's opinion with its signature and stamp."""
    paper = tabular(landscape=False)
    _title(paper, "{{ title }}", Pt(20))
    _line(paper, "编号：{{ form_no }}　　{{ place }}", LEFT)
    pairs = paper.add_table(rows=0, cols=4)
    _row(pairs, ("{%tr for pair in pairs | batch(2, blank) %}", "", "", ""))
    _row(pairs, ("{{ pair[0].label }}", "{{ pair[0].value }}", "{{ pair[1].label }}", "{{ pair[1].value }}"), last_right=False).height = Mm(9)
    _row(pairs, ("{%tr endfor %}", "", "", ""))
    ruled(pairs, (30, 55, 30, 55))
    _thin(_line(paper, ""), Pt(4))
    rows = paper.add_table(rows=0, cols=2)
    _row(rows, ("{%tr for w in wide %}", ""))
    cell = _row(rows, ("{{ w.label }}", "{%p for line in w.lines %}"), last_right=False).cells[1]
    for text in ("{{ line }}", "{%p endfor %}"):
        _line(cell, text)
    _row(rows, ("{%tr endfor %}", ""))
    _row(rows, ("{%tr for o in opinions %}", ""))
    row = _row(rows, ("{{ o.label }}", "{{ o.text }}"), last_right=False)
    row.height = Mm(30)
    _line(row.cells[1], "负责人（签名）：＿＿＿＿＿＿　　（盖章处）　　　年　　月　　日", RIGHT).paragraph_format.space_before = Pt(14)
    _row(rows, ("{%tr endfor %}", ""))
    ruled(rows, (30, 140))
    _line(paper, "{{ remedy }}", LEFT)
    return paper


def pay_sheet() -> Paper:
    """The Word template of one payer's sheet."""
    paper, facts = tabular(landscape=True), ("no", "person_name", "village", "post_title", "days", "said", "account_masked", "note", "sum")
    _title(paper, "{{ payer }}{{ title }}", Pt(20))
    _line(paper, "编号：{{ sheet_no }}　　期间：{{ period }}　　范围：{{ scope }}　　共 {{ people }} 人　　金额单位：元", LEFT)
    head = ("序号", "姓名", "村（社区）", "岗位", "在岗天数", "项目", "账号", "备注", "合计")
    _table(paper, (10, 30, 42, 30, 18, 60, 22, 18, 27), head, "r in rows", [f"{{{{ r.{fact} }}}}" for fact in facts], last_right=True)
    _line(paper, "各项合计：{{ totals_said }}", LEFT)
    _line(paper, "合计：{{ total }} 元（大写：{{ total_in_words }}）", LEFT)
    signed = "　　".join(f"{who}：{{{{ {fact}_by }}}}（签名）＿＿＿＿＿" for who, fact in (("制表", "prepared"), ("复核", "checked"), ("审批", "approved")))
    _line(paper, f"{signed}　　{{{{ issued_on }}}}　　（盖章处）", LEFT)
    return paper


PAPERS = {f.__name__: f for f in (engagement_letter, letter, adverse_notice, vetting_form, pay_slip, county_form, pay_sheet)} | {
    # one shape, but each form a file of its own: an officer may edit the one without touching the others
    **dict.fromkeys(("hearing_record", "case_notice", "review_minutes", "assessment_sheet"), county_form),
    **dict.fromkeys(("approval_form", "filing_form"), opinion_form),
}


def _opened(title: str, number: str, to: str = "{{ person_name }}同志：") -> Paper:
    paper = official()
    _title(paper, title)
    _line(paper, number, CENTRE)
    _thin(_line(paper, ""), Pt(13))
    _line(paper, to, LEFT)
    return paper


def _closing(paper: Paper, clause: str, receipts: Sequence[tuple[str, str]]) -> Paper:
    """The last clause, the code to verify by, office and date under the seal's place, and the box to sign.

    All in one row that may not break: LibreOffice does not keep a table with the next one, so a box of its own ended alone on a page.
    """
    cell = _frame(paper, 156)
    _indented(cell.paragraphs[0], clause)
    _thin(cell.add_paragraph(), Pt(15))
    _office(cell.add_table(1, 2))
    if receipts:
        _thin(cell.paragraphs[-1], Pt(12))  # two tables that touch become one
        _receipt(cell.add_table(1, 1), receipts)
    _thin(cell.paragraphs[-1], Pt(1))
    _thin(paper.add_paragraph(), Pt(1))  # Word wants a paragraph after the last table
    return paper


def _frame(paper: Paper, width: int) -> _Cell:
    """A row without borders that may not break, and what stands in it stays together."""
    frame = paper.add_table(rows=1, cols=1)
    frame.autofit, frame.columns[0].width = False, Mm(width)
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    frame._tbl.tblPr.find(qn("w:tblLook")).addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{none}</w:tblCellMar>"))
    frame.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    frame.rows[0].cells[0].width = Mm(width)
    return frame.rows[0].cells[0]


def _thin(line: Paragraph, height: Length) -> None:
    line.paragraph_format.line_spacing_rule, line.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, height


def _part(paper: Paper, loop: str, part: str) -> None:
    _line(paper, "{%p for " + loop + " %}")
    _heading(paper, f"{{{{ {part}.heading }}}}")
    _each_line(paper, f"line in {part}.lines")
    _line(paper, "{%p endfor %}")


def _heading(place: Paper | _Cell, text: str) -> None:
    line = _line(place, "", LEFT)
    line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(6), True
    text_run(line, text, HEITI, Pt(10))


def _each_line(place: Paper | _Cell, loop: str) -> None:
    """One paragraph per line of the loop."""
    for text in ("{%p for " + loop + " %}", "{{ line }}", "{%p endfor %}"):
        _line(place, text)


def _office(table: Any) -> None:
    for column, cell, width in zip(table.columns, table.rows[0].cells, (60, 96), strict=True):
        column.width = cell.width = Mm(width)
    table.autofit = False
    left, right = table.rows[0].cells
    _verification(left.paragraphs[0])
    for n, text in enumerate(("{{ issuing_town }}", "{{ issued_on }}", "（盖章处）")):
        line = right.paragraphs[0] if n == 0 else right.add_paragraph()
        line.alignment = CENTRE
        line.add_run(text)


def _verification(line: Paragraph) -> None:
    line.alignment = LEFT
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact pitch would cut the code off
    text_run(line, "{{ verify_qr }}", FANGSONG, Pt(9))
    text_run(line, "{% if verify_url %}\n扫码核对本文书：{{ verify_url }}{% endif %}", FANGSONG, Pt(8))


def _receipt(box: Any, rows: Sequence[tuple[str, str]]) -> None:
    ruled(box, (156,))
    cell = box.rows[0].cells[0]
    texts = [t for lead, who in rows for t in (lead, f"{who}（签名）：＿＿＿＿＿＿＿＿　　　年　　月　　日") if t]
    for n, text in enumerate(texts):
        line = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        line.paragraph_format.line_spacing = Pt(23)
        text_run(line, text, FANGSONG, Pt(12))


def _table(
    paper: Paper, widths: Sequence[int], head: Sequence[str], loop: str, cells: Sequence[str], *, height: Length | None = None, last_right: bool = False) -> None:
    table = paper.add_table(rows=0, cols=len(widths))
    sides = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    _row(table, head, repeated=True)
    _row(table, ("{%tr for " + loop + " %}", *[""] * (len(widths) - 1)))
    row = _row(table, cells, last_right=last_right)
    if height:
        row.height = height
    _row(table, ("{%tr endfor %}", *[""] * (len(widths) - 1)))
    ruled(table, widths)


def _row(table: Any, texts: Sequence[str], *, repeated: bool = False, last_right: bool = True) -> Any:
    row = table.add_row()
    for n, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        narrow = text in ("{{ mark }}", "{{ department }}")
        centred = repeated or narrow
        cell_text(cell, text, CENTRE if centred else RIGHT if last_right and n == len(texts) - 1 else LEFT, Pt(7.5 if narrow else 10))
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def _title(paper: Paper, text: str, size: Pt = Pt(22)) -> None:  # noqa: B008 (a size is a constant)
    line = paper.add_paragraph()
    line.alignment = CENTRE
    text_run(line, text, XIAOBIAOSONG, size)


def _line(paper: Paper | _Cell, text: str, align: WD_ALIGN_PARAGRAPH = JUSTIFY) -> Paragraph:
    line = paper.add_paragraph(text)
    line.alignment = align
    return line


def _clause(paper: Paper, text: str) -> Paragraph:
    return _indented(_line(paper, ""), text)


def _indented(line: Paragraph, text: str) -> Paragraph:
    line.alignment = JUSTIFY
    if text:
        line.add_run(text)
    line.paragraph_format.first_line_indent = BODY * 2
    line._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")
    return line


def _level_one(paper: Paper, text: str) -> None:
    line = _clause(paper, "")
    line.paragraph_format.keep_with_next = True
    text_run(line, text, HEITI, BODY)


def _each(paper: Paper, loop: str, text: str) -> None:
    _line(paper, "{%p for " + loop + " %}")
    _clause(paper, text)
    _line(paper, "{%p endfor %}")


def main() -> None:
    """Write every template; the same source gives the same bytes."""
    for name, build in PAPERS.items():
        out = io.BytesIO()
        build().save(out)
        (TEMPLATES / f"{name}.docx").write_bytes(without_clock(out.getvalue()))


if __name__ == "__main__":
    main()
