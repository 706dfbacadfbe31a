"""The stylesheets of every page, in their order; where static files are gathered they become one file.

A phone on 400 kbit/s waits 400 ms for each file that stands in the way of the first paint. Served from their places (DEBUG, tests) they stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from whitenoise.storage import CompressedManifestStaticFilesStorage

JOINED = "portal/css/qianxian.css"
SCREEN = ("portal/vendor/bootstrap/bootstrap-qx.min.css", *(f"portal/css/{name}.css" for name in ("tokens", "frame", "components", "forms")))
PAPER = "portal/css/print.css"


class OneSheet(CompressedManifestStaticFilesStorage):
    """Files hashed, compressed and kept by browsers for ever, the stylesheets joined before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[tuple[str | None, bool], str] = {}

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple[str, str, bool]]:
        """Joins; the joined sheet is then hashed and compressed like any other file."""
        if not dry_run:
            self.delete(JOINED)
            self.save(JOINED, ContentFile("\n".join([*map(self._text, SCREEN), "@media print {", self._text(PAPER), "}"]).encode()))
            paths[JOINED] = (self, JOINED)
        yield from super().post_process(paths, dry_run, **options)

    def url(self, name: str | None, force: bool = False) -> str:
        """The address with the file's hash, reckoned once: the list of files is read when the program starts."""
        key = (name, force)
        if key not in self._known:
            self._known[key] = super().url(name, force)
        return self._known[key]

    def _text(self, name: str) -> str:
        with self.open(name) as part:
            return part.read().decode()


def links() -> SafeString:
    """What a page's head says of its stylesheets; of two rules alike the later one holds, so paper comes last."""
    if isinstance(staticfiles_storage, OneSheet):
        return format_html('<link rel="stylesheet" href="{}">', static(JOINED))
    apart = format_html_join("\n", '<link rel="stylesheet" href="{}">', ([static(name)] for name in SCREEN))
    return apart + format_html('\n<link rel="stylesheet" href="{}" media="print">', static(PAPER))
