"""Projects: a village's works and purchases from the idea to the asset: budget and its sources, decision, tender, contract, works, acceptance, audit.

Every step rests on the one before: no contract without a decision that covers the budget, no acceptance by who builds or pays, no payment beyond
the audit. Contracts are ``contracts``, payments ``funds``; leases and shares of the collective are the room above.
Main verbs: open_project, set_budget, approve_project, record_vote, open_tender, award, order_change, accept_project, audit_project, enter_asset.
"""
