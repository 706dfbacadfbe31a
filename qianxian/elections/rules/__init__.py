"""Pure rules of elections: the Party's (R-P14–R-P17, R-P23) and the villagers' (R-V01–R-V11, R-V18, R-V19).

Each is registered in ``foundation.rulebook`` and asked by its number: ``evaluate("R-P17", on=…, inputs={"present": 77, …})``.
"""

from qianxian.elections.rules import committees, in_office, party, supervision, village_votes, voters

__all__ = ["committees", "in_office", "party", "supervision", "village_votes", "voters"]
