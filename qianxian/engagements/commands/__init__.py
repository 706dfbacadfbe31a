"""The writes of 选聘分离, cut by noun: vetting, reviews (nominate to decide), outcomes (publicity, letters, notices), posts, grades."""

from qianxian.engagements.commands.grades import record_grade, withdraw_grade
from qianxian.engagements.commands.outcomes import (
    answer_review,
    issue_letter,
    issue_notice,
    publicise,
    request_review,
    serve_notice,
    settle_publicity,
)
from qianxian.engagements.commands.posts import appoint_acting_director, end_engagement, end_secretary, replace_secretary
from qianxian.engagements.commands.reviews import attach_vetting, decide_review, nominate, propose, return_review, withdraw
from qianxian.engagements.commands.vetting import Answer, answer_vetting, answer_vetting_list, conclude_case, create_round, send_round

__all__ = [
    "Answer",
    "answer_review",
    "answer_vetting",
    "answer_vetting_list",
    "appoint_acting_director",
    "attach_vetting",
    "conclude_case",
    "create_round",
    "decide_review",
    "end_engagement",
    "end_secretary",
    "issue_letter",
    "issue_notice",
    "nominate",
    "propose",
    "publicise",
    "record_grade",
    "replace_secretary",
    "request_review",
    "return_review",
    "send_round",
    "serve_notice",
    "settle_publicity",
    "withdraw",
    "withdraw_grade",
]
