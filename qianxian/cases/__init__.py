"""Cases: what residents bring to a village's hall, from receipt to result: one notice of everything missing, a clock, transfers up and back, reasons.

Does not own what may be applied for (``services``). Nothing is deleted or set aside; a state changes through a recorded step alone.
Main verbs: receive_case, accept_case, ask_supplement, supply, transfer_case, finish_case, refuse_case, withdraw_case, reopen_case.
"""
