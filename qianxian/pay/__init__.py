"""Pay: from dated policy and engagements to slips that explain every yuan, and one pay file per payer.

Owns pay runs and slips, the facts that change pay, corrections and their difference lines, what-ifs, and the vouchers a ledger takes. Does not own
grades (engagements) or the ledger. Main verbs: lock_inputs, compute_run, check_run, approve_run; record_fact, prepare_correction, approve_correction.
"""
