"""Engagements: 选聘分离. Joint vetting, the review of a candidate for a centre post, the town's decision, the engagement and its letter.

An election never creates an engagement, and a decision here never touches an elected seat (R-E01, R-V09).
Main verbs: send_vetting, answer_vetting, nominate, propose, decide_review, issue_letter, end_engagement, record_grade.
"""
