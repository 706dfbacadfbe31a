"""Papers: official documents as PDF (typst) and Word (docxtpl), from plain facts to bytes.

    engine.render("engagement_letter", facts, "pdf", title="聘任书", dated=date(2019, 5, 1))

Owns faces, page geometry (GB/T 9704-2012), QR codes and sameness of output: equal facts give equal bytes.
Knows no model and no right to see: the rooms' `papers.py` state the facts, their queries decide who may.
"""
