"""The road of a case: which step leads from which state to which, who holds it, and where it may be passed on to. No Django, no database.

Example: a case handed over the phone page is ``received``; the window accepts it, or says once what is missing. No state lets it lie: there is none for it.
"""

OPEN = ("received", "supplement", "in_process")
CLOSED = ("done", "refused", "withdrawn")
#: step → state before it → states after it. ``receive`` has none before it.
STEPS: dict[str, dict[str, tuple[str, ...]]] = {
    "receive": {"": ("received",)},
    "accept": {"received": ("in_process",)},
    "ask": {"received": ("supplement",), "in_process": ("supplement",)},
    "supply": {"supplement": ("supplement", "in_process")},
    "transfer": {"in_process": ("in_process",)},
    "note": {state: (state,) for state in OPEN},
    "finish": {"in_process": ("done",)},
    "refuse": dict.fromkeys(OPEN, ("refused",)),
    "withdraw": dict.fromkeys(OPEN, ("withdrawn",)),
    "reopen": dict.fromkeys(CLOSED, ("in_process",)),
}
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    state: frozenset(to for ways in STEPS.values() for before, after in ways.items() if before == state for to in after) - {state} for state in (*OPEN, *CLOSED)
}
WHO_HOLDS_IT: dict[str, str] = {"received": "record_cases", "supplement": "record_cases", "in_process": "record_cases", "done": "", "refused": "", "withdrawn": ""}
#: Where a case may be passed on to: up, and back.
TRANSFERS: dict[str, tuple[str, ...]] = {"village": ("town",), "town": ("department", "village"), "department": ("town",)}
#: Steps that set the clock anew; at every other step the last day stays.
SETS_THE_CLOCK = ("receive", "ask", "supply", "reopen")
