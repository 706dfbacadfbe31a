"""Elections for programs: reading and writing on one router, since one path may be both read and written."""

from qianxian.elections.api import writing
from qianxian.elections.api.reading import router

__all__ = ["router", "writing"]
