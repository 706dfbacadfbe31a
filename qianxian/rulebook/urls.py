"""Addresses of the rulebook."""

from django.urls import path

from qianxian.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("rules/", views.rules, name="list"),
    path("rules/<str:rule_id>/", views.trial, name="trial"),
    path("settings/", views.settings, name="settings"),
    path("settings/<str:key>/", views.setting, name="setting"),
]
