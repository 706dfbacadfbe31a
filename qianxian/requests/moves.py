"""The road of a request: which step leads from which state to which, who holds it, where it may go, and who is shut out. No Django, no database.

Example: a complaint about the village begins in the town's hands and never comes into the village's. No state lets a request lie.
"""

OPEN = ("received", "in_process", "answered")
CLOSED = ("done", "declined", "withdrawn")
WAITING = ("received", "in_process")  # the clock runs until the answer
#: step → state before it → states after it. ``receive`` has none before it.
STEPS: dict[str, dict[str, tuple[str, ...]]] = {
    "receive": {"": ("received",)},
    "petition": {"received": ("received",)},
    "accept": {"received": ("in_process",)},
    "assign": {"received": ("received",), "in_process": ("in_process",)},
    "note": {state: (state,) for state in OPEN},
    "extend": {"in_process": ("in_process",)},
    "answer": {"in_process": ("answered",)},
    "finish": {"answered": ("done",)},
    "visit": {"answered": ("answered",), "done": ("done",)},
    "decline": {"received": ("declined",)},
    "withdraw": dict.fromkeys(OPEN, ("withdrawn",)),
    "reopen": dict.fromkeys(("answered", *CLOSED), ("in_process",)),
}
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    state: frozenset(to for ways in STEPS.values() for before, after in ways.items() if before == state for to in after) - {state} for state in (*OPEN, *CLOSED)
}
WHO_HOLDS_IT: dict[str, str] = {"received": "record_requests", "in_process": "record_requests", "answered": "record_requests", "done": "", "declined": "", "withdrawn": ""}
#: From the lowest level to the highest that handles here; a department's progress is written down by who sent it there.
LEVELS = ("village", "town", "district")
#: Where a request may be passed on to: up, to a department, and back.
TRANSFERS: dict[str, tuple[str, ...]] = {
    "village": ("town",), "town": ("village", "department", "district"), "district": ("town", "department"), "department": ("town", "district"),
}  # fmt: skip
#: Steps that set the clock anew; at every other step the last day stays.
SETS_THE_CLOCK = ("receive", "petition", "accept", "extend", "reopen")
#: Kinds whose teller is kept from those who handle them.
PROTECTED = ("complaint", "report")
