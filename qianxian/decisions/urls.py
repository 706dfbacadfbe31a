"""Addresses of decisions."""

from django.urls import path

from qianxian.decisions.views import certificates, matters, meetings, powers

app_name = "decisions"
urlpatterns = [
    path("decisions/", matters.matters, name="matters"),
    path("decisions/open/", matters.open_matter, name="open"),
    path("decisions/<uuid:uuid>/", matters.matter, name="matter"),
    path("decisions/<uuid:uuid>/do/<str:act>/", matters.act, name="act"),
    path("decisions/<uuid:uuid>/record.<str:form>", matters.record, name="record"),
    path("decisions/objections/<uuid:uuid>/answer/", matters.answer, name="answer"),
    path("decisions/meetings/<uuid:uuid>/", meetings.meeting, name="meeting"),
    path("decisions/meetings/<uuid:uuid>/do/<str:act>/", meetings.act, name="meeting_act"),
    path("decisions/meetings/<uuid:uuid>/papers/<str:kind>.<str:form>", meetings.paper, name="meeting_paper"),
    path("decisions/certificates/", certificates.certificates, name="certificates"),
    path("decisions/certificates/<uuid:uuid>/", certificates.certificate, name="certificate"),
    path("decisions/certificates/<uuid:uuid>/revoke/", certificates.revoke, name="revoke"),
    path("decisions/certificates/<uuid:uuid>/certificate.<str:form>", certificates.paper, name="certificate_paper"),
    path("decisions/powers/", powers.powers, name="powers"),
    path("decisions/powers/open/", powers.open_case, name="power_open"),
    path("decisions/powers/<uuid:uuid>/", powers.power_case, name="power_case"),
    path("decisions/powers/<uuid:uuid>/do/<str:act>/", powers.act, name="power_act"),
    path("decisions/powers/flags/<uuid:uuid>/look/", powers.look, name="look"),
]
