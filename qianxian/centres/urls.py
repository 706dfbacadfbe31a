"""Addresses of the centre register."""

from django.urls import path

from qianxian.centres import views

app_name = "centres"
urlpatterns = [
    path("centres/", views.centres, name="list"),
    path("centres/export.xlsx", views.export, name="export"),
    path("centres/new/", views.open_centre, name="open"),
    path("centres/staffing/", views.staffing, name="staffing"),
    path("centres/<uuid:uuid>/", views.centre, name="centre"),
    path("centres/<uuid:uuid>/<str:step>/", views.act, name="act"),
]
