"""Excel in for the collective: the registers ``collective_members`` and ``assets``. The imports room drives them."""

from qianxian.collective.sheets import assets, members

__all__ = ["assets", "members"]
