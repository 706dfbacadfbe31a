"""What a certificate rests on, as canonical JSON, and its digest: anybody can compute the SHA-256 of the text and compare.

Example: ``digest_of(certificate.evidence) == certificate.digest``; ``qianxian check`` also builds the evidence anew from the rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from qianxian.decisions import queries
from qianxian.decisions.models import Matter
from qianxian.foundation.audit import canonical


def digest_of(evidence: str) -> str:
    """SHA-256 (hex) of the evidence as written."""
    return hashlib.sha256(evidence.encode()).hexdigest()


def evidence_of(matter: Matter, *, number: str, amount_limit: Decimal, valid_from: dt.date, lapses_on: dt.date) -> str:
    """The evidence of the certificate about to be issued: matter, resolutions with their counts, publication, objections with answers."""
    shown = queries.decision_publication(matter)
    objections = matter.objections.filter(publication=shown).order_by("id") if shown is not None else ()
    facts: dict[str, Any] = {
        "certificate": {
            "number": number, "unit": matter.unit, "purpose": matter.purpose, "amount_limit": amount_limit, "valid_from": valid_from, "lapses_on": lapses_on,
        },
        "matter": {
            "number": matter.number, "title": matter.title, "kind": matter.kind, "amount": matter.amount, "division_code": matter.division_code,
            "round": matter.round,
        },
        "resolutions": [
            {
                "number": r.number, "body": r.body, "decided_on": r.decided_on, "eligible": r.eligible, "present": r.present, "recused": r.recused,
                "for": r.votes_for, "against": r.votes_against, "abstain": r.votes_abstain, "quorum_needed": r.quorum_needed,
                "votes_needed": r.votes_needed, "passed": r.passed, "rule": r.rule, "law": r.law,
            }
            for r in queries.resolutions_of(matter)
        ],
        "publication": None if shown is None else {
            "from": shown.published_from, "to": shown.published_to, "objections_until": shown.objections_until, "place": shown.place, "text": shown.text,
        },
        "objections": [
            {"uuid": o.uuid, "received_on": o.received_on, "reason": o.reason, "upheld": o.upheld, "answer": o.answer, "answered_on": o.answered_on}
            for o in objections
        ],
    }  # fmt: skip
    return canonical(facts)
