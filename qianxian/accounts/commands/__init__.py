"""Writes of this room, by noun: accounts, clients, grants, passwords, second factors, sessions, tokens."""

from qianxian.accounts.commands.accounts import Opened, change_account, end_access, open_account, reopen_access
from qianxian.accounts.commands.clients import issue_client_token, register_client, renew_client_secret, revoke_client
from qianxian.accounts.commands.grants import appoint_deputy, end_grant, grant_role
from qianxian.accounts.commands.passwords import change_password, issue_first_passwords, reset_password
from qianxian.accounts.commands.second_factors import (
    confirm_code,
    confirm_second_factor_reset,
    enrol_totp,
    renew_recovery_codes,
    request_second_factor_reset,
    use_recovery_code,
    use_totp,
)
from qianxian.accounts.commands.sessions import end_session, end_sessions, log_out, open_session, switch_role
from qianxian.accounts.commands.tokens import issue_api_token, revoke_api_token

__all__ = [
    "Opened",
    "appoint_deputy",
    "change_account",
    "change_password",
    "confirm_code",
    "confirm_second_factor_reset",
    "end_access",
    "end_grant",
    "end_session",
    "end_sessions",
    "enrol_totp",
    "grant_role",
    "issue_api_token",
    "issue_client_token",
    "issue_first_passwords",
    "log_out",
    "open_account",
    "open_session",
    "register_client",
    "renew_client_secret",
    "renew_recovery_codes",
    "reopen_access",
    "request_second_factor_reset",
    "reset_password",
    "revoke_api_token",
    "revoke_client",
    "switch_role",
    "use_recovery_code",
    "use_totp",
]
