"""Addresses of letters, and of the page on which anybody checks one."""

from django.urls import path

from qianxian.letters.views import office, public

app_name = "letters"
urlpatterns = [
    path("letters/", office.letters, name="list"),
    path("letters/new/", office.choose, name="choose"),
    path("letters/new/<str:kind>/", office.draft, name="draft"),
    path("letters/<uuid:uuid>/", office.letter, name="letter"),
    path("letters/<uuid:uuid>/issue/", office.issue, name="issue"),
    path("letters/<uuid:uuid>/file.<str:form>", office.paper, name="paper"),
    path("letters/<uuid:uuid>/<str:act>/", office.end, name="end"),
    path("progress/letter/", public.fetch, name="fetch"),
    path("verify/letters/", public.verify, name="verify"),
    path("verify/letters/<str:code>/", public.verify, name="verify_code"),
]
