"""Public and collective money of the villages: accounts, sources, funds, the double-entry ledger, payments, statements.

Owns books, bank accounts, vouchers, payments and their gate. Decisions, projects and collective assets are other rooms'; pay is computed below.
Verbs: allocate money, open a book, post and reverse vouchers, request, look at, approve, book and pay, close a month, state and disclose.
"""
