"""Pure rules of the collective: members (R-C04), distribution (R-C07), assets, land and leases (R-C08)."""

from qianxian.collective.rules import distribution, leases, members, property

__all__ = ["distribution", "leases", "members", "property"]
