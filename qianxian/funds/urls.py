"""Addresses of money."""

from django.urls import path, re_path

from qianxian.funds.views import bases, books, disclosures, payments, sources, vouchers

app_name = "funds"
urlpatterns = [
    path("funds/", books.overview, name="list"),
    path("funds/open/", books.open_book, name="open_book"),
    path("funds/books/<uuid:uuid>/", books.book, name="book"),
    path("funds/books/<uuid:uuid>/accounts/open/", books.open_bank_account, name="open_bank_account"),
    path("funds/accounts/<uuid:uuid>/close/", books.close_bank_account, name="close_bank_account"),
    path("funds/books/<uuid:uuid>/funds/open/", books.open_fund, name="open_fund"),
    path("funds/books/<uuid:uuid>/close/", books.close_month, name="close_month"),
    path("funds/books/<uuid:uuid>/statements/", books.statements, name="statements"),
    path("funds/books/<uuid:uuid>/bank/<str:month>/", books.reconcile, name="reconcile"),
    path("funds/bank-statements/<uuid:uuid>/explain/", books.explain, name="explain"),
    path("funds/books/<uuid:uuid>/prepare/", vouchers.prepare, name="prepare"),
    path("funds/books/<uuid:uuid>/move/", vouchers.move, name="move"),
    path("funds/books/<uuid:uuid>/accrue/", vouchers.accrue, name="accrue"),
    path("funds/books/<uuid:uuid>/recover/", vouchers.recover, name="recover"),
    path("funds/drafts/<uuid:uuid>/", vouchers.draft, name="draft"),
    path("funds/vouchers/", vouchers.vouchers, name="vouchers"),
    path("funds/vouchers/<uuid:uuid>/", vouchers.voucher, name="voucher"),
    path("funds/vouchers/<uuid:uuid>/reverse/", vouchers.reverse_voucher, name="reverse"),
    path("funds/vouchers/<uuid:uuid>/voucher.<str:form>", vouchers.paper, name="voucher_paper"),
    path("funds/sources/", sources.sources, name="sources"),
    path("funds/sources/enter/", sources.enter, name="enter_source"),
    path("funds/sources/<uuid:uuid>/allocate/", sources.allocate, name="allocate"),
    path("funds/<uuid:uuid>/purpose/", sources.change_purpose, name="change_purpose"),
    path("funds/disclosures/", disclosures.disclosures, name="disclosures"),
    re_path(r"^hall/(?P<code>\d{12})/disclosure/$", disclosures.published, name="published"),
    path("funds/disclosures/<uuid:uuid>/", disclosures.disclosure, name="disclosure"),
    path("funds/books/<uuid:uuid>/disclose/<str:last>/", disclosures.prepare, name="prepare_disclosure"),
    path("funds/payments/", payments.register, name="payments"),
    path("funds/payments/bases/", bases.bases, name="bases"),
    path("funds/books/<uuid:uuid>/standing/", bases.enter_standing, name="enter_standing"),
    path("funds/standing/<uuid:uuid>/confirm/", bases.confirm_standing, name="confirm_standing"),
    path("funds/standing/<uuid:uuid>/end/", bases.end_standing, name="end_standing"),
    path("funds/ceilings/propose/", bases.propose_ceiling, name="propose_ceiling"),
    path("funds/ceilings/<uuid:uuid>/confirm/", bases.confirm_ceiling, name="confirm_ceiling"),
    path("funds/books/<uuid:uuid>/pay/", payments.request_payment, name="request_payment"),
    path("funds/payments/<uuid:uuid>/", payments.payment, name="payment"),
    path("funds/payments/<uuid:uuid>/change/", payments.change, name="change_payment"),
    path("funds/payments/<uuid:uuid>/ratify/", payments.ratify, name="ratify"),
    path("funds/payments/<uuid:uuid>/do/<str:act>/", payments.press_act, name="press"),
    path("funds/payments/<uuid:uuid>/back/<str:act>/", payments.send_back, name="send_back"),
]
