"""Addresses of the room."""

from django.urls import path

from qianxian.elements.views import register

app_name = "elements"
urlpatterns = [
    path("elements/", register.elements, name="list"),
    path("elements/register/", register.register, name="register"),
    path("elements/<str:code>/change/", register.change, name="change"),
    path("elements/<str:code>/", register.element, name="element"),
]
