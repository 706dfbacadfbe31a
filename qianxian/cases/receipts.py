"""Codes of receipts: sixty random bits that are written on the applicant's paper and nowhere else; the house keeps a keyed hash.

Example: ``7KQ2-9MXB-4TRE``; the letters I, L, O and U are left out, so that nobody reads one for another.
"""

from __future__ import annotations

import secrets
import unicodedata

from django.db.models import Model
from django.utils.crypto import constant_time_compare

from qianxian.foundation.sealing import keyed_hash

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 signs: five bits each
LENGTH, GROUP = 12, 4
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": ""})


def new_code() -> str:
    """Twelve signs in groups of four."""
    signs = "".join(secrets.choice(ALPHABET) for _turn in range(LENGTH))
    return "-".join(signs[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def holds_code(row: Model, code: str) -> bool:
    """Whether this is the code of the latest receipt of a case or a request."""
    latest = row.receipts.order_by("-id").values_list("code_hash", flat=True).first()
    return constant_time_compare(latest or "", code_hash(row.uuid, code)) and bool(latest)


def code_hash(case_uuid: object, typed: str) -> str:
    """The keyed hash of a code as somebody typed it, bound to its case."""
    signs = "".join(unicodedata.normalize("NFKC", typed).upper().split()).translate(READ_AS)
    return keyed_hash(f"{case_uuid}:{signs}", kind="case-receipt")
