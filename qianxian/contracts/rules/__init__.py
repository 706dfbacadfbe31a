"""Pure rules of contracts: related parties (R-C06), how far an amendment may go without a new decision, what stands between two bars."""

from qianxian.contracts.rules import amending, kinds, parties

__all__ = ["amending", "kinds", "parties"]
