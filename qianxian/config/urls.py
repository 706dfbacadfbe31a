"""Every address of the product: a room's pages come in by its having ``urls.py``."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from qianxian.accounts.oidc import oidc_patterns
from qianxian.portal import design, errors, front, home, search, workbench

ROOMS = (
    "accounts", "divisions", "notices", "papers", "people", "organisations", "threads", "elections", "decisions", "centres", "services", "cases", "requests",
    "engagements", "pipeline", "assessments", "pay", "contracts", "funds", "projects", "collective", "letters", "elements", "imports", "rulebook", "plans",
)  # fmt: skip

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
    *(path("", include(f"qianxian.{room}.urls")) for room in ROOMS if find_spec(f"qianxian.{room}.urls")),
]
if find_spec("qianxian.config.api"):
    from qianxian.config.api import api

    urlpatterns.append(path("api/v1/", api.urls))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
