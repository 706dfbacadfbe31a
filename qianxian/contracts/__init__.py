"""Contracts: a village's library of contracts, each resting on a decision, with whom, for how much, until when; what was changed since.

A contract is drafted by one and signed by another; related parties are found and must be answered before; amendments are further rows.
Money paid under a contract is the ledger's (``funds``), rents and their arrears are the collective's, works are ``projects``.
Main verbs: draft_contract, sign_contract, amend_contract, end_contract, terminate_contract, answer_party.
"""
