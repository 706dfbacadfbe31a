"""The page under every Word template: geometry by GB/T 9704-2012, faces by name, page numbers.

Example: ``paper = official()`` is an empty letter; ``tabular(landscape=True)`` an empty list. What stands on it is build_templates'.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FANGSONG, XIAOBIAOSONG, HEITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
# What Word takes when the named face is not installed; without it, some versions take a Japanese one.
INSTEAD = {FANGSONG: "仿宋,FangSong,宋体", XIAOBIAOSONG: "小标宋,华文中宋,宋体", HEITI: "SimHei", SONGTI: "SimSun"}
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
BODY = Pt(16)
PITCH = Twips(579)  # 28.95 pt: 22 lines of 29.00 pt are 638 pt and no longer stand in 225 mm
SQUEEZE = "-5"  # twentieths of a point between characters: 28 of 16 pt must share 156 mm


def official() -> Paper:
    """An empty letter or notice to the standard."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.right_margin, section.bottom_margin = Mm(37), Mm(28), Mm(26), Mm(35)
    section.footer_distance = Mm(23)
    # No character grid: LibreOffice stretches it to 18 characters a line. The same comes from pitch and spacing.
    section._sectPr.remove(section._sectPr.find(qn("w:docGrid")))
    normal_style(paper, BODY)
    squeezed = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{SQUEEZE}"/>')
    paper.styles["Normal"].element.rPr.find(qn("w:sz")).addprevious(squeezed)  # the schema wants this order
    spacing = paper.styles["Normal"].paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    paper.settings.odd_and_even_pages_header_footer = True
    page_number(section.footer.paragraphs[0], RIGHT)
    page_number(section.even_page_footer.paragraphs[0], LEFT)
    return paper


def tabular(*, landscape: bool) -> Paper:
    """An empty page for a table: A4, margins of 20 mm, 10 pt, page n of m in the footer."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.left_margin = section.right_margin = section.bottom_margin = Mm(20)
    section.footer_distance = Mm(11)
    normal_style(paper, Pt(10))
    foot = section.footer.paragraphs[0]
    foot.alignment = RIGHT
    for piece in ("第 ", "PAGE", " 页，共 ", "NUMPAGES", " 页"):
        word_field(foot, piece, Pt(9)) if piece.isupper() else text_run(foot, piece, SONGTI, Pt(9))
    return paper


def text_run(line: Paragraph, text: str, face: str, size: Pt) -> None:
    """The text added to the line in a face and size."""
    run = line.add_run(text)
    run.font.size = size
    named_face(run._r.get_or_add_rPr(), face)


def ruled(table: Any, widths: Sequence[int]) -> None:
    """Fixed widths in millimetres and thin lines all round: Word and WPS then draw the same table."""
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def cell_text(cell: _Cell, text: str, align: WD_ALIGN_PARAGRAPH = LEFT, size: Pt = Pt(10)) -> None:  # noqa: B008 (a size is a constant)
    """The text in the middle of its cell."""
    cell.paragraphs[0].alignment = align
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    text_run(cell.paragraphs[0], text, FANGSONG, size)


def named_face(properties: Any, face: str) -> None:
    """The face named for every script of the run, the theme's left out."""
    faces = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{name}"), face)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{name}"), None)


def normal_style(paper: Paper, size: Pt) -> None:
    """The paper's normal style, and what Word takes where a face is missing."""
    normal = paper.styles["Normal"]
    normal.font.size = size
    properties = normal.element.get_or_add_rPr()
    named_face(properties, FANGSONG)
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="zh-CN" w:eastAsia="zh-CN"/>'))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    fonts = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    rows = "".join(f'<w:font w:name="{n}"><w:altName w:val="{a}"/><w:charset w:val="86"/></w:font>' for n, a in INSTEAD.items())
    fonts._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{rows}</w:fonts>'.encode()


def page_number(line: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — outside the type area."""
    line.alignment = align
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
    text_run(line, "— ", SONGTI, Pt(14))
    word_field(line, "PAGE", Pt(14))
    text_run(line, " —", SONGTI, Pt(14))


def word_field(line: Paragraph, instruction: str, size: Pt) -> None:
    """A field that Word computes: the page's number, the number of pages."""
    run = line.add_run()
    run.font.size = size
    named_face(run._r.get_or_add_rPr(), SONGTI)
    for kind in ("begin", None, "separate", "text", "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = f" {instruction} "
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
