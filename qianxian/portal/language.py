"""Chinese first: the language is the one chosen with the switch, and Chinese until then, whatever the browser prefers.

Example: an officer's browser set to English still opens in Chinese; 「English」 at the top of the page changes it, and a cookie remembers.
A program says what it reads with each request: ``Accept-Language: en``, or ``?lang=en`` in the address, and is answered in Chinese else.
"""

from __future__ import annotations

from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from django.utils.translation.trans_real import translation as catalog_of

API = "/api/"


class ChosenLanguage(LocaleMiddleware):
    """Django's middleware without the guess from the browser's header."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie, else the installation's first."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.path_info.startswith(API):
            chosen = request.GET.get("lang") or chosen or preferred(request.headers.get("Accept-Language", ""))
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        remember_words(language)
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


@cache
def remember_words(language: str) -> None:
    """A page says some five hundred words, each sought in every application's catalog, twice where none has it; what was found stays so while the program runs."""
    catalog = catalog_of(language)
    catalog.gettext = lru_cache(maxsize=20_000)(catalog.gettext)


def preferred(header: str) -> str:
    """The first of our languages that an Accept-Language header names; empty where it names none."""
    for named, _weight in parse_accept_lang_header(header.lower()):
        try:
            return get_supported_language_variant(named)
        except LookupError:
            continue
    return ""
