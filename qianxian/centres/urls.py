"""Addresses of the centre register."""

from django.urls import path, re_path

from qianxian.centres.views import hall, register, residents

app_name = "centres"
urlpatterns = [
    path("centres/", register.centres, name="list"),
    path("centres/export.xlsx", register.export, name="export"),
    path("centres/new/", register.open_centre, name="open"),
    path("centres/staffing/", register.staffing, name="staffing"),
    path("centres/lacking/", hall.lacking, name="lacking"),
    path("centres/<uuid:uuid>/hall/<str:step>/", hall.settle, name="settle"),
    path("centres/<uuid:uuid>/paper/<str:kind>/", hall.paper, name="paper"),
    path("centres/hall/<str:kind>/<uuid:uuid>/end/", hall.end, name="end"),
    re_path(r"^hall/(?P<code>\d{12})/$", residents.hall, name="hall"),
    path("centres/<uuid:uuid>/", register.centre, name="centre"),
    path("centres/<uuid:uuid>/<str:step>/", register.act, name="act"),
]
