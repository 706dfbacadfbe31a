"""Tables of elections. Totals only: no table joins a voter with a vote, and none knows when, or whether, somebody voted."""

from qianxian.elections.models.counts import ContestResult, CountLine, CountSheet, ElectedMandate, ResultLine
from qianxian.elections.models.elections import Contest, Election, ElectionStaff
from qianxian.elections.models.voters import Candidate, KinshipDeclaration, Proxy, RollEntry, RollObjection

__all__ = [
    "Candidate",
    "Contest",
    "ContestResult",
    "CountLine",
    "CountSheet",
    "ElectedMandate",
    "Election",
    "ElectionStaff",
    "KinshipDeclaration",
    "Proxy",
    "ResultLine",
    "RollEntry",
    "RollObjection",
]
