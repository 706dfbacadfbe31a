"""The road of an election: which state may follow which, and who holds it meanwhile. No Django, no database.

Example: an election whose roll is published may have its candidates published, be put off (the roll stays) or be called off.
"""

ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "called": frozenset({"roll_published", "cancelled"}),
    "roll_published": frozenset({"candidates_published", "cancelled"}),
    "candidates_published": frozenset({"counted", "cancelled"}),
    "counted": frozenset({"published"}),
    "published": frozenset({"counted", "in_office"}),
    "in_office": frozenset({"closed"}),
    "closed": frozenset(),
    "cancelled": frozenset(),
}
WHO_HOLDS_IT: dict[str, str] = {
    "called": "town_org_officer",
    "roll_published": "town_org_officer",
    "candidates_published": "town_org_officer",
    "counted": "town_committee",
    "published": "town_org_officer",
    "in_office": "town_org_officer",
    "closed": "",
    "cancelled": "",
}
