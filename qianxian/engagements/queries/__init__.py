"""Reads of 选聘分离, cut by noun: reviews and outcomes, posts and vacancies, joint vetting, waiting work."""

from qianxian.engagements.queries.consequences import (
    case_by_uuid,
    cases_in_reach,
    convicted_in_office,
    filings_in_reach,
    ground_by_uuid,
    grounds_in_reach,
    offices_open,
    replaced_secretaries,
    secretary_mandate,
)
from qianxian.engagements.queries.posts import Vacancy, as_known, engaged_on, engagement_on, engagements, holders_of, people_in_office, vacancies
from qianxian.engagements.queries.restorations import Restoration, restorations
from qianxian.engagements.queries.reviews import (
    cadres_on,
    deferred_due,
    grades_on,
    history_of_person,
    notice_of,
    notices,
    offices_text,
    outcomes_on,
    request_of,
    review_by_uuid,
    reviews_in_reach,
    reviews_open,
)
from qianxian.engagements.queries.tasks import tasks_for
from qianxian.engagements.queries.vetting import cases_of_person, outstanding_replies, rounds

__all__ = [
    "Restoration",
    "Vacancy",
    "as_known",
    "cadres_on",
    "case_by_uuid",
    "cases_in_reach",
    "cases_of_person",
    "convicted_in_office",
    "deferred_due",
    "engaged_on",
    "engagement_on",
    "engagements",
    "filings_in_reach",
    "grades_on",
    "ground_by_uuid",
    "grounds_in_reach",
    "history_of_person",
    "holders_of",
    "notice_of",
    "notices",
    "offices_open",
    "offices_text",
    "outcomes_on",
    "outstanding_replies",
    "people_in_office",
    "replaced_secretaries",
    "request_of",
    "restorations",
    "review_by_uuid",
    "reviews_in_reach",
    "reviews_open",
    "rounds",
    "secretary_mandate",
    "tasks_for",
    "vacancies",
]
