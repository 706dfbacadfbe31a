"""Pure rules of Party organisations: branches (R-P01–R-P04, P09, P10), terms (R-P05–R-P08), meetings (R-P11–R-P13), a member's way (R-P18–R-P21),
a secretary replaced (R-P22), the secretaries' reserve (R-T03), credit codes (USCC).

Each is registered in ``foundation.rulebook`` and asked by its number: ``evaluate("R-P12", on=…, inputs=…)``.
"""

from qianxian.organisations.rules import branches, credit_codes, membership, replacement, reserve, terms, three_meetings, votes
from qianxian.organisations.rules.credit_codes import CreditCodeCheck, check_credit_code
from qianxian.organisations.rules.terms import term_years_of
from qianxian.organisations.rules.votes import VOTING_STATUSES, has_vote

__all__ = [
    "VOTING_STATUSES",
    "CreditCodeCheck",
    "branches",
    "check_credit_code",
    "credit_codes",
    "has_vote",
    "membership",
    "replacement",
    "reserve",
    "term_years_of",
    "terms",
    "three_meetings",
    "votes",
]
