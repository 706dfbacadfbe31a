"""Demo: the Doumen example. Real divisions, invented people, brought in through the same Excel import and commands a county would use.

Owns the cast of example logins and the generator of workbooks. Never loads into a county that was initialised for real use.
"""
