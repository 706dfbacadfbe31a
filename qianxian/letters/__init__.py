"""证明与函件: letters whose every field comes from a register, signed by a second person, which anybody can check without learning whose they are.

Owns letters, their files, codes and numbers. What they say is read from the rooms below (``sources``); how they look is the county's own
Word template. Main verbs: draft, issue, withdraw, revoke.
"""
