"""Addresses of contracts."""

from django.urls import path

from qianxian.contracts import views

app_name = "contracts"
urlpatterns = [
    path("contracts/", views.contracts, name="list"),
    path("contracts/draft/", views.draft, name="draft"),
    path("contracts/<uuid:uuid>/", views.contract, name="contract"),
    path("contracts/<uuid:uuid>/sheet/", views.sheet, name="sheet"),
    path("contracts/<uuid:uuid>/change/", views.change, name="change"),
    path("contracts/<uuid:uuid>/do/<str:act>/", views.act, name="act"),
    path("contracts/parties/<uuid:uuid>/answer/", views.answer, name="answer"),
]
