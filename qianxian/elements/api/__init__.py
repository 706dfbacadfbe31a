"""Elements and what is asked of villages, for programs: everything on one router."""

from qianxian.elements.api import asked, filling
from qianxian.elements.api.register import router

__all__ = ["asked", "filling", "router"]
