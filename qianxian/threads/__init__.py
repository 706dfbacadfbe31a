"""Threads: one 线 ties what a villager asked, a plan set or an official found to everything that answers it, until the answer is told.

Owns the thread, its estimates, steps, stalls, links, joins and splits, and its page. Does not own what hangs on it: matters, projects and
payments live in the rooms above, which call ``commands.attach`` and show themselves on the page through ``registry.contributes``.
Main verbs: open_thread, attach, estimate, move, stall, lift, join, split, tell, close, reopen.
"""
