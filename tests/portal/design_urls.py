"""Addresses enough for the frame, so that the tests of components need no other room."""

from django.http import HttpResponse
from django.urls import path

from qianxian.portal.design import design_page


def blank(request):
    return HttpResponse("")


NAMES = ("workbench", "search", "help", "choose_view", "choose_language")
urlpatterns = [path("design/", design_page, name="design"), *(path(f"{name}/", blank, name=name) for name in NAMES)]
