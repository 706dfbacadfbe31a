"""Addresses of projects."""

from django.urls import path

from qianxian.projects import views

app_name = "projects"
urlpatterns = [
    path("projects/", views.projects, name="list"),
    path("projects/open/", views.open_project, name="open"),
    path("projects/assets/", views.assets, name="assets"),
    path("projects/<uuid:uuid>/", views.project, name="project"),
    path("projects/<uuid:uuid>/do/<str:act>/", views.act, name="act"),
    path("projects/<uuid:uuid>/acceptance/", views.acceptance, name="acceptance"),
    path("projects/milestones/<uuid:uuid>/done/", views.done, name="done"),
    path("projects/milestones/<uuid:uuid>/photo/", views.add_photo, name="add_photo"),
    path("projects/photos/<uuid:uuid>.jpg", views.photo, name="photo"),
]
