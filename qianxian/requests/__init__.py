"""Requests (诉求): what residents ask, propose, complain of or report, from receipt to the written answer; petitions with their clock (R-X10).

Who told it stands apart, sealed, and is read by nobody who handles it. What concerns a village or a town is kept from it. Does not own cases.
Main verbs: tell, receive_request, accept_request, assign, answer, finish_request, decline, reopen_request, reveal_requester, open_thread_for.
"""
