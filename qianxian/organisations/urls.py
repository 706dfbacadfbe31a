"""Addresses of the Party's registry."""

from django.urls import path

from qianxian.organisations.views import committees, members, organisation, registers

app_name = "organisations"
urlpatterns = [
    path("organisations/", registers.organisations, name="organisations"),
    path("organisations/", registers.organisations, name="list"),
    path("organisations/found/", organisation.found, name="found"),
    path("organisations/<uuid:uuid>/", organisation.organisation, name="organisation"),
    path("organisations/<uuid:uuid>/change/", organisation.change, name="change"),
    path("organisations/<uuid:uuid>/dissolve/", organisation.dissolve, name="dissolve"),
    path("organisations/<uuid:uuid>/terms/open/", organisation.open_term, name="open_term"),
    path("organisations/<uuid:uuid>/terms/<int:number>/extend/", organisation.extend_term, name="extend_term"),
    path("organisations/<uuid:uuid>/admit/", organisation.admit, name="admit"),
    path("organisations/<uuid:uuid>/mandates/open/", organisation.open_mandate, name="open_mandate"),
    path("members/", registers.members, name="members"),
    path("members/<uuid:uuid>/status/", members.status, name="member_status"),
    path("members/<uuid:uuid>/transfer/", members.issue_transfer, name="issue_transfer"),
    path("people/<uuid:uuid>/death/", members.death, name="record_death"),
    path("transfers/", members.transfers, name="transfers"),
    path("transfers/<uuid:uuid>/receive/", members.receive_transfer, name="receive_transfer"),
    path("transfers/<uuid:uuid>/cancel/", members.cancel_transfer, name="cancel_transfer"),
    path("terms/", registers.terms, name="terms"),
    path("committees/", registers.committees, name="committees"),
    path("committees/open/", committees.open_committee, name="open_committee"),
    path("committees/<uuid:uuid>/", committees.committee, name="committee"),
    path("committees/<uuid:uuid>/mandates/open/", committees.open_seat, name="open_seat"),
    path("mandates/", registers.mandates, name="mandates"),
    path("mandates/<uuid:uuid>/end/", committees.end_mandate, name="end_mandate"),
]
