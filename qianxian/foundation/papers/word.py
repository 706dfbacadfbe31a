"""Word papers: docxtpl over templates that an officer may open and edit in Word or WPS.

The shipped templates are built by `build_templates.py`. A county's own goes first: the version that the room ``papers`` has adopted
for the paper's date (``supply``), then a copy of the same name in ``$QIANXIAN_PAPERS/templates``. Faces are only named (仿宋_GB2312,
方正小标宋简体), never embedded: their licences are the reader's. Rare characters stay as they are: Word draws them with the system's
large faces, and the officer sees the paper first.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qianxian.foundation.papers.fonts import county_folder

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATES = Path(__file__).parent / "templates" / "word"
FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
QR_WIDTH_MM = 20

Adopted = Callable[[str, dt.date], bytes | None]
_adopted: list[Adopted] = []


def supply(adopted: Adopted | None) -> None:
    """Where a county's adopted template for a name and a paper's date comes from; None takes the source away."""
    _adopted[:] = [adopted] if adopted else []


def fill(template: str, facts: Mapping[str, Any], *, title: str, dated: dt.date) -> bytes:
    """The .docx of ``templates/word/<template>.docx`` over ``facts``; FileNotFoundError without template.

    A county's template that names a fact we do not state raises jinja2.UndefinedError rather than print a gap.
    """
    return fill_with(source(template, dated), facts, title=title, dated=dated)


def fill_with(content: bytes, facts: Mapping[str, Any], *, title: str, dated: dt.date) -> bytes:
    """The .docx of a template's bytes over ``facts``."""
    # 13 MB and a third of a second that only a process which makes Word papers needs
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    paper = DocxTemplate(io.BytesIO(content))
    context = dict(facts) | {"title": title, "verify_qr": ""}
    if facts.get("verify_url"):
        paper.init_docx()
        context["verify_qr"] = InlineImage(paper, io.BytesIO(qr_png(facts["verify_url"])), width=Mm(QR_WIDTH_MM))
    # templates come from officers' hands: sandboxed, so that one cannot reach beyond the facts
    paper.render(context, SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    _share_widths(paper.docx)
    _settle_columns(paper.docx)
    told = paper.docx.core_properties
    told.title, told.author, told.last_modified_by, told.comments, told.revision = title, "千线", "千线", "", 1
    told.created = told.modified = dt.datetime(dated.year, dated.month, dated.day, tzinfo=dt.UTC)
    out = io.BytesIO()
    paper.save(out)
    return without_clock(out.getvalue())


def _share_widths(paper: Document) -> None:
    """Where a repeated column makes a table wider than the page, its copies share the width that one was given."""
    from docx.shared import Emu, Mm

    page = paper.sections[0]
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    for table in paper.tables:
        widths = [cell.width or 0 for cell in table.rows[0].cells] if table.rows else []
        if sum(widths) <= room + Mm(2):
            continue
        widest = max(widths)
        shared = [w // widths.count(widest) if w == widest else w for w in widths]
        grid = table._tbl.tblGrid
        for column in list(grid):
            grid.remove(column)
        for width in shared:
            grid.add_gridCol().w = Emu(width)
        for row in table.rows:
            for cell, width in zip(row.cells, shared, strict=True):
                cell.width = Emu(width)


def _settle_columns(paper: Document) -> None:
    """As on our own page: a column that has no heading and holds nothing goes, the one that counts the lines stands first, a pen has room."""
    from docx.shared import Emu, Mm

    for table in paper.tables:
        texts = [[cell.text for cell in row.cells] for row in table.rows]
        rows = [row._tr.tc_lst for row in table.rows]
        if not table.rows or not _heads_every_page(table.rows[0]._tr) or any(len(cells) != len(table.columns) for cells in rows):
            continue
        order = [n for n in range(len(texts[0])) if any(row[n] for row in texts)]
        widths = [column.width or 0 for column in table.columns]
        spare = sum(widths) - sum(widths[n] for n in order)
        shared = {n: Emu(widths[n] + (spare if n == order[-1] else 0)) for n in order}
        if texts[0][1:2] == ["序号"]:
            order.sort(key=lambda n: -1 if n == 1 else n)
        for parent, found in [(table._tbl.tblGrid, list(table._tbl.tblGrid)), *((cells[0].getparent(), cells) for cells in rows)]:
            for column in found:
                parent.remove(column)
            parent.extend(found[n] for n in order)
        for n, column in zip(order, table._tbl.tblGrid, strict=True):
            column.w = shared[n]
        for row, said in zip(table.rows, texts, strict=True):
            for n, cell in zip(order, row._tr.tc_lst, strict=True):
                cell.width = shared[n]
            if any(text and not text.strip() for text in said):
                row.height = Mm(9)


def _heads_every_page(row: Any) -> bool:
    """Whether Word repeats the row at the top of each page: a table's headings, and no row of a form."""
    from docx.oxml.ns import qn

    return row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None


def without_clock(archive: bytes) -> bytes:
    """The same zip with one fixed time on every entry, so that equal papers have equal digests."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            dateless = zipfile.ZipInfo(entry.filename, FIRST_ZIP_DAY)
            dateless.external_attr, dateless.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
            new.writestr(dateless, old.read(entry))
    return out.getvalue()


def qr_png(url: str) -> bytes:
    """A QR code (level M) as PNG; Word of 2016 and WPS do not draw SVG."""
    import segno  # as above: nothing but a paper draws one

    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", border=2, scale=8)
    return out.getvalue()


def source(template: str, dated: dt.date) -> bytes:
    """The template's bytes as a paper of this date uses it; FileNotFoundError for a name that nothing is shipped for."""
    if not (TEMPLATES / f"{template}.docx").is_file():
        raise FileNotFoundError(f"{template}.docx")
    for adopted in _adopted:
        if (content := adopted(template, dated)) is not None:
            return content
    county = county_folder()
    own = county / "templates" / f"{template}.docx" if county else None
    return own.read_bytes() if own and own.is_file() else shipped(template)


def shipped(template: str) -> bytes:
    """The template as it came with the house."""
    return (TEMPLATES / f"{template}.docx").read_bytes()


def names() -> tuple[str, ...]:
    """The templates that are shipped."""
    return tuple(sorted(f.stem for f in TEMPLATES.glob("*.docx")))
