"""Reads of this room, by noun: members, property, leases, distribution, 待办."""

from qianxian.collective.queries.tasks import tasks_for

__all__ = ["tasks_for"]
