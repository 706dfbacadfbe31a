"""Pure rules of decisions: procedure and money's bars (R-D), villagers' meetings (R-V12–R-V17, R-V20), the collective (R-C01–R-C03, R-C05).

Each is registered in ``foundation.rulebook`` and asked by its number: ``evaluate("R-V12", on=…, inputs={"households": 700, …})``.
"""

from qianxian.decisions.rules import collective, disclosure, interests, matters, meetings, powers, procedure, super_majority, tenders

__all__ = ["collective", "disclosure", "interests", "matters", "meetings", "powers", "procedure", "super_majority", "tenders"]
