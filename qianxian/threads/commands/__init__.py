"""Writes of this room, by noun: opening and ties, the course, joining and ending."""

from qianxian.threads.commands.course import estimate, lift, move, note, stall
from qianxian.threads.commands.ending import close, join, reopen, split, tell
from qianxian.threads.commands.opening import attach, detach, open_thread

__all__ = ["attach", "close", "detach", "estimate", "join", "lift", "move", "note", "open_thread", "reopen", "split", "stall", "tell"]
