"""The pieces of the frame that say the same on most pages of one person: drawn from their values and the language alone, and remembered by them.

A page's frame is some hundred template nodes, longer to draw than most of what stands in it. Example: ``{{ frame.account }}`` in base.html.
What differs from page to page stands in a piece as a mark and is put in its place afterwards; nothing that somebody typed is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from qianxian.portal import marks
from qianxian.portal.shell import Shell

#: What is put in its place afterwards, in characters that no text has.
CSRF, ELDER, LANGUAGE, SCOPE, KEPT, CODE, NOW = (f"\ue000{name}\ue001" for name in ("csrf", "elder", "language", "scope", "kept", "code", "now"))


@lru_cache(maxsize=512)
def drawn(template_name: str, _language: str | None, values: tuple[tuple[str, Any], ...]) -> SafeString:
    """The piece as its template says it. 512 are some 1 MB."""
    return mark_safe(render_to_string(template_name, dict(values)))  # noqa: S308 a template's own output


class Frame:
    """What base.html and base_public.html show around a page, piece by piece."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    @property
    def top(self) -> SafeString:
        """Name of the house and the search box with nothing in it."""
        shell = self.shell
        return self._piece("portal/_top.html", home=shell.home_url, county=self._county, search=shell.url["search"])

    @property
    def switches(self) -> SafeString:
        """The switches of view and language, as they stand at the top of a public page."""
        return self._piece("portal/_switches.html", **self._switched)

    @property
    def account(self) -> SafeString:
        """The switches, and who is signed in and what he may do about it."""
        return self._piece("portal/_account.html", **self._person, **self._switched, **self._ways("roles", "profile", "logout", "login"), hide="qx-hide-narrow")

    @property
    def side_head(self) -> SafeString:
        """The head of the menu, and the line of the workbench."""
        shell = self.shell
        return self._piece("portal/_side_head.html", **self._ways("workbench"), current=shell.request.path == shell.url["workbench"], tasks=shell.task_count)

    @property
    def side_foot(self) -> SafeString:
        """What a phone shows under the menu: the person, and the ways out."""
        return self._piece("portal/_side_foot.html", **self._person, **self._switched, **self._ways("roles", "logout"))

    @property
    def chips(self) -> SafeString:
        """The place and the day that the page looks at."""
        shell = self.shell
        day = shell.on.isoformat() if shell.on else ""
        return self._piece(
            "portal/_chips.html", scope=self._scope, scope_url=shell.scope_url and SCOPE, day=day, shows=shell.shows_a_day, other=shell.asked_for_another_day, kept=KEPT
        )

    @property
    def printed(self) -> SafeString:
        """The line under a page on paper: by whom, when, of which place and day, and the code that opens it anew."""
        shell = self.shell
        return self._piece("portal/_printed.html", **self._person, now=NOW, code=CODE, scope=self._scope, day=shell.on.isoformat() if shell.on else "")

    @property
    def foot(self) -> SafeString:
        """The county and how to reach it."""
        return self._piece("portal/_foot.html", county=self._county, phone=self.shell.phone, **self._ways("feedback", "help"))

    @property
    def bottom(self) -> SafeString:
        """The four doors at the bottom of a phone."""
        shell = self.shell
        return self._piece("portal/_bottom.html", page=shell.door, home=shell.home_url, tasks=shell.task_count, **self._ways("search", "profile"))

    def _piece(self, template_name: str, **values: Any) -> SafeString:
        text = drawn(template_name, get_language(), tuple(values.items()))
        if "\ue000" not in text:
            return text
        for mark, put in self._puts.items():
            if mark in text:
                text = text.replace(mark, put())
        return mark_safe(text)  # noqa: S308 each put gives what is safe in HTML

    @cached_property
    def _puts(self) -> dict[str, Callable[[], str]]:
        shell = self.shell
        return {
            CSRF: lambda: self._token, ELDER: lambda: escape(shell.elder_url), LANGUAGE: lambda: escape(shell.language_url),
            SCOPE: lambda: escape(shell.scope_url), CODE: lambda: marks.live_code(shell.request), NOW: lambda: f"{shell.printed_at:%Y-%m-%d %H:%M}",
            KEPT: lambda: format_html_join("", '<input type="hidden" name="{}" value="{}">', shell.kept_query),
        }  # fmt: skip

    @cached_property
    def _token(self) -> str:
        return get_token(self.shell.request)

    @cached_property
    def _county(self) -> str:
        return getattr(self.shell.county, "name", "") or ""

    @cached_property
    def _scope(self) -> str:
        scope = self.shell.scope
        return str(getattr(scope, "name", "") or scope or "")

    @cached_property
    def _person(self) -> dict[str, str]:
        actor = self.shell.actor
        if actor is None:
            return {"name": "", "role": "", "title": "", "deputy": ""}
        title = getattr(actor, "role_title", "") or ""
        return {"name": actor.name, "role": title or actor.role, "title": title, "deputy": getattr(actor, "on_behalf_of", "") or ""}

    @cached_property
    def _switched(self) -> dict[str, Any]:
        shell = self.shell
        code, name = shell.other_language
        return {"elder": shell.elder, "elder_url": ELDER, "language_url": shell.url["language"] and LANGUAGE, "language": name, "lang": "en" if code == "en" else "zh-CN"}

    def _ways(self, *names: str) -> dict[str, str]:
        found = {name: self.shell.url[name] for name in names}
        return {**found, "csrf_token": CSRF} if found.get("logout") else found


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` and ``shell`` for what stands around the page, ``actor`` for the page."""
    shell = Shell(request)
    return {"shell": shell, "frame": Frame(shell), "actor": shell.actor}
