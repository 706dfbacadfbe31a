"""Elements: what is entered once and used everywhere; who asks villages for what, and how much that costs them.

Main verbs: register_element, draft_task, issue_task, report_task, submit_unit, report_question, answer_report. Values live in their own rooms and are only
read here, through ``readers``; answers are kept here only for elements that live nowhere else.
"""
