"""Pages travel packed: 20 kB of HTML are 5 kB, which at the edge of a village is half a second.

Only pages: answers of the API keep the exact ETag that If-Match asks for, and documents are packed by their own format.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PackedPages(GZipMiddleware):
    """Django's middleware (with its random bytes against guessing by size, BREACH), for HTML alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, packed where it is a page and the browser takes it so."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
