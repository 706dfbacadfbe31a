"""The road of a project: which state may follow which, and who holds it meanwhile. No Django, no database.

Example: works under way go back to ``approved`` when they become a tenth dearer: decided again, they go on with the same contract.
"""

ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "idea": frozenset({"approved", "stalled", "cancelled"}),
    "approved": frozenset({"voted", "stalled", "cancelled"}),
    "voted": frozenset({"tendering", "building", "approved", "stalled", "cancelled"}),
    "tendering": frozenset({"building", "approved", "stalled", "cancelled"}),
    "building": frozenset({"accepted", "approved", "stalled"}),
    "accepted": frozenset({"audited"}),
    "audited": frozenset({"asset"}),
    "asset": frozenset(),
    "stalled": frozenset({"idea", "approved", "voted", "tendering", "building", "cancelled"}),
    "cancelled": frozenset(),
}
WHO_HOLDS_IT: dict[str, str] = {
    "idea": "approve_projects", "approved": "propose_matters", "voted": "keep_projects", "tendering": "keep_projects", "building": "keep_projects",
    "accepted": "audit_projects", "audited": "keep_projects", "asset": "", "stalled": "keep_projects", "cancelled": "",
}  # fmt: skip
MAY_STALL = ("idea", "approved", "voted", "tendering", "building")
