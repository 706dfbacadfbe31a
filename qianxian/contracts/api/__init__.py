"""Contracts for programs: reading and writing on one router, since one path may be both read and written."""

from qianxian.contracts.api import writing
from qianxian.contracts.api.reading import router

__all__ = ["router", "writing"]
