"""Addresses of one's own way of being reminded and of the outbox."""

from django.urls import path

from qianxian.notices import views

app_name = "notices"
urlpatterns = [
    path("me/notices/", views.preference, name="preference"),
    path("me/notices/try/", views.try_out, name="try_out"),
    path("notices/", views.outbox, name="outbox"),
    path("notices/<uuid:uuid>/", views.notice, name="notice"),
    path("notices/<uuid:uuid>/<str:act>/", views.act, name="act"),
    path("notices/robots/<uuid:uuid>/stop/", views.stop, name="stop"),
]
