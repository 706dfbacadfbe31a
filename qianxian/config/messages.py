"""The catalogue of both languages: every Chinese msgid in code and templates, and which of them still lack English.

``python -m qianxian.config.messages`` rewrites ``locale/en/LC_MESSAGES/django.po`` (kept translations stay) and prints what is missing.
Babel reads Python; Django's own ``templatize`` turns a template into something Babel reads. No gettext tools are needed.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "now": None,
    "say": None,
    "Wrong": None,
    "offer_check": None,
    "L": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def _sources() -> Iterator[tuple[str, bytes]]:
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(PACKAGE)), path.read_bytes()
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        yield str(path.relative_to(PACKAGE)), templatize(path.read_text("utf-8"), origin=str(path)).encode()


CHINESE = re.compile(r"[\u3400-\u9fff]")
TRIGGER_SAYS = re.compile(r"(?:MESSAGE\s*=\s*(?:format\()?|_refuse\('\w+',\s*)'([^']+)'")


def _said_by_triggers() -> Iterator[str]:
    """Sentences that PostgreSQL refuses with (QX001), with ``%s`` where a number goes."""
    for path in sorted(PACKAGE.rglob("migrations/*.py")):
        yield from TRIGGER_SAYS.findall(path.read_text("utf-8"))


def _declared() -> Iterator[str]:
    """Words that stand once in a registration and are said in the reader's language where they are shown: hints, units, choices, notes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    django.setup()
    from qianxian.config.api import api
    from qianxian.foundation.rulebook import all_rules
    from qianxian.foundation.sheets.spec import all_sheets
    from qianxian.portal.contract.described import spoken
    from qianxian.rulebook.queries import known_keys

    def of_fields(fields) -> Iterator[str]:
        for field in fields:
            yield field.unit
            yield getattr(field, "hint", "")
            yield from (word for _code, word in getattr(field, "choices", ()))
            yield from of_fields(field.fields)

    for rule in all_rules():
        for version in rule.versions:
            yield from of_fields((*version.inputs, *version.outputs))
    yield from spoken(api.get_openapi_schema())
    yield from (key.unit for key in known_keys().values())
    for sheet in all_sheets().values():
        yield from (*sheet.notes, *(column.hint for column in sheet.columns))


def collected() -> Catalog:
    """A fresh catalogue of everything that pages, papers and errors may say."""
    catalogue = Catalog(locale="en", project="qianxian", charset="utf-8", fuzzy=False)
    for words in (*_declared(), *_said_by_triggers()):
        if CHINESE.search(str(words)):
            catalogue.add(str(words))
    for name, source in _sources():
        for _line, message, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"}):
            if message and message != ("", ""):
                catalogue.add(message, context=context, locations=[(name, 1)])
    return catalogue


def current() -> Catalog:
    """The committed catalogue."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def missing() -> list[str]:
    """Msgids that stand in code or templates and have no English."""
    known = current()
    out = []
    for message in collected():
        kept = known.get(message.id, message.context) if message.id else None
        if message.id and (kept is None or not kept.string or (isinstance(kept.string, tuple) and not all(kept.string)) or kept.fuzzy):
            out.append(message.id if isinstance(message.id, str) else message.id[0])
    return out


def update() -> None:
    """Rewrite the catalogue: new msgids in, gone ones out, translations kept."""
    kept, fresh = current(), collected()
    for message in fresh:
        old = kept.get(message.id, message.context) if message.id else None
        if old is not None and old.string:
            message.string = old.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, no_location=True, sort_output=True, omit_header=False, width=140)


if __name__ == "__main__":
    update()
    lacking = missing()
    sys.stdout.write(f"{len(lacking)} without English\n")
