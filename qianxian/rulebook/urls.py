"""Addresses of the rulebook."""

from django.urls import path

from qianxian.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("rules/", views.rules, name="list"),
    path("rules/<str:rule_id>/", views.trial, name="trial"),
    path("settings/", views.settings, name="settings"),
    path("settings/proposals/<uuid:uuid>/enact/", views.settle, {"verb": "enact"}, name="enact"),
    path("settings/proposals/<uuid:uuid>/drop/", views.settle, {"verb": "drop"}, name="drop"),
    path("settings/<str:key>/", views.setting, name="setting"),
]
