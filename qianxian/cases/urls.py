"""Addresses of cases: for the window and the town, and for residents."""

from django.urls import path, re_path

from qianxian.cases.views import residents, window

app_name = "cases"
urlpatterns = [
    path("cases/", window.cases, name="list"),
    path("cases/opinions/", window.opinions, name="opinions"),
    path("cases/new/", window.choose, name="choose"),
    path("cases/new/<str:code>/", window.receive, name="receive"),
    path("cases/<uuid:uuid>/", window.case, name="case"),
    path("cases/<uuid:uuid>/do/<str:act>/", window.act, name="act"),
    path("cases/<uuid:uuid>/receipt.pdf", window.paper, name="paper"),
    path("progress/", residents.progress, name="progress"),
    re_path(r"^hall/(?P<code>\d{12})/screen/$", residents.screen, name="screen"),
    path("progress/opinion/", residents.opinion, name="opinion"),
    path("apply/", residents.villages, name="villages"),
    path("apply/<str:code>/", residents.items, name="items"),
    path("apply/<str:code>/<str:item_code>/", residents.apply_for, name="apply"),
    path("me/cases/", residents.mine, name="mine"),
    path("me/cases/<uuid:uuid>/", residents.my_case, name="my_case"),
]
