"""Pay: from dated policy and engagements to slips that explain every yuan, and one pay file per payer.

Owns pay runs, slips and lines. Does not own grades (engagements) or the ledger. Main verbs: lock_inputs, compute_run, check_run, approve_run.
"""
