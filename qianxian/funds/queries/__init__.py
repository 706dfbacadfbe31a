"""Reads of this room, by noun: books and vouchers, balances, statements, the bank's side, payments and their gate, 待办."""

from qianxian.funds.queries.tasks import tasks_for

__all__ = ["tasks_for"]
