"""Addresses of elections."""

from django.urls import path

from qianxian.elections import views

app_name = "elections"
urlpatterns = [
    path("elections/", views.elections, name="elections"),
    path("elections/call/", views.call, name="call"),
    path("elections/recall/", views.recall, name="recall"),
    path("elections/<uuid:uuid>/", views.election, name="election"),
    path("elections/<uuid:uuid>/papers/<str:kind>.<str:form>", views.paper, name="paper"),
    path("elections/<uuid:uuid>/do/<str:act>/", views.act, name="act"),
    path("elections/contests/<uuid:uuid>/do/<str:act>/", views.contest, name="contest"),
    path("elections/roll/<uuid:uuid>/exclude/", views.exclude, name="exclude"),
    path("elections/objections/<uuid:uuid>/decide/", views.decide, name="decide"),
    path("elections/candidates/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw"),
    path("elections/candidates/<uuid:uuid>/statement/", views.statement, name="statement"),
]
