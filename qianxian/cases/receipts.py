"""Codes of receipts: sixty random bits that are written on the applicant's paper and nowhere else; the house keeps a keyed hash.

Example: ``7KQ2-9MXB-4TRE``; the letters I, L, O and U are left out, so that nobody reads one for another.

A form with a number of its own (122 random bits, kept nowhere) has its code and its row's uuid made from that number under the county's key: sent
again because the answer was lost, it is told the same code again. Who knows the row's uuid knows neither the number nor the code.
"""

from __future__ import annotations

import secrets
import unicodedata
from uuid import UUID, uuid4

from django.db.models import Model
from django.utils.crypto import constant_time_compare

from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.statements import latest_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 signs: five bits each
LENGTH, GROUP = 12, 4
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": ""})


def new_code(form: UUID | None = None) -> str:
    """Twelve signs in groups of four: of the form with that number always the same, otherwise drawn."""
    signs = "".join(secrets.choice(ALPHABET) for _turn in range(LENGTH)) if form is None else _signs(keyed_hash(str(form), kind="form-code"))
    return "-".join(signs[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def row_of_form(form: UUID | None) -> UUID:
    """The uuid of what that form writes; of a form without a number a fresh one."""
    return uuid4() if form is None else UUID(hex=keyed_hash(str(form), kind="form-row")[:32], version=4)


def code_told_again(row: Model, form: UUID) -> str:
    """The code that the form's lost answer carried; empty where another receipt was issued since."""
    code = new_code(form)
    return code if holds_code(row, code) else ""


def _signs(digest: str) -> str:
    """Five bits of the digest a sign."""
    bits = int(digest, 16)
    return "".join(ALPHABET[bits >> 5 * n & 31] for n in range(LENGTH))


def holds_code(row: Model, code: str) -> bool:
    """Whether this is the code of the latest receipt of a case or a request."""
    latest = latest_of(row.receipts)
    return constant_time_compare(latest.code_hash if latest else "", code_hash(row.uuid, code)) and latest is not None


def code_hash(case_uuid: object, typed: str) -> str:
    """The keyed hash of a code as somebody typed it, bound to its case."""
    signs = "".join(unicodedata.normalize("NFKC", typed).upper().split()).translate(READ_AS)
    return keyed_hash(f"{case_uuid}:{signs}", kind="case-receipt")
