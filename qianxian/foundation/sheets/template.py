"""The empty workbook a county fills in: one sheet to fill, one that explains, one with an example, drop-downs beside.

``write_template(sheet_for("members"), file, lists={"organisation_code": codes})``. The headings are the contract of the
import and are always the Chinese ones. The example stands on a sheet of its own, so nobody can import it by accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from qianxian.foundation.sheets.inert import inert, looks, new_workbook, sheet_name
from qianxian.foundation.sheets.spec import CODE_LIKE, Column, Sheet
from qianxian.foundation.sheets.wording import say as _

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FILL_ROWS = 20_000  # rows with drop-downs
NOTES, EXAMPLE, CHOICES = "填表说明", "填写示例", "选项"


def write_template(sheet: Sheet, fileobj: BinaryIO, lists: Mapping[str, Iterable[str]] | None = None) -> None:
    """Writes the workbook; ``lists`` gives drop-downs for columns whose values the register knows (organisations …)."""
    book = new_workbook(fileobj, sheet.title_zh, constant_memory=False)
    look = looks(book)
    fill = book.add_worksheet(sheet_name(sheet.title_zh))
    notes = book.add_worksheet(NOTES)
    example = book.add_worksheet(EXAMPLE)
    _write_headings(sheet, fill, look)
    _write_choices(sheet, book, fill, {key: [str(v) for v in values] for key, values in (lists or {}).items()})
    _write_notes(sheet, notes, look)
    _write_headings(sheet, example, look)
    for i, column in enumerate(sheet.columns):
        example.write_string(1, i, inert(_example(column)), look["text"])
    fill.activate()
    book.close()


def _write_headings(sheet: Sheet, page: Worksheet, look: dict[str, Any]) -> None:
    for i, column in enumerate(sheet.columns):
        # text cells keep all 18 digits of an identity number and the zeros before a code
        format_name = "date" if column.kind == "date" else "text" if column.kind in CODE_LIKE | {"text", "name", "enum"} else None
        page.set_column(i, i, column.width, look[format_name] if format_name else None)
        page.write_string(0, i, column.heading_zh, look["head_required" if column.required else "head"])
    page.set_row(0, 30)
    page.freeze_panes(1, 1)


def _write_choices(sheet: Sheet, book: Workbook, page: Worksheet, lists: dict[str, list[str]]) -> None:
    hidden: Worksheet | None = None
    used = 0
    for i, column in enumerate(sheet.columns):
        values = lists.get(column.key) or _own_choices(column)
        rule: dict[str, Any] = {"validate": "any"}
        if values:
            source: list[str] | str = values
            if len(",".join(values)) > 250 or any("," in v for v in values):  # Excel's limit of a list inside the cell is 255
                if hidden is None:
                    hidden = book.add_worksheet(CHOICES)
                    hidden.hide()
                hidden.write_column(0, used, [inert(v) for v in values])
                letter = _letter(used)
                source = f"={CHOICES}!${letter}$1:${letter}${len(values)}"
                used += 1
            rule = {"validate": "list", "source": source, "error_title": column.heading_zh[:32]}
            # names of organisations may be newer than the template: those only warn
            rule["error_type"] = "warning" if column.key in lists else "stop"
            rule["error_message"] = _("从下拉列表里选。")
        help_text = "".join(filter(None, (_("必填。") if column.required else "", column.hint)))
        if help_text:
            rule |= {"input_title": column.heading_zh[:32], "input_message": help_text[:250]}
        if len(rule) > 1:
            page.data_validation(1, i, FILL_ROWS, i, rule)


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def _own_choices(column: Column) -> list[str]:
    if column.kind == "bool":
        return ["是", "否"]
    return [zh for zh, _en in column.choices.values()]


def _example(column: Column) -> str:
    # An optional choice that most rows leave blank (why somebody left) would make an example that contradicts itself.
    return column.example or (next(iter(_own_choices(column)), "") if column.required else "")


def _kind_words(column: Column) -> str:
    words = {
        "text": _("文字"),
        "name": _("姓名，不加空格"),
        "code": _("编码，按文本填写"),
        "identity_number": _("18 位身份证号码，最后一位可以是 X"),
        "date": _("日期，写成 2019-06-01"),
        "enum": _("从下拉列表里选"),
        "integer": _("整数"),
        "money": _("金额，单位元，写到分"),
        "phone": _("11 位手机号，或区号加固定电话"),
        "bool": _("填写 是 或 否"),
        "uscc": _("18 位统一社会信用代码"),
        "bank_account": _("银行账号，只填数字"),
    }
    return words[column.kind]


def _write_notes(sheet: Sheet, page: Worksheet, look: dict[str, Any]) -> None:
    lines = (
        *sheet.notes,
        _("在「%(sheet)s」表里填写，从第 2 行起，一行写一条。不要改动表头，列的顺序可以变。") % {"sheet": sheet.title_zh},
        _("底色较深的表头必填。公式先用「粘贴为数值」换成内容，不要合并单元格。"),
        _("同一份文件可以重复上传，没有变化的行不会重复登记。"),
    )
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 26)
    page.set_column(2, 2, 8)
    page.set_column(3, 3, 60)
    page.set_column(4, 5, 24)
    page.write_string(0, 0, _("%(sheet)s：填表说明") % {"sheet": sheet.title_zh}, look["title"])
    row = 1
    for line in lines:
        page.write_string(row, 0, inert(line))
        row += 1
    row += 1
    for i, heading in enumerate((_("表头"), "English", _("必填"), _("怎样填"), _("例子"), _("依据"))):
        page.write_string(row, i, heading, look["head"])
    for column in sheet.columns:
        row += 1
        choices = _own_choices(column)
        parts = (_kind_words(column), column.hint, _("可选：%(names)s") % {"names": "、".join(choices)} if choices else "")
        how = "。".join(p.rstrip("。") for p in parts if p)
        cells = (column.heading_zh, column.heading_en, _("必填") if column.required else "", how, _example(column), column.law)
        for i, text in enumerate(cells):
            page.write_string(row, i, inert(text), look["wrap"])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
