"""Addresses of 选聘分离."""

from django.urls import path

from qianxian.engagements.views import cases, grounds, papers, posts, registers, reviews, vetting

app_name = "engagements"
urlpatterns = [
    path("engagements/", registers.cadres, name="cadres"),
    path("engagements/", registers.cadres, name="list"),
    path("engagements/export.xlsx", registers.cadres_export, name="cadres_export"),
    path("engagements/reviews/", registers.reviews, name="reviews"),
    path("engagements/reviews/export.xlsx", registers.reviews_export, name="reviews_export"),
    path("engagements/reviews/new/", reviews.nominate, name="nominate"),
    path("engagements/reviews/<uuid:uuid>/", reviews.review, name="review"),
    path("engagements/reviews/<uuid:uuid>/approval/", papers.approval, name="approval"),
    path("engagements/reviews/<uuid:uuid>/<str:step>/", reviews.act, name="act"),
    path("engagements/grades/", registers.grades, name="grades"),
    path("engagements/grades/export.xlsx", registers.grades_export, name="grades_export"),
    path("engagements/vetting/", vetting.rounds, name="rounds"),
    path("engagements/vetting/", vetting.rounds, name="vetting"),
    path("engagements/vetting/new/", vetting.round_new, name="round_new"),
    path("engagements/vetting/<uuid:uuid>/", vetting.round, name="round"),
    path("engagements/vetting/<uuid:uuid>/send/", vetting.round_send, name="round_send"),
    path("engagements/vetting/<uuid:uuid>/conclude/", vetting.round_conclude, name="round_conclude"),
    path("engagements/vetting/<uuid:uuid>/paper/", papers.round_paper, name="round_paper"),
    path("engagements/answers/", vetting.answers, name="answers"),
    path("engagements/answers/<uuid:uuid>/", vetting.answer, name="answer"),
    path("engagements/letters/<uuid:uuid>/", papers.letter, name="letter"),
    path("engagements/notices/<uuid:uuid>/", papers.notice, name="notice"),
    path("engagements/centres/<uuid:uuid>/acting/", posts.acting, name="acting"),
    path("engagements/centres/<uuid:uuid>/secretary/", posts.secretary, name="secretary"),
    path("engagements/cases/", cases.cases, name="cases"),
    path("engagements/cases/<uuid:uuid>/", cases.case, name="case"),
    path("engagements/cases/<uuid:uuid>/papers/<str:paper>/", cases.case_paper, name="case_paper"),
    path("engagements/cases/<uuid:uuid>/<str:step>/", cases.case_act, name="case_act"),
    path("engagements/posts/<uuid:uuid>/case/", cases.case_new, name="case_new"),
    path("engagements/grounds/", grounds.grounds, name="grounds"),
    path("engagements/grounds/<uuid:uuid>/", grounds.ground, name="ground"),
    path("engagements/grounds/<uuid:uuid>/clear/", grounds.clear, name="clear"),
    path("engagements/people/<uuid:uuid>/ground/", grounds.ground_new, name="ground_new"),
    path("engagements/filings/", cases.filings, name="filings"),
    path("engagements/filings/<uuid:uuid>/", cases.filing, name="filing"),
    path("engagements/filings/<uuid:uuid>/paper/", cases.filing_paper, name="filing_paper"),
    path("engagements/filings/<uuid:uuid>/<str:step>/", cases.filing_act, name="filing_act"),
    path("engagements/secretaries/<uuid:uuid>/file/", cases.file_secretary, name="file_secretary"),
]
