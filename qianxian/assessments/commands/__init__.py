"""The writes of the yearly assessment, cut by noun: schemes, facts, sheets (report to approval), grades (grading to fixing, appeals)."""

from qianxian.assessments.commands.facts import draw_facts, record_fact, withdraw_fact
from qianxian.assessments.commands.grades import answer_appeal, appeal_grade, fix_grade, grade_town, serve_grade
from qianxian.assessments.commands.schemes import IndicatorLine, draft_scheme, open_sheets, publish_scheme
from qianxian.assessments.commands.sheets import MarkLine, approve_sheet, report_self, return_sheet, score_sheet, sign_sheet, tell_score

__all__ = [
    "IndicatorLine",
    "MarkLine",
    "answer_appeal",
    "appeal_grade",
    "approve_sheet",
    "draft_scheme",
    "draw_facts",
    "fix_grade",
    "grade_town",
    "open_sheets",
    "publish_scheme",
    "record_fact",
    "report_self",
    "return_sheet",
    "score_sheet",
    "serve_grade",
    "sign_sheet",
    "tell_score",
    "withdraw_fact",
]
