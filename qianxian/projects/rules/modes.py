"""Tender modes in their order: a stricter one always satisfies. The bars themselves are R-D06's.

Example: 1,000,000 of works ask for ``invited``; ``open`` would do too, ``small_local`` would not.
"""

from __future__ import annotations

RANK = {"exempt": 0, "small_local": 1, "invited": 2, "open": 3}
LEAST_BIDDERS = {"open": 3, "invited": 3, "small_local": 2, "exempt": 1}


def strict_enough(chosen: str, asked: str) -> bool:
    """Whether the chosen mode is at least as strict as the one asked for."""
    return RANK[chosen] >= RANK[asked]
