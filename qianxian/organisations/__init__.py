"""Organisations: party organisations, members, terms, committees, and mandates (who holds which elected or assigned office).

Does not own service-centre posts or pay. Main verbs: found_organisation, admit_member, transfer_member, open_mandate, end_mandate.
"""
