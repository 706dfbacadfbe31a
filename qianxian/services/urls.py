"""Addresses of the catalogue: for officers, and for residents."""

from django.urls import path

from qianxian.services import views

app_name = "services"
urlpatterns = [
    path("services/", views.items, name="list"),
    path("services/publish/", views.publish, name="publish"),
    path("services/<str:code>/publish/", views.publish, name="renew"),
    path("services/<str:code>/withdraw/", views.withdraw, name="withdraw"),
    path("services/<str:code>/", views.item, name="item"),
    path("guide/", views.guide, name="guide"),
    path("guide/<str:code>/", views.guide_item, name="guide_item"),
]
