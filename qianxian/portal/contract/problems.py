"""Everything that can go wrong, as problem+json (RFC 9457), in one place.

Example: a broken rule answers 422
``{"title": "内容要改", "errors": [{"field": "term_from", "code": "term", "message": …, "source": "R-E01"}]}``.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.db import DatabaseError, DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from qianxian.foundation.errors import CodeNeeded, Conflict, FileRefused, NotPermitted, QianxianError, RuleViolated, Violation
from qianxian.foundation.rulebook import SettingMissing
from qianxian.portal.away import RETRY_AFTER, database_is_away
from qianxian.portal.forms import database_message

logger = logging.getLogger("qianxian.api")
PROBLEM = "application/problem+json"
PRIVATE = {"Cache-Control": "private, no-store"}


class KeyMissing(QianxianError):
    """A write without a usable Idempotency-Key."""


class KeyReused(QianxianError):
    """The same key came with another request."""


class VersionMissing(QianxianError):
    """A change without If-Match."""


class VersionPassed(QianxianError):
    """The thing was changed since the client saw it."""

    def __init__(self, current: int):
        self.current = current
        super().__init__(str(current))


def problem(status: int, title: Any, code: str, detail: Any = "", errors: list[dict[str, str]] | None = None, **more: Any) -> JsonResponse:
    """One answer in the shape of RFC 9457."""
    body = {
        "type": "about:blank",
        "title": str(title),
        "status": status,
        "code": code,
        "detail": str(detail),
        "errors": errors or [],
        **more,
    }
    return JsonResponse(body, status=status, content_type=PROBLEM, headers=PRIVATE, json_dumps_params={"ensure_ascii": False})


def faults_of(violations: list[Violation]) -> list[dict[str, str]]:
    """Each violation as an entry of ``errors``."""
    return [{"field": v.field, "code": v.code, "message": v.text(get_language() or "zh"), "source": str(v.source)} for v in violations]


def _rule_violated(request: HttpRequest, broken: RuleViolated) -> HttpResponse:
    return problem(422, _("内容要改"), "rule_violated", str(broken), faults_of(broken.violations))


def _conflict(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    return problem(409, _("已有变化"), "conflict", conflict.message, current_version=conflict.version)


def _file_refused(request: HttpRequest, refused: FileRefused) -> HttpResponse:
    fault = {"field": "file", "code": refused.code, "message": refused.message, "source": ""}
    return problem(422, _("文件没有打开"), "file_refused", refused.message, [fault])


def _guarded(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """A guard of the database in words; what is not one of ours stays an error of the house."""
    if isinstance(error, DataError):
        return problem(422, _("内容要改"), "unfit", _("有的内容太长或超出范围。核对后再提交。"))
    try:
        message = database_message(error)
    except DatabaseError:
        return broken(request, error)
    status = 409 if isinstance(error, IntegrityError) else 422
    return problem(status, _("内容要改"), "guarded", message, [{"field": "", "code": "guarded", "message": str(message), "source": ""}])


WORDS = {
    "missing": gettext_lazy("填写这一项。"),
    "extra_forbidden": gettext_lazy("没有这一项，核对名称。"),
    "string_pattern_mismatch": gettext_lazy("写法不对，照说明里的样子填写。"),
    "string_too_long": gettext_lazy("太长了，请缩短。"),
    "string_type": gettext_lazy("这里填文字。"),
    "int_parsing": gettext_lazy("这里填整数。"),
    "int_type": gettext_lazy("这里填整数。"),
    "bool_parsing": gettext_lazy("这里填 true 或 false。"),
    "bool_type": gettext_lazy("这里填 true 或 false。"),
    "uuid_parsing": gettext_lazy("编号写成 8-4-4-4-12 位的 UUID。"),
    "uuid_type": gettext_lazy("编号写成 8-4-4-4-12 位的 UUID。"),
    "date_from_datetime_parsing": gettext_lazy("日期写成 2019-12-16 的样子。"),
    "date_parsing": gettext_lazy("日期写成 2019-12-16 的样子。"),
    "decimal_parsing": gettext_lazy("金额写成 78570.00 的样子。"),
    "greater_than_equal": gettext_lazy("数字太小，照说明里的范围填写。"),
    "less_than_equal": gettext_lazy("数字太大，照说明里的范围填写。"),
    "literal_error": gettext_lazy("从说明列出的取值里选一个。"),
    "enum": gettext_lazy("从说明列出的取值里选一个。"),
}
UNFIT = gettext_lazy("写法不对，照说明里的样子填写。")


def _unreadable(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    errors = []
    for one in wrong.errors:
        place = [str(part) for part in one.get("loc", ()) if part not in ("body", "query", "path", "form", "file", "header")]
        # The first part names the parameter of our view, which the client does not know.
        name = ".".join(place[1:] or place)
        code = one.get("type", "")
        message = str(one["ctx"]["error"]) if code == "value_error" and "error" in one.get("ctx", {}) else str(WORDS.get(code, UNFIT))
        errors.append({"field": name, "code": code, "message": message, "source": ""})
    return problem(422, _("内容要改"), "unreadable", _("有 %(n)d 处写法不对。") % {"n": len(errors)}, errors)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:
        return problem(400, _("读不懂这次请求"), "not_json", _("请求内容要是 JSON 对象，每个名称只写一次。"))
    if str(error) == "insufficient_scope":
        words = _("这个令牌的范围不含这里。请安全管理员登记时加上，再取令牌。")
        answer = problem(403, _("超出令牌的范围"), "insufficient_scope", words)
        answer.headers["WWW-Authenticate"] = 'Bearer realm="qianxian", error="insufficient_scope"'
        return answer
    if error.status_code == 403:
        return problem(403, _("不能这样办"), "csrf", _("从页面提交时要带 X-CSRFToken；程序请用令牌。"))
    return problem(error.status_code, _("没有办成"), "http", str(error))


def broken(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """The house's own fault: a number to ask with, nothing of the inside. 5xx undoes the request's transaction (accounts.middleware)."""
    if database_is_away(error):
        said = _("数据库正在恢复。过半分钟用同一个 Idempotency-Key 再发：办成了的不会办第二次。")
        answer = problem(503, _("暂时办不了"), "database_away", said)
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer
    trace = secrets.token_hex(6)
    logger.error("%s %s %s", trace, request.method, request.path, exc_info=error)
    return problem(500, _("这里出了错，没有写入任何内容"), "broken", _("请报查询号 %(trace)s。") % {"trace": trace})


def speak_plainly(api: NinjaAPI) -> None:
    """Give the API its answers for everything that can be raised."""

    def when(kind: type[Exception], answer: Any) -> None:
        api.add_exception_handler(kind, answer)

    when(Exception, broken)
    when(RuleViolated, _rule_violated)
    when(SettingMissing, lambda request, gap: _rule_violated(request, RuleViolated([Violation("setting_missing", str(gap))])))
    when(NotPermitted, lambda request, refused: problem(403, _("您的角色不能办这件事"), "not_permitted", refused.reason))
    when(CodeNeeded, lambda request, refused: problem(403, _("要再输入一次动态验证码"), "code_needed", refused.reason))
    when(PermissionDenied, lambda request, refused: problem(403, _("您的角色不能办这件事"), "not_permitted", str(refused)))
    when(Conflict, _conflict)
    when(FileRefused, _file_refused)
    when(DatabaseError, _guarded)
    when(Http404, lambda request, missing: problem(404, _("没有找到"), "not_found", _("没有找到，或不在您的范围内。核对编号。")))
    when(ValidationError, _unreadable)
    when(HttpError, _http_error)
    when(AuthenticationError, lambda request, error: problem(401, _("请先登录"), "not_signed_in", _("带上令牌：Authorization: Bearer …")))
    when(Throttled, _too_many)
    for kind in (RequestDataTooBig, TooManyFilesSent, UnreadablePostError):
        when(kind, lambda request, error: problem(413, _("太大了"), "too_large", _("请求太大。一次最多上传 20 MB。")))
    when(KeyMissing, lambda request, error: problem(
        400, _("缺少提交编号"), "key_missing", _("请求头 Idempotency-Key 填 8 到 80 个字符的编号，每件事一个，重发时不变。")))  # fmt: skip
    when(KeyReused, lambda request, error: problem(409, _("提交编号用过了"), "key_reused", _("这个编号已用于另一件事。换一个新的编号。")))
    when(VersionMissing, lambda request, error: problem(
        428, _("缺少版本"), "version_missing", _("请求头 If-Match 填读到的 ETag，免得盖掉别人的修改。")))  # fmt: skip
    when(VersionPassed, lambda request, error: problem(
        412, _("已有变化"), "version_passed", _("刚被别人改过。看过新内容，再办一次。"), current_version=error.current))  # fmt: skip


def _too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait = str(max(int(error.wait or 1), 1))
    answer = problem(429, _("太快了"), "too_many", _("请 %(n)s 秒后再试。") % {"n": wait})
    answer.headers["Retry-After"] = wait
    return answer
