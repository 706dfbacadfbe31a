"""Addresses of the plans."""

from django.urls import path

from qianxian.plans import views

app_name = "plans"
urlpatterns = [path("story/", views.story, name="story")]
