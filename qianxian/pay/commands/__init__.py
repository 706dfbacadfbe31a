"""Writes of pay: a run (``runs``), and corrections of an approved run posted as difference lines (``corrections``)."""

from qianxian.pay.commands.corrections import (
    approve_correction,
    cancel_fact,
    check_correction,
    prepare_correction,
    recompute_correction,
    record_fact,
    return_correction,
    withdraw_correction,
)
from qianxian.pay.commands.runs import (
    YearPolicy,
    approve_run,
    check_run,
    compute_run,
    lock_inputs,
    policy_of,
    return_run,
    withdraw_run,
)

__all__ = [
    "YearPolicy",
    "approve_correction",
    "approve_run",
    "cancel_fact",
    "check_correction",
    "check_run",
    "compute_run",
    "lock_inputs",
    "policy_of",
    "prepare_correction",
    "recompute_correction",
    "record_fact",
    "return_correction",
    "return_run",
    "withdraw_correction",
    "withdraw_run",
]
