"""Nightly housekeeping of logins: old tries, dead sessions, programs' spent tokens. Each may run twice without harm."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qianxian.accounts.clients import forget_old_tokens
from qianxian.accounts.sessions import SessionStore
from qianxian.accounts.tries import forget_old_tries


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="accounts.housekeeping")
def housekeeping(timestamp: int) -> None:
    """Forget tries that no throttle reads any more, and sessions past their absolute limit."""
    forget_old_tries()
    forget_old_tokens()
    SessionStore.clear_expired()
