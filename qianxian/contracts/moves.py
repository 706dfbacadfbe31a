"""The road of a contract: which state may follow which, and who holds it meanwhile. No Django, no database."""

ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"signed", "withdrawn"}),
    "signed": frozenset({"ended", "terminated"}),
    "ended": frozenset(),
    "terminated": frozenset(),
    "withdrawn": frozenset(),
}
WHO_HOLDS_IT: dict[str, str] = {"draft": "keep_contracts", "signed": "keep_contracts", "ended": "", "terminated": "", "withdrawn": ""}
