"""Addresses of pay."""

from django.urls import path

from qianxian.pay.views import corrections, runs, settlement, what_if

app_name = "pay"
urlpatterns = [
    path("pay/", runs.runs, name="runs"),
    path("pay/runs/<uuid:uuid>/", runs.run, name="run"),
    path("pay/runs/<uuid:uuid>/slips.xlsx", runs.export, name="export"),
    path("pay/runs/<uuid:uuid>/<str:payer>.xlsx", runs.payer_file, name="payer_file"),
    path("pay/runs/<uuid:uuid>/<str:payer>.pdf", runs.payer_sheet, name="payer_sheet"),
    path("pay/runs/<uuid:uuid>/<str:payer>.docx", runs.payer_sheet, {"form": "docx"}, name="payer_sheet_word"),
    path("pay/runs/<uuid:uuid>/<str:move>/", runs.move, name="move"),
    path("pay/slips/<uuid:uuid>/", runs.slip, name="slip"),
    path("pay/slips/<uuid:uuid>.<str:form>", runs.slip_paper, name="slip_paper"),
    path("pay/settlement/", settlement.settlement, name="settlement"),
    path("pay/settlement.xlsx", settlement.settlement_file, name="settlement_file"),
    path("pay/what-if/", what_if.what_if, name="what_if"),
    path("pay/what-if.xlsx", what_if.what_if_file, name="what_if_file"),
    path("pay/corrections/", corrections.corrections, name="corrections"),
    path("pay/corrections/<uuid:uuid>/", corrections.correction, name="correction"),
    path("pay/corrections/<uuid:uuid>/<str:payer>.<str:form>", corrections.correction_sheet, name="correction_sheet"),
    path("pay/corrections/<uuid:uuid>/<str:move>/", corrections.correction_move, name="correction_move"),
    path("pay/people/<uuid:uuid>/<int:year>/", corrections.correct_person, name="correct_person"),
    path("pay/people/<uuid:uuid>/<int:year>/fact/", corrections.fact, name="fact"),
    path("pay/facts/<uuid:uuid>/cancel/", corrections.fact_cancel, name="fact_cancel"),
    path("me/pay/", runs.own_slips, name="own_slips"),
]
