"""One door for every paper: facts in, bytes out, the same bytes for the same facts.

    render("pay_slip", {"person_name": "黄志明", …}, "docx", title="工资条", dated=date(2019, 12, 31))

Facts are plain text, numbers and lists, never markup: nothing that an officer types can become a command to the
type setter or to Word. What a paper says is decided in the rooms' `papers.py`; how it stands on the page, here.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from qianxian.foundation.papers import pdf, word

Format = Literal["pdf", "docx"]
TURNS_TEXT_ROUND = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def render(template: str, facts: Mapping[str, Any], format: Format, *, title: str, dated: dt.date, layout: str = "") -> bytes:
    """The paper as PDF or Word bytes; ``dated`` goes into the file as its only time, so equal facts give equal bytes.

    ``layout`` names the PDF's page where several Word templates share one. An officer edits each of those by itself.
    Raises ValueError for another format and FileNotFoundError for a template that is not shipped.
    """
    clean = {name: _cleaned(value) for name, value in facts.items()}
    if format == "pdf":
        return pdf.typeset(layout or template, clean, title=title, dated=dated)
    if format == "docx":
        return word.fill(template, clean, title=title, dated=dated)
    raise ValueError(f"no such format of a paper: {format}")


def chinese_date(day: dt.date | None) -> str:
    """``2019年5月1日`` as GB/T 9704 writes dates; a line to fill in by hand when there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"


def yuan(amount: Decimal) -> str:
    """Yuan with two places and thousands separators: ``97,426.80``."""
    return f"{amount:,.2f}"


def numeral(n: int) -> str:
    """1 → 一 … 99 → 九十九, for headings and clauses."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    if not 0 < n < 100:
        raise ValueError("headings are counted from 1 to 99")
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")


def _cleaned(value: Any) -> Any:
    """Facts as JSON knows them: control characters out (Word refuses them), direction marks out (they forge names)."""
    if isinstance(value, str):
        return "".join(c for c in value if c == "\n" or (unicodedata.category(c) != "Cc" and c not in TURNS_TEXT_ROUND))
    if isinstance(value, Decimal):
        return yuan(value)
    if isinstance(value, dt.date):
        return chinese_date(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"a paper's facts are text, numbers, dates and lists, not {type(value).__name__}")


STAMPED = "盖章处"


@dataclass(frozen=True, kw_only=True)
class FormPaper:
    """What a form says: label and value pairs, a table of five columns, parts in prose. ``kind`` names it among its room's papers."""

    kind: str
    form_no: str
    place: str
    dated: dt.date
    pairs: Sequence[tuple[str, str]]
    columns: tuple[str, str, str, str, str] = ("", "", "", "", "")
    lines: Sequence[tuple[str, str, str, str, str]] = ()
    parts: Sequence[tuple[str, Sequence[str]]] = ()


def sign_boxes(labels: Sequence[str]) -> list[dict[str, str]]:
    """The boxes at a form's foot: a person signs, a body (its label ends with 盖章处) stamps. ``label`` alone is for templates that word it themselves."""
    return [
        {"label": label, "said": f"{label.removesuffix(STAMPED)}：" if label.endswith(STAMPED) else f"{label}（签名）：", "seal": f"（{STAMPED}）" if label.endswith(STAMPED) else ""}
        for label in labels
    ]


def render_form(paper: FormPaper, format: Format, *, title: str, signs: Sequence[str], remark: str) -> bytes:
    """The form on A4 as PDF or Word bytes, with a box to sign for each of ``signs``."""
    facts = {
        "form_no": paper.form_no,
        "place": paper.place,
        "pairs": [{"label": label, "value": value or "　"} for label, value in paper.pairs],
        "columns": list(paper.columns),
        "lines": [dict(zip("abcde", line, strict=True)) for line in paper.lines],
        "parts": [{"heading": heading, "lines": list(lines)} for heading, lines in paper.parts],
        "signs": sign_boxes(signs),
        "remedy": remark,
    }
    return render("county_form", facts, format, title=title, dated=paper.dated)
