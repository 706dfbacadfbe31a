"""Addresses of pay."""

from django.urls import path

from qianxian.pay import views

app_name = "pay"
urlpatterns = [
    path("pay/", views.runs, name="runs"),
    path("pay/runs/<uuid:uuid>/", views.run, name="run"),
    path("pay/runs/<uuid:uuid>/slips.xlsx", views.export, name="export"),
    path("pay/runs/<uuid:uuid>/<str:payer>.xlsx", views.payer_file, name="payer_file"),
    path("pay/runs/<uuid:uuid>/<str:payer>.pdf", views.payer_sheet, name="payer_sheet"),
    path("pay/runs/<uuid:uuid>/<str:move>/", views.move, name="move"),
    path("pay/slips/<uuid:uuid>/", views.slip, name="slip"),
    path("pay/slips/<uuid:uuid>.<str:form>", views.slip_paper, name="slip_paper"),
    path("me/pay/", views.own_slips, name="own_slips"),
]
