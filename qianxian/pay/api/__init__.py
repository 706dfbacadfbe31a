"""Pay for programs, cut by noun: runs and slips; corrections, the facts they rest on, and vouchers for the ledger."""

from ninja import Router

from qianxian.pay.api import corrections, runs

router = Router()
for part in (runs, corrections):
    router.add_router("", part.router)
