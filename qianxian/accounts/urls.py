"""Addresses of login, own account and the register of accounts."""

from __future__ import annotations

from django.urls import path

from qianxian.accounts.views import changes, login, me, oauth, passwords, programs, register

app_name = "accounts"
urlpatterns = [
    path("login/", login.login, name="login"),
    path("login/code/", login.second_factor, name="second_factor"),
    path("login/enrol/", login.enrol, name="enrol"),
    path("login/role/", login.switch_role, name="switch_role"),
    path("logout/", login.logout, name="logout"),
    path("me/", me.me, name="me"),
    path("me/password/", me.change_password, name="change_password"),
    path("me/phone/", me.enrol, name="enrol_phone"),
    path("me/codes/", me.codes, name="codes"),
    path("me/sessions/<int:number>/end/", me.end_session, name="end_session"),
    path("me/tokens/", me.issue_token, name="issue_token"),
    path("me/tokens/<uuid:uuid>/revoke/", me.revoke_token, name="revoke_token"),
    path("accounts/", register.users, name="users"),
    path("accounts/export/", register.export, name="export"),
    path("accounts/roles/", register.role_table, name="role_table"),
    path("accounts/deputies/", register.deputies, name="deputies"),
    path("accounts/deputies/export/", register.deputies_export, name="deputies_export"),
    path("accounts/deputies/appoint/", changes.appoint_deputy, name="appoint_deputy"),
    path("oauth/token", oauth.token, name="token"),
    path("accounts/clients/", programs.clients, name="clients"),
    path("accounts/clients/register/", programs.register_client, name="register_client"),
    path("accounts/clients/<uuid:uuid>/secret/", programs.renew_secret, name="renew_client_secret"),
    path("accounts/clients/<uuid:uuid>/revoke/", programs.revoke_client, name="revoke_client"),
    path("accounts/first-passwords/", passwords.first_passwords, name="first_passwords"),
    path("accounts/open/", changes.open_account, name="open_account"),
    path("accounts/resets/<uuid:uuid>/confirm/", changes.confirm_reset, name="confirm_reset"),
    path("accounts/grants/<uuid:uuid>/end/", changes.end_grant, name="end_grant"),
    path("accounts/<uuid:uuid>/", register.user, name="user"),
    path("accounts/<uuid:uuid>/change/", changes.change_account, name="change_account"),
    path("accounts/<uuid:uuid>/grant/", changes.grant_role, name="grant_role"),
    path("accounts/<uuid:uuid>/end/", changes.end_access, name="end_access"),
    path("accounts/<uuid:uuid>/reopen/", changes.reopen_access, name="reopen_access"),
    path("accounts/<uuid:uuid>/password/", changes.reset_password, name="reset_password"),
    path("accounts/<uuid:uuid>/phone/", changes.request_reset, name="request_reset"),
    path("accounts/<uuid:uuid>/sessions/<int:number>/end/", changes.end_session, name="end_session_of"),
]
