"""A bank's statement as its file tells it, Excel or CSV: day, what came in or went out, the other side.

Example: headings 交易日期、收入、支出、对方户名、摘要, or one column 金额 with a sign. Excel files are opened in the limited child process.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets.cells import Wrong, parse_date, parse_money
from qianxian.foundation.sheets.precheck import MAX_BYTES
from qianxian.foundation.sheets.reading import read

HEADINGS = {
    "on": ("日期", "交易日期", "记账日期", "入账日期"), "came": ("收入", "贷方", "贷方发生额", "收入金额", "存入"), "went": ("支出", "借方", "借方发生额", "支出金额", "支取"),
    "amount": ("金额", "交易金额", "发生额"), "other": ("对方户名", "对方名称", "对方"), "summary": ("摘要", "用途", "附言", "备注"),
}  # fmt: skip
LOOKED_AT, MOST_ROWS = 10, 5000


@dataclass(frozen=True)
class Movement:
    """One movement: positive came in, negative went out."""

    on: dt.date
    amount: Decimal
    counterparty: str
    summary: str


def read_statement(data: bytes) -> list[Movement]:
    """The movements of a file. Raises FileRefused with the row that cannot be read; nothing is taken by halves."""
    rows = _rows(data)
    for top, row in enumerate(rows[:LOOKED_AT]):
        at = {name: n for name, words in HEADINGS.items() for n, cell in enumerate(row) if str(cell).strip().split("（")[0].split("(")[0] in words}
        if "on" in at and ("amount" in at or ("came" in at and "went" in at)):
            found = [_movement(cells, at, top + n) for n, cells in enumerate(rows[top + 1 :], start=2) if any(str(c).strip() for c in cells)]
            return [one for one in found if one is not None]
    raise FileRefused("no_heading", _("没有找到表头。对账单要有「日期」和「金额」，或「日期」「收入」「支出」。"))


def _rows(data: bytes) -> list[Sequence[Any]]:
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return list(zip(*read(data).columns, strict=True))
    if len(data) > MAX_BYTES or b"\x00" in data:
        raise FileRefused("not_workbook", _("这不是 Excel 或 CSV 文件。请从网上银行下载后直接上传。"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            rows = list(csv.reader(io.StringIO(data.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
        width = max((len(row) for row in rows), default=0)
        return [row + [""] * (width - len(row)) for row in rows[: MOST_ROWS + 1]]
    raise FileRefused("encoding", _("文件的编码读不出来。请另存为 Excel 再上传。"))


def _movement(cells: Sequence[Any], at: dict[str, int], number: int) -> Movement | None:
    def text(name: str) -> str:
        value = cells[at[name]] if name in at else ""
        return "" if value is None else str(value).strip()

    def sure(value: Any) -> Any:
        if isinstance(value, Wrong):
            raise FileRefused("row", _("第 %(n)d 行读不出来：%(why)s") % {"n": number, "why": value})
        return value

    def money(name: str) -> Decimal:
        return sure(parse_money(cells[at[name]])) or Decimal(0)

    amount = money("amount") if "amount" in at else money("came") - money("went")
    day = sure(parse_date(cells[at["on"]]))
    if day is None or not amount:
        return None
    return Movement(day, amount, text("other")[:100], text("summary")[:200])
