"""Pure rules of Party organisations: branches (R-P01–R-P04, P09, P10), terms (R-P05–R-P08), meetings (R-P11–R-P13), credit codes (USCC).

Each is registered in ``foundation.rulebook`` and asked by its number: ``evaluate("R-P12", on=…, inputs=…)``.
"""

from qianxian.organisations.rules import votes

__all__ = ["votes"]
