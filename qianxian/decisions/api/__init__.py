"""Decisions for programs: reading and writing on one router, since one path may be both read and written."""

from qianxian.decisions.api import writing
from qianxian.decisions.api.reading import router

__all__ = ["router", "writing"]
