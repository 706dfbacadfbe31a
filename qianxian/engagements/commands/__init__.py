"""The writes of 选聘分离, cut by noun: vetting, reviews (nominate to decide), outcomes (publicity, letters, notices), posts, grades."""

from qianxian.engagements.commands.consequences import (
    answer_case_review,
    ask_case_review,
    call_hearing,
    decide_case,
    drop_case,
    propose_consequence,
    record_hearing,
    serve_case,
)
from qianxian.engagements.commands.filings import answer_objection, clear_cadre, file_secretary, object_to_filing, record_ground
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
    "answer_case_review",
    "answer_objection",
    "answer_review",
    "answer_vetting",
    "answer_vetting_list",
    "appoint_acting_director",
    "ask_case_review",
    "attach_vetting",
    "call_hearing",
    "clear_cadre",
    "conclude_case",
    "create_round",
    "decide_case",
    "decide_review",
    "drop_case",
    "end_engagement",
    "end_secretary",
    "file_secretary",
    "issue_letter",
    "issue_notice",
    "nominate",
    "object_to_filing",
    "propose",
    "propose_consequence",
    "publicise",
    "record_grade",
    "record_ground",
    "record_hearing",
    "replace_secretary",
    "request_review",
    "return_review",
    "send_round",
    "serve_case",
    "serve_notice",
    "settle_publicity",
    "withdraw",
    "withdraw_grade",
]
