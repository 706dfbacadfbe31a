"""Projects for programs: reading and writing on one router, since one path may be both read and written."""

from qianxian.projects.api import writing
from qianxian.projects.api.reading import router

__all__ = ["router", "writing"]
