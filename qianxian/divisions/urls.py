"""Addresses of places."""

from django.urls import path

from qianxian.divisions import views

app_name = "divisions"
urlpatterns = [
    path("scope/", views.scope, name="scope"),
    path("divisions/", views.divisions, name="list"),
    path("divisions/merge/", views.merge, name="merge"),
    path("divisions/<str:code>/", views.division, name="division"),
    path("divisions/<str:code>/population/", views.population, name="population"),
    path("divisions/<str:code>/population/<uuid:uuid>/approve/", views.approve, name="approve"),
    path("divisions/<str:code>/designate/", views.designate, name="designate"),
    path("divisions/<str:code>/rename/", views.rename, name="rename"),
]
