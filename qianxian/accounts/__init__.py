"""Accounts: who may log in, in which roles, over which places, from when to when.

Owns users, role grants, deputies, login and its second factor, separation of duties (three officers included).
Does not own persons of the registry (people) or posts (organisations). Main verbs: open_account, grant_role, end_access, switch_role.
"""
