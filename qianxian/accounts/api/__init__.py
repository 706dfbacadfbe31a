"""Accounts, grants and tokens for programs.

Logging in, passwords, phones and choosing a role are a person's own acts and have pages only.
"""

from ninja import Router

from qianxian.accounts.api import grants, own, programs, register

router = Router()
for part in (own, register, grants, programs):
    router.add_router("", part.router)
