"""Single sign-on by OpenID Connect, an option: set by QIANXIAN_OIDC_ISSUER, _CLIENT_ID and _SECRET, absent otherwise.

allauth speaks the protocol; who the person is we decide: the claim names a login of ours, and nobody is ever created by it. A second
factor that a role requires is asked here as well, because a provider does not tell reliably which factors it saw.
"""

from __future__ import annotations

import os

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _

from qianxian.accounts import logging_in
from qianxian.accounts.models import User

PROVIDER = "sso"
CLAIM = os.environ.get("QIANXIAN_OIDC_LOGIN_CLAIM", "preferred_username")


def configured() -> bool:
    """True when a provider is set."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


def name() -> str:
    """The provider's name on the button."""
    return settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["name"] if configured() else ""


def login_url() -> str:
    """Where the button posts to, or an empty string."""
    try:
        return reverse("openid_connect_login", args=[PROVIDER]) if configured() else ""
    except NoReverseMatch:
        return ""


def oidc_patterns() -> list[URLPattern]:
    """The provider's two addresses. They stay outside the room's namespace because allauth reverses them by bare name."""
    from allauth.socialaccount.providers.openid_connect import views

    return [
        path("login/<str:provider_id>/start/", views.login, name="openid_connect_login"),
        path("login/<str:provider_id>/callback/", views.callback, name="openid_connect_callback"),
    ]


def _refused(request, words: str) -> ImmediateHttpResponse:
    messages.error(request, words)
    return ImmediateHttpResponse(redirect(settings.LOGIN_URL))


class LinkedOnly(DefaultSocialAccountAdapter):
    """Hands the person over to our own login steps, or back to the login page with a reason."""

    def pre_social_login(self, request, sociallogin):
        """After the provider's answer: our user of that login, or nobody."""
        told = sociallogin.account.extra_data
        claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})} or told
        login = str(claims.get(CLAIM) or "")
        user = User.objects.filter(login__iexact=login).first() if login else None
        if user is None or not logging_in.usable_today(request, user):
            raise _refused(request, _("统一认证通过了，但这里没有可用的账号。请本区安全管理员开通，登录名要一致。"))
        raise ImmediateHttpResponse(logging_in.begin(request, user, method="oidc", next_url=sociallogin.state.get("next") or "/"))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """The provider said no, or could not be reached."""
        raise _refused(request, _("统一认证没有完成。请再试一次，或用登录名和密码登录。"))

    def is_open_for_signup(self, request, sociallogin):
        """Nobody signs up."""
        return False


class NoSignup(DefaultAccountAdapter):
    """Accounts are opened by the security administrator alone."""

    def is_open_for_signup(self, request):
        """Nobody signs up."""
        return False
