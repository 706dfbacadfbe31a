"""The conventions that every operation of /api/v1 keeps; a room's ``api.py`` brings only its lists and commands.

Example: ``return page(request, find, queries.runs(request.actor, find.prefix))`` answers a list; ``@once`` around a write gives it its
Idempotency-Key, its version check and its problem+json. Nothing of a room's own belongs here.
"""

from qianxian.portal.contract.lists import DayQuery, ListQuery, Page, ScopeQuery, found, known_by, page, page_of, there
from qianxian.portal.contract.once import WRITTEN, Made, Written, changes, matched, once, tagged

__all__ = ["WRITTEN", "DayQuery", "ListQuery", "Made", "Page", "ScopeQuery", "Written", "changes", "found", "known_by", "matched", "once", "page", "page_of", "tagged", "there"]
