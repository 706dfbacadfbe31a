"""/api/v1: the rooms' routers put together.

What all operations share stands in ``portal.contract``; this file holds no rule and no list.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from qianxian.accounts import clients
from qianxian.portal.contract.clients import BearerToken, PageSession, PerClient, ScopedClient
from qianxian.portal.contract.described import DescribedApi, ExactJson, page_of_operations, said
from qianxian.portal.contract.problems import speak_plainly

ROOMS = (
    "rulebook", "accounts", "divisions", "notices", "papers", "people", "organisations", "threads", "elections", "decisions", "centres", "services", "cases", "requests",
    "engagements", "pipeline", "assessments", "pay",
    "contracts", "funds", "projects", "collective", "letters", "elements", "imports", "plans", "portal",
)  # fmt: skip
ABOUT = (
    "区（县）组织工作的接口。金额为两位小数的字符串（元），日期 ISO 8601，时刻带 +08:00；编号一律为 UUID。"
    "列表按编号分页：把回答里的 next 放进下一次的 cursor。写入带 Idempotency-Key，修改带 If-Match。"
    "出错时答 problem+json（RFC 9457），errors 逐项说明怎么改。"
)

PEOPLE = (BearerToken(), PageSession())
api = DescribedApi(
    title="千线 API",
    version="1",
    description=ABOUT,
    auth=[*PEOPLE, ScopedClient("description")],
    throttle=[PerClient()],
    parser=ExactJson(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
speak_plainly(api)
for room in ROOMS:
    if find_spec(f"qianxian.{room}.api"):
        # Programs with scopes come into the rooms that a scope can name; their reach there is the scope's.
        doors = [*PEOPLE, ScopedClient(room)] if room in clients.rooms() else [*PEOPLE]
        api.add_router("", import_module(f"qianxian.{room}.api").router, auth=doors)


@api.get("/openapi.json", operation_id="openapi", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description itself, for those who may call, in Chinese or English (Accept-Language, or ``?lang=en``)."""
    return HttpResponse(_described_as_json(get_language()), content_type="application/json")


@api.get("/docs", operation_id="docs", include_in_schema=False)
def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page."""
    return page_of_operations(request, said(api.get_openapi_schema()))


@lru_cache(maxsize=4)
def _described_as_json(language: str | None) -> str:
    return json.dumps(said(api.get_openapi_schema()), ensure_ascii=False)
