"""The frame around every page: menu by role, chips, recent pages, banner; supplied to templates as ``shell``.

Example: a view sets ``{"page_title": "党员", "crumbs": [("斗门区", "/")]}`` and everything else in the frame comes from here.
A menu item shows only when its page exists (the name reverses) and the acting role carries its permission.
Views add a page to 最近打开 with ``remember(request, title)``. What does not belong here: figures, or who may open a page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from qianxian.accounts.county import place_names
from qianxian.accounts.rights import OF_ONESELF
from qianxian.portal.menu import MENU, MenuGroup, MenuItem

RECENT_KEY = "qx_recent"
RECENT_KEPT = 5
VIEW_COOKIE = "view"
ROUTES = {
    "home": "home",
    "workbench": "workbench",
    "search": "search",
    "scope": "divisions:scope",
    "roles": "accounts:switch_role",
    "profile": "accounts:me",
    "login": "accounts:login",
    "logout": "accounts:logout",
    "feedback": "feedback",
    "help": "help",
    "view": "choose_view",
    "language": "choose_language",
}


def route(*names: str) -> str:
    """The address of the first name that exists, or an empty string."""
    return _route(names, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _route(names: tuple[str, ...], _urlconf: str, _prefix: str) -> str:
    """Asked some seventy times a page; an address depends on nothing but what is handed in."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def with_query(request: HttpRequest, **changes: Any) -> str:
    """This page's address with parts of its query replaced; None drops a part. The page number is always dropped."""
    query = request.GET.copy()
    query.pop("page", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def remember(request: HttpRequest, title: str, url: str = "") -> None:
    """Put a page on top of 最近打开, which is kept in the session on the server; at most five, newest first."""
    if not hasattr(request, "session"):
        return
    url = url or request.path
    kept = [entry for entry in request.session.get(RECENT_KEY, []) if entry[1] != url]
    request.session[RECENT_KEY] = [[str(title), url], *kept][:RECENT_KEPT]


def chosen_view(request: HttpRequest) -> str:
    """``elder`` or ``standard``: the address decides, then the cookie."""
    wanted = request.GET.get("view") or request.COOKIES.get(VIEW_COOKIE, "")
    return "elder" if wanted == "elder" else "standard"


@dataclass(frozen=True)
class LiveItem:
    """A menu line that leads somewhere today."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class LiveGroup:
    """A menu group with at least one line that leads somewhere."""

    title: str
    icon: str
    items: tuple[LiveItem, ...]
    current: bool


def live_menu(permissions: frozenset[str], path: str) -> list[LiveGroup]:
    """The groups that have a line for these permissions; of each group the line with the longest address above the path is the current one."""
    return [group for group in (_live_group(group, permissions, path) for group in MENU) if group]


def _live_group(group: MenuGroup, permissions: frozenset[str], path: str) -> LiveGroup | None:
    shown = [(str(item.title), url) for item in group.items if _shows(item, permissions) and (url := route(item.url_name))]
    if not shown:
        return None
    # /people/ is also a prefix of /people/merges/: only the longest matching address is the current one
    best = _longest_above(path, (url for _title, url in shown))
    return LiveGroup(str(group.title), group.icon, tuple(LiveItem(title, url, url == best) for title, url in shown), bool(best))


def _shows(item: MenuItem, permissions: frozenset[str]) -> bool:
    wanted = (item.permission,) if isinstance(item.permission, str) else item.permission
    return not item.permission or any(str(p) in permissions for p in wanted)


def _longest_above(path: str, urls: Iterable[str]) -> str:
    return max((url for url in urls if path == url or (len(url) > 1 and path.startswith(url))), key=len, default="")


@cache
def _menu_addresses(_urlconf: str, _prefix: str) -> tuple[str, ...]:
    return tuple(url for group in MENU for item in group.items if (url := route(item.url_name)))


def _menu_page(path: str, *where: str) -> str:
    """The page of the menu that the path lies under. Whatever else lies above the path lies above this page too, so for the menu it stands for the path."""
    return _longest_above(path, _menu_addresses(*where))


@lru_cache(maxsize=256)
def _drawn_menu(permissions: frozenset[str], page: str, _language: str, *_where: str) -> SafeString:
    """Drawn on every page and a quarter of a short one; what it says depends on nothing but what is handed in. 256 are some 2 MB."""
    return render_to_string("portal/_menu.html", {"menu": live_menu(permissions, page)})


#: The pages that honour ?on= (tests/portal/test_as_of_chip.py). Work that waits, papers and forms are of today.
SHOWS_A_DAY = frozenset({
    "workbench", "search", "divisions:list", "divisions:division", "organisations:list", "organisations:organisations", "organisations:organisation",
    "organisations:members", "organisations:terms", "organisations:committees", "organisations:committee", "organisations:mandates", "people:person",
    "centres:list", "centres:centre", "centres:staffing", "centres:lacking", "services:list", "services:item", "elements:list", "elements:element", "engagements:cadres",
    "engagements:list", "engagements:grades", "rulebook:settings", "rulebook:trial", "accounts:users", "accounts:deputies", "funds:statements",
    "pipeline:outlook", "pipeline:candidates", "design", "funds:sources", "collective:members",
})  # fmt: skip


class Shell:
    """What base.html reads. Lazy, so that a page which never draws the frame (a fragment) pays nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def actor(self) -> Any:
        """The acting person, or None on public pages (a nameless actor counts as nobody)."""
        actor = getattr(self.request, "actor", None)
        return actor if actor and getattr(actor, "login", "") else None

    @cached_property
    def url(self) -> dict[str, str]:
        found = {key: route(name) for key, name in ROUTES.items()}
        if not getattr(getattr(self.request, "grant", None), "others", True):
            found["roles"] = ""  # nothing to change to
        return found

    @cached_property
    def view(self) -> str:
        return chosen_view(self.request)

    @property
    def elder(self) -> bool:
        return self.view == "elder"

    @property
    def density(self) -> str:
        """``thumb`` for public pages and roles that work on a phone, ``officer`` for the rest."""
        return getattr(self.request, "density", "") or ("officer" if self.actor else "thumb")

    @cached_property
    def elder_url(self) -> str:
        """The switch of 长辈版; it stays on this page whichever way it is kept."""
        wanted = "standard" if self.elder else "elder"
        if self.url["view"]:
            return f"{self.url['view']}?{urlencode({'view': wanted, 'next': self._here})}"
        return with_query(self.request, view=wanted)

    @property
    def _here(self) -> str:
        """This page with its query, but without ?view, which would overrule the choice just made."""
        return with_query(self.request, view=None)

    @cached_property
    def other_language(self) -> tuple[str, str]:
        """Code and own name of the language that the switch offers."""
        chinese = (translation.get_language() or "zh").startswith("zh")
        code = next((code for code, _name in settings.LANGUAGES if code.startswith("zh") != chinese), "en" if chinese else "zh-hans")
        return code, "English" if chinese else "中文"

    @cached_property
    def language_url(self) -> str:
        return f"{self.url['language']}?{urlencode({'to': self.other_language[0], 'next': self._here})}" if self.url["language"] else ""

    @cached_property
    def lang(self) -> str:
        """The value of <html lang>."""
        return "zh-CN" if (translation.get_language() or "zh").startswith("zh") else "en"

    @cached_property
    def _permissions(self) -> frozenset[str]:
        held = frozenset(str(p) for p in getattr(self.actor, "permissions", ()))
        return held if getattr(self.actor, "person_uuid", None) else held - OF_ONESELF

    @property
    def menu(self) -> list[LiveGroup]:
        return live_menu(self._permissions, self.request.path)

    @property
    def menu_lines(self) -> SafeString:
        """The menu as it is drawn."""
        where = get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()
        return _drawn_menu(self._permissions, _menu_page(self.request.path, *where), translation.get_language() or "", *where)

    @property
    def task_count(self) -> int | None:
        """Number at 工作台; set as ``request.task_count`` (a number or a function) by the middleware, else not shown."""
        count = getattr(self.request, "task_count", None)
        return count() if callable(count) else count

    @property
    def recent(self) -> list[list[str]]:
        return self.request.session.get(RECENT_KEY, []) if self.actor and hasattr(self.request, "session") else []

    @property
    def on(self) -> dt.date | None:
        return getattr(self.request, "on", None)

    @property
    def shows_a_day(self) -> bool:
        """Whether this page shows what was so on the day of ``?on=``; all others show what waits or stands now, and the chip says so."""
        match = getattr(self.request, "resolver_match", None)
        return match is None or match.view_name in SHOWS_A_DAY

    @property
    def asked_for_another_day(self) -> bool:
        return self.on != getattr(self.request, "today", self.on)

    @cached_property
    def scope(self) -> Any:
        """The place looked at: the one chosen in the address, else the whole reach by its name."""
        chosen = getattr(self.request, "scope", None)
        if chosen or not self.actor or not self.on:
            return chosen
        codes = [prefix.ljust(12, "0") for prefix in self.actor.reach if prefix]
        grant = getattr(self.request, "grant", None)
        if (place := getattr(grant, "place", None)) and codes == [grant.division_code] and not self.asked_for_another_day:
            return place  # as the door read it
        return "、".join(place_names(codes, self.on).values())

    @property
    def scope_url(self) -> str:
        return f"{self.url['scope']}?{urlencode({'next': self.request.get_full_path()})}" if self.url["scope"] else ""

    @property
    def kept_query(self) -> list[tuple[str, str]]:
        """The query of this page without date and page number, as hidden fields of the date form."""
        return [(k, v) for k, vs in self.request.GET.lists() if k not in ("on", "page") for v in vs]

    @property
    def county(self) -> Any:
        return getattr(self.request, "county", None)

    @property
    def is_example(self) -> bool:
        return bool(getattr(self.county, "is_example", False))

    @property
    def phone(self) -> str:
        """The telephone number in the footer: the county's own, else the setting QIANXIAN_PHONE, else none."""
        return getattr(self.county, "phone", "") or getattr(settings, "QIANXIAN_PHONE", "")

    @property
    def printed_at(self) -> dt.datetime:
        return timezone.localtime()

    @property
    def door(self) -> str:
        """This page's address where it is one of the four at the bottom of a phone, else nothing."""
        return self.request.path if self.request.path in (self.home_url, self.url["search"], self.url["profile"]) else ""

    @cached_property
    def home_url(self) -> str:
        return self.url["workbench"] or self.url["home"] or "/"


__all__ = ["MENU", "MenuGroup", "MenuItem", "Shell", "remember", "with_query"]
