"""The road of a matter: which state may follow which, and who holds it meanwhile. No Django, no database.

Example: a reviewed matter is decided by the villagers, or falls back to draft; where the collective votes too it is resolved first.
"""

ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"proposed", "decided", "withdrawn"}),
    "proposed": frozenset({"discussed", "decided", "draft", "withdrawn"}),
    "discussed": frozenset({"reviewed", "resolved", "decided", "draft", "withdrawn"}),
    "reviewed": frozenset({"resolved", "decided", "draft", "withdrawn"}),
    "resolved": frozenset({"decided", "draft", "withdrawn"}),
    "decided": frozenset({"published", "certified", "draft", "withdrawn"}),
    "published": frozenset({"certified", "draft", "withdrawn"}),
    "certified": frozenset({"result_published", "revoked"}),
    "result_published": frozenset({"closed", "revoked"}),
    "revoked": frozenset({"draft", "closed"}),
    "closed": frozenset(),
    "withdrawn": frozenset(),
}
WHO_HOLDS_IT: dict[str, str] = {
    "draft": "propose_matters",
    "proposed": "propose_matters",
    "discussed": "propose_matters",
    "reviewed": "propose_matters",
    "resolved": "propose_matters",
    "decided": "propose_matters",
    "published": "confirm_resolutions",
    "certified": "propose_matters",
    "result_published": "confirm_resolutions",
    "revoked": "propose_matters",
    "closed": "",
    "withdrawn": "",
}
#: The state a passed step leads to; the last step asked leads to ``decided`` whichever it is.
AFTER_STEP = {"propose": "proposed", "discuss": "discussed", "review": "reviewed", "decide": "resolved", "collective": "decided"}
IN_DISCUSSION = ("draft", "proposed", "discussed", "reviewed", "resolved")
OVER = ("closed", "withdrawn")

#: The road of a case along a flow of the minor-powers list: done by its last step, or stopped with a reason.
POWER_MOVES: dict[str, frozenset[str]] = {"open": frozenset({"done", "stopped"}), "done": frozenset(), "stopped": frozenset()}
POWER_HOLDERS: dict[str, str] = {"open": "propose_matters", "done": "", "stopped": ""}
