"""A table that somebody wants filled: whose rows and which cells are known, what is held goes in, the rest is marked, and it is given back.

Example: columns 村名 and 路灯（盏） and two villages: the cell of the village that holds the number is filled (green), the other stays empty (yellow).
Cells that say something already are never touched. The file is read in the limited child of ``foundation.sheets``; what it refuses is refused here.
"""

from qianxian.elements.wanted.giving_back import Filled, fill

__all__ = ["Filled", "fill"]
