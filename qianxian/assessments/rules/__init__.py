"""Pure rules of the yearly assessment: grades by bands and quota (R-E10), what follows a grade (R-E11), deductions (R-E12)."""

from qianxian.assessments.rules import consequences, deductions, evenness, grading
from qianxian.assessments.rules.grading import Graded, grades_for, quota_of, total_of

__all__ = ["Graded", "consequences", "deductions", "evenness", "grades_for", "grading", "quota_of", "total_of"]
