"""Pipeline: who may come next: reserve candidates for secretaries (R-T03), the way of good workers into the Party (R-P18), and what people have shown they can do.

Does not own elections, engagements or training (rotation and shadowing hang on a reserve candidate from above later).
Main verbs: propose_candidate, confirm_candidate, end_candidate, record_capability, open_admission, admit_at_meeting.
"""
