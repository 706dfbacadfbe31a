"""Addresses of the county's templates and of kept papers."""

from django.urls import path

from qianxian.papers import views

app_name = "papers"
urlpatterns = [
    path("papers/templates/", views.templates, name="templates"),
    path("papers/templates/<str:name>/", views.template, name="template"),
    path("papers/templates/<str:name>/file/", views.template_file, name="template_file"),
    path("papers/templates/<str:name>/return/", views.return_to_shipped, name="return_to_shipped"),
    path("papers/versions/<uuid:uuid>/adopt/", views.adopt, name="adopt"),
    path("papers/versions/<uuid:uuid>/file/", views.version_file, name="version_file"),
    path("papers/versions/<uuid:uuid>/sample/", views.version_sample, name="version_sample"),
    path("papers/kept/<str:kind>/<uuid:uuid>/", views.kept, name="kept"),
    path("papers/kept/<str:kind>/<uuid:uuid>/scans/<uuid:scan>/", views.scan, name="scan"),
]
