"""Pure rules of persons: the resident identity number (rule ID)."""

from qianxian.people.rules.identity import IdentityCheck, check_identity

__all__ = ["IdentityCheck", "check_identity"]
