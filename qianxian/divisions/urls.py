"""Addresses of the map."""

from django.urls import path

from qianxian.divisions import views

app_name = "divisions"
urlpatterns = [
    path("divisions/", views.divisions, name="list"),
    path("divisions/scope/", views.scope, name="scope"),
    path("divisions/<str:code>/", views.division, name="division"),
    path("divisions/<str:code>/population/", views.population, name="population"),
    path("divisions/population/<uuid:uuid>/approve/", views.approve, name="approve_population"),
    path("divisions/<str:code>/rename/", views.rename, name="rename"),
    path("divisions/<str:code>/merge/", views.merge, name="merge"),
]
