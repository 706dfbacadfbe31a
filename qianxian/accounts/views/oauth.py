"""POST /oauth/token: an access token for a registered program by its own credentials (RFC 6749, sections 2.3.1, 4.4, 5).

The answer's words in ``error`` and ``error_description`` are the RFC's (ASCII); ``detail`` says the same in Chinese. Tries of secrets are
counted before any is looked at.
"""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_plus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from qianxian.accounts import clients, commands, rules, tries
from qianxian.accounts.models import ApiClient
from qianxian.foundation.actor import Actor

FORM = "application/x-www-form-urlencoded"
WAIT = rules.LIMITS["client"].seconds


class Refused(Exception):
    """An error answer of RFC 6749 5.2."""

    def __init__(self, error: str, description: str, detail: str, status: int = 400):
        self.error, self.description, self.detail, self.status = error, description, detail, status
        super().__init__(error)


@csrf_exempt
@never_cache
@sensitive_post_parameters("client_secret")
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """The token answer, or the RFC's error."""
    try:
        return _answer(_granted(request))
    except Refused as refused:
        told = {"error": refused.error, "error_description": refused.description, "detail": refused.detail}
        headers = {401: {"WWW-Authenticate": 'Basic realm="qianxian"'}, 429: {"Retry-After": str(WAIT)}}.get(refused.status, {})
        return _answer(told, refused.status, headers)


def _answer(told: dict, status: int = 200, headers: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store", "Pragma": "no-cache", **(headers or {})})


def _granted(request: HttpRequest) -> dict:
    given = _given(request)
    client = _proven(request, *_credentials(request, given))
    if wait := clients.seconds_to_wait(client):
        raise Refused("temporarily_unavailable", f"Too many calls. Retry after {wait} seconds.", _("太快了，请一分钟后再试。"), 429)
    if given.get("grant_type") != "client_credentials":
        missing = "grant_type" not in given
        raise Refused("invalid_request" if missing else "unsupported_grant_type", "grant_type must be client_credentials",
                      _("grant_type 填 client_credentials。"))  # fmt: skip
    scopes = rules.narrowed_scopes(given.get("scope", ""), client.scopes)
    if scopes is None:
        raise Refused("invalid_scope", "A scope is malformed or wider than registered", _("有的范围写法不对，或超出登记的范围。"))
    by = Actor(login=clients.login_of(client), name=client.title, role=client.role)
    raw = commands.issue_client_token(client=client, scopes=scopes, by=by, on=request.today)
    return {"access_token": raw, "token_type": "Bearer", "expires_in": rules.CLIENT_TOKEN_SECONDS, "scope": " ".join(scopes)}


def _given(request: HttpRequest) -> dict[str, str]:
    if request.content_type != FORM:
        raise Refused("invalid_request", f"Send the parameters as {FORM}", _("参数按表单写法放在请求内容里。"))
    if any(len(values) > 1 for _name, values in request.POST.lists()):
        raise Refused("invalid_request", "A parameter is repeated", _("每个参数只写一次。"))
    return {name: value for name, value in request.POST.items() if value}


def _credentials(request: HttpRequest, given: dict[str, str]) -> tuple[str, str]:
    """From the Authorization header or the body, never from both, never from the address."""
    kind, _space, coded = request.headers.get("Authorization", "").partition(" ")
    in_body = "client_secret" in given
    if kind.lower() == "basic":
        if in_body:
            raise Refused("invalid_request", "Use one way of client authentication", _("编号和密钥只用一种方式给出。"))
        try:
            name, colon, secret = base64.b64decode(coded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            name = colon = secret = ""
        return (unquote_plus(name), unquote_plus(secret)) if colon else ("", "")
    return (given.get("client_id", ""), given["client_secret"]) if in_body else ("", "")


def _proven(request: HttpRequest, client_id: str, secret: str) -> ApiClient:
    """The client whose secret this is. Unknown, revoked, past its days and wrong answer alike."""
    keys = tries.client_keys(request, client_id)
    if not tries.admit(keys):
        raise Refused("temporarily_unavailable", f"Too many failed attempts. Retry after {WAIT} seconds.", _("试的次数太多，请 15 分钟后再试。"), 429)
    client = clients.proven(client_id, secret, request.today)
    if client is None:
        tries.failed(keys, "client")
        raise Refused("invalid_client", "Client authentication failed", _("客户端编号或密钥不对，或已停用。请联系本区安全管理员。"), 401)
    tries.succeeded(keys)
    return client
