"""Tables of 选聘分离, cut by noun: selection (vetting, reviews, engagements, grades), consequences (grounds, filings, hearings and reviews)."""

from qianxian.engagements.models.consequences import ConsequenceCase, GroundRecord, SecretaryFiling
from qianxian.engagements.models.selection import (
    NOT_FOR_DEPARTMENTS,
    Engagement,
    EngagementDecision,
    EngagementReview,
    NumberBook,
    OutcomeNotice,
    ReviewRequest,
    VettingCase,
    VettingReply,
    VettingRound,
    YearlyGrade,
)

__all__ = [
    "NOT_FOR_DEPARTMENTS",
    "ConsequenceCase",
    "Engagement",
    "EngagementDecision",
    "EngagementReview",
    "GroundRecord",
    "NumberBook",
    "OutcomeNotice",
    "ReviewRequest",
    "SecretaryFiling",
    "VettingCase",
    "VettingReply",
    "VettingRound",
    "YearlyGrade",
]
