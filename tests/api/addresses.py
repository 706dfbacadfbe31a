"""Only the API and what its pages link to: its tests need no room's pages."""

from django.http import HttpResponse
from django.urls import path

from qianxian.config.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("me/", lambda request: HttpResponse(""), name="home"),
]
