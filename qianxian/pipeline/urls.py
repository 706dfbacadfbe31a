"""Addresses of the reserve."""

from django.urls import path

from qianxian.pipeline import views

app_name = "pipeline"
urlpatterns = [
    path("reserve/", views.outlook, name="outlook"),
    path("reserve/candidates/", views.candidates, name="candidates"),
    path("reserve/candidates/export.xlsx", views.export, name="export"),
    path("reserve/organisations/<uuid:uuid>/propose/", views.propose, name="propose"),
    path("reserve/candidates/<uuid:uuid>/", views.candidate, name="candidate"),
    path("reserve/candidates/<uuid:uuid>/settle/", views.settle, name="settle"),
    path("reserve/candidates/<uuid:uuid>/end/", views.end, name="end"),
    path("reserve/candidates/<uuid:uuid>/capability/", views.capability, name="capability"),
    path("reserve/capabilities/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw"),
]
