"""The Party's registry for programs, cut by noun: organisations and terms, members and transfers, committees and offices."""

from ninja import Router

from qianxian.organisations.api import members, offices, tree

router = Router()
for part in (tree, members, offices):
    router.add_router("", part.router)
