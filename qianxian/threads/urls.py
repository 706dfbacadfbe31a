"""Addresses of threads."""

from django.urls import path

from qianxian.threads import views

app_name = "threads"
urlpatterns = [
    path("threads/", views.threads, name="list"),
    path("threads/open/", views.open_thread, name="open"),
    path("threads/<uuid:uuid>/", views.thread, name="thread"),
    path("threads/<uuid:uuid>/<str:act>/", views.act, name="act"),
    path("threads/ties/<uuid:uuid>/detach/", views.detach, name="detach"),
]
