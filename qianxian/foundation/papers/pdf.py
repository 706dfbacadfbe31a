"""PDF through typst: embedded subsets of the shipped faces, no system font, no clock, no network.

A character that no face draws is printed as its code point, 〔U+2F00A〕, with a line that says what to do:
a person's name must never vanish from a decision about that person.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qianxian.foundation.papers.fonts import Typeface, faces_for

TEMPLATES = Path(__file__).parent / "templates" / "typst"


def typeset(template: str, facts: Mapping[str, Any], *, title: str, dated: dt.date) -> bytes:
    """The PDF of ``templates/typst/<template>.typ`` over ``facts`` (JSON values); FileNotFoundError without template."""
    import typst  # 9 MB that only a process which sets papers needs

    source = TEMPLATES / f"{template}.typ"
    if not source.is_file():
        raise FileNotFoundError(source.name)
    typeface = faces_for(texts_in(facts))
    shown = dict(_spelt_out(facts, frozenset(typeface.missing)))
    shown["warning"] = missing_line(typeface.missing)
    shown["verify_svg"] = qr_svg(shown["verify_url"]) if shown.get("verify_url") else ""
    shown["faces"] = _faces(typeface)
    shown["title"], shown["dated"] = title, [dated.year, dated.month, dated.day]
    compiler = typst.Compiler(
        source, root=TEMPLATES, font_paths=typeface.book, ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(shown, ensure_ascii=False)},
    )  # fmt: skip
    stamp = dt.datetime(dated.year, dated.month, dated.day, tzinfo=dt.UTC)
    produced = compiler.compile(format="pdf", timestamp=stamp)
    if not isinstance(produced, bytes):
        raise TypeError("a paper is one PDF file")
    return produced


def missing_line(characters: tuple[str, ...]) -> str:
    """The warning under a paper whose characters no face draws; empty when all are drawn."""
    if not characters:
        return ""
    codes = "、".join(code_point(c) for c in characters)
    return f"本机字库缺字：{codes}。请按证件原字手写补正并加盖校对章，或者将含该字的字库放入单位字库目录后重新打印。"


def code_point(character: str) -> str:
    """``〔U+2F00A〕``."""
    return f"〔U+{ord(character):04X}〕"


def qr_svg(url: str) -> str:
    """A QR code (level M, quiet zone of two modules; the paper around it gives the rest) as SVG text."""
    import segno  # 1.4 MB that only a process which sets papers needs

    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, scale=4, svgns=True, xmldecl=False)
    return out.getvalue().decode()


def texts_in(value: Any) -> Iterator[str]:
    """Every piece of text within facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def _spelt_out(value: Any, missing: frozenset[str]) -> Any:
    if not missing:
        return value
    if isinstance(value, str):
        return "".join(code_point(c) if c in missing else c for c in value)
    if isinstance(value, Mapping):
        return {name: _spelt_out(part, missing) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_spelt_out(part, missing) for part in value]
    return value


def _faces(typeface: Typeface) -> dict[str, Any]:
    return {
        "body": list(typeface.body),
        "title": list(typeface.title),
        "heading": list(typeface.heading),
        "bold_title": typeface.title_is_drawn_bold,
    }
