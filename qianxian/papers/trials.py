"""A template filled with sample facts: which fields it names that no paper states, and what it looks like.

``trial("engagement_letter", content)`` gives the filled .docx and the unknown fields; the sample facts stand in ``data/samples.json``.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _
from docxtpl import DocxTemplate
from jinja2 import TemplateError, Undefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.papers import word
from qianxian.papers.rules.templates import expressions_allowed, looked_into

SAMPLE_DAY = dt.date(2019, 12, 16)


@dataclass(frozen=True)
class Trial:
    """The filled sample (empty when fields are unknown) and the unknown fields, sorted."""

    sample: bytes
    unknown: tuple[str, ...]


@cache
def samples() -> dict[str, dict[str, Any]]:
    """Invented facts of each template, with every field that its papers state."""
    return json.loads((files("qianxian.papers") / "data" / "samples.json").read_text("utf-8"))


def trial(name: str, content: bytes, filename: str) -> Trial:
    """Look into the file, fill it with sample facts in the sandbox; FileRefused when it may not be filled at all."""
    looked_into(content, filename)
    stated = samples()[name]
    unknown = _unknown(content, stated)
    if unknown:
        return Trial(b"", tuple(sorted(unknown)))
    try:
        return Trial(word.fill_with(content, stated, title=str(stated.get("title") or "样张"), dated=SAMPLE_DAY), ())
    except (TemplateError, ValueError, KeyError, TypeError, IndexError) as unfit:
        raise FileRefused("not_filled", _("模板填不出来：%(what)s。对照出厂模板改好再上传。") % {"what": str(unfit)[:200]}) from unfit


def _unknown(content: bytes, stated: dict[str, Any]) -> set[str]:
    """Names in any branch that no fact answers, and parts of facts that are not there; ``list.part`` for the latter."""
    found: set[str] = set()

    class Noted(Undefined):
        def __init__(self, hint=None, obj=None, name=None, exc=None):
            super().__init__(hint=hint, obj=obj, name=name)
            found.add(str(name))

        def __getattr__(self, name: str) -> Any:
            if name[:2] == "__":
                raise AttributeError(name)
            return self

        __getitem__ = __add__ = __call__ = lambda self, *_: self

    sandbox = ImmutableSandboxedEnvironment(undefined=Noted, autoescape=True)
    facts = {**stated, "title": stated.get("title", ""), "verify_qr": ""}
    try:
        for source in _sources(content):
            expressions_allowed(source)
            found |= meta.find_undeclared_variables(sandbox.parse(source)) - set(facts)
            sandbox.from_string(source).render(facts)
    except FileRefused:
        raise
    except Exception as unfit:  # docxtpl and Jinja over a foreign file may raise anything
        raise FileRefused("not_filled", _("模板填不出来：%(what)s。对照出厂模板改好再上传。") % {"what": str(unfit)[:200]}) from unfit
    return found


def _sources(content: bytes) -> list[str]:
    """Every piece of the document that is filled: body, headers, footers, properties."""
    paper = DocxTemplate(io.BytesIO(content))
    paper.init_docx()
    pieces = [paper.patch_xml(paper.get_xml())]
    for kind in (paper.HEADER_URI, paper.FOOTER_URI):
        pieces += [paper.patch_xml(paper.get_part_xml(part)) for _key, part in paper.get_headers_footers(kind)]
    pieces += [paper.patch_xml(part.blob.decode()) for part in paper.docx.part.package.iter_parts() if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml")]
    told = paper.docx.core_properties
    pieces += [str(getattr(told, name) or "") for name in ("author", "comments", "identifier", "language", "subject", "title", "category", "keywords")]
    return pieces
