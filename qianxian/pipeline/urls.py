"""Addresses of the reserve."""

from django.urls import path

from qianxian.pipeline.views import admissions, reserve

app_name = "pipeline"
urlpatterns = [
    path("reserve/", reserve.outlook, name="outlook"),
    path("reserve/candidates/", reserve.candidates, name="candidates"),
    path("reserve/candidates/export.xlsx", reserve.export, name="export"),
    path("reserve/organisations/<uuid:uuid>/propose/", reserve.propose, name="propose"),
    path("reserve/candidates/<uuid:uuid>/", reserve.candidate, name="candidate"),
    path("reserve/candidates/<uuid:uuid>/settle/", reserve.settle, name="settle"),
    path("reserve/candidates/<uuid:uuid>/end/", reserve.end, name="end"),
    path("reserve/candidates/<uuid:uuid>/capability/", reserve.capability, name="capability"),
    path("reserve/capabilities/<uuid:uuid>/withdraw/", reserve.withdraw, name="withdraw"),
    path("admissions/", admissions.admissions, name="admissions"),
    path("admissions/open/", admissions.open_admission, name="open_admission"),
    path("admissions/take-over/", admissions.take_over, name="take_over_probation"),
    path("admissions/<uuid:uuid>/", admissions.admission, name="admission"),
    path("admissions/<uuid:uuid>/<str:step>/", admissions.step, name="admission_step"),
]
