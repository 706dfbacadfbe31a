"""Writes of the centre register, by noun: the centre and its staffing, what its hall has taken over and who is on duty."""

from qianxian.centres.commands.hall import end_duty, end_function, put_on_duty, settle_function
from qianxian.centres.commands.register import assign_window_staff, change_centre, close_centre, end_window_staff, open_centre, plan_staffing

__all__ = ["assign_window_staff", "change_centre", "close_centre", "end_duty", "end_function", "end_window_staff", "open_centre", "plan_staffing", "put_on_duty", "settle_function"]
