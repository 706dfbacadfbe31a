"""Addresses of the yearly assessment."""

from django.urls import path

from qianxian.assessments.views import registers, sheets

app_name = "assessments"
urlpatterns = [
    path("assessments/", registers.sheets, name="sheets"),
    path("assessments/mine/", registers.mine, name="mine"),
    path("assessments/schemes/", registers.schemes, name="schemes"),
    path("assessments/schemes/new/", registers.scheme_new, name="scheme_new"),
    path("assessments/schemes/<uuid:uuid>/", registers.scheme, name="scheme"),
    path("assessments/schemes/<uuid:uuid>/evenness/", registers.evenness, name="evenness"),
    path("assessments/schemes/<uuid:uuid>/<str:step>/", registers.scheme_act, name="scheme_act"),
    path("assessments/sheets/<uuid:uuid>/", sheets.sheet, name="sheet"),
    path("assessments/sheets/<uuid:uuid>/paper/", sheets.paper, name="paper"),
    path("assessments/sheets/<uuid:uuid>/<str:step>/", sheets.act, name="act"),
]
