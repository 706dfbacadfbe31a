"""Chinese first: the language is the one chosen with the switch, and Chinese until then, whatever the browser prefers.

Example: an officer's browser set to English still opens in Chinese; 「English」 at the top of the page changes it, and a cookie remembers.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguage(LocaleMiddleware):
    """Django's middleware without the guess from the browser's header."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie, else the installation's first."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
