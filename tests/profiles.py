"""How long tests that draw their cases run, and whether they draw the same ones each time.

``ci``: always the same cases, so that a landing can be repeated; chosen where CI is set, and by ``make test``.
``dev``: other cases each time, kept in ``.hypothesis`` when one fails. ``soak``: the long runs of ``make soak``, other cases each time.
A test says both its numbers: ``settings(max_examples=times(25, soak=10_000))``.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

NAME = os.environ.get("QIANXIAN_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
# A part of the soak's numbers, for trying it out: SHARE=0.01 make soak.
SHARE = float(os.environ.get("QIANXIAN_SOAK_SHARE") or 1)

# A busy machine is no fault of what is tested: nothing here fails by the clock.
BY_THE_CLOCK = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", derandomize=True, database=None, print_blob=True, **BY_THE_CLOCK)
settings.register_profile("dev", print_blob=True, **BY_THE_CLOCK)
settings.register_profile(
    "soak", max_examples=max(1, round(10_000 * SHARE)), stateful_step_count=80, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck)
)


def load() -> None:
    """Make the chosen profile the default; called once, before any test module is read."""
    settings.load_profile(NAME)


def times(ordinary: int, *, soak: int) -> int:
    """The number for this run: the ordinary one, or the share of the soak's."""
    return max(1, round(soak * SHARE)) if NAME == "soak" else ordinary


def figure(text: str) -> None:
    """Put a measured figure where ``make soak`` reads it; nothing elsewhere."""
    if path := os.environ.get("QIANXIAN_FIGURES"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text + "\n")
