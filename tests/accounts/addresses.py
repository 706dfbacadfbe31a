"""Addresses of this room with bare stand-ins for the rest, so that its pages are tested without the other rooms."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import include, path

from qianxian.accounts.models import LoginAttempt
from qianxian.accounts.oidc import oidc_patterns
from qianxian.portal import errors


@login_required
def home(request):
    actor = request.actor
    return HttpResponse(f"{actor.login}|{actor.role}|{','.join(actor.reach)}|{request.on}|{request.scope_prefix}")


def writes_then_fails(request):
    LoginAttempt.objects.create(key="written by a page that fails")
    if request.GET.get("raise"):
        raise RuntimeError("on purpose")
    return HttpResponse("no", status=503)


urlpatterns = [
    path("", home, name="home"),
    path("workbench/", home, name="workbench"),
    path("search/", home, name="search"),
    path("fails/", writes_then_fails),
    *oidc_patterns(),
    path("", include("qianxian.accounts.urls")),
]
handler400, handler403, handler404, handler500 = errors.bad_request, errors.forbidden, errors.not_found, errors.server_error
