"""Addresses of requests: for those who handle them, and for residents."""

from django.urls import path

from qianxian.requests.views import desk, identity, residents

app_name = "requests"
urlpatterns = [
    path("requests/", desk.requests, name="list"),
    path("requests/new/", desk.receive, name="receive"),
    path("requests/identity/", identity.reveal, name="reveal"),
    path("requests/<uuid:uuid>/", desk.request_page, name="request"),
    path("requests/<uuid:uuid>/do/<str:act>/", desk.act, name="act"),
    path("requests/<uuid:uuid>/receipt.pdf", desk.paper, name="paper"),
    path("tell/", residents.villages, name="tell"),
    path("tell/<str:code>/", residents.kinds, name="kinds"),
    path("tell/<str:code>/<str:kind>/", residents.tell, name="telling"),
]
