"""Excel in and out for Party organisations: the registers ``organisations``, ``members``, ``committees`` and ``offices``.

Each module declares a sheet, compares a file with the register and writes it; the imports room drives them.
"""

from qianxian.organisations.sheets import committees, members, offices, tree

__all__ = ["committees", "members", "offices", "tree"]
