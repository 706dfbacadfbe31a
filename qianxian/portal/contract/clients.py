"""Who calls: a registered program with its scopes, a person's program with a bearer token in one role, or a page with its session and CSRF token. And how often.

The actor was put on the request by ``accounts.middleware`` and its reach is bound there; this only asks that there is one.
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security.base import AuthBase
from ninja.throttling import BaseThrottle
from ninja.utils import check_csrf

from qianxian.foundation import reach
from qianxian.foundation.actor import Actor

A_MINUTE = 60


class BearerToken(AuthBase):
    """接口令牌：本人在「我的」页面申请，一个令牌一个角色。"""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The token's actor."""
        by_token = request.headers.get("Authorization", "").lower().startswith("bearer ")
        return request.actor if by_token and request.calling is None else None


class ScopedClient(AuthBase):
    """登记过的程序（OAuth 2.0 客户端凭据）；范围是 房间:区划前缀，例如 pay:440403103。"""

    openapi_type = "oauth2"
    openapi_flows: ClassVar = {
        "clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {"pay:440403": "工资房间，全区", "people:440403103": "人员房间，一个镇"}}
    }

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The program with its reach in this operation's room, and that reach bound for row-level security; 403 outside its scopes."""
        if request.calling is None:
            return None
        actor = request.calling.actor(self.room)
        if not actor.reach:
            raise HttpError(403, "insufficient_scope")
        request.actor = actor
        reach.bind(actor)
        return actor


class PageSession(AuthBase):
    """网页登录的会话；写入时还要带 X-CSRFToken。"""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The session's actor; a write from another site is refused."""
        if request.actor is None or request.grant is None:
            return None
        if check_csrf(request):
            raise HttpError(403, "csrf")
        return request.actor


class PerClient(BaseThrottle):
    """So many requests a minute per login and role, reads and writes counted apart.

    Counted in the worker's memory: with n web workers a client may reach n times the number. It guards the house against a loop gone
    wrong; passwords are guarded elsewhere, before any hash.
    """

    def __init__(self) -> None:
        self.left = 0

    def allow_request(self, request: HttpRequest) -> bool:
        """False beyond the minute's number. A registered program was counted at the door, by its own pace."""
        if request.calling is not None:
            return True
        write = request.method not in ("GET", "HEAD", "OPTIONS")
        most = getattr(settings, "API_WRITES_A_MINUTE", 120) if write else getattr(settings, "API_READS_A_MINUTE", 600)
        minute = int(time.time() // A_MINUTE)
        key = f"api:{request.actor.login}:{request.actor.role}:{'w' if write else 'r'}:{minute}"
        cache.add(key, 0, timeout=A_MINUTE)
        try:
            return cache.incr(key) <= most
        except ValueError:  # forgotten between the two calls
            return True

    def wait(self) -> Any:
        """Seconds to the next minute."""
        return A_MINUTE - int(time.time()) % A_MINUTE
