"""Addresses of imports."""

from django.urls import path

from qianxian.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.batches, name="list"),
    path("imports/batches/<uuid:uuid>/", views.batch, name="batch"),
    path("imports/batches/<uuid:uuid>/commit/", views.commit, name="commit"),
    path("imports/batches/<uuid:uuid>/drop/", views.drop, name="drop"),
    path("imports/batches/<uuid:uuid>/undo/", views.undo, name="undo"),
    path("imports/batches/<uuid:uuid>/errors.xlsx", views.errors_workbook, name="errors"),
    path("imports/<str:register>/", views.upload, name="upload"),
    path("imports/<str:register>/template.xlsx", views.template, name="template"),
]
