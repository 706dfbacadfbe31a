"""Money for programs: reading and writing on one router, since one path may be both read and written."""

from qianxian.funds.api import accruals, writing
from qianxian.funds.api.reading import router

__all__ = ["accruals", "router", "writing"]
