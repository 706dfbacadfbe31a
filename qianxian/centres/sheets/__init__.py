"""Excel in for service centres: the registers ``centres`` and ``staff``. The imports room drives them."""

from qianxian.centres.sheets import centres, staff

__all__ = ["centres", "staff"]
