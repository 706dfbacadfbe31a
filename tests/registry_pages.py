"""Opening pages as one of the cast, without logging in: what the login does is tested where it lives."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import Client

from qianxian.accounts.middleware import ActorMiddleware
from qianxian.foundation.actor import Actor

PERSON = SimpleNamespace(is_authenticated=True, is_active=True, is_anonymous=False, must_change_password=False, pk=1, login="x")


def browser_of(actor: Actor, monkeypatch) -> Client:
    """A client whose every request acts as the actor."""

    def recognise(self, request):
        request.user, request.actor, request.grant = PERSON, actor, SimpleNamespace(role=actor.role)

    monkeypatch.setattr(ActorMiddleware, "_recognise", recognise)
    return Client(raise_request_exception=True)
