"""The collective for programs: reading, and the two words that other rooms wait for. Signing and distributing are done by people, in their pages."""

from qianxian.collective.api import writing
from qianxian.collective.api.reading import router

__all__ = ["router", "writing"]
