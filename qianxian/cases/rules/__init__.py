"""The clock of a case (R-K06) and of a petition (R-X10). Pure; days come as arguments."""

from qianxian.cases.rules import clock, petitions

__all__ = ["clock", "petitions"]
