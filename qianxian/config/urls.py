"""Every address of the product: a room's pages come in by its having ``urls.py``."""

from __future__ import annotations

import re
from importlib.util import find_spec

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from qianxian.accounts.oidc import oidc_patterns
from qianxian.portal import design, errors, front, home, search, workbench

ROOMS = (
    "accounts", "divisions", "notices", "papers", "people", "organisations", "threads", "elections", "decisions", "centres", "services", "cases", "requests",
    "engagements", "pipeline", "assessments", "pay", "contracts", "funds", "projects", "collective", "letters", "elements", "imports", "rulebook", "plans",
)  # fmt: skip


class RoomPattern(RoutePattern):
    """Lets a room's addresses be tried only where the first word of the path is one of the room's: the rooms have nearly two hundred between them."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__("")
        self.words = words

    def match(self, path: str) -> tuple[str, tuple, dict] | None:
        """The whole path, for the room to find its page."""
        return super().match(path) if path.partition("/")[0] in self.words else None


def room(name: str) -> URLResolver:
    """A room's addresses behind their first words."""
    module, app, namespace = include(f"qianxian.{name}.urls")
    words = (re.match(r"\^?([^/<(]+)", str(page.pattern)) for page in module.urlpatterns)
    return URLResolver(RoomPattern(frozenset(word[1] for word in words)), module, app_name=app, namespace=namespace)


urlpatterns = [
    path("", home.home, name="home"),
    path("affairs/", front.affairs, name="affairs"),
    path("workbench/", workbench.workbench, name="workbench"),
    path("search/", search.search, name="search"),
    path("log/", home.log, name="log"),
    path("help/", home.help_page, name="help"),
    path("feedback/", home.feedback, name="feedback"),
    path("view/", home.choose_view, name="choose_view"),
    path("language/", home.choose_language, name="choose_language"),
    path("design/", design.design_page, name="design"),
    path("healthz", home.healthz, name="healthz"),
    # Outside the room's namespace: allauth reverses them by bare name.
    *oidc_patterns(),
    *(room(name) for name in ROOMS if find_spec(f"qianxian.{name}.urls")),
]
if find_spec("qianxian.config.api"):
    from qianxian.config.api import api

    urlpatterns.append(path("api/v1/", api.urls))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
