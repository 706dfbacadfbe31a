"""Assessments: the yearly assessment of a centre and of each of its leading members, from the published scheme to the grade that stands.

A grade follows from facts with evidence, is told to the assessed, approved by somebody who did not score, and may be appealed against (R-E10–E12).
Bonus is pay's business; ending or renewing an engagement is the engagements room's.
"""
