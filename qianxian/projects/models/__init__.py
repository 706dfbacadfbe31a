"""Tables of projects, by noun."""

from qianxian.projects.models.assets import Asset
from qianxian.projects.models.projects import Budget, BudgetSource, Project, ProjectNumber
from qianxian.projects.models.works import Acceptance, ChangeOrder, Measure, Milestone, MilestonePhoto

__all__ = ["Acceptance", "Asset", "Budget", "BudgetSource", "ChangeOrder", "Measure", "Milestone", "MilestonePhoto", "Project", "ProjectNumber"]
