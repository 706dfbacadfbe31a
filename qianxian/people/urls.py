"""Addresses of persons."""

from django.urls import path

from qianxian.people import views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/find/", views.find, name="find"),
    path("people/register/", views.register, name="register"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/correct/", views.correct, name="correct"),
    path("people/<uuid:uuid>/merge/", views.merge, name="merge"),
    path("people/<uuid:uuid>/reveal/", views.reveal, name="reveal"),
    path("me/record/", views.own_record, name="own_record"),
]
